//! Codes printed over several columns (`1 | 02 | 01`, or the programme's in one column and the kegiatan's in the next).

/// The whole code of each row. `read` gives the code printed at a row in one of the code columns, which are asked from
/// left to right.
///
/// Where a row leaves the left columns empty, the code above goes on: `29` over ` | 01` makes `29.01`.
pub(crate) fn compose(columns: usize, rows: usize, read: impl Fn(usize, usize) -> Option<String>) -> Vec<Option<String>> {
    let mut carried: Vec<Option<String>> = vec![None; columns];
    (0..rows)
        .map(|row| {
            let printed: Vec<Option<String>> = (0..columns).map(|c| read(row, c)).collect();
            let first = printed.iter().position(Option::is_some)?;
            let mut parts: Vec<String> = carried.get(..first)?.iter().flatten().cloned().collect();
            for (place, part) in carried.iter_mut().zip(&printed).skip(first) {
                place.clone_from(part);
            }
            for part in printed.into_iter().flatten() {
                let so_far = parts.join(".");
                // A full code repeats what stands on its left.
                if !so_far.is_empty() && part.len() > so_far.len() && part.starts_with(&so_far) {
                    parts.clear();
                }
                parts.push(part);
            }
            Some(parts.join("."))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[&[&str]]) -> Vec<Option<String>> {
        compose(rows[0].len(), rows.len(), |r, c| Some(rows[r][c].to_owned()).filter(|t| !t.is_empty()))
    }

    #[test]
    fn one_column_is_itself() {
        assert_eq!(of(&[&["2.07"], &[""], &["2.08"]]), [Some("2.07".into()), None, Some("2.08".into())]);
    }

    #[test]
    fn parts_on_their_own_rows_and_side_by_side() {
        assert_eq!(
            of(&[&["29", ""], &["", "01"], &["59", ""], &["", "02"]]).into_iter().flatten().collect::<Vec<_>>(),
            ["29", "29.01", "59", "59.02"]
        );
        assert_eq!(of(&[&["1", "02", "01"]])[0].as_deref(), Some("1.02.01"));
        assert_eq!(of(&[&["2.07", ""], &["2.07", "2.07.01"]])[1].as_deref(), Some("2.07.01"));
    }
}

//! What `lkj rules CODE` prints: in English the documentation of the rule's file, in Indonesian the text beside this
//! file, which says the same for an auditor.

use super::rules::{self, Rule};
use super::say::Lang;

/// The Indonesian explanations: `# CODE`, then a line a part.
const INDONESIAN: &str = include_str!("explain_id.txt");

/// The parts of an explanation: the word before the colon, and the heading that it is printed under.
const PARTS: [(&str, &str); 5] =
    [("Apa", "Yang diperiksa"), ("Mengapa", "Mengapa penting"), ("Contoh", "Contoh"), ("Lolos", "Yang dibiarkan"), ("Dasar", "Dasar")];

/// Characters of a printed line.
const LINE: usize = 100;

/// The explanation of a rule; `None` for an unknown or unwritten one.
///
/// ```
/// use lkj::output::Lang;
/// assert!(lkj::check::explain::explain("a01", Lang::Id).unwrap().contains("Mengapa penting"));
/// assert!(lkj::check::explain::explain("A01", Lang::En).unwrap().contains("Why it matters"));
/// assert!(lkj::check::explain::explain("Z99", Lang::Id).is_none());
/// ```
#[must_use]
pub fn explain(code: &str, lang: Lang) -> Option<String> {
    let english = rules::explain(code)?;
    match lang {
        Lang::En => Some(english),
        Lang::Id => rules::find(code).and_then(indonesian).or(Some(english)),
    }
}

fn indonesian(rule: &Rule) -> Option<String> {
    let head = format!("# {}", rule.code);
    let lines: Vec<&str> = INDONESIAN.lines().skip_while(|line| *line != head).skip(1).take_while(|line| !line.starts_with("# ")).collect();
    let mut text = format!("# {} {}", rule.code, rule.name);
    for (word, heading) in PARTS {
        let part = lines.iter().find_map(|line| line.strip_prefix(word)?.strip_prefix(": "))?;
        text.push_str(&format!("\n\n## {heading}\n{}", wrapped(part)));
    }
    Some(text)
}

/// A paragraph in lines.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() || line.chars().count() + 1 + word.chars().count() <= LINE => {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_explained_in_indonesian() {
        for rule in rules::all() {
            let text = indonesian(rule);
            assert!(text.is_some_and(|text| PARTS.iter().all(|(_, heading)| text.contains(&format!("## {heading}\n")))), "{}", rule.code);
        }
    }

    #[test]
    fn the_text_names_rules_of_the_catalogue_only() {
        let codes: Vec<&str> = INDONESIAN.lines().filter_map(|line| line.strip_prefix("# ")).collect();
        assert_eq!(codes, rules::all().iter().map(|rule| rule.code).collect::<Vec<_>>());
    }

    #[test]
    fn paragraphs_are_wrapped() {
        let text = wrapped(&"kata ".repeat(50));
        assert!(text.lines().count() > 2 && text.lines().all(|line| line.chars().count() <= LINE));
    }
}

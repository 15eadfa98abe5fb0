//! Which files a batch is about: the paths that were named and every PDF in the folders among them.

use super::failure::Failure;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its path, as the user would write it.
    pub path: PathBuf,
    /// Its size in bytes; 0 where it is no regular file.
    pub bytes: u64,
}

/// What the paths of a command line stand for.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The files, each content once, in the order of the paths and sorted within folders.
    pub files: Vec<Input>,
    /// Files that hold what another one holds, with that other one.
    pub copies: Vec<(PathBuf, PathBuf)>,
    /// Paths that lead nowhere.
    pub failures: Vec<(PathBuf, Failure)>,
}

/// Finds the files. Folders are walked for names that end in `.pdf`, in whatever case, through symbolic links; a file
/// that is named itself is taken whatever it is called.
pub fn find(paths: &[PathBuf]) -> Inputs {
    let mut inputs = Inputs::default();
    let mut found = Vec::new();
    for path in paths {
        match fs::metadata(path) {
            Err(error) => inputs.failures.push((path.clone(), error.into())),
            Ok(metadata) if metadata.is_dir() => walk(path, &mut found, &mut inputs.failures),
            Ok(metadata) => found.push(Input { path: path.clone(), bytes: metadata.len() }),
        }
    }
    let (files, copies) = without_copies(found);
    Inputs { files, copies, ..inputs }
}

fn walk(folder: &Path, found: &mut Vec<Input>, failures: &mut Vec<(PathBuf, Failure)>) {
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_pdf_name(entry.path()) => {
                let bytes = entry.metadata().map_or(0, |metadata| metadata.len());
                found.push(Input { path: entry.into_path(), bytes });
            }
            Ok(_) => {}
            // A link to a folder that the walk is in already leads to nothing new.
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let failure = Failure::from(error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into()));
                // A dangling link matters only where it promises a report.
                if failure != Failure::Missing || is_pdf_name(&path) {
                    failures.push((path, failure));
                }
            }
        }
    }
}

/// Ends in `.pdf`; the shadow files that macOS leaves on shared disks (`._name.pdf`) hold no document.
fn is_pdf_name(path: &Path) -> bool {
    let shadow = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"._"));
    !shadow && path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}

/// Sets files apart that hold the same bytes as an earlier one. Only files of equal size are looked into.
fn without_copies(found: Vec<Input>) -> (Vec<Input>, Vec<(PathBuf, PathBuf)>) {
    let mut sizes: BTreeMap<u64, usize> = BTreeMap::new();
    for input in &found {
        *sizes.entry(input.bytes).or_default() += 1;
    }
    let mut first: BTreeMap<Vec<u8>, PathBuf> = BTreeMap::new();
    let (mut files, mut copies) = (Vec::new(), Vec::new());
    for input in found {
        let twins = sizes.get(&input.bytes).copied().unwrap_or_default();
        // A file of size 0 may be a pipe; one that cannot be read has its error found by whoever reads it.
        let hash = if input.bytes > 0 && twins > 1 { hash_of(&input.path).ok() } else { None };
        match hash.as_ref().and_then(|hash| first.get(hash)) {
            Some(earlier) => copies.push((input.path, earlier.clone())),
            None => {
                if let Some(hash) = hash {
                    first.insert(hash, input.path.clone());
                }
                files.push(input);
            }
        }
    }
    (files, copies)
}

fn hash_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut hash = Sha256::new();
    io::copy(&mut File::open(path)?, &mut hash)?;
    Ok(hash.finalize().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(inputs: &Inputs, root: &Path) -> Vec<String> {
        inputs.files.iter().map(|input| input.path.strip_prefix(root).unwrap().display().to_string()).collect()
    }

    #[test]
    fn folders_are_walked_in_order_and_each_content_is_taken_once() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("b")).unwrap();
        for (name, text) in [("z.PDF", "one"), ("a.pdf", "two"), ("b/c.Pdf", "one"), ("b/notes.txt", "x"), ("._a.pdf", "mac")] {
            fs::write(root.join(name), text).unwrap();
        }
        let inputs = find(&[root.to_owned()]);
        assert_eq!(names(&inputs, root), ["a.pdf", "b/c.Pdf"]);
        assert_eq!(inputs.copies, [(root.join("z.PDF"), root.join("b/c.Pdf"))]);
        assert!(inputs.failures.is_empty());
    }

    #[test]
    fn a_named_file_is_taken_whatever_its_name_and_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("laporan");
        fs::write(&file, "one").unwrap();
        let inputs = find(&[file.clone(), file.clone(), folder.path().join("tidak-ada.pdf")]);
        assert_eq!(inputs.files.len(), 1);
        assert_eq!(inputs.failures, [(folder.path().join("tidak-ada.pdf"), Failure::Missing)]);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_end() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("a")).unwrap();
        fs::write(root.join("a/x.pdf"), "one").unwrap();
        std::os::unix::fs::symlink(root, root.join("a/up")).unwrap();
        std::os::unix::fs::symlink("nowhere.txt", root.join("dangling.txt")).unwrap();
        std::os::unix::fs::symlink("nowhere.pdf", root.join("dangling.pdf")).unwrap();
        let inputs = find(&[root.to_owned()]);
        assert_eq!(names(&inputs, root), ["a/x.pdf"]);
        assert_eq!(inputs.failures, [(root.join("dangling.pdf"), Failure::Missing)]);
    }
}

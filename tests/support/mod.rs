//! What the command-line tests share: the program, and small PDFs made on the spot.
#![allow(dead_code, reason = "each test file uses its own part")]

use assert_cmd::Command;
use lopdf::content::{Content, Operation};
use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A temporary folder to run the program in.
pub struct Desk(pub TempDir);

impl Desk {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file, making the folders it stands in.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// Names in a folder, sorted.
    pub fn list(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path().join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Report JSONs of a batch, sorted.
    pub fn reports(&self, output: &str) -> Vec<String> {
        self.list(&format!("{output}/reports")).into_iter().filter(|name| name.ends_with(".json")).collect()
    }

    /// `errors.jsonl` of a batch as (file, kind).
    pub fn errors(&self) -> Vec<(String, String)> {
        let field = |line: &serde_json::Value, name: &str| line[name].as_str().unwrap().to_owned();
        let lines = self.read("lkj-out/errors.jsonl");
        let parsed = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        parsed
            .inspect(|line| assert!(!field(line, "message").is_empty() && !field(line, "cure").is_empty()))
            .map(|line| (field(&line, "file"), field(&line, "kind")))
            .collect()
    }

    /// The program with arguments, in this folder.
    pub fn lkj(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("lkj").unwrap();
        command.current_dir(self.path()).args(arguments);
        command
    }
}

/// Left edges of the columns of [`report`]'s table, and its right edge; points from the left.
const COLUMNS: [i64; 7] = [50, 80, 230, 330, 390, 460, 545];
/// Height of its rows, points.
const ROW: i64 = 24;
/// Its top edge, points from the bottom of the page.
const TOP: i64 = 700;

/// A report of one page with one measurement table; `capaian` is what it prints for 45 of 50.
pub fn report(capaian: &str) -> Vec<u8> {
    let rows = [
        ["No", "Sasaran", "Indikator", "Target", "Realisasi", "Capaian (%)"],
        ["1", "Meningkatnya mutu layanan", "Nilai layanan", "80", "80", "100"],
        ["2", "Meningkatnya cakupan", "Cakupan layanan", "50", "45", capaian],
        ["3", "Meningkatnya tata kelola", "Nilai tata kelola", "75", "60", "80"],
    ];
    bytes(&mut document(vec![measured("Tabel 3.1 Capaian Kinerja Tahun 2024", &rows)]))
}

/// A report of many pages, each with a table of three indicators of which two contradict their own achievement; `name`
/// stands in the name of each.
pub fn long_report(pages: usize, name: &str) -> Vec<u8> {
    let page = |number: usize| {
        let names = [1, 2, 3].map(|row| format!("{name} ke-{number}.{row}"));
        let rows = [
            ["No", "Sasaran", "Indikator", "Target", "Realisasi", "Capaian (%)"],
            ["1", "Meningkatnya mutu", &names[0], "80", "80", "100"],
            ["2", "Meningkatnya cakupan", &names[1], "50", "45", "95"],
            ["3", "Meningkatnya tata kelola", &names[2], "75", "60", "85"],
        ];
        measured(&format!("Tabel 3.{number} Capaian Kinerja Tahun 2024"), &rows)
    };
    bytes(&mut document((1..=pages).map(page).collect()))
}

/// A page with a caption and a ruled table.
fn measured(caption: &str, rows: &[[&str; 6]]) -> Vec<Operation> {
    let mut operations = vec![];
    text(&mut operations, 50, 760, "BAB III AKUNTABILITAS KINERJA");
    text(&mut operations, 50, 715, caption);
    let bottom = TOP - ROW * i64::try_from(rows.len()).unwrap();
    for line in 0..=rows.len() {
        let y = TOP - ROW * i64::try_from(line).unwrap();
        rule(&mut operations, (COLUMNS[0], y), (COLUMNS[6], y));
    }
    for x in COLUMNS {
        rule(&mut operations, (x, TOP), (x, bottom));
    }
    for (line, row) in rows.iter().enumerate() {
        let y = TOP - ROW * i64::try_from(line).unwrap() - 16;
        for (cell, x) in row.iter().zip(COLUMNS) {
            text(&mut operations, x + 4, y, cell);
        }
    }
    operations
}

/// `count` pages that say which page they are.
pub fn pages(count: usize) -> Vec<u8> {
    let page = |number| {
        let mut operations = vec![];
        text(&mut operations, 50, 700, &format!("Halaman ke-{number}"));
        operations
    };
    bytes(&mut document((1..=count).map(page).collect()))
}

/// A report that opens with a password only.
pub fn encrypted(password: &str) -> Vec<u8> {
    let mut document = Document::load_mem(&report("90")).unwrap();
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "pemilik",
        user_password: password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    bytes(&mut document)
}

fn text(operations: &mut Vec<Operation>, x: i64, y: i64, text: &str) {
    operations.extend([
        Operation::new("BT", vec![]),
        Operation::new("Tf", vec!["F1".into(), 9.into()]),
        Operation::new("Td", vec![x.into(), y.into()]),
        Operation::new("Tj", vec![Object::string_literal(text)]),
        Operation::new("ET", vec![]),
    ]);
}

fn rule(operations: &mut Vec<Operation>, from: (i64, i64), to: (i64, i64)) {
    operations.extend([
        Operation::new("m", vec![from.0.into(), from.1.into()]),
        Operation::new("l", vec![to.0.into(), to.1.into()]),
        Operation::new("S", vec![]),
    ]);
}

fn document(pages: Vec<Vec<Operation>>) -> Document {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let mut kids: Vec<Object> = Vec::new();
    for operations in pages {
        let content = document.add_object(Stream::new(dictionary! {}, Content { operations }.encode().unwrap()));
        kids.push(document.add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content }).into());
    }
    let count = i64::try_from(kids.len()).unwrap();
    document.objects.insert(
        tree,
        dictionary! {
            "Type" => "Pages", "Kids" => kids, "Count" => count, "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        }
        .into(),
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    document
}

fn bytes(document: &mut Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

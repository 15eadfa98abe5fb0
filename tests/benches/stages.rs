//! What every stage of reading and checking a report costs on one thread, beside the least that any reader has to do.
//!
//! The reports in `fixtures/`, or the files of `LKJ_BENCH_FILES` (a list as `PATH` is one). `scripts/bench --stages` runs
//! it and sets the figures side by side: some stages are measured together with what comes before them in the same call.

#![allow(missing_docs, reason = "criterion and what it runs are no library")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot run has to say so")]

use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion};
use lkj::layout;
use lkj::pdf::{Document, OpenOptions, Page};
use lkj::report::{self, PageInfo, PageText, Report, Source};
use lkj::table::{self, Analysis, Sheet};
use lkj::{ReadOptions, check};
use lopdf::{Object, Stream};
use std::collections::BTreeSet;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Largest stream that the lower limit inflates, in bytes.
const ROOM: usize = 1 << 28;

fn main() {
    // One thread, as the figures say.
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().unwrap();
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_secs(1))
        .without_plots()
        .configure_from_args();
    for path in files() {
        let mut group = criterion.benchmark_group(path.file_name().unwrap().to_string_lossy());
        stages(&mut group, &path);
        group.finish();
    }
    criterion.final_summary();
}

fn files() -> Vec<PathBuf> {
    if let Some(list) = std::env::var_os("LKJ_BENCH_FILES") {
        return std::env::split_paths(&list).collect();
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut files: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "pdf"));
    files.sort();
    files
}

fn stages(group: &mut BenchmarkGroup<'_, WallTime>, path: &Path) {
    let bytes = std::fs::read(path).unwrap();
    let streams = needed_streams(&bytes);
    group.bench_function("limit", |b| b.iter(|| (std::fs::read(path).unwrap().len(), inflate(&streams))));
    group.bench_function("load", |b| b.iter(|| open(black_box(&bytes))));
    group.bench_function("decompress", |b| b.iter(|| inflate(black_box(&streams))));
    group.bench_function("pages", |b| b.iter_batched_ref(|| open(&bytes), |document| pages(document), BatchSize::LargeInput));
    let pages = pages(&open(&bytes));
    group.bench_function("words", |b| b.iter(|| pages.iter().map(|page| layout::words(page).len()).sum::<usize>()));
    group.bench_function("sheets", |b| b.iter_batched(|| pages.clone(), sheets, BatchSize::LargeInput));
    let sheets = sheets(pages);
    group.bench_function("analysis", |b| b.iter_batched(|| sheets.clone(), table::analyse, BatchSize::LargeInput));
    let input = input(&sheets);
    group.bench_function("meaning", |b| b.iter_batched(|| input.clone(), report::understand, BatchSize::LargeInput));
    let report = report::understand(input);
    let options = check::Options::default();
    group.bench_function("checks", |b| b.iter(|| check::run(black_box(&report), &options)));
    let record = lkj::examine(report, &options);
    group.bench_function("output", |b| b.iter(|| serde_json::to_writer(std::io::sink(), &record).unwrap()));
    group.bench_function("whole", |b| b.iter(|| whole(path, &options)));
}

fn open(bytes: &[u8]) -> Document {
    Document::open(bytes, &OpenOptions::default()).unwrap()
}

fn pages(document: &Document) -> Vec<Page> {
    (1..=document.page_count()).map(|number| document.page(number).unwrap_or_default()).collect()
}

fn sheets(pages: Vec<Page>) -> Vec<Sheet> {
    pages.into_iter().map(Sheet::new).collect()
}

/// What the library hands to the stage that says what tables mean.
fn input(sheets: &[Sheet]) -> report::Input {
    let pages: Vec<PageInfo> =
        sheets.iter().map(|s| PageInfo { page: s.number, width: s.width, height: s.height, text: PageText::Digital }).collect();
    let Analysis { tables, blocks } = table::analyse(sheets.to_vec());
    report::Input { source: Source::default(), pages, tables, blocks, warnings: Vec::new() }
}

/// From the file to its JSON.
fn whole(path: &Path, options: &check::Options) {
    let bytes = std::fs::read(path).unwrap();
    let report: Report = lkj::read(&bytes, "report.pdf", &ReadOptions::default()).unwrap();
    serde_json::to_writer(std::io::sink(), &lkj::examine(report, options)).unwrap();
}

/// The streams that no reader of text and lines can do without: content of pages and forms, and what codes mean.
fn needed_streams(bytes: &[u8]) -> Vec<Stream> {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let mut wanted = BTreeSet::new();
    for page in document.page_iter() {
        wanted.extend(document.get_page_contents(page));
    }
    for object in document.objects.values() {
        let Ok(dict) = object.as_dict().or_else(|_| object.as_stream().map(|s| &s.dict)) else { continue };
        wanted.extend(dict.get(b"ToUnicode").and_then(Object::as_reference));
    }
    let is_form = |stream: &Stream| stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form");
    let streams = document.objects.iter().filter_map(|(id, object)| Some((id, object.as_stream().ok()?)));
    streams.filter(|(id, stream)| wanted.contains(*id) || is_form(stream)).map(|(_, stream)| stream.clone()).collect()
}

fn inflate(streams: &[Stream]) -> usize {
    streams.iter().map(|stream| stream.get_plain_content_with_limit(ROOM).map_or(0, |data| data.len())).sum()
}

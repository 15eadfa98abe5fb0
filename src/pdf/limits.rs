//! What a document may cost.

/// Bounds on what one document may cost; every loop over its bytes is held by one of them.
///
/// The defaults are far above any real report (the largest page measured has 26,000 operators) and keep a hostile
/// file within seconds and a few hundred megabytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest size a single stream may decompress to, in bytes (default 64 MiB).
    pub stream_bytes: usize,
    /// Largest sum of decompressed streams of one page, forms, fonts and all, in bytes (default 256 MiB).
    pub page_bytes: usize,
    /// Operators run on one page, forms included (default 5 million).
    pub operators: u32,
    /// Characters kept of one page (default 500,000).
    pub glyphs: usize,
    /// Rules, fills, images and shapes kept of one page, each (default 500,000).
    pub marks: usize,
    /// Form XObjects inside one another (default 16).
    pub form_depth: u32,
    /// Pages (default 20,000).
    pub pages: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            stream_bytes: 64 << 20,
            page_bytes: 256 << 20,
            operators: 5_000_000,
            glyphs: 500_000,
            marks: 500_000,
            form_depth: 16,
            pages: 20_000,
        }
    }
}

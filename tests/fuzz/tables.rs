//! The table finder on glyphs and edges at random, most of them on a coarse grid so that they meet: tables come out whole.
#![no_main]

mod kit;

use libfuzzer_sys::fuzz_target;
use lkj::pdf::{Axis, Direction, Fill, Font, Glyph, Page, Rect, Rule};

/// Characters that tables are made of.
const TEXT: &[u8] = b"0123456789.,%-() ABJumlahTotalTabelNo";

/// Places that a byte stands for: every fourth of them anywhere, NaN and infinities included; the rest on the grid.
fn place(byte: u8, fine: u8) -> f32 {
    match (byte % 32, fine) {
        (31, 0) => f32::NAN,
        (31, 1) => f32::INFINITY,
        (31, 2) => -1e30,
        (31, fine) => f32::from(fine) * 4.0 - 100.0,
        (byte, fine) if fine > 200 => f32::from(byte) * 20.0 + f32::from(fine - 200) / 10.0,
        (byte, _) => f32::from(byte) * 20.0,
    }
}

fuzz_target!(|data: &[u8]| {
    let pages = 1 + data.first().map_or(0, |byte| byte % 3);
    let mut all: Vec<Page> = (1..=pages)
        .map(|number| Page { number: u32::from(number), width: 600.0, height: 800.0, fonts: vec![Font::default()], ..Page::default() })
        .collect();
    for (index, piece) in data.iter().skip(1).copied().collect::<Vec<u8>>().chunks_exact(6).enumerate().take(2_000) {
        let [kind, x, y, fx, fy, more] = *piece else { continue };
        let Some(page) = all.get_mut(usize::from(kind >> 4) % usize::from(pages)) else { continue };
        let (x, y, z) = (place(x, fx), place(y, fy), place(more, 0));
        match kind % 8 {
            0 | 1 => page.rules.push(Rule {
                axis: Axis::Horizontal,
                at: y,
                from: x.min(z),
                to: x.max(z),
                width: 0.5,
                color: [0; 3],
                dashed: false,
            }),
            2 | 3 => page.rules.push(Rule {
                axis: Axis::Vertical,
                at: x,
                from: y.min(z),
                to: y.max(z),
                width: 0.5,
                color: [0; 3],
                dashed: false,
            }),
            4 => page.fills.push(Fill { bbox: Rect::new(x, y, z, y + 20.0), color: [more, 200, 200] }),
            _ => {
                let direction =
                    if kind & 8 == 0 { Direction::Right } else { [Direction::Up, Direction::Down, Direction::Left][usize::from(more) % 3] };
                for i in 0..1 + u8::try_from(index % 6).unwrap_or(0) {
                    let ch = char::from(TEXT[(usize::from(more) + usize::from(i)) % TEXT.len()]);
                    let (x, y) = (x + f32::from(i) * 5.0, y + 12.0);
                    let bbox = Rect::new(x, y - 8.0, x + 5.0, y + 2.0);
                    page.glyphs.push(Glyph {
                        ch,
                        bbox,
                        origin: (x, y),
                        size: 10.0,
                        font: 0,
                        direction,
                        invisible: false,
                        color: [0; 3],
                        mcid: None,
                    });
                }
            }
        }
    }
    kit::read_on(all);
});

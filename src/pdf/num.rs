//! The few numeric conversions that lints forbid elsewhere, each with its reason.

/// A double as a single: page coordinates need four digits after the point, a single has that and more.
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn f32_of(v: f64) -> f32 {
    v as f32
}

/// An integer as a single: anything a page says in integers (coordinates, widths) is far below 2^24.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn f32_of_int(v: i64) -> f32 {
    v as f32
}

/// The integer below, saturating; not-a-number is 0.
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn floor_i32(v: f32) -> i32 {
    v.floor() as i32
}

/// A colour component from 0..=1 as a byte, saturating; not-a-number is 0.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn byte_of_unit(v: f32) -> u8 {
    (v.clamp(0.0, 1.0) * 255.0).round() as u8
}

/// A non-negative whole number given as a float, saturating; not-a-number is 0.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn u32_of(v: f32) -> u32 {
    v as u32
}

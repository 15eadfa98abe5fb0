//! Accuracy on folders of documents with known contents. Each test asks for its folder in an environment variable and
//! says that it was skipped where the variable is not set.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

mod judgement;
mod meaning;

//! `lkj`: arguments to one command, errors to exit codes.

fn main() {}

//! Parses the arguments, calls the porch, returns its exit code.

fn main() {}

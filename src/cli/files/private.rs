//! In: what nobody else on the machine may see. Out: a file that only this user can read, there until it is dropped.

use std::io::{self, Write as _};
use std::path::Path;
use tempfile::NamedTempFile;

/// Such a file.
pub(in crate::cli) struct Private(NamedTempFile);

impl Private {
    /// In the system's folder for such things, under a name that nobody can guess, mode 0600. `ending` is that of its name.
    pub(in crate::cli) fn new(ending: &str, bytes: &[u8]) -> io::Result<Self> {
        let mut file = tempfile::Builder::new().prefix("nianbao-").suffix(ending).tempfile()?;
        file.write_all(bytes)?;
        Ok(Self(file))
    }

    /// Where it is.
    pub(in crate::cli) fn path(&self) -> &Path {
        self.0.path()
    }
}

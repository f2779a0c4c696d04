//! Reading of files that users name.

use std::path::Path;
use std::{fs, io};

/// Reads a whole file. FIFOs, sockets and devices are rejected, because reading them may never end.
///
/// # Errors
///
/// When the file does not exist, cannot be read, or is not a regular file.
pub fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let kind = fs::metadata(path)?.file_type();
    // The system's error message for a folder is clear enough.
    if !kind.is_file() && !kind.is_dir() {
        let message = "this is a FIFO, a socket or a device, not a file";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    fs::read(path)
}

/// As [`read_file`], for a file that must be UTF-8.
///
/// # Errors
///
/// As [`read_file`], and when the file is not UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    String::from_utf8(read_file(path)?)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.utf8_error()))
}

//! Reading of files that users name.

use std::path::Path;
use std::{fs, io};

/// Reads a file whole. FIFOs, sockets and devices are refused: reading them can wait for ever, or never end.
///
/// # Errors
///
/// When there is no such file, it cannot be read, or it is not a regular file.
pub fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let kind = fs::metadata(path)?.file_type();
    // For a folder the error of the system is clear enough.
    if !kind.is_file() && !kind.is_dir() {
        let message = "this is a FIFO, a socket or a device, not a file";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    fs::read(path)
}

/// As [`read_file`], for a file that has to be UTF-8.
///
/// # Errors
///
/// As [`read_file`], and when the file is not UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    String::from_utf8(read_file(path)?)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.utf8_error()))
}

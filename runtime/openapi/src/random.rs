//! Random numbers: for boundaries and keys, not for secrets.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};

/// A random number. It comes from two seeds of the operating system, so that no two are equal by accident.
pub(crate) fn random() -> u128 {
    let half = || u128::from(RandomState::new().build_hasher().finish());
    half() << 64 | half()
}

/// A random UUID (RFC 9562, 5.4).
pub(crate) fn uuid() -> String {
    let digits = format!("{:032x}", random());
    let variant = ["8", "9", "a", "b"][random() as usize % 4];
    let [time, low, high, node] = [&digits[..8], &digits[8..12], &digits[13..16], &digits[20..]];
    format!("{time}-{low}-4{high}-{variant}{}-{node}", &digits[17..20])
}

#[cfg(test)]
mod tests {
    #[test]
    fn uuids_are_of_version_4_and_differ() {
        let uuid = super::uuid();
        let parts: Vec<usize> = uuid.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{uuid}");
        assert_eq!(uuid.as_bytes()[14], b'4');
        assert!(b"89ab".contains(&uuid.as_bytes()[19]), "{uuid}");
        assert_ne!(uuid, super::uuid());
    }
}

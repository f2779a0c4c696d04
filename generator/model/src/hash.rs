//! A hash that is the same on every machine and in every version, for names that must not change.

/// FNV-1a with 64 bits. It distinguishes names and is not meant for security.
pub fn stable(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(super::stable(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(super::stable(b"foobar"), 0x8594_4171_f739_67e8);
    }
}

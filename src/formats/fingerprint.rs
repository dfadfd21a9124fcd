//! The fingerprint of a file: the same records give the same one, however the file was carried.

use sha2::{Digest, Sha256};

/// How much is gathered before it is hashed: many small updates cost more than the hashing.
const BATCH: usize = 8 * 1024;

/// SHA-256 over normalised records, each followed by one line feed.
pub struct Fingerprint {
    hasher: Sha256,
    batch: Vec<u8>,
}

impl Default for Fingerprint {
    fn default() -> Fingerprint {
        Fingerprint {
            hasher: Sha256::new(),
            batch: Vec::with_capacity(BATCH),
        }
    }
}

impl Fingerprint {
    /// Adds one record in its normal form.
    #[inline]
    pub fn record(&mut self, bytes: &[u8]) {
        if self.batch.len().saturating_add(bytes.len()) >= BATCH {
            self.hasher.update(&self.batch);
            self.batch.clear();
        }
        self.batch.extend_from_slice(bytes);
        self.batch.push(b'\n');
    }

    /// The fingerprint of all that was added.
    pub fn finish(mut self) -> [u8; 32] {
        self.hasher.update(&self.batch);
        self.hasher.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_do_not_show() {
        let mut whole = Sha256::new();
        let mut fingerprint = Fingerprint::default();
        for n in 0..1000_u32 {
            let record = format!("{n:080}");
            whole.update(record.as_bytes());
            whole.update(b"\n");
            fingerprint.record(record.as_bytes());
        }
        let expected: [u8; 32] = whole.finalize().into();
        assert_eq!(fingerprint.finish(), expected);
    }
}

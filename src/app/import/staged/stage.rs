//! The bytes of a large file, kept before anything is booked; and taken away again when it comes to nothing.

use std::io::Read;

use super::Import;
use crate::app::import::apply::{open_vouchers, write_findings};
use crate::app::import::examine::{Examined, read_error, reopen};
use crate::app::import::{Request, Watch};
use crate::app::{AppError, Session};
use crate::store::StoreError;
use crate::store::bankfile::staged::{self, CHUNKS_AT_ONCE};
use crate::store::bankfile::{self, CHUNK_BYTES};
use crate::store::check::BytesDigest;

/// Keeps the bytes of a file: its key and their digest. `None`: the same file is there already. When it fails, nothing is left.
pub(super) fn bytes(
    session: &mut Session,
    request: &Request,
    examined: &Examined,
    watch: &mut Watch<'_>,
) -> Result<Option<(i64, String)>, AppError> {
    let begun = session.write(|tx| {
        if bankfile::by_fingerprint(tx.conn(), &examined.summary.fingerprint)?.is_some() {
            return Ok(None);
        }
        Ok(Some(staged::begin(tx, &request.name(), examined.codec.id, &examined.summary)?))
    })?;
    let Some(file) = begun else { return Ok(None) };
    match pieces(session, request, file, watch) {
        Ok(digest) => Ok(Some((file, digest))),
        Err(error) => {
            discard(session, file)?;
            Err(error)
        }
    }
}

fn pieces(session: &mut Session, request: &Request, file: i64, watch: &Watch<'_>) -> Result<String, AppError> {
    let (mut reader, _) = reopen(request)?;
    let mut digest = BytesDigest::default();
    let most = u64::try_from(CHUNK_BYTES).unwrap_or(u64::MAX);
    let mut no = 0i64;
    loop {
        if (watch.stop)() {
            return Err(StoreError::Cancelled.into());
        }
        let mut some = Vec::with_capacity(CHUNKS_AT_ONCE);
        while some.len() < CHUNKS_AT_ONCE {
            let mut piece = Vec::with_capacity(CHUNK_BYTES);
            let read = reader.by_ref().take(most).read_to_end(&mut piece);
            read.map_err(|e| read_error(request, e.into()))?;
            if piece.is_empty() {
                break;
            }
            digest.add(&piece);
            some.push(piece);
        }
        if some.is_empty() {
            return Ok(digest.hex());
        }
        session.write(|tx| Ok(staged::add_chunks(tx, file, no, &some)?))?;
        no = no.saturating_add(i64::try_from(some.len()).unwrap_or(0));
    }
}

/// From here on the import is always finished: the bytes are all there and were read once more. Answers the voucher of each
/// account that is paid to.
pub(super) fn keep(session: &mut Session, import: &Import<'_>, accounts: &[i64], bytes: &str) -> Result<Vec<(i64, i64)>, AppError> {
    session.write(|tx| {
        import.examined.one_format.remember(tx)?;
        let vouchers = open_vouchers(tx, import.request, import.examined, accounts)?;
        write_findings(tx, import.file, &import.examined.summary.findings)?;
        staged::keep(tx, import.file, bytes, &vouchers)?;
        Ok(vouchers)
    })
}

/// Takes away what there is of a file whose bytes are not kept for good.
pub(super) fn discard(session: &mut Session, file: i64) -> Result<(), AppError> {
    while session.write(|tx| Ok(staged::discard(tx, file)?))? {}
    Ok(())
}

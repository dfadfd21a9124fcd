//! Doing it: one transaction that plans again on what is true now, and stores the file, its payments and settlements.

use std::io::{BufReader, Read};
use std::ops::ControlFlow;

use chrono::NaiveDate;

use super::examine::{Examined, READ_BYTES, read_error, read_options, reopen};
use super::plan::{Plan, PlannedRow, Received, Verdict, plan};
use super::{Request, Watch, examine};
use crate::app::{AppError, Session};
use crate::domain::bankfile::{Event, FileSummary, Finding, Weight};
use crate::domain::claim::Claim;
use crate::domain::ledger::{Draft, Role};
use crate::domain::payment::Method;
use crate::domain::refusal::Refusal;
use crate::formats::Codec;
use crate::store::bankfile::{self, Bytes, CHUNK_BYTES, Counts, FileDigests, Finished, KnownFile, Note};
use crate::store::busy::{Busy, BusyNote};
use crate::store::check::{BytesDigest, PaymentsDigest};
use crate::store::claim::Found;
use crate::store::payment::{self, Adding, NewPayment};
use crate::store::receipt::{Arrived, Receipts};
use crate::store::{StoreError, Tx, ledger, to_days};

/// How many lines that were planned otherwise are told.
const DIFFERENT_MAX: usize = 100;

/// What became of a file.
pub struct Done {
    /// Its format.
    pub codec: &'static Codec,
    /// What it says of itself.
    pub summary: FileSummary,
    /// What became of its payments.
    pub counts: Counts,
    /// The same file was stored before; nothing happened now.
    pub known: Option<KnownFile>,
    /// Its key, when it was stored.
    pub file_id: Option<i64>,
    /// Lines whose handling differs from what the preview said: line, planned, done.
    pub different: Vec<(u32, Verdict, Verdict)>,
}

/// Imports a file in one transaction. With `preview`, its rows are compared with what is done.
///
/// # Errors
/// [`AppError::Import`] when it is refused; [`StoreError::Cancelled`]; in every case nothing is stored.
pub fn run(session: &mut Session, request: &Request, preview: Option<&[PlannedRow]>, watch: &mut Watch<'_>) -> Result<Done, AppError> {
    let examined = examine(
        &session.store.conn,
        request,
        &mut Watch {
            progress: &mut |_| {},
            stop: watch.stop,
        },
    )?;
    if examined.known.is_some() {
        return Ok(known(examined));
    }
    session
        .store
        .set_bulk(Some(i64::try_from(examined.summary.payments).unwrap_or(i64::MAX)))?;
    let mut busy = Busy {
        operator: session.operator.clone(),
        work: request.name(),
        percent: 0,
    };
    let path = session.path().to_path_buf();
    let done = session.write(|tx| {
        let mut note = BusyNote::put(&path, &busy);
        let mut both = |percent: u8| {
            busy.percent = percent;
            note.update(&busy);
            (watch.progress)(percent);
        };
        store(
            tx,
            request,
            &examined,
            preview,
            &mut Watch {
                progress: &mut both,
                stop: watch.stop,
            },
        )
    });
    session.store.set_bulk(None)?;
    let stored = done?;
    tracing::info!(stored = stored.as_ref().map_or(0, |s| s.1.stored), "bank file imported");
    let Some((file_id, counts, different)) = stored else {
        return Ok(known(examine(&session.store.conn, request, watch)?));
    };
    Ok(Done {
        codec: examined.codec,
        summary: examined.summary,
        counts,
        known: None,
        file_id: Some(file_id),
        different,
    })
}

/// Writes what an import changed back into the main file, after its result was told.
///
/// # Errors
/// When the disk fails; what was stored is safe all the same.
pub fn tidy(session: &Session) -> Result<(), AppError> {
    Ok(session.store.checkpoint()?)
}

fn known(examined: Examined) -> Done {
    let counts = Counts {
        skipped: i64::try_from(examined.summary.payments).unwrap_or(0),
        ..Counts::default()
    };
    Done {
        codec: examined.codec,
        summary: examined.summary,
        counts,
        known: examined.known,
        file_id: None,
        different: Vec::new(),
    }
}

type Stored = (i64, Counts, Vec<(u32, Verdict, Verdict)>);

/// Everything inside the transaction. `None`: somebody stored the same file a moment ago.
fn store(
    tx: &Tx<'_>,
    request: &Request,
    examined: &Examined,
    preview: Option<&[PlannedRow]>,
    watch: &mut Watch<'_>,
) -> Result<Option<Stored>, AppError> {
    if bankfile::by_fingerprint(tx.conn(), &examined.summary.fingerprint)?.is_some() {
        return Ok(None);
    }
    let file_id = bankfile::next_id(tx.conn())?;
    let first = payment::last_id(tx.conn())? + 1;
    // Claims are written as they are decided, before the payments they name, which follow in file order. Foreign keys are
    // asked once, when the file is finished.
    let mut receipts = Receipts::new(tx)?;
    let plan = plan(tx.conn(), request, examined, watch, &mut |before, after, received| {
        settle(&mut receipts, first, before, after, received)
    })?;
    let vouchers = book(tx, request, examined, &plan)?;
    examined.one_format.remember(tx)?;
    let (last, digests) = write_payments(tx, request, examined, &plan, file_id, first, &vouchers, watch)?;
    let range = (last >= first).then_some((first, last));
    write_notes(tx, file_id, &examined.summary.findings, &plan.rows)?;
    let done = Finished {
        id: file_id,
        name: &request.name(),
        format: examined.codec.id,
        summary: &examined.summary,
        counts: &plan.counts,
        payments: range,
        placed: receipts.placed(),
        digests,
    };
    bankfile::finish(tx, &done)?;
    let different = preview.map(|rows| differences(rows, &plan.rows)).unwrap_or_default();
    Ok(Some((file_id, plan.counts, different)))
}

fn differences(planned: &[PlannedRow], done: &[PlannedRow]) -> Vec<(u32, Verdict, Verdict)> {
    let pairs = planned.iter().zip(done).filter(|(was, is)| was.verdict != is.verdict);
    pairs
        .map(|(was, is)| (is.line, was.verdict, is.verdict))
        .take(DIFFERENT_MAX)
        .collect()
}

/// Hands on what one claim received. `first`: key of the file's first payment.
fn settle(receipts: &mut Receipts<'_>, first: i64, before: &Found, after: &Claim, received: Vec<Received>) -> Result<(), AppError> {
    let Some(last) = received.last() else { return Ok(()) };
    let method = if received.iter().all(|r| r.method == last.method) {
        last.method
    } else {
        Method::Mixed
    };
    let booked_on = last.booked_on;
    let payer = received.iter().rev().find_map(|r| r.payer.clone());
    let arrived: Vec<Arrived> = received
        .into_iter()
        .map(|part| Arrived {
            payment: first + i64::from(part.seq) - 1,
            amount: part.amount,
            parts: part.allocations,
        })
        .collect();
    Ok(receipts.write((before, after), booked_on, method, payer.as_deref(), &arrived)?)
}

/// One voucher per account of the file: bank against receivables and payments not placed.
fn book(tx: &Tx<'_>, request: &Request, examined: &Examined, plan: &Plan) -> Result<Vec<(i64, i64)>, AppError> {
    let mut vouchers = Vec::new();
    let mut accounts: Vec<_> = plan.by_account.iter().collect();
    accounts.sort_unstable_by_key(|(id, _)| **id);
    for (id, (booked, to_receivables)) in accounts {
        let Some(account) = examined.accounts.by_id(*id) else {
            continue;
        };
        let dated_on: Option<NaiveDate> = examined
            .summary
            .parts
            .iter()
            .filter(|p| examined.accounts.find(&p.account, &p.agreement).is_some_and(|of| of.id == *id))
            .filter_map(|p| p.last_on)
            .max();
        let mut draft = Draft::default();
        draft.debit(Role::Bank, *booked)?;
        draft.credit(Role::Receivables, *to_receivables)?;
        draft.credit(Role::NotPlaced, booked.minus(*to_receivables)?)?;
        let voucher = ledger::open_voucher(tx, "bank_file", &request.name(), dated_on.unwrap_or(tx.actor().today))?;
        ledger::post(tx, voucher, &draft, Some(&account.ledger))?;
        vouchers.push((*id, voucher));
    }
    Ok(vouchers)
}

/// Keeps the bytes of a file in pieces, and answers their digest.
fn keep_bytes(tx: &Tx<'_>, request: &Request, file_id: i64) -> Result<String, AppError> {
    let (mut file, _) = reopen(request)?;
    let mut digest = BytesDigest::default();
    let most = u64::try_from(CHUNK_BYTES).unwrap_or(u64::MAX);
    for no in 0.. {
        let mut piece = Vec::with_capacity(CHUNK_BYTES);
        file.by_ref()
            .take(most)
            .read_to_end(&mut piece)
            .map_err(|e| read_error(request, e.into()))?;
        if piece.is_empty() {
            break;
        }
        bankfile::add_chunk(tx, file_id, no, &piece)?;
        digest.add(&piece);
    }
    Ok(digest.hex())
}

/// Keeps the file's bytes, and writes the payments in file order as those bytes say. Answers the key of the last payment and the
/// digests of all. Keys follow the place in the file, so a record that makes no payment leaves its key free.
#[allow(clippy::too_many_arguments, reason = "one pass over the file with everything the plan decided")]
fn write_payments(
    tx: &Tx<'_>,
    request: &Request,
    examined: &Examined,
    plan: &Plan,
    file_id: i64,
    first: i64,
    vouchers: &[(i64, i64)],
    watch: &mut Watch<'_>,
) -> Result<(i64, FileDigests), AppError> {
    let bytes = keep_bytes(tx, request, file_id)?;
    let stored = Bytes::of(tx.conn(), file_id)?;
    let length = stored.length();
    let mut reader = BufReader::with_capacity(READ_BYTES, stored);
    let mut content = PaymentsDigest::default();
    let mut adding = Adding::new(tx)?;
    let (mut seq, mut last) = (0usize, first - 1);
    let mut fault: Option<AppError> = None;
    let read = (examined.codec.read)(&mut reader, &read_options(tx.conn())?, &mut |event| {
        let Event::Payment(record) = event else {
            return ControlFlow::Continue(());
        };
        let row = plan.rows.get(seq);
        seq += 1;
        let place = i64::try_from(seq).unwrap_or(i64::MAX);
        let account = examined.accounts.of_record(&examined.summary, record);
        if let (
            Some(PlannedRow {
                verdict: Verdict::Stored { standing, claim, party },
                ..
            }),
            Some(account),
        ) = (row, account)
        {
            let ordinal = u32::try_from(seq)
                .ok()
                .and_then(|seq| examined.repeats.get(&seq))
                .copied()
                .unwrap_or(0);
            let key = |id: u32| (id != 0).then_some(i64::from(id));
            let new = NewPayment {
                id: first + place - 1,
                file_id,
                seq: place,
                account_id: account.id,
                record,
                standing: *standing,
                claim_id: key(*claim),
                party_id: key(*party),
                fingerprint: payment::fingerprint(record, ordinal),
                voucher: vouchers.iter().find(|(id, _)| *id == account.id).map_or(0, |(_, voucher)| *voucher),
            };
            if let Err(error) = adding.add(&new) {
                fault = Some(error.into());
                return ControlFlow::Break(());
            }
            content.add(
                [
                    new.id,
                    new.seq,
                    account.id,
                    payment::signed(record).minor(),
                    to_days(record.settled_on),
                ],
                [
                    record.reference,
                    record.payer_account,
                    record.archive_reference,
                    Some(record.lump_key),
                    Some(record.kind),
                    record.text,
                ],
            );
            content.add_payer([record.payer_name, record.payer_number]);
            last = new.id;
        }
        if seq.is_multiple_of(1024) {
            watch.tell(record.offset, length, 80, 100);
            if (watch.stop)() {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    });
    if let Some(fault) = fault {
        return Err(fault);
    }
    let summary = read.map_err(|error| read_error(request, error))?;
    if summary.fingerprint != examined.summary.fingerprint || seq != plan.rows.len() {
        return Err(Refusal::FileChanged { name: request.name() }.into());
    }
    let digests = FileDigests {
        content: if last < first { String::new() } else { content.hex() },
        bytes,
    };
    Ok((last, digests))
}

/// Keeps what was noticed, and which lines were payments of earlier files.
fn write_notes(tx: &Tx<'_>, file_id: i64, findings: &[Finding], rows: &[PlannedRow]) -> Result<(), StoreError> {
    let mut no = 0i64;
    for finding in findings.iter().filter(|finding| finding.weight != Weight::Refuse) {
        no += 1;
        let note = Note {
            no,
            code: finding.code,
            line: finding.line,
            column: finding.column,
            found: &finding.found,
            expected: &finding.expected,
            payment_id: None,
        };
        bankfile::add_note(tx, file_id, &note)?;
    }
    for row in rows {
        if let Verdict::Skipped(known) = row.verdict {
            no += 1;
            let note = Note {
                no,
                code: "known-payment",
                line: row.line,
                column: 0,
                found: "",
                expected: "",
                payment_id: Some(i64::from(known)),
            };
            bankfile::add_note(tx, file_id, &note)?;
        }
    }
    Ok(())
}

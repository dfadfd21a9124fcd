//! Doing it: one transaction that plans again on what is true now, and stores the file, its payments and settlements. Large files
//! take many short ones ([`super::staged`]).

use std::io::{BufReader, Read};
use std::ops::ControlFlow;

use chrono::NaiveDate;

use super::examine::{Examined, READ_BYTES, read_error, read_options, reopen};
use super::notices::{self, Told};
use super::plan::{Plan, PlannedRow, Received, Verdict, plan};
use super::staged::{self, STAGED_FROM, finish_interrupted};
use super::{Request, Watch, examine};
use crate::app::{AppError, Session};
use crate::domain::bankfile::{Event, FileSummary, Finding, Weight};
use crate::domain::claim::Claim;
use crate::domain::ledger::{Draft, Role};
use crate::domain::money::Money;
use crate::domain::payment::Method;
use crate::domain::refusal::Refusal;
use crate::formats::Codec;
use crate::store::bankfile::{self, Bytes, CHUNK_BYTES, Counts, FileDigests, Finished, KnownFile, Note};
use crate::store::busy::{Busy, BusyNote};
use crate::store::check::{BytesDigest, PaymentsDigest};
use crate::store::claim::Found;
use crate::store::payment::{self, Adding, NewPayment};
use crate::store::receipt::{Arrived, Receipts};
use crate::store::{StoreError, Tx, ledger, print, to_days};

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
    /// What it said besides payments, and what came of it.
    pub told: Told,
}

/// Imports a file. With `preview`, its rows are compared with what is done. What an importer that died left is finished first.
///
/// # Errors
/// [`AppError::Import`] when it is refused; [`StoreError::Cancelled`]: then nothing is stored. [`AppError::Unfinished`]: what is
/// stored is right, and the rest is stored by the next one.
pub fn run(session: &mut Session, request: &Request, preview: Option<&[PlannedRow]>, watch: &mut Watch<'_>) -> Result<Done, AppError> {
    finish_interrupted(session)?;
    let mut examined = examine_quietly(session, request, watch)?;
    if let Some(file) = &examined.known
        && bankfile::staged::is_unfinished(&session.store.conn, file.id)?
    {
        // Another one is at it: what will have become of it is known when it is done.
        drop(staged::wait_for_lock(session, watch)?);
        finish_interrupted(session)?;
        examined = examine_quietly(session, request, watch)?;
    }
    if examined.known.is_some() {
        return Ok(known(examined));
    }
    session
        .store
        .set_bulk(Some(i64::try_from(examined.summary.payments).unwrap_or(i64::MAX)))?;
    let is_staged = examined.summary.payments > STAGED_FROM && !session.store.is_alone();
    let done = if is_staged {
        staged::run(session, request, &examined, preview, watch)
    } else {
        at_once(session, request, &examined, preview, watch)
    };
    session.store.set_bulk(None)?;
    let stored = done?;
    tracing::info!(stored = stored.as_ref().map_or(0, |s| s.1.stored), "bank file imported");
    let Some((file_id, counts, different, told)) = stored else {
        return Ok(known(examine(&session.store.conn, request, watch)?));
    };
    Ok(Done {
        codec: examined.codec,
        summary: examined.summary,
        counts,
        known: None,
        file_id: Some(file_id),
        different,
        told,
    })
}

fn examine_quietly(session: &Session, request: &Request, watch: &Watch<'_>) -> Result<Examined, AppError> {
    let mut quiet = Watch {
        progress: &mut |_| {},
        stop: watch.stop,
    };
    examine(&session.store.conn, request, &mut quiet)
}

/// All of it in one transaction.
fn at_once(
    session: &mut Session,
    request: &Request,
    examined: &Examined,
    preview: Option<&[PlannedRow]>,
    watch: &mut Watch<'_>,
) -> Result<Option<Stored>, AppError> {
    let mut busy = Busy {
        operator: session.operator.clone(),
        work: request.name(),
        percent: 0,
    };
    let path = session.path().to_path_buf();
    session.write(|tx| {
        let mut note = BusyNote::put(&path, &busy);
        let mut both = |percent: u8| {
            busy.percent = percent;
            note.update(&busy);
            (watch.progress)(percent);
        };
        store(
            tx,
            request,
            examined,
            preview,
            &mut Watch {
                progress: &mut both,
                stop: watch.stop,
            },
        )
    })
}

/// Writes what an import changed back into the main file. When the disk fails at that, what was stored is safe all the same, and the
/// next one writes it back: the import did not fail.
pub fn tidy(session: &Session) {
    if let Err(error) = session.store.checkpoint() {
        tracing::warn!(%error, "what an import changed could not be written back yet");
    }
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
        told: Told::new(),
    }
}

/// A file that was stored: key, counts, what was planned otherwise, and what it said besides payments.
pub(super) type Stored = (i64, Counts, Vec<(u32, Verdict, Verdict)>, Told);

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
        settle(&mut receipts, &|seq| first + i64::from(seq) - 1, before, after, received)
    })?;
    let vouchers = book(tx, request, examined, &plan)?;
    examined.one_format.remember(tx)?;
    let (last, digests) = write_payments(tx, request, examined, &plan, file_id, first, &vouchers, watch)?;
    let range = (last >= first).then_some((first, last));
    let told = notices::store(tx, file_id, &request.name(), examined)?;
    let last = write_findings(tx, file_id, &examined.summary.findings)?;
    write_known(tx, file_id, last, plan.rows.iter().filter_map(PlannedRow::skipped))?;
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
    print::add(tx, &print::of_file(tx.conn(), file_id)?)?;
    let different = preview.map(|rows| differences(rows, &plan.rows)).unwrap_or_default();
    Ok(Some((file_id, plan.counts, different, told)))
}

/// What was planned otherwise than it was done.
pub(super) fn differences(planned: &[PlannedRow], done: &[PlannedRow]) -> Vec<(u32, Verdict, Verdict)> {
    let pairs = planned.iter().zip(done).filter(|(was, is)| was.verdict != is.verdict);
    pairs
        .map(|(was, is)| (is.line, was.verdict, is.verdict))
        .take(DIFFERENT_MAX)
        .collect()
}

/// Hands on what one claim received. `key`: of the payment at a place of the file.
pub(super) fn settle(
    receipts: &mut Receipts<'_>,
    key: &dyn Fn(u32) -> i64,
    before: &Found,
    after: &Claim,
    received: Vec<Received>,
) -> Result<(), AppError> {
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
            payment: key(part.seq),
            amount: part.amount,
            parts: part.allocations,
        })
        .collect();
    Ok(receipts.write((before, after), booked_on, method, payer.as_deref(), &arrived)?)
}

/// One voucher per account of the file, for its postings.
pub(super) fn open_vouchers(tx: &Tx<'_>, request: &Request, examined: &Examined, accounts: &[i64]) -> Result<Vec<(i64, i64)>, AppError> {
    let mut vouchers = Vec::new();
    for account in accounts.iter().filter_map(|id| examined.accounts.by_id(*id)) {
        let dated_on: Option<NaiveDate> = examined
            .summary
            .parts
            .iter()
            .filter(|p| {
                examined
                    .accounts
                    .find(&p.account, &p.agreement)
                    .is_some_and(|of| of.id == account.id)
            })
            .filter_map(|p| p.last_on)
            .max();
        let voucher = ledger::open_voucher(tx, "bank_file", &request.name(), dated_on.unwrap_or(tx.actor().today))?;
        vouchers.push((account.id, voucher));
    }
    Ok(vouchers)
}

/// Posts what came to an account on its voucher: bank against receivables and payments not placed.
pub(super) fn post(
    tx: &Tx<'_>,
    examined: &Examined,
    (account, voucher): (i64, i64),
    (booked, to_receivables): (Money, Money),
) -> Result<(), AppError> {
    let account = examined.accounts.by_id(account).ok_or(StoreError::Invariant {
        what: "account-gone",
        id: account,
    })?;
    let mut draft = Draft::default();
    draft.debit(Role::Bank, booked)?;
    draft.credit(Role::Receivables, to_receivables)?;
    draft.credit(Role::NotPlaced, booked.minus(to_receivables)?)?;
    tx.touch_voucher(voucher);
    Ok(ledger::post(tx, voucher, &draft, Some(&account.ledger))?)
}

fn book(tx: &Tx<'_>, request: &Request, examined: &Examined, plan: &Plan) -> Result<Vec<(i64, i64)>, AppError> {
    let mut accounts: Vec<i64> = plan.by_account.keys().copied().collect();
    accounts.sort_unstable();
    let vouchers = open_vouchers(tx, request, examined, &accounts)?;
    for voucher in &vouchers {
        post(tx, examined, *voucher, plan.by_account.get(&voucher.0).copied().unwrap_or_default())?;
    }
    Ok(vouchers)
}

/// Which of several equal payments of the file one is.
pub(super) fn ordinal(examined: &Examined, seq: u32) -> u32 {
    examined.repeats.get(&seq).copied().unwrap_or(0)
}

/// Adds a payment to the digest of what is stored.
pub(super) fn add_to_digest(content: &mut PaymentsDigest, new: &NewPayment<'_>) {
    let record = new.record;
    content.add(
        [
            new.id,
            new.seq,
            new.account_id,
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
                fingerprint: payment::fingerprint(record, ordinal(examined, u32::try_from(seq).unwrap_or(0))),
                voucher: vouchers.iter().find(|(id, _)| *id == account.id).map_or(0, |(_, voucher)| *voucher),
            };
            if let Err(error) = adding.add(&new) {
                fault = Some(error.into());
                return ControlFlow::Break(());
            }
            add_to_digest(&mut content, &new);
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

/// Keeps what was noticed. Answers the number of the last note.
pub(super) fn write_findings(tx: &Tx<'_>, file_id: i64, findings: &[Finding]) -> Result<i64, StoreError> {
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
    Ok(no)
}

/// Keeps which lines were payments of earlier files, as notes that follow number `no`. Answers the number of the last one.
pub(super) fn write_known(tx: &Tx<'_>, file_id: i64, mut no: i64, known: impl Iterator<Item = (u32, u32)>) -> Result<i64, StoreError> {
    for (line, payment) in known {
        no += 1;
        let note = Note {
            no,
            code: "known-payment",
            line,
            column: 0,
            found: "",
            expected: "",
            payment_id: Some(i64::from(payment)),
        };
        bankfile::add_note(tx, file_id, &note)?;
    }
    Ok(no)
}

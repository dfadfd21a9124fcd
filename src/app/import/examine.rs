//! Looking at a file: is it a bank file, does it hold together, is it for us, was it here before.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

use super::notices::{self, Lists};
use super::one_format::OneFormat;
use super::our_accounts::OurAccounts;
use super::{Refused, Request, Watch};
use crate::app::{AppError, clock};
use crate::domain::bankfile::{Event, FILE_MAX_BYTES, FileSummary, Finding, Weight};
use crate::domain::exchange::AccountState;
use crate::domain::notice::NoticeKind;
use crate::formats::{self, Codec, Input, ReadError, ReadOptions};
use crate::store::bankfile::{self, KnownFile};
use crate::store::print::Apart;
use crate::store::site;
use crate::store::{Db, StoreError, payment};

/// How much of a file is looked at to tell its format.
const HEAD_BYTES: u64 = 4096;
/// How much is read at a time.
pub(super) const READ_BYTES: usize = 256 * 1024;

/// A file that may be planned.
pub struct Examined {
    /// Its format.
    pub codec: &'static Codec,
    /// What it says of itself, with the site's findings added.
    pub summary: FileSummary,
    /// The same file was stored before: nothing more will happen.
    pub known: Option<KnownFile>,
    /// How many records of each kind say something else than payments.
    pub told: BTreeMap<NoticeKind, u64>,
    /// For payments that are equal to earlier ones of the file: which of them it is, by place in the file.
    pub repeats: HashMap<u32, u32>,
    /// Our accounts, by everything that files call them.
    pub accounts: OurAccounts,
    /// Which payments came in another format than their account's.
    pub(super) one_format: OneFormat,
    /// Payments of files that others are importing just now.
    pub(super) apart: Apart,
}

fn whole_file(code: &'static str, found: String, expected: String) -> Finding {
    Finding {
        weight: Weight::Refuse,
        code,
        line: 0,
        column: 0,
        found,
        expected,
        text: String::new(),
    }
}

fn refuse(request: &Request, format: Option<&'static str>, findings: Vec<Finding>) -> AppError {
    AppError::Import(Box::new(Refused {
        name: request.name(),
        format,
        findings,
    }))
}

/// The format of a file by its first bytes, for the file browser.
pub fn peek(path: &Path) -> Option<&'static Codec> {
    let mut head = Vec::new();
    File::open(path).ok()?.take(HEAD_BYTES).read_to_end(&mut head).ok()?;
    formats::detect(&head).ok()
}

fn open(request: &Request) -> Result<(File, u64), AppError> {
    let unusable = |code, detail: String| refuse(request, None, vec![whole_file(code, detail, String::new())]);
    let meta = std::fs::metadata(&request.path).map_err(|e| unusable("unreadable-file", e.to_string()))?;
    if meta.is_dir() {
        return Err(unusable("is-folder", String::new()));
    }
    if meta.len() > FILE_MAX_BYTES {
        return Err(unusable("too-large", (meta.len() / 1_048_576).to_string()));
    }
    let file = File::open(&request.path).map_err(|e| unusable("unreadable-file", e.to_string()))?;
    Ok((file, meta.len()))
}

/// A reader over the file from its start, for one pass of a codec.
pub(super) fn reopen(request: &Request) -> Result<(BufReader<File>, u64), AppError> {
    let (file, length) = open(request)?;
    Ok((BufReader::with_capacity(READ_BYTES, file), length))
}

/// What a codec must be told.
pub(super) fn read_options(conn: &Db) -> Result<ReadOptions, StoreError> {
    Ok(ReadOptions {
        today: clock::today(),
        currency: site::load(conn)?.currency,
    })
}

fn format_of(request: &Request) -> Result<&'static Codec, AppError> {
    if let Some(id) = &request.format {
        return formats::by_id(id).ok_or_else(|| AppError::Usage {
            code: "format",
            given: id.clone(),
        });
    }
    let (file, length) = open(request)?;
    if length == 0 {
        return Err(refuse(request, None, vec![whole_file("empty-file", String::new(), String::new())]));
    }
    let mut head = Vec::new();
    file.take(HEAD_BYTES)
        .read_to_end(&mut head)
        .map_err(|e| refuse(request, None, vec![whole_file("unreadable-file", e.to_string(), String::new())]))?;
    formats::detect(&head).map_err(|looks| {
        // What is only sent to the bank is not among them.
        let received = formats::ALL.iter().filter(|codec| codec.write.is_some());
        let names: Vec<&str> = received.map(|codec| codec.name).collect();
        refuse(
            request,
            None,
            vec![whole_file("not-a-bank-file", looks.code().to_owned(), names.join(", "))],
        )
    })
}

/// Reads the whole file once without storing anything.
///
/// # Errors
/// [`AppError::Import`] with every finding that refuses the file or that the person has not said yes to.
pub fn examine(conn: &Db, request: &Request, watch: &mut Watch<'_>) -> Result<Examined, AppError> {
    let codec = format_of(request)?;
    let (mut reader, length) = reopen(request)?;
    let Survey {
        mut summary,
        repeats,
        told,
        lists,
    } = survey(codec, &mut reader, length, &read_options(conn)?, watch).map_err(|e| read_error(request, e))?;
    if summary.is_refused() {
        return Err(refuse(request, Some(codec.id), summary.findings));
    }
    let known = bankfile::by_fingerprint(conn, &summary.fingerprint)?;
    let accounts = OurAccounts::new(site::bank_accounts(conn)?);
    let (mut one_format, mut apart) = (OneFormat::default(), Apart::default());
    if known.is_none() {
        // Before anybody waits for this import: they may be many.
        apart = Apart::since(conn, 0, &apart)?;
        summary.findings.extend(site_findings(conn, &summary, &accounts)?);
        let found = notices::list_findings(conn, &lists, &summary, &accounts)?;
        summary.findings.extend(found);
        let (one, findings) = OneFormat::of(conn, &summary, &accounts)?;
        one_format = one;
        summary.findings.extend(findings);
    }
    let unanswered =
        |f: &Finding| f.weight == Weight::Refuse || (f.weight == Weight::Ask && !request.accept.iter().any(|code| code == f.code));
    if summary.findings.iter().any(unanswered) {
        summary.findings.retain(|f| f.weight == Weight::Warn || unanswered(f));
        return Err(refuse(request, Some(codec.id), summary.findings));
    }
    Ok(Examined {
        codec,
        summary,
        known,
        told,
        repeats,
        accounts,
        one_format,
        apart,
    })
}

/// What one reading of a whole file says.
pub(super) struct Survey {
    /// What it says of itself.
    pub summary: FileSummary,
    /// Which of its payments are equal to earlier ones of it.
    pub repeats: HashMap<u32, u32>,
    /// How many records of each kind say something else than payments.
    pub told: BTreeMap<NoticeKind, u64>,
    /// Complete lists of agreements.
    pub lists: Lists,
}

/// Reads a whole file once.
pub(super) fn survey(
    codec: &Codec,
    reader: &mut dyn Input,
    length: u64,
    options: &ReadOptions,
    watch: &mut Watch<'_>,
) -> Result<Survey, ReadError> {
    let mut prints: Vec<(i64, u32)> = Vec::new();
    let mut seq = 0u32;
    let mut lists = Lists::default();
    let mut told = BTreeMap::new();
    let summary = (codec.read)(reader, options, &mut |event| {
        let record = match event {
            Event::Payment(record) => record,
            Event::Notice(notice) => {
                lists.add(notice);
                *told.entry(notice.kind).or_insert(0) += 1;
                return ControlFlow::Continue(());
            }
        };
        seq = seq.saturating_add(1);
        prints.push((payment::fingerprint(record, 0), seq));
        if seq.is_multiple_of(4096) {
            watch.tell(record.offset, length, 0, 100);
            if (watch.stop)() {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(Survey {
        summary,
        repeats: repeats(prints),
        told,
        lists,
    })
}

/// A codec's failure, in our terms.
pub(super) fn read_error(request: &Request, error: ReadError) -> AppError {
    match error {
        ReadError::Io(error) => refuse(request, None, vec![whole_file("unreadable-file", error.to_string(), String::new())]),
        ReadError::Cancelled => StoreError::Cancelled.into(),
    }
}

/// Which of several equal payments each is: 1 for the second, 2 for the third. Payments that stand alone are not in it.
fn repeats(mut prints: Vec<(i64, u32)>) -> HashMap<u32, u32> {
    prints.sort_unstable();
    let mut repeats = HashMap::new();
    let mut ordinal = 0u32;
    for pair in prints.windows(2) {
        if let [(before, _), (now, seq)] = pair {
            ordinal = if before == now { ordinal + 1 } else { 0 };
            if ordinal > 0 {
                repeats.insert(*seq, ordinal);
            }
        }
    }
    repeats
}

/// Rules that need the site: whose account (16), who it is for (17), a number that was used before (29).
fn site_findings(conn: &Db, summary: &FileSummary, accounts: &OurAccounts) -> Result<Vec<Finding>, StoreError> {
    let mut findings = Vec::new();
    for part in summary.parts.iter().filter(|part| part.read) {
        let moves_money = part.payments_counted > 0;
        let account = accounts.find(&part.account, &part.agreement);
        if account.is_none_or(|account| moves_money && account.rules.is_none()) {
            findings.push(Finding {
                weight: Weight::Ask,
                code: "account-not-set-up",
                line: part.line,
                column: part.account_column,
                found: part.account.clone(),
                expected: String::new(),
                text: String::new(),
            });
        }
    }
    // When no part is ours there is nothing to say yes to.
    if !findings.is_empty() && findings.len() == summary.parts.iter().filter(|part| part.read).count() {
        findings.iter_mut().for_each(|finding| finding.weight = Weight::Refuse);
    }
    findings.extend(not_registered(summary, accounts));
    if let Some(before) = bankfile::by_identity(conn, &summary.identity)? {
        findings.push(Finding {
            weight: Weight::Ask,
            code: "same-identity",
            line: 1,
            column: 9,
            found: summary.identity.clone(),
            expected: format!("{} {} {}", before.name, clock::local_minute(before.stored_at), before.operator),
            text: String::new(),
        });
    }
    // Not every format names one.
    if !summary.recipient.is_empty() && bankfile::recipient_is_new(conn, &summary.recipient)? {
        findings.push(Finding {
            weight: Weight::Warn,
            code: "recipient-new",
            line: 1,
            column: 24,
            found: summary.recipient.clone(),
            expected: String::new(),
            text: String::new(),
        });
    }
    Ok(findings)
}

/// Accounts that take references, and that the bank has not registered as far as their set-up says (OCR-24): read all the same.
fn not_registered(summary: &FileSummary, accounts: &OurAccounts) -> Vec<Finding> {
    let mut told = HashSet::new();
    let mut findings = Vec::new();
    for part in summary.parts.iter().filter(|part| part.read) {
        let account = accounts.find(&part.account, &part.agreement);
        let Some(account) = account.filter(|account| account.rules.is_some() && account.state < AccountState::Registered) else {
            continue;
        };
        if told.insert(account.id) {
            findings.push(Finding {
                weight: Weight::Warn,
                code: "account-not-registered",
                line: part.line,
                column: part.account_column,
                found: account.number.clone(),
                expected: String::new(),
                text: String::new(),
            });
        }
    }
    findings
}

//! What a bank file says, in the same words for every format: events of a stream, findings, and a summary.
//!
//! Codecs in `formats` turn bytes into these; nothing here knows a format. Text is borrowed from the reader's
//! buffer, so that a file of any size is read in constant memory.

use chrono::NaiveDate;

use super::money::Money;
use super::notice::Notice;

/// How much a finding weighs (`formats/no.md` part 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Imported, and shown in the report.
    Warn,
    /// A person must say yes (`--accept CODE`), else the file is refused.
    Ask,
    /// The file is refused whole.
    Refuse,
}

/// One thing noticed in a file, with its place. Its words stand in the language files under `finding-CODE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it leads to.
    pub weight: Weight,
    /// Stable code, kebab-case: `wrong-length`, `sum`, `truncated` …
    pub code: &'static str,
    /// Line in the file from 1; 0 where the whole file is meant.
    pub line: u32,
    /// Column in the line from 1; 0 where the whole line is meant.
    pub column: u32,
    /// What stands there (cut to 80 characters), or nothing.
    pub found: String,
    /// What should stand there, or nothing.
    pub expected: String,
    /// The line itself, for showing it with a mark under the place; empty where there is none.
    pub text: String,
}

/// What happened to the payer's money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Money came in.
    In,
    /// A credit line or a refund: money went out. Never settled automatically (rule 24).
    Out,
}

/// One thing that a file says.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// Money that was booked.
    Payment(&'a PaymentRecord<'a>),
    /// Something that moves no money of ours by itself.
    Notice(&'a Notice<'a>),
}

/// One payment record as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentRecord<'a> {
    /// Line of its first record, from 1.
    pub line: u32,
    /// Where its first record begins, in bytes from the start of the file.
    pub offset: u64,
    /// How many bytes its records are, line ends included except the last one.
    pub length: u32,
    /// The part (assignment) it stands in, from 1.
    pub part: u32,
    /// Its own number within the part, as the file gives it.
    pub number: u32,
    /// Our account that was credited, digits only.
    pub payee_account: &'a str,
    /// The format's own transaction type, as written: `10` … `21` for OCR giro.
    pub kind: &'a str,
    /// Money in or out.
    pub direction: Direction,
    /// The date it is booked on.
    pub settled_on: NaiveDate,
    /// When the payer ordered it, where the file says so.
    pub ordered_on: Option<NaiveDate>,
    /// What is common to all payments of one entry on the bank statement.
    pub lump_key: &'a str,
    /// How much, never negative; see `direction`.
    pub amount: Money,
    /// The reference as written, without the padding; `None` when blank.
    pub reference: Option<&'a str>,
    /// Whether it names more than one reference; then `reference` is empty and `text` has them all.
    pub several: bool,
    /// The payer's account, digits only (or an IBAN of another country); `None` when unknown.
    pub payer_account: Option<&'a str>,
    /// The payer's name, where the file says so.
    pub payer_name: Option<&'a str>,
    /// The payer's number with us, without zeros in front: Autogiro's payer number, Betalingsservice's customer number.
    pub payer_number: Option<&'a str>,
    /// What the payer's bank can look the payment up by.
    pub archive_reference: Option<&'a str>,
    /// A message from the payer or the terminal.
    pub text: Option<&'a str>,
}

/// One part of a file: the payments of one account.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct PartSummary {
    /// Line of its first record.
    pub line: u32,
    /// Column of the account in that line.
    pub account_column: u32,
    /// Our account, digits only.
    pub account: String,
    /// The bank's agreement number.
    pub agreement: String,
    /// The part's own number as the file gives it.
    pub number: u32,
    /// Payment records: claimed by the end record, and counted.
    pub payments_claimed: u64,
    /// Payment records counted.
    pub payments_counted: u64,
    /// The end record's sum.
    pub sum_claimed: Money,
    /// The sum counted by the format's own rule.
    pub sum_counted: Money,
    /// Signed sum of what is booked: money in less money out.
    pub booked: Money,
    /// First and last date payments are booked on, as counted.
    pub first_on: Option<NaiveDate>,
    /// Last of them.
    pub last_on: Option<NaiveDate>,
    /// False when the part is of a service we do not read; then the other figures are the end record's.
    pub read: bool,
    /// The id of the format that reads it: a file may mix several. Empty where it is not read.
    pub format: &'static str,
    /// Records that are no payments, as counted.
    pub notices: u64,
}

/// A whole file, after reading to its end.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FileSummary {
    /// Sender, number and recipient as one text: what the sender knows the transmission by.
    pub identity: String,
    /// Who it is for.
    pub recipient: String,
    /// When the sender made it.
    pub created_on: Option<NaiveDate>,
    /// Its parts, in order (at most [`PARTS_MAX`] are kept).
    pub parts: Vec<PartSummary>,
    /// Payment records of the parts we read, as counted.
    pub payments: u64,
    /// Records that are no payments, as counted.
    pub notices: u64,
    /// The file's own control sum, as counted by the format's rule over all parts.
    pub sum: Money,
    /// Control sum that the file's end record claims.
    pub sum_claimed: Money,
    /// Transactions that the file's end record claims.
    pub payments_claimed: u64,
    /// Signed sum of what would be booked: money in less money out.
    pub booked: Money,
    /// SHA-256 of the normalised records: line ends, final blanks and a byte-order mark do not count.
    pub fingerprint: [u8; 32],
    /// Bytes of the file.
    pub length: u64,
    /// Lines of the file.
    pub lines: u32,
    /// What was noticed, in file order, at most [`FINDINGS_MAX`].
    pub findings: Vec<Finding>,
}

/// How many findings one file may give: more would help nobody.
pub const FINDINGS_MAX: usize = 100;
/// How many parts one file may have: a limit against files made to exhaust memory.
pub const PARTS_MAX: usize = 10_000;
/// How large a file may be, in bytes (`design.md` 4).
pub const FILE_MAX_BYTES: u64 = 192 * 1024 * 1024;

impl FileSummary {
    /// The findings of one weight.
    pub fn of_weight(&self, weight: Weight) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |f| f.weight == weight)
    }

    /// Whether the file is refused whole.
    pub fn is_refused(&self) -> bool {
        self.of_weight(Weight::Refuse).next().is_some()
    }
}

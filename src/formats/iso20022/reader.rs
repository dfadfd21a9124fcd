//! Reads camt.053 and camt.054: a header, and for each account its entries with their payments. Comments name what the
//! elements mean as the Norwegian and Swedish banks use them.

use std::collections::HashMap;

use super::entry::Entry;
use super::leaf::keep;
use super::tags::Tag;
use super::totals::{Balance, Claims, Counted};
use super::transaction::Transaction;
use super::values::{Days, country_of, our_account};
use super::xml::{Node, Stop, Xml};
use crate::domain::account::Country;
use crate::domain::bankfile::{FileSummary, PARTS_MAX, PartSummary, Weight};
use crate::domain::money::Money;
use crate::formats::findings::{Code, Findings};
use crate::formats::iso20022::source::Place;
use crate::formats::{Input, ReadError, ReadOptions, Sink};

mod ends;
mod events;

/// One of the messages.
#[derive(Debug)]
pub struct Message {
    /// The id of its format.
    pub format: &'static str,
    /// How its name begins: `camt.054.001.`.
    pub name: &'static str,
    /// The versions that are known, by their last two digits.
    pub versions: &'static [&'static str],
    /// The element that holds all.
    pub root: Tag,
    /// Its name.
    pub root_name: &'static str,
    /// The element of one account.
    pub report: Tag,
    /// Its name.
    pub report_name: &'static str,
    /// Whether it tells payments; a statement only tells entries.
    pub has_payments: bool,
}

/// Reads a file; see [`crate::formats::Codec::read`].
///
/// # Errors
/// [`ReadError`].
pub fn read(
    message: &'static Message,
    input: &mut dyn Input,
    options: &ReadOptions,
    sink: &mut Sink<'_>,
) -> Result<FileSummary, ReadError> {
    let xml = match Xml::new(input) {
        Ok(xml) => xml,
        Err(Stop::Io(error)) => return Err(ReadError::Io(error)),
        Err(Stop::Fault(fault)) => {
            return Ok(FileSummary {
                findings: vec![fault],
                ..FileSummary::default()
            });
        }
    };
    let mut reader = Reader::new(message, xml, *options, sink);
    match reader.walk() {
        Ok(()) | Err(Halt::Useless) => Ok(reader.finish()),
        Err(Halt::Cancelled) => Err(ReadError::Cancelled),
        Err(Halt::Io(error)) => Err(ReadError::Io(error)),
    }
}

/// Why reading stops before the end.
enum Halt {
    /// The sink broke off.
    Cancelled,
    /// What follows cannot be understood, or there are findings enough.
    Useless,
    /// The bytes could not be had.
    Io(std::io::Error),
}

type Step = Result<(), Halt>;

/// What is known of the account at hand.
#[derive(Default)]
struct Report {
    place: Place,
    account: String,
    /// As the file writes it, and where.
    account_text: String,
    account_at: Place,
    /// Whether the account was looked at, when its first entry came.
    checked: bool,
    claims: Claims,
    counted: Counted,
    opening: Option<Balance>,
    closing: Option<Balance>,
    balances_told: bool,
    /// Where the parts of this account begin in the summary, and which part an account number has.
    parts_from: usize,
    parts: HashMap<String, usize>,
    future_told: bool,
    old_told: bool,
    foreign_told: bool,
    scheme_told: bool,
}

struct Reader<'i, 'o, 's> {
    message: &'static Message,
    options: ReadOptions,
    country: Country,
    xml: Xml<'i>,
    sink: &'o mut Sink<'s>,
    findings: Findings,
    summary: FileSummary,
    days: Days,
    identity: String,
    created: String,
    page: String,
    recipient_name: String,
    header_told: bool,
    reports: u32,
    report: Report,
    balance: Balance,
    entry: Entry,
    transaction: Transaction,
    /// The only payment of the entry so far says no amount: it is that of the entry.
    waits: bool,
    sums_sound: bool,
}

impl<'i, 'o, 's> Reader<'i, 'o, 's> {
    fn new(message: &'static Message, xml: Xml<'i>, options: ReadOptions, sink: &'o mut Sink<'s>) -> Reader<'i, 'o, 's> {
        Reader {
            message,
            options,
            country: country_of(options.currency),
            xml,
            sink,
            findings: Findings::default(),
            summary: FileSummary::default(),
            days: Days::default(),
            identity: String::new(),
            created: String::new(),
            page: String::new(),
            recipient_name: String::new(),
            header_told: false,
            reports: 0,
            report: Report::default(),
            balance: Balance::default(),
            entry: Entry::default(),
            transaction: Transaction::default(),
            waits: false,
            sums_sound: true,
        }
    }

    fn walk(&mut self) -> Step {
        if self.xml.had_byte_order_mark() {
            let at = Place {
                line: 1,
                column: 1,
                offset: 0,
            };
            self.tell(Weight::Warn, Code::BYTE_ORDER_MARK, at, "", "");
        }
        loop {
            match self.xml.advance() {
                Ok(Node::Open(tag)) => self.open(tag)?,
                Ok(Node::Close(_)) => self.close()?,
                Ok(Node::End) => {
                    self.end();
                    return Ok(());
                }
                Err(Stop::Io(error)) => return Err(Halt::Io(error)),
                Err(Stop::Fault(fault)) => {
                    self.findings.push(fault);
                    return Err(Halt::Useless);
                }
            }
            if self.findings.is_full() {
                return Err(Halt::Useless);
            }
        }
    }

    fn tell(&mut self, weight: Weight, code: Code, at: Place, found: &str, expected: &str) {
        self.findings.push(self.xml.finding(weight, code, at, found, expected));
    }

    fn open(&mut self, tag: Tag) -> Step {
        let depth = self.xml.path().len();
        if depth <= 2 {
            return self.open_message(tag);
        }
        match (depth, tag) {
            (3, tag) if tag == self.message.report => self.begin_report(),
            (4, Tag::Balance) if self.is_report() => {
                self.balance = Balance {
                    place: self.xml.event_place(),
                    ..Balance::default()
                };
            }
            (4, Tag::Entry) if self.is_report() => {
                let place = self.xml.event_place();
                self.check_account();
                self.tell_balances()?;
                self.entry.begin(place);
                self.transaction.begin(place);
                self.waits = false;
            }
            (6, Tag::Transaction) if self.is_entry() => {
                let place = self.xml.event_place();
                self.begin_transaction();
                self.transaction.begin(place);
            }
            (9, Tag::CreditorReference) if self.is_entry() => self.transaction.begin_reference(),
            _ => {}
        }
        Ok(())
    }

    /// The outermost elements say whether it is our message, and in which version.
    fn open_message(&mut self, tag: Tag) -> Step {
        let at = self.xml.event_place();
        let is_ours = if self.xml.path().len() == 1 {
            let namespace = self.xml.namespace().to_owned();
            let version = namespace.rsplit_once(self.message.name).map(|(_, version)| version);
            match version {
                Some(version) if tag == Tag::Document => {
                    if !self.message.versions.contains(&version) {
                        self.tell(Weight::Warn, Code::MESSAGE_VERSION, at, version, &self.message.versions.join(" "));
                    }
                    return Ok(());
                }
                _ => namespace,
            }
        } else if tag == self.message.root {
            return Ok(());
        } else {
            String::new()
        };
        let expected = format!("{} {}", self.message.name.trim_end_matches('.'), self.message.root_name);
        self.tell(Weight::Refuse, Code::WRONG_MESSAGE, at, &is_ours, &expected);
        Err(Halt::Useless)
    }

    fn is_report(&self) -> bool {
        self.xml.path().get(2) == Some(&self.message.report)
    }

    fn is_entry(&self) -> bool {
        self.xml.path().get(3) == Some(&Tag::Entry) && self.is_report()
    }

    fn close(&mut self) -> Step {
        let Reader {
            xml,
            findings,
            days,
            entry,
            transaction,
            ..
        } = self;
        let [_, _, part, inner @ ..] = xml.path() else {
            return Ok(());
        };
        if *part == Tag::Header {
            self.close_header();
            return Ok(());
        }
        if *part != self.message.report {
            return Ok(());
        }
        match inner {
            [Tag::Entry, Tag::EntryDetails, Tag::Transaction] => return self.end_transaction(),
            [Tag::Entry, Tag::EntryDetails, Tag::Transaction, rest @ ..] => {
                transaction.take(rest, entry.amount, xml, days, findings);
            }
            [Tag::Entry, Tag::EntryDetails] if self.message.has_payments => entry.end_details(xml, findings),
            [Tag::Entry] => return self.end_entry(),
            [Tag::Entry, rest @ ..] => entry.take(rest, xml, days, findings),
            [] => return self.end_report(),
            [Tag::Balance] => self.end_balance(),
            [Tag::Balance, rest @ ..] => self.balance.take(rest, xml, days, findings),
            [Tag::Summary, rest @ ..] => self.report.claims.take(rest, xml, findings),
            [Tag::Account, Tag::Id, Tag::Iban] | [Tag::Account, Tag::Id, Tag::Another, Tag::Id] => {
                keep(&mut self.report.account_text, xml);
                self.report.account_at = xml.content_place();
            }
            [Tag::Copy] => {
                let at = xml.content_place();
                findings.push(xml.finding(Weight::Warn, Code::COPY_OF_MESSAGE, at, xml.text(), ""));
            }
            _ => {}
        }
        Ok(())
    }

    fn close_header(&mut self) {
        let xml = &self.xml;
        match xml.path().get(3..).unwrap_or_default() {
            [Tag::MessageId] => keep(&mut self.identity, xml),
            [Tag::Created] => {
                keep(&mut self.created, xml);
                self.summary.created_on = super::leaf::day(xml, &mut self.days, &mut self.findings);
            }
            [Tag::Pages, Tag::PageNumber] => keep(&mut self.page, xml),
            [Tag::Recipient, Tag::Name] => keep(&mut self.recipient_name, xml),
            [Tag::Recipient, Tag::Id, Tag::Organisation, Tag::Another, Tag::Id] => keep(&mut self.summary.recipient, xml),
            _ => {}
        }
    }

    fn begin_report(&mut self) {
        let at = self.xml.event_place();
        self.check_header(at);
        self.reports = self.reports.saturating_add(1);
        let mut parts = std::mem::take(&mut self.report.parts);
        parts.clear();
        self.report = Report {
            place: at,
            parts_from: self.summary.parts.len(),
            parts,
            ..Report::default()
        };
    }

    /// What the message is known by.
    fn check_header(&mut self, at: Place) {
        if std::mem::replace(&mut self.header_told, true) {
            return;
        }
        for (is_missing, element) in [(self.identity.is_empty(), "MsgId"), (self.created.is_empty(), "CreDtTm")] {
            if is_missing {
                self.tell(Weight::Refuse, Code::MISSING_ELEMENT, at, "", element);
            }
        }
    }

    /// Whose books are touched: the account must be one that exists.
    fn check_account(&mut self) {
        if std::mem::replace(&mut self.report.checked, true) {
            return;
        }
        let text = std::mem::take(&mut self.report.account_text);
        match our_account(&text, self.country) {
            Some(account) => self.report.account = account,
            None if text.is_empty() => {
                self.tell(Weight::Refuse, Code::MISSING_ELEMENT, self.report.place, "", "Acct/Id");
            }
            None => self.tell(Weight::Refuse, Code::ACCOUNT_CHECK, self.report.account_at, &text, ""),
        }
    }

    /// The number of the part of an account number, from 0.
    fn part_of(&mut self, account: &str, at: Place) -> Result<usize, Halt> {
        if let Some(part) = self.report.parts.get(account) {
            return Ok(*part);
        }
        if self.summary.parts.len() >= PARTS_MAX {
            self.tell(Weight::Refuse, Code::TOO_MANY_PARTS, at, account, &PARTS_MAX.to_string());
            return Err(Halt::Useless);
        }
        let part = self.summary.parts.len();
        self.report.parts.insert(account.to_owned(), part);
        self.summary.parts.push(PartSummary {
            line: at.line,
            account_column: at.column,
            account: account.to_owned(),
            number: self.reports,
            read: true,
            format: self.message.format,
            ..PartSummary::default()
        });
        Ok(part)
    }
}

/// `a + b`, or nothing and `sound` is taken away.
fn add_up(sum: &mut Money, amount: Money, sound: &mut bool) {
    match sum.plus(amount) {
        Ok(total) => *sum = total,
        Err(_) => *sound = false,
    }
}

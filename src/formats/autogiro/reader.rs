//! Reads what Bankgirot answers: sections, each with an opening (01 or 51) and a closing (09 or 59), and extracts of the
//! register of agreements, which have neither.

use std::ops::ControlFlow;

use chrono::NaiveDate;

use super::layout::{Age, Layout, Opening, is_listed, is_seal};
use super::records::{amended, listed, mandate, opening, payment, refused};
use crate::domain::bankfile::{Event, FileSummary, PARTS_MAX, PartSummary};
use crate::domain::money::{Money, MoneyError};
use crate::domain::notice::{Notice, NoticeKind};
use crate::formats::bankgiro::{Days, Intake, Record, TYPE, Taken, WIDTH, day, encoding, giro, significant};
use crate::formats::by_line::{Halt, ON, Step, each_line};
use crate::formats::findings::{Code, Findings};
use crate::formats::fingerprint::Fingerprint;
use crate::formats::fixed::{Field, is_none};
use crate::formats::lines::Lines;
use crate::formats::{Input, ReadError, ReadOptions, Sink};

mod ends;
mod mandates;
mod others;
mod specification;

/// Reads a file; see [`crate::formats::Codec::read`].
///
/// # Errors
/// [`ReadError`].
pub fn read(input: &mut dyn Input, options: &ReadOptions, sink: &mut Sink<'_>) -> Result<FileSummary, ReadError> {
    let encoding = encoding(input)?;
    let mut lines = Lines::new(input, WIDTH);
    let mut reader = Reader::new(*options, sink, Intake::new(encoding));
    reader.halted = each_line(&mut lines, |lines| reader.line(lines))?;
    Ok(reader.finish(&lines))
}

/// How many, and what they make; the sum is `None` after an amount that cannot be read.
#[derive(Clone, Copy, Debug)]
struct Sums {
    count: u64,
    sum: Option<Money>,
}

impl Default for Sums {
    fn default() -> Sums {
        Sums {
            count: 0,
            sum: Some(Money::ZERO),
        }
    }
}

impl Sums {
    fn add(&mut self, amount: Option<Money>) -> Result<(), MoneyError> {
        self.count = self.count.saturating_add(1);
        let sum = self.sum.take();
        if let (Some(sum), Some(amount)) = (sum, amount) {
            self.sum = Some(sum.plus(amount)?);
        }
        Ok(())
    }
}

/// The head of collections (15), pay-outs (16) or refunds (17) in a new payment specification.
#[derive(Clone, Debug)]
struct Head {
    record: Record,
    /// The day of it.
    date: Option<NaiveDate>,
    /// Day and serial number. Refunds are numbered by themselves, so that theirs begins with their record type.
    key: String,
    /// What of it was carried out.
    done: Sums,
}

/// A section being read.
struct Section {
    summary: PartSummary,
    layout: Layout,
    date: Option<NaiveDate>,
    head: Option<Head>,
    /// Heads of collections, pay-outs and refunds, and the records that were carried out.
    heads: [u64; 3],
    done: [u64; 3],
    /// All collections and pay-outs that the closing counts.
    collected: Sums,
    paid_out: Sums,
    /// Collections that the closing of the old layout counts and that were not paid.
    unpaid: Sums,
    /// Money that came in less money that was refunded, and how many payments of both.
    booked: Money,
    payments: u64,
    /// What the heads claim: in less refunded.
    claimed: Money,
    /// Records between opening and closing.
    records: u64,
}

struct Reader<'o, 's> {
    options: ReadOptions,
    sink: &'o mut Sink<'s>,
    intake: Intake,
    current: Record,
    section: Option<Section>,
    /// An agreement that a payer asks for, and what else is told of it.
    asked: Option<mandates::Asked>,
    age: Option<Age>,
    /// False after records that cannot be told: then counts and sums say nothing.
    sound: bool,
    days: Days,
    unknown_told: bool,
    findings: Findings,
    fingerprint: Fingerprint,
    summary: FileSummary,
    halted: bool,
}

impl<'o, 's> Reader<'o, 's> {
    fn new(options: ReadOptions, sink: &'o mut Sink<'s>, intake: Intake) -> Reader<'o, 's> {
        Reader {
            options,
            sink,
            intake,
            current: Record::default(),
            section: None,
            asked: None,
            age: None,
            sound: true,
            days: Days::default(),
            unknown_told: false,
            findings: Findings::default(),
            fingerprint: Fingerprint::default(),
            summary: FileSummary::default(),
            halted: false,
        }
    }

    fn line(&mut self, lines: &Lines<'_>) -> Step {
        let taken = self.intake.take(&mut self.current, lines, &mut self.findings);
        if taken == Taken::Nothing || (taken == Taken::Record && is_seal(self.current.bytes())) {
            return self.unless_full();
        }
        self.fingerprint.record(self.current.normal());
        if taken == Taken::Record {
            self.record()?;
        } else {
            self.sound = false;
        }
        self.unless_full()
    }

    fn unless_full(&self) -> Step {
        if self.findings.is_full() {
            ControlFlow::Break(Halt::Useless)
        } else {
            ON
        }
    }

    #[inline]
    fn record(&mut self) -> Step {
        let Some(section) = &mut self.section else { return self.open() };
        section.records = section.records.saturating_add(1);
        match section.layout {
            Layout::Specification(age) => self.in_specification(age),
            Layout::Mandates(_) => self.in_mandates(),
            Layout::Refused(_) => self.in_refused(),
            Layout::Amended(_) => self.in_amended(),
            Layout::Waiting => self.in_waiting(),
            Layout::Asked => self.in_asked(),
            Layout::Register => self.in_register(),
            Layout::Request => ControlFlow::Break(Halt::Useless),
        }
    }

    /// Between sections.
    fn open(&mut self) -> Step {
        let known = match Opening::of(&self.current) {
            None if is_listed(self.current.bytes()) => Ok(Opening::register()),
            None if self.summary.parts.is_empty() => {
                self.refuse(Code::WRONG_START, opening::WHOLE, "01AUTOGIRO");
                return ControlFlow::Break(Halt::Useless);
            }
            None => {
                self.misplaced("01");
                return ON;
            }
            Some(known) => known,
        };
        match known {
            Ok(opening) if opening.layout != Layout::Request => self.begin(opening),
            Ok(_) => {
                self.refuse(Code::LAYOUT, opening::FROM, "9900");
                ControlFlow::Break(Halt::Useless)
            }
            Err(name) => {
                self.refuse(Code::LAYOUT, name, "BET. SPEC & STOPP TK, AG-MEDAVI, AVVISADE BET UPPDR, MAKULERING/ÄNDRING");
                ControlFlow::Break(Halt::Useless)
            }
        }
    }

    fn begin(&mut self, opening: Opening) -> Step {
        if self.summary.parts.len() >= PARTS_MAX {
            self.refuse(Code::TOO_MANY_PARTS, TYPE, &PARTS_MAX.to_string());
            return ControlFlow::Break(Halt::Useless);
        }
        let age = opening.layout.age();
        if age.is_some() && self.age.is_some() && age != self.age {
            self.refuse(Code::MIXED_LAYOUTS, opening::WHOLE, "");
        }
        self.age = self.age.or(age);
        let account = giro(&self.current, opening.account, &mut self.findings).unwrap_or_default();
        let date = opening.date.and_then(|field| day(&self.current, field, &mut self.findings));
        let customer = opening.customer.map(|field| self.current.text(field).trim().to_owned());
        if self.summary.parts.is_empty() {
            self.summary.created_on = date;
            self.summary.recipient.clone_from(&account);
            self.identify(&opening, &account);
        }
        self.section = Some(Section {
            summary: PartSummary {
                line: self.current.line(),
                account_column: opening.account.column(),
                account,
                agreement: customer.unwrap_or_default(),
                read: true,
                format: super::CODEC.id,
                ..PartSummary::default()
            },
            layout: opening.layout,
            date,
            head: None,
            heads: [0; 3],
            done: [0; 3],
            collected: Sums::default(),
            paid_out: Sums::default(),
            unpaid: Sums::default(),
            booked: Money::ZERO,
            payments: 0,
            claimed: Money::ZERO,
            records: 0,
        });
        if opening.layout == Layout::Register {
            return self.in_register();
        }
        ON
    }

    /// What the file is known by: what it tells, when it was made, for whom. An extract of the register does not say when, so
    /// that its content has to tell it from the next; see `finish`.
    fn identify(&mut self, opening: &Opening, account: &str) {
        let text = self.current.as_text();
        let name = match opening.layout {
            Layout::Specification(_) => "BET. SPEC",
            Layout::Mandates(_) => "AG-MEDAVI",
            Layout::Refused(_) => "AVVISADE",
            Layout::Amended(_) => "MAKULERING",
            Layout::Waiting => "BEVAKNINGSREG",
            Layout::Asked => "AG-EMEDGIV",
            Layout::Register | Layout::Request => "",
        };
        if let Some(made) = opening.time.or(opening.date) {
            self.summary.identity = format!("{name} {} {account}", text.trimmed(made));
        }
    }

    /// Whether the payee's account in a record is the section's; blanks and zeros are.
    #[inline]
    fn check_payee(&mut self, field: Field) -> bool {
        let Some(section) = &self.section else { return false };
        let number = significant(self.current.text(field)).unwrap_or_default();
        // Where the opening has no account, that has been told.
        let same = number.is_empty() || number == section.summary.account || section.summary.account.is_empty();
        if !same {
            let expected = section.summary.account.clone();
            self.refuse(Code::PAYEE_MISMATCH, field, &expected);
        }
        same
    }

    /// Tells a notice, unless the file is refused anyway: what the layout has for all, then what `fill` adds.
    fn tell(&mut self, fill: impl FnOnce(&Record, &mut Notice<'_>)) -> Step {
        let Some(section) = &mut self.section else { return ON };
        section.summary.notices = section.summary.notices.saturating_add(1);
        if self.findings.is_refused() || !self.sound {
            return ON;
        }
        let part = u32::try_from(self.summary.parts.len().saturating_add(1)).unwrap_or(u32::MAX);
        let record = &self.current;
        let mut notice = Notice {
            line: record.line(),
            offset: record.offset(),
            length: length(record.offset(), record.end()),
            ..Notice::new(NoticeKind::Remark, part, &section.summary.account)
        };
        describe(section.layout, record, &mut notice);
        fill(record, &mut notice);
        (self.sink)(Event::Notice(&notice)).map_break(|()| Halt::Cancelled)
    }
}

/// What stands in a record as text, where its layout has it.
fn describe<'a>(layout: Layout, record: &'a Record, notice: &mut Notice<'a>) {
    let text = record.as_text();
    let filled = |field: Field| Some(text.trimmed(field)).filter(|_| !is_none(field.of(record.bytes())));
    let written = |field| Some(text.trimmed(field)).filter(|t| !t.is_empty());
    let (payer, code) = match layout {
        Layout::Specification(_) => (payment::PAYER, payment::STATUS),
        Layout::Waiting => (payment::PAYER, payment::REPEATS),
        Layout::Refused(_) => (refused::PAYER, refused::COMMENT),
        Layout::Amended(_) => (amended::PAYER, amended::COMMENT),
        Layout::Register => (listed::PAYER, listed::STATUS),
        Layout::Asked => (mandate::PAYER, mandate::KIND),
        Layout::Mandates(_) | Layout::Request => (mandate::PAYER, mandate::CODES),
    };
    notice.payer_number = significant(text.field(payer));
    notice.code = text.trimmed(code);
    match layout {
        Layout::Specification(_) | Layout::Waiting => notice.reference = written(payment::REFERENCE),
        Layout::Refused(_) => notice.reference = written(refused::REFERENCE),
        Layout::Amended(_) => {
            notice.reference = filled(amended::REFERENCE);
            // Of several payments together it says how many.
            notice.other = significant(text.field(amended::COUNT)).filter(|_| text.field(amended::CODE) == "00");
        }
        Layout::Register => {
            notice.payer_account = filled(listed::PAYER_ACCOUNT);
            notice.other = filled(listed::PAYER_ID);
        }
        Layout::Mandates(_) | Layout::Asked | Layout::Request => {
            notice.payer_account = filled(mandate::PAYER_ACCOUNT);
            notice.other = filled(mandate::PAYER_ID);
        }
    }
}

/// How many bytes there are between two places.
fn length(begin: u64, end: u64) -> u32 {
    u32::try_from(end.saturating_sub(begin)).unwrap_or(u32::MAX)
}

//! Agreements: what became of them (73), those that payers ask for (52 to 56), and those that there are.

use std::ops::ControlFlow;

use super::{Halt, ON, Reader, Step, describe, length};
use crate::domain::bankfile::{Event, Weight};
use crate::domain::notice::{Notice, NoticeKind};
use crate::formats::autogiro::codes;
use crate::formats::autogiro::layout::is_listed;
use crate::formats::autogiro::records::{closing, listed, mandate, told};
use crate::formats::bankgiro::{Record, TYPE, check_count, day, known, significant, yyyymmdd};
use crate::formats::findings::Code;
use crate::formats::fixed::Field;

/// What a payer may tell in the internet bank, in bytes: far more than the form has room for, as a limit against files made
/// to exhaust memory.
const WORDS_MAX: usize = 4000;

/// An agreement that a payer asks for, and what is told of it so far.
pub(super) struct Asked {
    record: Record,
    end: u64,
    /// Name and address.
    name: String,
    /// What the payer writes.
    words: String,
}

fn add(text: &mut String, between: &str, more: &str) {
    if more.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push_str(between);
    }
    text.push_str(more);
}

impl Reader<'_, '_> {
    pub(super) fn in_mandates(&mut self) -> Step {
        match TYPE.of(self.current.bytes()) {
            b"73" => self.mandate(),
            b"09" => {
                self.close_records();
                ON
            }
            _ => self.unknown("73 09"),
        }
    }

    fn mandate(&mut self) -> Step {
        day(&self.current, mandate::DATE, &mut self.findings);
        self.check_payer(mandate::PAYER, mandate::PAYER_ACCOUNT, mandate::PAYER_ID);
        if !self.check_payee(mandate::ACCOUNT) {
            return ON;
        }
        let kind = codes::mandate(self.current.text(mandate::INFO), self.current.text(mandate::COMMENT));
        if kind.is_none() {
            self.unknown_code(mandate::CODES);
        }
        self.tell(move |record, notice| {
            notice.kind = kind.unwrap_or(NoticeKind::Remark);
            notice.on = yyyymmdd(mandate::DATE.of(record.bytes()));
        })
    }

    /// The payer's number must be there; account and personal number may be missing.
    fn check_payer(&mut self, payer: Field, account: Field, id: Field) {
        let (record, findings) = (&self.current, &mut self.findings);
        if known(record.text(payer), record, payer, findings).is_none() && !findings.is_refused() {
            findings.push(record.finding(Weight::Refuse, Code::NOT_DIGITS, payer, "0–9"));
        }
        known(record.text(account), record, account, findings);
        known(record.text(id), record, id, findings);
    }

    pub(super) fn in_asked(&mut self) -> Step {
        match TYPE.of(self.current.bytes()) {
            b"52" => {
                self.answer()?;
                self.ask();
            }
            b"59" => {
                self.answer()?;
                self.close_records();
            }
            b"53" | b"54" | b"55" | b"56" => self.ask_more(),
            _ => return self.unknown("52 53 54 55 56 59"),
        }
        ON
    }

    fn ask(&mut self) {
        self.check_payer(mandate::PAYER, mandate::PAYER_ACCOUNT, mandate::PAYER_ID);
        if self.check_payee(mandate::ACCOUNT) {
            self.asked = Some(Asked {
                record: self.current.clone(),
                end: self.current.end(),
                name: String::new(),
                words: String::new(),
            });
        }
    }

    fn ask_more(&mut self) {
        let room = |asked: &Asked| asked.name.len().saturating_add(asked.words.len()) < WORDS_MAX;
        let Some(asked) = self.asked.as_mut().filter(|asked| room(asked)) else {
            return self.misplaced("52 59");
        };
        let text = self.current.as_text();
        match TYPE.of(self.current.bytes()) {
            b"53" => add(&mut asked.words, " ", text.trimmed(told::FIRST)),
            b"56" => {
                add(&mut asked.name, ", ", text.trimmed(told::POSTCODE));
                add(&mut asked.name, " ", text.trimmed(told::TOWN));
            }
            _ => {
                add(&mut asked.name, ", ", text.trimmed(told::FIRST));
                add(&mut asked.name, ", ", text.trimmed(told::SECOND));
            }
        }
        asked.end = self.current.end();
    }

    /// Tells of the agreement whose records have all been read.
    fn answer(&mut self) -> Step {
        let (Some(mut asked), Some(section)) = (self.asked.take(), &mut self.section) else {
            return ON;
        };
        section.summary.notices = section.summary.notices.saturating_add(1);
        if self.findings.is_refused() || !self.sound {
            return ON;
        }
        add(&mut asked.name, "; ", &asked.words);
        let mut notice = Notice {
            line: asked.record.line(),
            offset: asked.record.offset(),
            length: length(asked.record.offset(), asked.end),
            on: section.date,
            text: Some(asked.name.as_str()).filter(|t| !t.is_empty()),
            ..Notice::new(
                NoticeKind::MandateAsked,
                u32::try_from(self.summary.parts.len().saturating_add(1)).unwrap_or(u32::MAX),
                &section.summary.account,
            )
        };
        describe(section.layout, &asked.record, &mut notice);
        (self.sink)(Event::Notice(&notice)).map_break(|()| Halt::Cancelled)
    }

    /// The closing counts the records before it.
    fn close_records(&mut self) {
        if let Some(section) = self.section.as_ref().filter(|_| self.sound) {
            let counted = section.records.saturating_sub(1);
            check_count(&self.current, Code::COUNT_RECORDS, closing::RECORDS, counted, &mut self.findings);
        }
        self.drop_section();
    }

    pub(super) fn in_register(&mut self) -> Step {
        let account = significant(self.current.text(listed::ACCOUNT)).unwrap_or_default();
        let is_same = self.section.as_ref().is_some_and(|section| section.summary.account == account);
        if !is_listed(self.current.bytes()) || !is_same {
            if self.section.as_ref().is_some_and(|section| section.summary.account.is_empty()) {
                // The account of its first record is none: told already.
                return ControlFlow::Break(Halt::Useless);
            }
            self.drop_section();
            return self.open();
        }
        self.check_payer(listed::PAYER, listed::PAYER_ACCOUNT, listed::PAYER_ID);
        let kind = match listed::STATUS.of(self.current.bytes()) {
            b"1" => NoticeKind::MandateListed,
            b"2" => NoticeKind::MandateUnchanged,
            status => {
                if status.iter().all(u8::is_ascii_digit) {
                    self.unknown_code(listed::STATUS);
                } else {
                    self.refuse(Code::NOT_DIGITS, listed::STATUS, "0–9");
                }
                NoticeKind::MandateUnchanged
            }
        };
        self.tell(move |record, notice| {
            notice.kind = kind;
            notice.on = yyyymmdd(listed::CREATED.of(record.bytes()));
        })
    }
}

//! Writes BgMax, as Bankgirot would: for tests, for trials and for measuring.

use std::io::Write;

use super::records::{deposit, end, payment, section, start, told};
use crate::domain::account::{Country, normalise};
use crate::domain::bankfile::Direction;
use crate::domain::money::Money;
use crate::formats::bankgiro::{Draft, is_digits, put_amount, put_day, put_significant, put_text};
use crate::formats::fixed::DoesNotFit;
use crate::formats::{WriteError, WriteFile, WritePart, WritePayment};
use crate::formats::writing::At;

/// Writes a file; see [`crate::formats::Codec::write`]. Its time of day is the transmission number, and it goes to the account
/// of its first part. The payments of a part have one day and one lump key: `yyyymmdd` and five digits. A part without any
/// deposits nothing on the day the file is made.
///
/// # Errors
/// [`WriteError`].
pub fn write(file: &WriteFile, out: &mut dyn Write) -> Result<(), WriteError> {
    let mut writer = Writer {
        out,
        at: At::default(),
        counts: [0; 4],
    };
    let mut head = draft(b"01BGMAX");
    head.begin(b"01BGMAX               01");
    writer.fit("date", file.created_on, put_day(&mut head, start::MADE_ON, file.created_on))?;
    writer.fit(
        "transmission",
        file.transmission,
        head.number(start::MADE_AT, u64::from(file.transmission)),
    )?;
    writer.fit("mark", "P", head.left(start::MARK, "P"))?;
    writer.record(&head)?;
    for part in &file.parts {
        writer.at.next_part();
        writer.section(part, file)?;
    }
    let mut tail = draft(b"70");
    for (field, count) in [end::PAYMENTS, end::DEDUCTIONS, end::REFERENCES, end::DEPOSITS].into_iter().zip(writer.counts) {
        writer.fit("count", count, tail.number(field, count))?;
    }
    writer.record(&tail)
}

struct Writer<'o> {
    out: &'o mut dyn Write,
    at: At,
    /// What record 70 counts, in its order.
    counts: [u64; 4],
}

impl Writer<'_> {
    fn record(&mut self, draft: &Draft) -> Result<(), WriteError> {
        self.out.write_all(draft.bytes())?;
        Ok(self.out.write_all(b"\r\n")?)
    }

    fn grow(&mut self, which: usize) {
        if let Some(count) = self.counts.get_mut(which) {
            *count = count.saturating_add(1);
        }
    }

    /// Turns a value that does not fit into an error that names it.
    fn fit(&self, field: &'static str, value: impl ToString, fits: Result<(), DoesNotFit>) -> Result<(), WriteError> {
        self.at.fit(field, value, fits)
    }

    fn section(&mut self, part: &WritePart, file: &WriteFile) -> Result<(), WriteError> {
        let mut head = draft(b"05");
        let is_giro = normalise(Country::Se, &part.account).is_ok_and(|account| account == part.account);
        let account = if is_giro {
            put_significant(&mut head, section::BANKGIRO, &part.account)
        } else {
            Err(DoesNotFit)
        };
        self.fit("account", &part.account, account)?;
        self.fit("currency", "SEK", head.left(section::CURRENCY, "SEK"))?;
        self.record(&head)?;
        let first = part.payments.first();
        let date = first.map_or(file.created_on, |p| p.settled_on);
        let key = match first {
            Some(payment) => payment.lump_key.clone(),
            None => format!("{}00000", date.format("%Y%m%d")),
        };
        let mut net = Money::ZERO;
        for payment in &part.payments {
            self.at.item = self.at.item.saturating_add(1);
            let is_same = payment.settled_on == date && payment.lump_key == key;
            self.fit("lump key", &payment.lump_key, if is_same { Ok(()) } else { Err(DoesNotFit) })?;
            net = self.one(payment, net)?;
        }
        self.at.item = 0;
        let mut tail = draft(b"15");
        self.fit("account", 0, tail.number(deposit::ACCOUNT, 0))?;
        self.fit("date", date, put_day(&mut tail, deposit::DATE, date))?;
        let serial = key.strip_prefix(&date.format("%Y%m%d").to_string()).filter(|s| s.len() == 5);
        let put = serial.ok_or(DoesNotFit).and_then(|s| tail.digits(deposit::SERIAL, s));
        self.fit("lump key", &key, put)?;
        let sum = u64::try_from(net.minor()).map_err(|_| DoesNotFit).and_then(|n| tail.number(deposit::SUM, n));
        sum.map_err(|DoesNotFit| WriteError::Sum { part: self.at.part })?;
        self.fit("currency", "SEK", tail.left(deposit::CURRENCY, "SEK"))?;
        let count = u64::try_from(part.payments.len()).unwrap_or(u64::MAX);
        self.fit("count", count, tail.number(deposit::COUNT, count))?;
        self.grow(3);
        self.record(&tail)
    }

    fn one(&mut self, what: &WritePayment, net: Money) -> Result<Money, WriteError> {
        let is_out = what.direction == Direction::Out;
        let purpose = Purpose::of(what);
        self.fit(
            "text",
            what.text.as_deref().unwrap_or_default(),
            purpose.as_ref().map(|_| ()).map_err(|e| *e),
        )?;
        let purpose = purpose.unwrap_or_default();
        let mut first = self.reference(what, if is_out { b"21" } else { b"20" }, &what.kind, &purpose.own)?;
        self.fit("amount", what.amount, put_amount(&mut first, payment::AMOUNT, what.amount))?;
        self.fit("deduction", is_out, first.left(payment::FLAGS, if is_out { "00" } else { "0" }))?;
        self.grow(usize::from(is_out));
        self.record(&first)?;
        let channel = what.kind.get(1..).unwrap_or_default();
        for reference in &purpose.further {
            let mut further = self.reference(what, b"22", &format!("2{channel}"), reference)?;
            self.fit("amount", 0, further.number(payment::AMOUNT, 0))?;
            self.fit("image", 0, further.left(payment::FLAGS, "0"))?;
            self.grow(2);
            self.record(&further)?;
        }
        for piece in &purpose.info {
            let mut text = draft(b"25");
            self.fit("text", piece, text.left(told::TEXT, piece))?;
            self.record(&text)?;
        }
        if let Some(name) = &what.payer_name {
            let mut record = draft(b"26");
            let is_told = !name.is_empty();
            let put = if is_told { put_text(&mut record, told::NAME, name) } else { Err(DoesNotFit) };
            self.fit("payer name", name, put)?;
            self.record(&record)?;
        }
        let sum = if is_out { net.minus(what.amount) } else { net.plus(what.amount) };
        sum.map_err(|_| WriteError::Sum { part: self.at.part })
    }

    /// Begins a record 20 to 23.
    fn reference(&self, what: &WritePayment, record: &[u8; 2], kind: &str, reference: &str) -> Result<Draft, WriteError> {
        let mut draft = draft(record);
        let payer = what.payer_account.as_deref().unwrap_or_default();
        self.fit("payer account", payer, put_significant(&mut draft, payment::PAYER, payer))?;
        let is_kind = kind.len() == payment::KIND.width();
        let put = if is_kind { draft.digits(payment::KIND, kind) } else { Err(DoesNotFit) };
        self.fit("type", kind, put)?;
        // A reference that was found correct stands at the right.
        let put = if kind.starts_with('2') {
            draft.right(payment::REFERENCE, reference, b' ')
        } else {
            draft.left(payment::REFERENCE, reference)
        };
        self.fit("reference", reference, put)?;
        let serial = what.archive_reference.as_deref().unwrap_or_default();
        let is_whole = serial.is_empty() || (serial.len() == payment::SERIAL.width() && serial.bytes().any(|b| b != b'0'));
        let put = if is_whole { draft.digits(payment::SERIAL, serial) } else { Err(DoesNotFit) };
        self.fit("archive reference", serial, put)?;
        Ok(draft)
    }
}

/// Where reference and text stand.
#[derive(Default)]
struct Purpose {
    own: String,
    further: Vec<String>,
    info: Vec<String>,
}

impl Purpose {
    fn of(what: &WritePayment) -> Result<Purpose, DoesNotFit> {
        let text = what.text.as_deref().unwrap_or_default();
        // Runs of blanks and blanks at the ends would not be read back.
        let is_clean = text.split(' ').all(|word| !word.is_empty()) || what.text.is_none();
        if !is_clean {
            return Err(DoesNotFit);
        }
        let code = what.kind.chars().next().unwrap_or('0');
        if let Some(reference) = &what.reference {
            let is_further = !('2'..='5').contains(&code);
            if what.several || !is_digits(reference) {
                return Err(DoesNotFit);
            }
            return Ok(Purpose {
                own: if is_further { String::new() } else { reference.clone() },
                further: is_further.then(|| reference.clone()).into_iter().collect(),
                info: pieces(text),
            });
        }
        if what.several {
            let mut words = text.split(' ');
            let mut numbers = words.by_ref().take_while(|word| is_digits(word)).map(str::to_owned);
            let own = numbers.next().ok_or(DoesNotFit)?;
            let further: Vec<String> = numbers.collect();
            let numbers_length = own.len().saturating_add(further.iter().map(|f| f.len().saturating_add(1)).sum());
            let spoken = text.get(numbers_length..).unwrap_or_default().trim_start_matches(' ');
            if further.is_empty() {
                return Err(DoesNotFit);
            }
            return Ok(Purpose {
                own,
                further,
                info: pieces(spoken),
            });
        }
        let mut head: String = text.chars().take(payment::REFERENCE.width()).collect();
        // Numbers alone would be read back as references.
        if ('3'..='5').contains(&code) && head.chars().any(char::is_alphabetic) {
            let rest = pieces(text.get(head.len()..).unwrap_or_default());
            head.truncate(head.trim_end_matches(' ').len());
            return Ok(Purpose {
                own: head,
                further: Vec::new(),
                info: rest,
            });
        }
        Ok(Purpose {
            info: pieces(text),
            ..Purpose::default()
        })
    }
}

/// A text in the pieces of records 25.
fn pieces(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    characters.chunks(told::TEXT.width()).map(|piece| piece.iter().collect()).collect()
}

fn draft(record: &[u8]) -> Draft {
    let mut draft = Draft::filled(b' ');
    draft.begin(record);
    draft
}

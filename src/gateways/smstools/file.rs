//! The files of the spool: what we write, and what the daemon writes (gateways.md 3).

use chrono::NaiveDateTime;

use crate::domain::message::{Coding, to_gsm7};
use crate::gateways::sending::{fingerprint, from_wall_clock, join_header};

/// The header line that says that a file is ours; the daemon keeps it through the whole pipeline.
const OURS: &str = "X-Fordring";

/// One part of a message as a file.
///
/// Coding, header and length are all decided here: `Alphabet: GSM` and `UCS2` are taken as they stand, and `Autosplit: 0`
/// keeps the daemon from cutting, which it does inside an escaped letter. Nothing is left for it to convert or to guess.
pub(super) fn outgoing(key: &str, to: &str, coding: Coding, text: &str, total: usize, number: usize) -> Vec<u8> {
    let number_only = to.trim_start_matches('+');
    let alphabet = match coding {
        Coding::Gsm7 => "GSM",
        Coding::Ucs2 => "UCS2",
    };
    let mut head = format!("To: {number_only}\nAlphabet: {alphabet}\nAutosplit: 0\nReport: yes\n{OURS}: {key}\n");
    if total > 1 {
        let bytes = join_header(key, total, number).map(|byte| format!("{byte:02X}"));
        head.push_str(&format!("UDH-DATA: {}\n", bytes.join(" ")));
    }
    head.push('\n');
    let mut file = head.into_bytes();
    match coding {
        Coding::Gsm7 => file.extend(to_gsm7(text).unwrap_or_default()),
        Coding::Ucs2 => file.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
    }
    file
}

/// A file of the spool, taken apart.
pub(super) struct Parsed<'a> {
    headers: Vec<(String, String)>,
    body: &'a [u8],
}

impl<'a> Parsed<'a> {
    /// Headers up to the first empty line, and what is behind it.
    pub(super) fn of(bytes: &'a [u8]) -> Parsed<'a> {
        let mut headers = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let end = rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
            let line = rest.get(..end).unwrap_or_default();
            rest = rest.get(end + 1..).unwrap_or_default();
            if line.is_empty() || line == b"\r" {
                break;
            }
            if let Some((name, value)) = String::from_utf8_lossy(line).split_once(':') {
                headers.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Parsed { headers, body: rest }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The text in the body, or `None` when it is binary.
    fn text(&self) -> Option<String> {
        let alphabet = self.header("Alphabet").unwrap_or("UTF-8").to_ascii_uppercase();
        if alphabet.starts_with("BIN") {
            return None;
        }
        if alphabet.starts_with("UCS") || alphabet.starts_with("UNI") || alphabet.starts_with("CHI") {
            let pairs = self.body.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
            let units: Vec<u16> = pairs.map(u16::from_be_bytes).collect();
            return Some(String::from_utf16_lossy(&units));
        }
        if alphabet.starts_with("ISO") || alphabet.starts_with("LAT") || alphabet.starts_with("ANS") {
            // ISO 8859-15; of what differs from 8859-1 only the euro sign stands in the 7-bit alphabet.
            let letter = |byte: &u8| if *byte == 0xa4 { '€' } else { char::from(*byte) };
            return Some(self.body.iter().map(letter).collect());
        }
        // A letter that is cut at the end of the file is not there yet.
        let whole = match std::str::from_utf8(self.body) {
            Err(error) if error.error_len().is_none() => self.body.get(..error.valid_up_to()).unwrap_or_default(),
            _ => self.body,
        };
        Some(String::from_utf8_lossy(whole).into_owned())
    }
}

/// What stands in a file of `sent` or `failed`.
#[derive(Clone, Debug)]
pub(super) struct Handled {
    /// The key, when the file is ours.
    pub(super) key: Option<String>,
    /// The recipient, digits only.
    pub(super) to: String,
    /// The network's reference of this part, 0 to 255.
    pub(super) message_id: Option<String>,
    /// Why it failed.
    pub(super) reason: Option<String>,
}

impl Handled {
    pub(super) fn of(bytes: &[u8]) -> Handled {
        let parsed = Parsed::of(bytes);
        let owned = |name| parsed.header(name).map(str::to_owned);
        Handled {
            key: owned(OURS),
            to: digits(parsed.header("To").unwrap_or_default()),
            message_id: owned("Message_id"),
            reason: owned("Fail_reason"),
        }
    }

    /// Code and words of the failure: `CMS 38`, or what the daemon says of itself.
    pub(super) fn failure(&self) -> (String, String) {
        let reason = self.reason.clone().unwrap_or_else(|| "no reason given".to_owned());
        let code = ["+CMS ERROR:", "+CME ERROR:"].into_iter().find_map(|word| {
            let number: String = reason
                .split_once(word)?
                .1
                .trim_start()
                .chars()
                .take_while(char::is_ascii_digit)
                .collect();
            (!number.is_empty()).then(|| format!("{} {number}", word.get(1..4).unwrap_or_default()))
        });
        (code.unwrap_or_else(|| "smsd".to_owned()), reason)
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A delivery report.
#[derive(Clone, Debug)]
pub(super) struct Report {
    /// Whose phone, digits only.
    pub(super) from: String,
    /// The network's reference of the part.
    pub(super) message_id: String,
    /// TP-Status: below 32 done, below 64 still trying, else failed.
    pub(super) status: u8,
    /// What the daemon says the status means.
    pub(super) words: String,
}

/// What came in.
#[derive(Clone, Debug)]
pub(super) enum Received {
    /// Not written to its end yet.
    Unfinished,
    /// Binary, such as a notice of a picture message: nothing to read.
    NoText,
    /// A delivery report.
    Report(Report),
    /// A message.
    Message(Arrived),
}

/// A message that came in.
#[derive(Clone, Debug)]
pub(super) struct Arrived {
    /// From, `+` and digits, or as the network gave it.
    pub(super) from: String,
    /// The text.
    pub(super) text: String,
    /// When the network took it.
    pub(super) sent_at_ms: Option<i64>,
    /// The same for the same message, also when the daemon saved it twice under different names (gateways.md 6).
    pub(super) id: String,
}

/// What stands in a file of `incoming` or `report`.
///
/// The daemon writes these files in place, so one is taken only when its body is as long as `Length` promises.
/// Whether reports come in this folder must be told: where they do not, a text that looks like one is a person's text.
pub(super) fn received(name: &str, bytes: &[u8], with_reports: bool) -> Received {
    let parsed = Parsed::of(bytes);
    let Some(length) = parsed.header("Length").and_then(|text| text.parse::<usize>().ok()) else {
        return Received::Unfinished;
    };
    let Some(text) = parsed.text() else {
        return Received::NoText;
    };
    // Letters are counted, but in a message joined from several parts, whose file says nothing of `UDH`, octets.
    let found = match parsed.header("UDH") {
        Some(_) => text.chars().count(),
        None => parsed.body.len().max(text.chars().count()),
    };
    if found < length {
        return Received::Unfinished;
    }
    let from = parsed.header("From").unwrap_or_default();
    if let Some(report) = report(from, &text).filter(|_| with_reports) {
        return Received::Report(report);
    }
    let international = parsed.header("From_TOA").is_some_and(|toa| toa.starts_with("91"));
    let from = if international && !from.starts_with('+') {
        format!("+{from}")
    } else {
        from.to_owned()
    };
    // Without the network's time two equal messages could not be told apart but by their names.
    let sent = parsed.header("Sent").unwrap_or(name);
    let header = parsed.header("UDH-DATA").unwrap_or_default();
    Received::Message(Arrived {
        id: format!("in:{}", fingerprint(&[&from, sent, header, &text])),
        sent_at_ms: time(sent).and_then(from_wall_clock),
        from,
        text,
    })
}

fn report(from: &str, text: &str) -> Option<Report> {
    let mut lines = text.lines();
    if lines.next()? != "SMS STATUS REPORT" {
        return None;
    }
    let mut field = |name: &str| lines.find_map(|line| Some(line.strip_prefix(name)?.trim().to_owned()));
    let message_id = field("Message_id:")?;
    let line = field("Status:")?;
    let (status, words) = line.split_once(',').unwrap_or((&line, ""));
    Some(Report {
        from: digits(from),
        message_id,
        status: status.trim().parse().ok()?,
        words: words.to_owned(),
    })
}

/// The daemon's times, in its own default form and in the one with four digits of the year.
fn time(text: &str) -> Option<NaiveDateTime> {
    let forms = ["%y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S"];
    forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_file_decides_everything() {
        let file = outgoing("bo-17", "+46701234567", Coding::Gsm7, "å€@", 1, 1);
        let expected = b"To: 46701234567\nAlphabet: GSM\nAutosplit: 0\nReport: yes\nX-Fordring: bo-17\n\n\x0f\x1b\x65\x00";
        assert_eq!(file, expected);
        let file = outgoing("bo-17", "+46701234567", Coding::Ucs2, "ć\n", 2, 2);
        let (head, body) = file.split_at(file.len() - 4);
        let head = String::from_utf8_lossy(head);
        assert!(head.contains("Alphabet: UCS2\n") && head.contains(" 02 02\n\n"), "{head}");
        assert_eq!(body, [1, 7, 0, 10]);
    }

    #[test]
    fn an_incoming_file_is_taken_when_it_is_whole() {
        let whole = "From: 4799999999\nFrom_TOA: 91 international, ISDN/telephone\nSent: 26-11-22 07:37:44\n\
                     Alphabet: UTF-8\nLength: 15\nUDH: no\n\nORG1 BETAL 50 å";
        for cut in 0..whole.len() {
            assert!(
                matches!(received("GSM1.a", &whole.as_bytes()[..cut], true), Received::Unfinished),
                "{cut}"
            );
        }
        let Received::Message(first) = received("GSM1.a", whole.as_bytes(), true) else {
            panic!("not taken");
        };
        assert_eq!((first.from.as_str(), first.text.as_str()), ("+4799999999", "ORG1 BETAL 50 å"));
        let Received::Message(again) = received("GSM1.b", whole.as_bytes(), true) else {
            panic!("not taken");
        };
        assert_eq!(first.id, again.id, "saved twice, it is one message");
        // As smsd 3.1.21 writes it when it joins parts: the octets are counted, and no `UDH` is told.
        let joined = "From: 4790000002\nAlphabet: UTF-8\nLength: 7\n\nåæø.";
        assert!(matches!(received("n", joined.as_bytes(), true), Received::Message(_)));
        assert!(matches!(
            received("n", &joined.as_bytes()[..joined.len() - 1], true),
            Received::Unfinished
        ));
    }

    #[test]
    fn senders_and_alphabets() {
        let taken = |head: &str, body: &[u8]| match received("n", &[head.as_bytes(), b"\n\n", body].concat(), true) {
            Received::Message(message) => (message.from, message.text),
            other => panic!("{other:?}"),
        };
        let pair = |from: &str, text: &str| (from.to_owned(), text.to_owned());
        assert_eq!(
            taken("From: Banken\nFrom_TOA: D0 alphanumeric\nLength: 2", b"Ja"),
            pair("Banken", "Ja")
        );
        assert_eq!(taken("From: 2030\nFrom_TOA: 81 unknown\nLength: 0", b""), pair("2030", ""));
        assert_eq!(taken("From: 1\nAlphabet: ISO\nLength: 2", &[0xe5, 0xa4]), pair("1", "å€"));
        assert_eq!(taken("From: 1\nAlphabet: UCS2\nLength: 1", &[1, 7]), pair("1", "ć"));
        assert!(matches!(received("n", b"Alphabet: binary\nLength: 1\n\nx", true), Received::NoText));
    }

    #[test]
    fn reports_and_failures() {
        let body = "SMS STATUS REPORT\nMessage_id: 3\nDischarge_timestamp: 26-11-21 23:03:58\nStatus: 70,Error,SM validity period expired";
        let file = format!("From: 4799990002\nAlphabet: UTF-8\nLength: {}\n\n{body}", body.chars().count());
        let Received::Report(report) = received("GSM1.x", file.as_bytes(), true) else {
            panic!("no report");
        };
        assert_eq!(
            (report.from.as_str(), report.message_id.as_str(), report.status),
            ("4799990002", "3", 70)
        );
        assert_eq!(report.words, "Error,SM validity period expired");
        assert!(matches!(received("GSM1.x", file.as_bytes(), false), Received::Message(_)));
        let failed = |reason: &str| Handled::of(format!("To: 1\nFail_reason: {reason}\n\nx").as_bytes()).failure();
        let pair = |code: &str, text: &str| (code.to_owned(), text.to_owned());
        let cms = "+CMS ERROR: 38 (Network out of order)";
        assert_eq!(failed(cms), pair("CMS 38", cms));
        assert_eq!(failed("No destination"), pair("smsd", "No destination"));
    }
}

//! A letter as bytes: headers that nothing can be smuggled into, the text, the PDF.

use std::time::{Duration, UNIX_EPOCH};

use lettre::Message;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};

use super::ConfigError;
use crate::domain::sending::address;
use crate::gateways::PortError;
use crate::gateways::mail::{Letter, one_line};
use crate::gateways::sending::is_key;

/// A sender of the settings: `Name <address>`, or the address alone.
pub(super) fn mailbox(given: &str) -> Result<Mailbox, ConfigError> {
    let wrong = || ConfigError::NotASender(given.to_owned());
    let (name, place) = match given.trim().strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((name, place)) => (one_line(name.trim().trim_matches('"')), place),
        None => (String::new(), given),
    };
    let place = address(place).ok_or_else(wrong)?;
    let name = Some(name).filter(|name| !name.is_empty());
    Ok(Mailbox::new(name, place.parse().map_err(|_| wrong())?))
}

/// The letter; the same letter gives the same bytes.
pub(super) fn compose(letter: &Letter<'_>, from: &Mailbox, reply_to: Option<&Mailbox>) -> Result<Message, PortError> {
    let refused = |code: &str, detail: String| PortError::Refused {
        code: code.to_owned(),
        detail,
    };
    if !is_key(letter.key) {
        return Err(refused("key", "not a key".to_owned()));
    }
    let place = address(letter.to).ok_or_else(|| refused("address", "not an address of e-mail".to_owned()))?;
    let place = place
        .parse()
        .map_err(|_| refused("address", "not an address of e-mail".to_owned()))?;
    let name = Some(one_line(letter.name)).filter(|name| !name.is_empty());
    let written = UNIX_EPOCH + Duration::from_millis(u64::try_from(letter.at_ms).unwrap_or_default());
    let mut builder = Message::builder()
        .message_id(Some(format!("<{}@{}>", letter.key, from.email.domain())))
        .date(written)
        .from(from.clone())
        .to(Mailbox::new(name, place))
        .subject(one_line(letter.subject));
    if let Some(reply_to) = reply_to {
        builder = builder.reply_to(reply_to.clone());
    }
    let text = SinglePart::plain(letter.text.to_owned());
    let made = match letter.attachment {
        None => builder.singlepart(text),
        Some(attachment) => {
            let pdf = ContentType::parse("application/pdf").map_err(|error| refused("type", error.to_string()))?;
            let file = Attachment::new(one_line(attachment.file)).body(attachment.pdf.to_vec(), pdf);
            let parts = MultiPart::mixed().boundary(format!("=_{}", letter.key));
            builder.multipart(parts.singlepart(text).singlepart(file))
        }
    };
    made.map_err(|error| refused("letter", error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateways::mail::Attachment as File;

    fn letter<'a>(name: &'a str, subject: &'a str) -> Letter<'a> {
        Letter {
            key: "f1-S7",
            name,
            to: "ase@example.no",
            subject,
            text: "Hei Åse,\n\nFaktura 101.\n.\nHilsen",
            attachment: Some(File {
                file: "faktura-101.pdf",
                pdf: b"%PDF-1.7 \xe5",
            }),
            at_ms: 1_800_000_000_000,
        }
    }

    fn bytes(letter: &Letter<'_>) -> String {
        let from = mailbox("Fjellklubben Ås <post@fjell.example>").unwrap();
        String::from_utf8(compose(letter, &from, None).unwrap().formatted()).unwrap()
    }

    #[test]
    fn nothing_is_smuggled_into_the_headers() {
        for evil in [
            "Åse\r\nBcc: x@y.no",
            "a\nBcc: x@y.no",
            "a\u{2028}Bcc: x@y.no",
            "\u{202e}a\u{0}\u{85}Bcc: x@y.no",
        ] {
            let whole = bytes(&letter(evil, evil));
            let (head, _) = whole.split_once("\r\n\r\n").unwrap();
            assert!(head.is_ascii(), "{head}");
            let names: Vec<&str> = head
                .lines()
                .filter(|line| !line.starts_with([' ', '\t']))
                .filter_map(|line| line.split(':').next())
                .collect();
            assert_eq!(
                names,
                ["Message-ID", "Date", "From", "To", "Subject", "MIME-Version", "Content-Type"],
                "{head}"
            );
        }
    }

    #[test]
    fn a_second_try_is_the_same_letter() {
        let one = letter("Åse Ødegård", "Faktura 101 från Ås");
        assert_eq!(bytes(&one), bytes(&one));
        assert!(bytes(&one).contains("Message-ID: <f1-S7@fjell.example>"));
        assert!(bytes(&one).contains("Date: Fri, 15 Jan 2027 08:00:00 +0000"));
    }

    #[test]
    fn a_sender_is_an_address_with_or_without_a_name() {
        for good in [
            "post@fjell.example",
            "Fjell <post@fjell.example>",
            "\"Fjell, Ås\" <post@fjell.example>",
        ] {
            assert_eq!(mailbox(good).unwrap().email.to_string(), "post@fjell.example", "{good}");
        }
        for bad in ["", "Fjell", "Fjell <post>", "<>", "a@b.no, c@d.no"] {
            assert!(mailbox(bad).is_err(), "{bad}");
        }
    }
}

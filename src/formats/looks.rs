//! What a file looks like that is of none of our formats, so that the refusal can name it.

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// How much of a file is looked at.
const HEAD: usize = 4096;

/// What a file looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// Nothing in it.
    Empty,
    /// ISO 20022 payment order or status.
    Pain,
    /// Some other XML.
    OtherXml,
    /// EDIFACT, CREMUL above all.
    Cremul,
    /// Telepay (Norway).
    Telepay,
    /// The file of OCR payments before BgMax (Sweden).
    BankgiroOcr,
    /// Supplier payments, LB (Sweden).
    SupplierPayments,
    /// Another Bankgirot file (Sweden).
    BankgiroOther,
    /// A table with separators.
    Csv,
    /// A PDF document.
    Pdf,
    /// A ZIP archive, or an office document.
    Zip,
    /// A database.
    Sqlite,
    /// Text in UTF-16.
    Utf16,
    /// Some other text.
    Text,
    /// Something that is not text.
    Binary,
}

impl Looks {
    /// Stable name, kebab-case; its words stand in the language files.
    pub const fn code(self) -> &'static str {
        match self {
            Looks::Empty => "empty",
            Looks::Pain => "pain",
            Looks::OtherXml => "other-xml",
            Looks::Cremul => "cremul",
            Looks::Telepay => "telepay",
            Looks::BankgiroOcr => "bankgiro-ocr",
            Looks::SupplierPayments => "supplier-payments",
            Looks::BankgiroOther => "bankgiro-other",
            Looks::Csv => "csv",
            Looks::Pdf => "pdf",
            Looks::Zip => "zip",
            Looks::Sqlite => "sqlite",
            Looks::Utf16 => "utf16",
            Looks::Text => "text",
            Looks::Binary => "binary",
        }
    }

    /// All of them.
    pub const ALL: &[Looks] = &[
        Looks::Empty,
        Looks::Pain,
        Looks::OtherXml,
        Looks::Cremul,
        Looks::Telepay,
        Looks::BankgiroOcr,
        Looks::SupplierPayments,
        Looks::BankgiroOther,
        Looks::Csv,
        Looks::Pdf,
        Looks::Zip,
        Looks::Sqlite,
        Looks::Utf16,
        Looks::Text,
        Looks::Binary,
    ];

    /// What a file looks like that begins with these bytes.
    pub fn of(head: &[u8]) -> Looks {
        let head = head.get(..HEAD).unwrap_or(head);
        if is_utf16(head) {
            return Looks::Utf16;
        }
        let body = content(head);
        if body.is_empty() {
            return Looks::Empty;
        }
        by_first_bytes(body).unwrap_or_else(|| by_kind_of_text(body))
    }
}

/// What is left of the beginning of a file without byte-order mark and blank lines.
pub(super) fn content(head: &[u8]) -> &[u8] {
    head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(head).trim_ascii_start()
}

fn by_first_bytes(body: &[u8]) -> Option<Looks> {
    let starts = |prefix: &[u8]| body.starts_with(prefix);
    let has = |needle: &[u8]| contains(body, needle);
    let digit = |place: usize| body.get(place).is_some_and(u8::is_ascii_digit);
    if starts(b"<") {
        let is_pain = has(b":pain.") || has(b"pain.0");
        return Some(if is_pain { Looks::Pain } else { Looks::OtherXml });
    }
    if starts(b"%PDF") {
        Some(Looks::Pdf)
    } else if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        Some(Looks::Zip)
    } else if starts(b"SQLite format 3\0") {
        Some(Looks::Sqlite)
    } else if starts(b"UNA") || starts(b"UNB+") {
        Some(Looks::Cremul)
    } else if starts(b"AH") && digit(2) && has(b"BETFOR") {
        Some(Looks::Telepay)
    } else if starts(b"11") && digit(9) && has_name(body, b"LEVERANT") {
        Some(Looks::SupplierPayments)
    } else if starts(b"00") && digit(9) && has_name(body, b"BANKGIROT") {
        Some(Looks::BankgiroOcr)
    } else if (starts(b"00") || starts(b"01") || starts(b"11")) && digit(9) && is_bankgiro(body) {
        Some(Looks::BankgiroOther)
    } else {
        None
    }
}

/// Whether the first line has a name in it.
fn has_name(body: &[u8], name: &[u8]) -> bool {
    contains(body.split(|b| *b == b'\n').next().unwrap_or(body), name)
}

/// Whether the first line has the name of one of Bankgirot's services in it.
fn is_bankgiro(body: &[u8]) -> bool {
    [b"AUTOGIRO".as_slice(), b"BANKGIRO", b"LEVERANT", b"BGC"]
        .iter()
        .any(|name| has_name(body, name))
}

fn by_kind_of_text(body: &[u8]) -> Looks {
    let odd = |b: &u8| *b < b' ' && !matches!(*b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a);
    if body.iter().any(odd) {
        return Looks::Binary;
    }
    let lines: Vec<&[u8]> = body.split(|b| *b == b'\n').filter(|l| !l.trim_ascii().is_empty()).take(3).collect();
    let is_table = |separator: u8| {
        let columns = |line: &&[u8]| line.iter().filter(|b| **b == separator).count();
        lines
            .first()
            .map(columns)
            .is_some_and(|n| n >= 1 && lines.iter().all(|line| columns(line) >= n.min(2)))
    };
    // Commas also stand in prose, so one is not enough.
    let commas = lines.first().is_some_and(|l| l.iter().filter(|b| **b == b',').count() >= 2);
    if is_table(b';') || is_table(b'\t') || (commas && is_table(b',')) {
        Looks::Csv
    } else {
        Looks::Text
    }
}

/// Text in UTF-16 begins with its byte-order mark, or has a zero in every other byte.
fn is_utf16(head: &[u8]) -> bool {
    let zeros = |skip: usize| head.len() >= 8 && head.iter().skip(skip).step_by(2).take(4).all(|b| *b == 0);
    let marked = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    marked || zeros(0) != zeros(1)
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(haystack, needle).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_others_are_named() {
        let utf16: Vec<u8> = "NY000010".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cases: &[(&[u8], Looks)] = &[
            (b"", Looks::Empty),
            (b"\xef\xbb\xbf \r\n", Looks::Empty),
            (b"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\">", Looks::Pain),
            (b"<html>", Looks::OtherXml),
            (b"UNA:+.? 'UNB+UNOC:3+", Looks::Cremul),
            (b"AH200TBII000000000BETFOR00", Looks::Telepay),
            (b"110050501055260915LEVERANT\xd6RSBETALNINGAR", Looks::SupplierPayments),
            (b"000009912346      260915BANKGIROT", Looks::BankgiroOcr),
            (b"0120261001BGC L\xd6N", Looks::BankgiroOther),
            (b"Dato;Tekst;Inn\n2026-05-06;Giro;100,00\n", Looks::Csv),
            (b"date,text,amount\n2026-05-06,x,1\n", Looks::Csv),
            (b"%PDF-1.7", Looks::Pdf),
            (b"PK\x03\x04....", Looks::Zip),
            (b"SQLite format 3\0....", Looks::Sqlite),
            (b"Hello, world.\nAnd more.\n", Looks::Text),
            (b"\x7fELF\x02\x01\x01\0", Looks::Binary),
            (b"\xfe\xff\0N\0Y", Looks::Utf16),
        ];
        for (head, looks) in cases {
            assert_eq!(Looks::of(head), *looks, "{}", String::from_utf8_lossy(head));
        }
        assert_eq!(Looks::of(&utf16), Looks::Utf16);
    }

    #[test]
    fn codes_are_unique() {
        let codes: std::collections::BTreeSet<_> = Looks::ALL.iter().map(|l| l.code()).collect();
        assert_eq!(codes.len(), Looks::ALL.len());
    }
}

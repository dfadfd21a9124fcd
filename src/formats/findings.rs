//! Findings: the codes there are, and a list of them that cannot grow without end.

use crate::domain::bankfile::{FINDINGS_MAX, Finding, Weight};

/// The code of a finding. There are no others than those declared here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code(&'static str);

impl Code {
    /// The code as text, kebab-case.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

macro_rules! finding_codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        impl Code {
            $($(#[$doc])* pub const $name: Code = Code($text);)*
        }
        /// Every code that a codec can give; the language files have words for each.
        pub const FINDING_CODES: &[&str] = &[$($text),*];
    };
}

finding_codes! {
    /// The account the money was credited to is not a valid account number.
    ACCOUNT_CHECK = "account-check";
    /// There is something after the end record.
    AFTER_END = "after-end";
    /// An amount is larger than any we keep.
    AMOUNT_TOO_LARGE = "amount-too-large";
    /// An amount stands where there can be none.
    /// An amount is not written as amounts are.
    BAD_AMOUNT = "bad-amount";
    /// The sign of an amount is none of those allowed.
    BAD_SIGN = "bad-sign";
    /// A field has none of the values it may have.
    BAD_VALUE = "bad-value";
    /// Made when such files have begun to lack payments.
    BGMAX_ENDING = "bgmax-ending";
    /// Blank lines before the first record or after the last.
    BLANK_LINES = "blank-lines";
    /// A byte-order mark before the first record.
    BYTE_ORDER_MARK = "byte-order-mark";
    /// Runs of blanks have become one blank: pasted from a mail or a web page.
    COLLAPSED_BLANKS = "collapsed-blanks";
    /// The envelope claims another number of lines than there are.
    COUNT_LINES = "count-lines";
    /// The end record claims another number of parts than there are.
    COUNT_PARTS = "count-parts";
    /// The message says that it is a copy or a duplicate of one that was sent before.
    COPY_OF_MESSAGE = "copy-of-message";
    /// An end record claims another number of payments than there are.
    COUNT_PAYMENTS = "count-payments";
    /// An end record claims another number of records than there are.
    COUNT_RECORDS = "count-records";
    /// An end record claims other first and last dates than the payments have.
    DATES_DIFFER = "dates-differ";
    /// An amount is in another currency than its section.
    CURRENCY = "currency";
    /// There is nothing in the file.
    EMPTY = "empty";
    /// The end-of-file character of old systems stands at the end.
    END_OF_FILE_MARK = "end-of-file-mark";
    /// A control sum also counts draws that failed.
    FAILED_IN_SUM = "failed-in-sum";
    /// An entry claims another number of payments than stand in it.
    ENTRY_COUNT = "entry-count";
    /// The payments of an entry do not add up to it.
    ENTRY_SUM = "entry-sum";
    /// An amount is in another currency than the site's books.
    FOREIGN_CURRENCY = "foreign-currency";
    /// Payments are booked after today.
    FUTURE_DATE = "future-date";
    /// Amounts of several references of one payment do not add up to it.
    EXTRA_SUM = "extra-sum";
    /// A control sum ignores the signs.
    GROSS_SUM = "gross-sum";
    /// Old and new layouts of one format stand in one file.
    MIXED_LAYOUTS = "mixed-layouts";
    /// A message of a version that is not known; it is read as those that are.
    MESSAGE_VERSION = "message-version";
    /// An element that is needed is missing, or empty, or cannot be read.
    MISSING_ELEMENT = "missing-element";
    /// No line ends at all: records were cut out by their length.
    NO_LINE_ENDS = "no-line-ends";
    /// The layout of the file, or its version, is not one we read.
    LAYOUT = "layout";
    /// A payment that should name its payer does not.
    NO_PAYER = "no-payer";
    /// A line is not a record of this format.
    NOT_A_RECORD = "not-a-record";
    /// The file does not begin as files of Betalingsservice do.
    NOT_BETALINGSSERVICE = "not-betalingsservice";
    /// A numeric field has something else than digits.
    NOT_DIGITS = "not-digits";
    /// The file does not begin as files of this format do.
    NOT_OCR_GIRO = "not-ocr-giro";
    /// Payments are not numbered 1, 2, 3 …
    NUMBERING = "numbering";
    /// Payments are booked more than 13 months ago.
    OLD_DATE = "old-date";
    /// The file is one of ours to the bank.
    OUTGOING_FILE = "outgoing-file";
    /// A part is one of ours to the bank.
    OUTGOING_PART = "outgoing-part";
    /// A payment or an answer is for another account than its part.
    PAYEE_MISMATCH = "payee-mismatch";
    /// A record stands where it may not stand.
    RECORD_ORDER = "record-order";
    /// Records of types that the format does not have were passed over.
    RECORDS_SKIPPED = "records-skipped";
    /// A second transmission follows in the same file.
    SECOND_TRANSMISSION = "second-transmission";
    /// A part is of a service that is not read here.
    SERVICE_SKIPPED = "service-skipped";
    /// The date a payment is booked on is missing or impossible.
    SETTLEMENT_DATE = "settlement-date";
    /// The check digit of a printed payment identification is wrong.
    SLIP_CHECK = "slip-check";
    /// A statement's entries do not lead from its opening to its closing balance.
    STATEMENT_BALANCE = "statement-balance";
    /// An end record claims another sum than the payments have.
    SUM = "sum";
    /// The amounts add up to more than we can count.
    SUM_TOO_LARGE = "sum-too-large";
    /// A tab stands in a record, so that its fields are not in their places.
    TAB = "tab";
    /// The file is marked as a test.
    TEST_FILE = "test-file";
    /// Text of a payment does not stand beside it.
    TEXT_ALONE = "text-alone";
    /// More parts than a file may have.
    TOO_MANY_PARTS = "too-many-parts";
    /// The totals in front of the entries claim another number than there are.
    TOTAL_COUNT = "total-count";
    /// The totals in front of the entries claim another sum than they come to.
    TOTAL_SUM = "total-sum";
    /// Records of one payment disagree about its number or type.
    TRANSACTION_MISMATCH = "transaction-mismatch";
    /// The file ends too early.
    TRUNCATED = "truncated";
    /// The bank gives a code that we have no meaning for.
    UNKNOWN_CODE = "unknown-code";
    /// A delivery that is not one the bank sends us, or not one that is read.
    UNKNOWN_DELIVERY = "unknown-delivery";
    /// An element stands a second time where it may stand once.
    UNEXPECTED_ELEMENT = "unexpected-element";
    /// A record type that the format does not have.
    UNKNOWN_RECORD = "unknown-record";
    /// A transaction type that the format does not have.
    UNKNOWN_TYPE = "unknown-type";
    /// A line is in UTF-8 instead of ISO-8859-1.
    UTF8 = "utf8";
    /// A line has not the length of a record.
    WRONG_LENGTH = "wrong-length";
    /// The file does not begin as files of its format do.
    WRONG_START = "wrong-start";
    /// The message is another one than this format reads.
    WRONG_MESSAGE = "wrong-message";
    /// A document type or an entity of one's own in XML: never needed, and a danger.
    XML_DOCTYPE = "xml-doctype";
    /// Characters that are not of the encoding the file declares, or one that is not read.
    XML_ENCODING = "xml-encoding";
    /// Too deep, or a text too long: made to exhaust memory.
    XML_LIMIT = "xml-limit";
    /// The XML is not well-formed.
    XML_SYNTAX = "xml-syntax";
}

/// The findings of one file, at most [`FINDINGS_MAX`]; heavier ones take the place of lighter ones.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    refused: bool,
}

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.refused |= finding.weight == Weight::Refuse;
        if self.list.len() >= FINDINGS_MAX {
            let lightest = self.list.iter().map(|f| f.weight).min().filter(|w| *w < finding.weight);
            match self.list.iter().rposition(|f| Some(f.weight) == lightest) {
                Some(place) => {
                    self.list.remove(place);
                }
                None => return,
            }
        }
        self.list.push(finding);
    }

    /// Whether the file is refused already.
    pub fn is_refused(&self) -> bool {
        self.refused
    }

    /// Whether there is no room for any more: reading on is no use.
    pub fn is_full(&self) -> bool {
        self.list.len() >= FINDINGS_MAX && self.list.iter().all(|f| f.weight == Weight::Refuse)
    }

    /// All of them, in the order they were found.
    pub fn into_list(self) -> Vec<Finding> {
        self.list
    }
}

/// `text` fit for showing on a terminal: what cannot be seen becomes `?`, and no more than `limit` characters.
pub fn printable(text: &str, limit: usize) -> String {
    let unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
    };
    text.chars().take(limit).map(|c| if unseen(c) { '?' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(weight: Weight) -> Finding {
        Finding {
            weight,
            code: Code::SUM.as_str(),
            line: 1,
            column: 0,
            found: String::new(),
            expected: String::new(),
            text: String::new(),
        }
    }

    #[test]
    fn codes_are_unique_kebab_case() {
        for code in FINDING_CODES {
            assert!(
                code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{code}"
            );
        }
        assert_eq!(
            FINDING_CODES.iter().collect::<std::collections::BTreeSet<_>>().len(),
            FINDING_CODES.len()
        );
    }

    #[test]
    fn a_refusal_is_never_crowded_out() {
        let mut findings = Findings::default();
        for _ in 0..FINDINGS_MAX + 5 {
            findings.push(finding(Weight::Warn));
        }
        findings.push(finding(Weight::Ask));
        findings.push(finding(Weight::Refuse));
        assert!(findings.is_refused() && !findings.is_full());
        let list = findings.into_list();
        assert_eq!(list.len(), FINDINGS_MAX);
        assert!(list.iter().any(|f| f.weight == Weight::Ask) && list.iter().any(|f| f.weight == Weight::Refuse));
    }

    #[test]
    fn what_cannot_be_seen_is_not_shown() {
        assert_eq!(printable("a\u{1b}[2Jb\u{202e}cø\u{85}", 10), "a?[2Jb?cø?");
        assert_eq!(printable("abcdef", 3), "abc");
    }
}

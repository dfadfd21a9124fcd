//! Which references a bank account takes: the agreement with the bank, in the words of the command line.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::{REFERENCE_MAX, REFERENCE_MIN, Reference, ReferenceFault, check};

/// Digits of a FIK identification on card type 71, check digit included (`formats/dk.md` 11).
pub(super) const FIK71_LENGTH: usize = 15;

/// Digits of a FIK identification on card type 75, check digit included.
pub(super) const FIK75_LENGTH: usize = 16;

/// Digits of a Danish creditor number.
const CREDITOR_LENGTH: usize = 8;

/// The shortest OCR number with a length digit: one digit, the length digit, the check digit.
const OCR_LENGTH_MIN: usize = 3;

/// One kind of reference that an account takes. Lengths count the check digit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ReferenceRule {
    /// KID of a fixed length with a modulus 10 check digit.
    Mod10 {
        /// Characters in all, 2 to 25.
        length: u8,
    },
    /// KID of a fixed length with a modulus 11 check character, which may be `-`.
    Mod11 {
        /// Characters in all, 2 to 25.
        length: u8,
    },
    /// Swedish OCR number of any length with a modulus 10 check digit.
    Ocr,
    /// Swedish OCR number with a length digit before the check digit.
    OcrLength,
    /// Danish FIK card type 71: 15 digits.
    Fik71 {
        /// Eight digits; not a part of the identification.
        creditor: String,
    },
    /// Danish FIK card type 75: 16 digits.
    Fik75 {
        /// Eight digits; not a part of the identification.
        creditor: String,
    },
}

/// Why a word or a list of words is no agreement.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReferenceRuleFault {
    /// No word at all.
    #[error("an account must take at least one kind of payment reference, such as mod10:11")]
    Empty,
    /// A word that is no kind of reference.
    #[error(
        "\"{0}\" is no kind of payment reference; there are mod10:LENGTH, mod11:LENGTH, ocr, ocr-length, \
         fik71:CREDITOR and fik75:CREDITOR"
    )]
    UnknownKind(String),
    /// The length is not a number from 2 to 25.
    #[error("\"{0}\": the length of a payment reference is 2 to 25")]
    BadLength(String),
    /// The creditor number is not eight digits.
    #[error("\"{0}\": a creditor number has 8 digits")]
    BadCreditor(String),
    /// The same kind is stated twice.
    #[error("\"{0}\" is stated twice")]
    Duplicate(String),
}

impl ReferenceRule {
    /// Whether the reference is one of this kind.
    ///
    /// # Errors
    /// [`ReferenceFault::WrongLength`], [`ReferenceFault::WrongLengthDigit`], [`ReferenceFault::WrongCheck`].
    pub fn holds(&self, reference: &Reference) -> Result<(), ReferenceFault> {
        if !self.lengths().contains(&reference.bytes().len()) {
            return Err(ReferenceFault::WrongLength);
        }
        // Modulus 10 never gives `-`, so that a last `-` fails it like any wrong digit.
        let passes = match self {
            ReferenceRule::Mod11 { .. } => reference.passes_mod11(),
            _ => reference.passes_mod10(),
        };
        verdict(passes, ReferenceFault::WrongCheck)?;
        let length_digit_fits = match (self, reference.bytes()) {
            (ReferenceRule::OcrLength, [.., digit, _]) => *digit == length_digit(reference.bytes().len()),
            _ => true,
        };
        verdict(length_digit_fits, ReferenceFault::WrongLengthDigit)
    }

    /// The numbers of characters it may have.
    fn lengths(&self) -> std::ops::RangeInclusive<usize> {
        let fixed = |length: usize| length..=length;
        match self {
            ReferenceRule::Mod10 { length } | ReferenceRule::Mod11 { length } => fixed(usize::from(*length)),
            ReferenceRule::Ocr => REFERENCE_MIN..=REFERENCE_MAX,
            ReferenceRule::OcrLength => OCR_LENGTH_MIN..=REFERENCE_MAX,
            ReferenceRule::Fik71 { .. } => fixed(FIK71_LENGTH),
            ReferenceRule::Fik75 { .. } => fixed(FIK75_LENGTH),
        }
    }

    /// Makes the reference of a base number (a claim number, say): filled with zeros on the left to the agreed length,
    /// the check digit behind it. OCR numbers are not filled.
    ///
    /// Modulus 11: banks refuse `-`, so where it would stand last, the first filler zero becomes 1, which always gives
    /// another check digit. A series that grows to that many digits could meet such a reference again; whoever stores
    /// references must refuse one that is taken.
    ///
    /// # Errors
    /// [`ReferenceFault::TooLong`], [`ReferenceFault::AllZero`] for 0, and [`ReferenceFault::NoCheckDigit`] where `-`
    /// would stand last and there is no filler.
    pub fn make(&self, base: u64) -> Result<Reference, ReferenceFault> {
        let room = |length: usize| length.saturating_sub(1);
        match self {
            ReferenceRule::Mod10 { length } => filled(base, room(usize::from(*length))),
            ReferenceRule::Mod11 { length } => filled_mod11(base, room(usize::from(*length))),
            ReferenceRule::Ocr => super::with_check_digit_mod10(&base.to_string()),
            ReferenceRule::OcrLength => {
                let mut text = base.to_string();
                if base == 0 {
                    return Err(ReferenceFault::AllZero);
                }
                text.push(char::from(length_digit(text.len() + 2)));
                super::with_check_digit_mod10(&text)
            }
            ReferenceRule::Fik71 { .. } => filled(base, room(FIK71_LENGTH)),
            ReferenceRule::Fik75 { .. } => filled(base, room(FIK75_LENGTH)),
        }
    }
}

fn verdict(good: bool, fault: ReferenceFault) -> Result<(), ReferenceFault> {
    if good { Ok(()) } else { Err(fault) }
}

/// The length digit of an OCR number: its whole length, both extra digits included, modulo 10 (`formats/se.md` 2.1).
pub(super) fn length_digit(length: usize) -> u8 {
    u32::try_from(length % 10).map_or(b'0', check::digit_byte)
}

/// The base number with leading zeros, in `digits` digits.
fn padded(base: u64, digits: usize) -> Result<String, ReferenceFault> {
    let text = format!("{base:0digits$}");
    verdict(text.len() == digits, ReferenceFault::TooLong)?;
    verdict(base != 0, ReferenceFault::AllZero)?;
    Ok(text)
}

fn filled(base: u64, digits: usize) -> Result<Reference, ReferenceFault> {
    super::with_check_digit_mod10(&padded(base, digits)?)
}

fn filled_mod11(base: u64, digits: usize) -> Result<Reference, ReferenceFault> {
    let text = padded(base, digits)?;
    if check::mod11(text.as_bytes()) != b'-' {
        return super::with_check_digit_mod11(&text);
    }
    // The sum grows by the weight of the first place, 2 to 7, and so its remainder is no longer 1.
    let rest = text.strip_prefix('0').ok_or(ReferenceFault::NoCheckDigit)?;
    super::with_check_digit_mod11(&format!("1{rest}"))
}

impl FromStr for ReferenceRule {
    type Err = ReferenceRuleFault;

    /// Reads one word, such as `mod10:11`.
    fn from_str(word: &str) -> Result<ReferenceRule, ReferenceRuleFault> {
        let length = |text: &str| {
            let plain = text.bytes().all(|b| b.is_ascii_digit());
            let number = text.parse::<u8>().ok().filter(|_| plain);
            number
                .filter(|n| (REFERENCE_MIN..=REFERENCE_MAX).contains(&usize::from(*n)))
                .ok_or_else(|| ReferenceRuleFault::BadLength(word.to_owned()))
        };
        let creditor = |text: &str| {
            let good = text.len() == CREDITOR_LENGTH && text.bytes().all(|b| b.is_ascii_digit());
            if good {
                Ok(text.to_owned())
            } else {
                Err(ReferenceRuleFault::BadCreditor(word.to_owned()))
            }
        };
        match word.split_once(':') {
            Some(("mod10", rest)) => Ok(ReferenceRule::Mod10 { length: length(rest)? }),
            Some(("mod11", rest)) => Ok(ReferenceRule::Mod11 { length: length(rest)? }),
            Some(("fik71", rest)) => Ok(ReferenceRule::Fik71 { creditor: creditor(rest)? }),
            Some(("fik75", rest)) => Ok(ReferenceRule::Fik75 { creditor: creditor(rest)? }),
            None if word == "ocr" => Ok(ReferenceRule::Ocr),
            None if word == "ocr-length" => Ok(ReferenceRule::OcrLength),
            _ => Err(ReferenceRuleFault::UnknownKind(word.to_owned())),
        }
    }
}

impl fmt::Display for ReferenceRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReferenceRule::Mod10 { length } => write!(f, "mod10:{length}"),
            ReferenceRule::Mod11 { length } => write!(f, "mod11:{length}"),
            ReferenceRule::Ocr => f.write_str("ocr"),
            ReferenceRule::OcrLength => f.write_str("ocr-length"),
            ReferenceRule::Fik71 { creditor } => write!(f, "fik71:{creditor}"),
            ReferenceRule::Fik75 { creditor } => write!(f, "fik75:{creditor}"),
        }
    }
}

/// The kinds of reference an account takes: at least one, none twice. Written `mod10:11,mod10:15,mod11:9`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReferenceRules(Vec<ReferenceRule>);

impl ReferenceRules {
    /// The line that the payer of a reference types: `+71<identification+creditor<`. `None`: of none of its kinds.
    pub fn code_line(&self, reference: &str) -> Option<String> {
        self.rules().iter().find_map(|rule| match rule {
            ReferenceRule::Fik71 { creditor } if reference.len() == 15 => Some(format!("+71<{reference}+{creditor}<")),
            ReferenceRule::Fik75 { creditor } if reference.len() == 16 => Some(format!("+75<{reference}+{creditor}<")),
            _ => None,
        })
    }

    /// The kinds, in the order in which they were agreed. New references are made by the first.
    pub fn rules(&self) -> &[ReferenceRule] {
        &self.0
    }

    /// Reads a reference as a file states it, and checks it against each agreed kind. Blanks are not tolerated (see
    /// [`super::normalise_typed`]).
    ///
    /// # Errors
    /// What [`Reference::parse`] refuses; else the fault that comes closest to an agreed kind: a wrong length digit,
    /// then a wrong check digit (also `-` where no modulus 11 is agreed), then the length.
    pub fn check(&self, text: &str) -> Result<Reference, ReferenceFault> {
        let reference = Reference::parse(text)?;
        let mut nearest = ReferenceFault::WrongLength;
        for rule in &self.0 {
            match rule.holds(&reference) {
                Ok(()) => return Ok(reference),
                Err(fault) if closeness(fault) > closeness(nearest) => nearest = fault,
                Err(_) => {}
            }
        }
        Err(nearest)
    }
}

/// How near to an agreed kind a reference with this fault is.
fn closeness(fault: ReferenceFault) -> u8 {
    match fault {
        ReferenceFault::WrongLengthDigit => 2,
        ReferenceFault::WrongCheck => 1,
        _ => 0,
    }
}

impl FromStr for ReferenceRules {
    type Err = ReferenceRuleFault;

    /// Reads a list separated by commas; blanks around the words do not matter.
    fn from_str(text: &str) -> Result<ReferenceRules, ReferenceRuleFault> {
        if text.trim().is_empty() {
            return Err(ReferenceRuleFault::Empty);
        }
        let mut rules = Vec::new();
        for word in text.split(',').map(str::trim) {
            let rule: ReferenceRule = word.parse()?;
            if rules.contains(&rule) {
                return Err(ReferenceRuleFault::Duplicate(word.to_owned()));
            }
            rules.push(rule);
        }
        Ok(ReferenceRules(rules))
    }
}

impl fmt::Display for ReferenceRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, rule) in self.0.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            write!(f, "{comma}{rule}")?;
        }
        Ok(())
    }
}

//! How the references of an account are made: a mask (`formats/no.md` 5; OCR-18).
//!
//! ```text
//! mmmmmmttrr#        member number, kind of claim, running number, check digit: what HyperSys recommends
//! cccccccmmmmmmm#    claim number and member number
//! c+l#               claim number as long as it is, length digit, check digit
//! 9mmmmmmrrrr%       a fixed digit, member number, running number, check character modulo 11
//! mmmmmmtrr#;dues=5  one digit says the kind, and dues have the 5
//! ```
//!
//! | letter | stands for |
//! | --- | --- |
//! | `m` | the party's number, filled with zeros |
//! | `c` | the claim's number |
//! | `t` | the kind of claim: 1 dues, 2 order, 3 donation, 4 other, or what stands behind `;` |
//! | `r` | a running number of the party, from 1 |
//! | digit | itself |
//! | `l` | the length digit of Swedish OCR numbers, right before the check digit |
//! | `#` `%` | the check digit modulo 10, or modulo 11; always last |
//!
//! One letter may be followed by `+` in the place of repeating it: as many digits as its number has. A mask with `%` has an `r`:
//! one number in eleven has no check digit (banks refuse `-`), and the running number goes past it.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::{REFERENCE_MAX, REFERENCE_MIN, Reference, ReferenceFault, ReferenceRule, ReferenceRules};
use crate::domain::claim::Kind;

/// What a digit of a mask stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The party's number.
    Member,
    /// The claim's number.
    Claim,
    /// The kind of claim.
    Kind,
    /// A running number of the party.
    Running,
}

impl Part {
    /// The four, in the order in which they are explained.
    pub const ALL: [Part; 4] = [Part::Member, Part::Claim, Part::Kind, Part::Running];

    /// Its letter.
    pub fn letter(self) -> char {
        match self {
            Part::Member => 'm',
            Part::Claim => 'c',
            Part::Kind => 't',
            Part::Running => 'r',
        }
    }

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Part::Member => "recipe-member",
            Part::Claim => "recipe-claim",
            Part::Kind => "recipe-kind",
            Part::Running => "recipe-running",
        }
    }
}

/// How many digits a part has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Width {
    /// Always so many, filled with zeros.
    Digits(usize),
    /// As many as the number has.
    AsIs,
}

/// A piece of a mask, from the left.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Piece {
    /// A number.
    Number(Part, Width),
    /// Digits that are always the same.
    Fixed(String),
}

impl Piece {
    /// How many digits it has; none where that depends on its number.
    fn width(&self) -> Option<usize> {
        match self {
            Piece::Fixed(digits) => Some(digits.len()),
            Piece::Number(_, Width::Digits(digits)) => Some(*digits),
            Piece::Number(_, Width::AsIs) => None,
        }
    }
}

/// How references are made; see the module. Written as its mask.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Recipe {
    mask: String,
    pieces: Vec<Piece>,
    has_length_digit: bool,
    is_mod11: bool,
    kinds: Vec<(Kind, String)>,
}

/// Why a text is no mask. Places count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RecipeFault {
    /// A character that means nothing there.
    #[error("place {0} is none of m, c, t, r, l, a digit, or # or % at the end")]
    Unknown(usize),
    /// The same number a second time.
    #[error("place {0} names a number that stands there already")]
    Twice(usize),
    /// `+` behind something else than a letter that stands alone, or a second one.
    #[error("place {0}: + stands once, behind a single m, c or r")]
    Plus(usize),
    /// No `#` or `%` at the end.
    #[error("the check digit is missing: # or % at the end")]
    NoCheck,
    /// Shorter than 2 or longer than 25.
    #[error("a reference has 2 to 25 digits")]
    BadLength,
    /// Nothing that makes one claim's reference differ from another's.
    #[error("neither c nor r: two claims would get the same reference")]
    NothingRuns,
    /// `r` without `m` or `c`: a running number of nobody.
    #[error("r counts the references of a party, so m has to stand there too")]
    RunsForNobody,
    /// `%` without `r`.
    #[error("% needs r: a number without a check digit modulo 11 is passed over")]
    Mod11NeedsRunning,
    /// What stands behind `;` is not KIND=DIGITS with as many digits as `t` stands there.
    #[error("behind ; stands dues=01,order=02,donation=03 or other=04, with as many digits as t")]
    BadKind,
}

impl RecipeFault {
    /// Stable code, kebab-case; its text stands under `recipe-fault-CODE`.
    pub fn code(self) -> &'static str {
        match self {
            RecipeFault::Unknown(_) => "unknown",
            RecipeFault::Twice(_) => "twice",
            RecipeFault::Plus(_) => "plus",
            RecipeFault::NoCheck => "no-check",
            RecipeFault::BadLength => "bad-length",
            RecipeFault::NothingRuns => "nothing-runs",
            RecipeFault::RunsForNobody => "runs-for-nobody",
            RecipeFault::Mod11NeedsRunning => "mod11-needs-running",
            RecipeFault::BadKind => "bad-kind",
        }
    }

    /// Where in the mask, from 1; 0 for the whole of it.
    pub fn place(self) -> usize {
        match self {
            RecipeFault::Unknown(place) | RecipeFault::Twice(place) | RecipeFault::Plus(place) => place,
            _ => 0,
        }
    }
}

/// What a reference is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Values<'a> {
    /// The party's number as the site has it.
    pub member: &'a str,
    /// The claim's number.
    pub claim: u64,
    /// What the claim is for.
    pub kind: Kind,
    /// The running number, from 1; without meaning where the mask has none.
    pub running: u64,
}

/// Why no reference can be made of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MakeFault {
    /// The party's number has letters.
    #[error("the party's number is not digits only")]
    MemberNotDigits,
    /// A number has more digits than the mask has room for.
    #[error("{0:?} has more digits than the mask has room for")]
    NoRoom(Part),
    /// The number has no check digit modulo 11; the next running number is to be taken.
    #[error("no check digit modulo 11")]
    NoCheckDigit,
    /// Zeros only, or too long in all.
    #[error(transparent)]
    Reference(ReferenceFault),
}

/// What a reference seems to be made of: for showing and for suggestions. Whose it is, only the table says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    /// The party's number, without zeros in front.
    pub member: Option<String>,
    /// The claim's number.
    pub claim: Option<u64>,
    /// The kind of claim.
    pub kind: Option<Kind>,
    /// The running number.
    pub running: Option<u64>,
}

impl Recipe {
    /// The pieces, from the left, without length digit and check digit.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Whether a length digit stands before the check digit.
    pub fn has_length_digit(&self) -> bool {
        self.has_length_digit
    }

    /// Whether the check digit is modulo 11.
    pub fn is_mod11(&self) -> bool {
        self.is_mod11
    }

    /// Whether a running number stands in it.
    pub fn runs(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Number(Part::Running, _)))
    }

    /// The highest running number.
    pub fn running_max(&self) -> u64 {
        let width = self.pieces.iter().find_map(|piece| match piece {
            Piece::Number(Part::Running, Width::Digits(digits)) => Some(*digits),
            _ => None,
        });
        let digits = width.and_then(|digits| u32::try_from(digits).ok()).unwrap_or(18);
        10u64.checked_pow(digits).map_or(u64::MAX, |next| next - 1)
    }

    /// Characters in all, or none where they depend on a number.
    pub fn length(&self) -> Option<usize> {
        let widths: Option<usize> = self.pieces.iter().map(Piece::width).sum();
        widths.map(|digits| digits + 1 + usize::from(self.has_length_digit))
    }

    /// Whether what it makes is of this kind.
    pub fn fits(&self, rule: &ReferenceRule) -> bool {
        let length = |wanted: u8| self.length() == Some(usize::from(wanted));
        match rule {
            ReferenceRule::Mod10 { length: wanted } => !self.is_mod11 && length(*wanted),
            ReferenceRule::Mod11 { length: wanted } => self.is_mod11 && length(*wanted),
            ReferenceRule::Ocr => !self.is_mod11,
            ReferenceRule::OcrLength => !self.is_mod11 && self.has_length_digit,
            ReferenceRule::Fik71 { .. } => !self.is_mod11 && length(15),
            ReferenceRule::Fik75 { .. } => !self.is_mod11 && length(16),
        }
    }

    /// Whether what it makes is of one of the kinds that an account takes.
    pub fn fits_one(&self, rules: &ReferenceRules) -> bool {
        rules.rules().iter().any(|rule| self.fits(rule))
    }

    /// Makes a reference. Its check digit is never `-`.
    ///
    /// # Errors
    /// [`MakeFault`].
    pub fn make(&self, values: &Values<'_>) -> Result<Reference, MakeFault> {
        let mut text = self.base(values)?;
        if self.has_length_digit {
            text.push(char::from(super::rules::length_digit(text.len() + 2)));
        }
        if !self.is_mod11 {
            return super::with_check_digit_mod10(&text).map_err(MakeFault::Reference);
        }
        let made = super::with_check_digit_mod11(&text).map_err(MakeFault::Reference)?;
        if made.as_str().ends_with('-') {
            return Err(MakeFault::NoCheckDigit);
        }
        Ok(made)
    }

    fn base(&self, values: &Values<'_>) -> Result<String, MakeFault> {
        let mut text = String::with_capacity(REFERENCE_MAX);
        for piece in &self.pieces {
            let (part, width) = match piece {
                Piece::Fixed(digits) => {
                    text.push_str(digits);
                    continue;
                }
                Piece::Number(part, width) => (*part, *width),
            };
            let digits = match part {
                Part::Member => {
                    let number = values.member.trim();
                    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
                        return Err(MakeFault::MemberNotDigits);
                    }
                    number.trim_start_matches('0').to_owned()
                }
                Part::Claim => values.claim.to_string(),
                Part::Running => values.running.to_string(),
                Part::Kind => self.kind_digits(values.kind).to_owned(),
            };
            match width {
                Width::AsIs => text.push_str(&digits),
                Width::Digits(room) if digits.len() <= room => text.push_str(&format!("{digits:0>room$}")),
                Width::Digits(_) => return Err(MakeFault::NoRoom(part)),
            }
        }
        Ok(text)
    }

    /// What stands before the running number, where nothing but length digit and check digit stands behind it and all has its
    /// fixed width: the references of the same party follow each other then.
    pub fn before_running(&self, values: &Values<'_>) -> Option<String> {
        self.length()?;
        let Some(Piece::Number(Part::Running, Width::Digits(digits))) = self.pieces.last() else {
            return None;
        };
        let mut base = self.base(values).ok()?;
        base.truncate(base.len().checked_sub(*digits)?);
        Some(base)
    }

    /// The digits of a kind of claim.
    fn kind_digits(&self, kind: Kind) -> &str {
        let own = self.kinds.iter().find(|(of, _)| *of == kind).map(|(_, digits)| digits.as_str());
        own.unwrap_or(match kind {
            Kind::Dues => "1",
            Kind::Order => "2",
            Kind::Donation => "3",
            Kind::Other => "4",
        })
    }

    /// What a reference seems to be made of; nothing where the recipe would not make it.
    pub fn take_apart(&self, reference: &Reference) -> Option<Apart> {
        let text = reference.as_str();
        let passes = if self.is_mod11 {
            reference.passes_mod11()
        } else {
            reference.passes_mod10()
        };
        if !passes {
            return None;
        }
        let tail = 1 + usize::from(self.has_length_digit);
        let mut rest = text.get(..text.len().checked_sub(tail)?)?;
        if self.has_length_digit && text.as_bytes().get(rest.len()) != Some(&super::rules::length_digit(text.len())) {
            return None;
        }
        // What is as long as it is takes what the others leave.
        let fixed: usize = self.pieces.iter().filter_map(Piece::width).sum();
        let free = rest.len().checked_sub(fixed)?;
        let mut apart = Apart::default();
        for piece in &self.pieces {
            let (digits, behind) = rest.split_at_checked(piece.width().unwrap_or(free))?;
            rest = behind;
            match piece {
                Piece::Fixed(wanted) if wanted == digits => {}
                Piece::Fixed(_) => return None,
                Piece::Number(Part::Member, _) => apart.member = Some(digits.trim_start_matches('0').to_owned()),
                Piece::Number(Part::Claim, _) => apart.claim = digits.parse().ok(),
                Piece::Number(Part::Running, _) => apart.running = digits.parse().ok(),
                Piece::Number(Part::Kind, _) => apart.kind = Some(self.kind_of(digits)?),
            }
        }
        rest.is_empty().then_some(apart)
    }

    fn kind_of(&self, digits: &str) -> Option<Kind> {
        let plain = digits.trim_start_matches('0');
        Kind::ALL
            .iter()
            .copied()
            .find(|kind| self.kind_digits(*kind).trim_start_matches('0') == plain)
    }
}

impl fmt::Display for Recipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.mask)
    }
}

impl FromStr for Recipe {
    type Err = RecipeFault;

    /// Reads a mask; blanks around it do not matter.
    fn from_str(text: &str) -> Result<Recipe, RecipeFault> {
        let mask = text.trim();
        let (body, options) = mask.split_once(';').unwrap_or((mask, ""));
        let is_mod11 = body.ends_with('%');
        let before_check = body.strip_suffix(['#', '%']).ok_or(RecipeFault::NoCheck)?;
        let has_length_digit = !is_mod11 && before_check.ends_with('l');
        let numbers = before_check.strip_suffix('l').filter(|_| has_length_digit).unwrap_or(before_check);
        let pieces = read_pieces(numbers)?;
        let has = |part: Part| {
            pieces
                .iter()
                .any(|piece| matches!(piece, Piece::Number(found, _) if *found == part))
        };
        if !has(Part::Claim) && !has(Part::Running) {
            return Err(RecipeFault::NothingRuns);
        }
        if has(Part::Running) && !has(Part::Member) && !has(Part::Claim) {
            return Err(RecipeFault::RunsForNobody);
        }
        if is_mod11 && !has(Part::Running) {
            return Err(RecipeFault::Mod11NeedsRunning);
        }
        let kinds = read_kinds(options, &pieces)?;
        let recipe = Recipe {
            mask: mask.to_owned(),
            pieces,
            has_length_digit,
            is_mod11,
            kinds,
        };
        let shortest = recipe.length().unwrap_or(REFERENCE_MIN);
        if (REFERENCE_MIN..=REFERENCE_MAX).contains(&shortest) {
            Ok(recipe)
        } else {
            Err(RecipeFault::BadLength)
        }
    }
}

fn read_pieces(mask: &str) -> Result<Vec<Piece>, RecipeFault> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut has_plus = false;
    for (place, letter) in (1..).zip(mask.chars()) {
        if letter == '+' {
            match pieces.last_mut() {
                Some(Piece::Number(part, width @ Width::Digits(1))) if *part != Part::Kind && !has_plus => *width = Width::AsIs,
                _ => return Err(RecipeFault::Plus(place)),
            }
            has_plus = true;
            continue;
        }
        if letter.is_ascii_digit() {
            match pieces.last_mut() {
                Some(Piece::Fixed(digits)) => digits.push(letter),
                _ => pieces.push(Piece::Fixed(letter.to_string())),
            }
            continue;
        }
        let part = Part::ALL.into_iter().find(|part| part.letter() == letter);
        let part = part.ok_or(RecipeFault::Unknown(place))?;
        let is_known = pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Number(found, _) if *found == part));
        match pieces.last_mut() {
            Some(Piece::Number(last, Width::Digits(digits))) if *last == part => *digits += 1,
            _ if is_known => return Err(RecipeFault::Twice(place)),
            _ => pieces.push(Piece::Number(part, Width::Digits(1))),
        }
    }
    Ok(pieces)
}

/// Reads `dues=01,order=02`. Two kinds never have the same digits.
fn read_kinds(options: &str, pieces: &[Piece]) -> Result<Vec<(Kind, String)>, RecipeFault> {
    let mut kinds: Vec<(Kind, String)> = Vec::new();
    let room = pieces.iter().find_map(|piece| match piece {
        Piece::Number(Part::Kind, Width::Digits(digits)) => Some(*digits),
        _ => None,
    });
    for option in options.split(',').map(str::trim).filter(|option| !option.is_empty()) {
        let (word, digits) = option.split_once('=').ok_or(RecipeFault::BadKind)?;
        let kind = Kind::from_code(word.trim()).ok_or(RecipeFault::BadKind)?;
        let digits = digits.trim();
        let good = Some(digits.len()) == room && digits.bytes().all(|b| b.is_ascii_digit());
        if !good || kinds.iter().any(|(known, _)| *known == kind) {
            return Err(RecipeFault::BadKind);
        }
        kinds.push((kind, digits.to_owned()));
    }
    let recipe = Recipe {
        mask: String::new(),
        pieces: Vec::new(),
        has_length_digit: false,
        is_mod11: false,
        kinds,
    };
    let apart = |kind: &Kind| recipe.kind_of(recipe.kind_digits(*kind)) == Some(*kind);
    if room.is_some() && !Kind::ALL.iter().all(apart) {
        return Err(RecipeFault::BadKind);
    }
    Ok(recipe.kinds)
}

#[cfg(test)]
mod tests;

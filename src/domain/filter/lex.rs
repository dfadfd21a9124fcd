//! Cuts a filter into tokens: at white space outside quotes. Each character remembers where it stood and whether it
//! was quoted, since a quoted colon, comma or point is only text.

use std::ops::Range;

use super::{FilterFault, FilterFaultCode};

/// One character of a token, quotes taken off.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) c: char,
    at: usize,
    quoted: bool,
}

impl Piece {
    /// Whether it is this sign, and means something.
    pub(super) fn is(self, c: char) -> bool {
        self.c == c && !self.quoted
    }
}

/// What stands between white space.
pub(super) struct Token {
    pub(super) pieces: Vec<Piece>,
    /// In bytes, quotes included.
    pub(super) at: Range<usize>,
}

/// The tokens of a text, until one is faulty.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Result<Token, FilterFault>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..)?;
        let blanks = rest.find(|c: char| !c.is_whitespace())?;
        start += blanks;
        let token = token(rest.get(blanks..)?, start);
        start = token.as_ref().map_or(text.len(), |token| token.at.end);
        Some(token)
    })
}

/// The token at the start of `rest`, which stands at `start` of the whole text.
fn token(rest: &str, start: usize) -> Result<Token, FilterFault> {
    let mut pieces = Vec::new();
    let mut quote: Option<usize> = None;
    let mut end = start + rest.len();
    let mut chars = rest.char_indices().map(|(place, c)| (start + place, c)).peekable();
    while let Some((at, c)) = chars.next() {
        match (c, quote) {
            ('"', None) => quote = Some(at),
            ('"', Some(_)) if chars.next_if(|(_, next)| *next == '"').is_some() => {
                pieces.push(Piece { c, at, quoted: true });
            }
            ('"', Some(_)) => quote = None,
            (_, None) if c.is_whitespace() => {
                end = at;
                break;
            }
            _ => pieces.push(Piece {
                c,
                at,
                quoted: quote.is_some(),
            }),
        }
    }
    match quote {
        Some(open) => Err(FilterFault::new(FilterFaultCode::OpenQuote, &text(&pieces), open..end)),
        None => Ok(Token { pieces, at: start..end }),
    }
}

/// The characters without their places.
pub(super) fn text(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.c).collect()
}

/// Where the characters stand, in bytes; `otherwise` if there are none.
pub(super) fn place(pieces: &[Piece], otherwise: &Range<usize>) -> Range<usize> {
    match (pieces.first(), pieces.last()) {
        (Some(first), Some(last)) => first.at..last.at + last.c.len_utf8(),
        _ => otherwise.clone(),
    }
}

/// The sign between a column word and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Colon,
    Less,
    LessEq,
    Greater,
    GreaterEq,
}

/// A column word, the sign behind it, and what follows.
pub(super) struct Column<'a> {
    pub(super) word: String,
    pub(super) at: Range<usize>,
    pub(super) mark: Mark,
    pub(super) value: &'a [Piece],
}

impl Column<'_> {
    /// Whether it is the start of an address, `https://…`, rather than a column.
    pub(super) fn goes_on_as_address(&self) -> bool {
        self.mark == Mark::Colon && matches!(self.value, [a, b, ..] if a.is('/') && b.is('/'))
    }
}

/// Cuts a token behind its column word, if it has one: letters, digits, `_`, `-` and `.`, a letter first, before the
/// first `:`, `<` or `>`.
pub(super) fn column(pieces: &[Piece]) -> Option<Column<'_>> {
    let end = pieces.iter().position(|piece| [':', '<', '>'].iter().any(|mark| piece.is(*mark)))?;
    let (head, tail) = pieces.split_at_checked(end)?;
    let (sign, value) = tail.split_first()?;
    let fits = |piece: &Piece| !piece.quoted && (piece.c.is_alphanumeric() || matches!(piece.c, '_' | '-' | '.'));
    // A decomposed letter (a and its ring) has a mark in it that is not alphanumeric.
    let is_mark = |piece: &Piece| !piece.quoted && matches!(piece.c, '\u{300}'..='\u{36f}');
    if !head.first()?.c.is_alphabetic() || !head.iter().all(|piece| fits(piece) || is_mark(piece)) {
        return None;
    }
    let (mark, value) = match (sign.c, value.split_first()) {
        ('<', Some((next, rest))) if next.is('=') => (Mark::LessEq, rest),
        ('>', Some((next, rest))) if next.is('=') => (Mark::GreaterEq, rest),
        ('<', _) => (Mark::Less, value),
        ('>', _) => (Mark::Greater, value),
        _ => (Mark::Colon, value),
    };
    Some(Column {
        word: text(head),
        at: place(head, &(0..0)),
        mark,
        value,
    })
}

//! Text from outside (names, messages, bank texts, file names) made safe and measured, and the keys it sorts and
//! searches by.
//!
//! Every string that comes from data passes [`clean`] before it reaches a screen, a title, an export or a log; the raw
//! value stays in the database. Nothing here knows a language beyond its alphabet ([`Alphabet`], in `key`).

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

mod key;

pub use key::{Alphabet, loose_key, sort_key};

/// How many combining marks one letter may carry. Written languages need two or three; more only smear over other lines.
const MARKS_MAX: u8 = 3;

/// How many joiners and variation selectors one sign may carry: an emoji takes a selector and a joiner. They are
/// invisible, so that without a limit two different names of any length could look the same.
const JOINERS_MAX: u8 = 2;

/// What [`clean`] does with one character.
enum Fate {
    Keep,
    Drop,
    Put(char),
}

/// What the character turns into when looked at alone, without regard to what it stands on.
fn fate(c: char) -> Fate {
    match c {
        '\t' => Fate::Put(' '),
        '\n' | '\u{2028}' | '\u{2029}' => Fate::Put('⏎'),
        '\r' => Fate::Drop,
        // The control pictures stand in the order of the controls: U+0000 is shown as U+2400.
        '\0'..='\u{1f}' => Fate::Put(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
        '\u{7f}' => Fate::Put('␡'),
        // C1 controls, and bidi embeddings, overrides and isolates: they reorder what stands around them.
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Fate::Put('\u{fffd}'),
        _ if is_invisible(c) => Fate::Drop,
        _ => Fate::Keep,
    }
}

/// Characters that draw nothing and can hide in a name: zero-width signs, fillers, marks of direction, tags. ZWJ, ZWNJ,
/// VS15 and VS16 are not among them, since names and emoji need them.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}'                        // soft hyphen
        | '\u{34f}'                     // combining grapheme joiner
        | '\u{61c}' | '\u{200e}' | '\u{200f}' // marks of direction
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' // Hangul fillers
        | '\u{17b4}' | '\u{17b5}'       // Khmer inherent vowels
        | '\u{180b}'..='\u{180f}'       // Mongolian selectors and separator
        | '\u{200b}'                    // zero-width space
        | '\u{2060}'..='\u{2065}'       // word joiner, invisible operators
        | '\u{206a}'..='\u{206f}'       // deprecated format characters
        | '\u{fe00}'..='\u{fe0d}'       // VS1 to VS14
        | '\u{feff}'                    // byte order mark
        | '\u{fff0}'..='\u{fffb}'       // reserved, interlinear annotation
        | '\u{1bca0}'..='\u{1bca3}'     // shorthand format controls
        | '\u{1d173}'..='\u{1d17a}'     // musical format controls
        | '\u{e0000}'..='\u{e0fff}'     // tags and the other selectors
    )
}

/// Whether a character must never stand in a cell of the screen, whatever put it there: the frame scrub replaces it.
///
/// It holds for exactly the characters that [`clean`] changes or removes wherever they stand.
pub fn is_forbidden(c: char) -> bool {
    !matches!(fate(c), Fate::Keep)
}

/// How much hangs on the sign that was kept last.
struct Load {
    marks: u8,
    joiners: u8,
}

impl Load {
    /// At the start of a text there is nothing to hang on: a leading mark would stick to what stands left of the text.
    const NO_BASE: Load = Load {
        marks: MARKS_MAX,
        joiners: JOINERS_MAX,
    };

    /// Whether there is room for the character, which is counted if there is.
    fn take(&mut self, c: char) -> bool {
        let (count, most) = match c {
            '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' => (&mut self.joiners, JOINERS_MAX),
            _ if c.width() == Some(0) => (&mut self.marks, MARKS_MAX),
            _ => {
                *self = Load { marks: 0, joiners: 0 };
                return true;
            }
        };
        let room = *count < most;
        *count += u8::from(room);
        room
    }
}

/// Text from outside, safe to show: nothing left in it moves the cursor, reorders, hides or starts a sequence.
///
/// C0 become control pictures (`ESC` → `␛`), DEL `␡`, C1 and bidi controls `U+FFFD`, line ends `⏎`, TAB a blank. CR and
/// invisible signs are removed, as are marks beyond three on one letter and marks on nothing. Cleaning twice changes
/// nothing more; text that is clean already is borrowed.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut load = Load::NO_BASE;
    let mut cleaned: Option<String> = None;
    for (at, c) in text.char_indices() {
        let fate = match fate(c) {
            Fate::Keep if !load.take(c) => Fate::Drop,
            Fate::Put(put) => {
                load = Load { marks: 0, joiners: 0 };
                Fate::Put(put)
            }
            fate => fate,
        };
        if matches!(fate, Fate::Keep) && cleaned.is_none() {
            continue;
        }
        let out = cleaned.get_or_insert_with(|| text.get(..at).unwrap_or_default().to_owned());
        match fate {
            Fate::Keep => out.push(c),
            Fate::Drop => {}
            Fate::Put(put) => out.push(put),
        }
    }
    cleaned.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// How many cells of the terminal a cleaned text takes, counted by what a person sees as one sign.
pub fn width(text: &str) -> usize {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The text in at most so many cells, with `…` at the end if it had to be cut. No sign is ever split; a wide sign that
/// does not fit leaves its cell unused.
pub fn fit(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let Some(room) = cells.checked_sub(1) else {
        return String::new();
    };
    let mut used = 0;
    let mut cut = String::with_capacity(text.len().min(room) + '…'.len_utf8());
    for sign in text.graphemes(true) {
        used += sign.width();
        if used > room {
            break;
        }
        cut.push_str(sign);
    }
    cut.push('…');
    cut
}

/// The text in exactly so many cells: cut as [`fit`] does, or filled with blanks on the right.
pub fn pad_right(text: &str, cells: usize) -> String {
    let mut padded = fit(text, cells);
    let blanks = cells.saturating_sub(width(&padded));
    padded.extend(std::iter::repeat_n(' ', blanks));
    padded
}

/// The text in exactly so many cells: cut as [`fit`] does, or filled with blanks on the left.
pub fn pad_left(text: &str, cells: usize) -> String {
    let cut = fit(text, cells);
    let mut padded = " ".repeat(cells.saturating_sub(width(&cut)));
    padded.push_str(&cut);
    padded
}

/// Text for a column of text in a CSV export: what a spreadsheet would take for a formula gets `'` in front.
///
/// That is text that starts with `= + - @`, their full-width forms, TAB or CR, also behind blanks and quotes, which
/// spreadsheets skip. Not for numbers that the program writes itself: `-12.00` is to stay a number.
pub fn csv_safe(text: &str) -> Cow<'_, str> {
    let starts_with_control = text.starts_with(['\t', '\r']);
    let begins = text.trim_start_matches(|c: char| c == '"' || c.is_whitespace());
    if starts_with_control || begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        return Cow::Owned(format!("'{text}"));
    }
    Cow::Borrowed(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hostile_text_is_made_harmless() {
        let table = [
            ("Kari\u{1b}[2JNordmann", "Kari␛[2JNordmann"),
            ("Ola\u{7}\u{0}\u{7f}", "Ola␇␀␡"),
            ("a\u{9b}31m", "a\u{fffd}31m"),
            ("a\tb\rc\r\nd", "a bc⏎d"),
            ("a\u{2028}b\u{2029}c", "a⏎b⏎c"),
            ("abc\u{202e}gnp.exe", "abc\u{fffd}gnp.exe"),
            ("\u{2066}x\u{2069}", "\u{fffd}x\u{fffd}"),
            ("a\u{200b}b\u{feff}c\u{ad}d\u{200e}e\u{3164}f", "abcdef"),
            ("x\u{e0041}\u{e007f}", "x"),
            ("e\u{301}\u{302}\u{303}\u{304}\u{305}f\u{301}", "e\u{301}\u{302}\u{303}f\u{301}"),
            ("\u{301}Åse", "Åse"),
            ("a\u{200d}\u{200d}\u{200d}\u{200d}b", "a\u{200d}\u{200d}b"),
        ];
        for (raw, safe) in table {
            assert_eq!(clean(raw), safe, "{raw:?}");
        }
    }

    #[test]
    fn clean_text_is_borrowed() {
        for text in ["", "Kari Nordmann", "Åse Ærlig-Øyen", "東京", "👨‍👩‍👧‍👦 ❤️‍🔥", "می‌خواهم"] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn cutting_respects_signs() {
        assert_eq!(width("Åse"), 3);
        assert_eq!(width("東京"), 4);
        assert_eq!(width("A\u{30a}se"), 3);
        assert_eq!(fit("Berit Berg", 10), "Berit Berg");
        assert_eq!(fit("Berit Berg", 6), "Berit…");
        assert_eq!(fit("東京都", 4), "東…");
        assert_eq!(fit("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(fit("ab", 1), "…");
        assert_eq!(fit("ab", 0), "");
        assert_eq!(pad_right("東京都", 4), "東… ");
        assert_eq!(pad_left("12", 4), "  12");
    }

    #[test]
    fn formulas_are_guarded() {
        for text in ["=1+1", "+47", "-x", "@sum", "\tx", "\rx", "＝1", " =1", "\"=1\"", "－1"] {
            assert_eq!(csv_safe(text), format!("'{text}"));
        }
        for text in ["", "Kari", "1-2", "a=b", "'=1"] {
            assert_eq!(csv_safe(text), text);
        }
    }

    proptest! {
        #[test]
        fn nothing_forbidden_is_left(text in any::<String>()) {
            let once = clean(&text).into_owned();
            prop_assert!(!once.chars().any(is_forbidden));
            prop_assert!(matches!(clean(&once), Cow::Borrowed(_)));
        }

        #[test]
        fn hostile_mixes_are_cleaned_once(
            text in "[a\u{0}-\u{ff}\u{300}-\u{370}\u{200b}-\u{206f}\u{fe00}-\u{feff}\u{e0000}-\u{e0fff}]{0,40}"
        ) {
            let once = clean(&text).into_owned();
            prop_assert!(!once.chars().any(is_forbidden));
            prop_assert!(matches!(clean(&once), Cow::Borrowed(_)));
        }

        #[test]
        fn fitting_keeps_to_the_cells(text in any::<String>(), cells in 0_usize..30) {
            let text = clean(&text);
            prop_assert!(width(&fit(&text, cells)) <= cells);
            prop_assert_eq!(width(&pad_right(&text, cells)), cells);
            prop_assert_eq!(width(&pad_left(&text, cells)), cells);
        }
    }
}

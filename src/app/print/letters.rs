//! Letters: what can be printed, how wide it is, how it is cut and wrapped.
//!
//! The font is embedded, so that the paper looks the same on every printer, and in seven years: Roboto, cut down to Latin, Greek
//! and Cyrillic (`assets/fonts/README.md`). A letter outside it is written with the letters it is made of if there are such
//! (`ﬁ` → `fi`), and else shows as `�`: a name is never silently another one, and never garbage.

use std::sync::LazyLock;

use ttf_parser::{Face as Parsed, GlyphId};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::template::Twips;
use crate::domain::text::clean;

/// Shown for a letter that the font does not have.
pub const UNKNOWN: char = '\u{fffd}';

/// No field is longer; a longer one ends with `…`. It keeps a hostile text from taking minutes.
const CHARS_MAX: usize = 4_000;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Regular.
    Regular,
    /// Bold.
    Bold,
}

/// One face of the font.
pub struct Face {
    /// Its file.
    pub data: &'static [u8],
    parsed: Parsed<'static>,
}

/// Both.
pub struct Faces {
    regular: Face,
    bold: Face,
}

/// The font. `None` only if the program was built with a broken one, which the tests do not let pass.
pub fn faces() -> Option<&'static Faces> {
    static FACES: LazyLock<Option<Faces>> = LazyLock::new(|| {
        let face = |data: &'static [u8]| Parsed::parse(data, 0).ok().map(|parsed| Face { data, parsed });
        Some(Faces {
            regular: face(include_bytes!("../../../assets/fonts/Roboto-Regular.ttf"))?,
            bold: face(include_bytes!("../../../assets/fonts/Roboto-Bold.ttf"))?,
        })
    });
    FACES.as_ref()
}

impl Face {
    /// The glyph of a printable letter.
    pub fn glyph(&self, c: char) -> u16 {
        self.parsed.glyph_index(c).unwrap_or(GlyphId(0)).0
    }

    /// How wide a glyph is, in thousandths of the size; the same number stands in the PDF, so that what is measured is what is
    /// drawn.
    pub fn advance(&self, glyph: u16) -> u16 {
        let units = u32::from(self.parsed.glyph_hor_advance(GlyphId(glyph)).unwrap_or_default());
        self.thousandths(units)
    }

    fn thousandths(&self, units: u32) -> u16 {
        let em = u32::from(self.parsed.units_per_em()).max(1);
        u16::try_from((units * 1_000 + em / 2) / em).unwrap_or(u16::MAX)
    }

    /// A height or place that may be below the baseline, in thousandths.
    fn signed(&self, units: i16) -> i16 {
        let size = i16::try_from(self.thousandths(u32::from(units.unsigned_abs()))).unwrap_or(i16::MAX);
        if units < 0 { -size } else { size }
    }

    /// Ascent, descent and height of capitals, in thousandths.
    pub fn heights(&self) -> [i16; 3] {
        let capitals = self.parsed.capital_height().unwrap_or_default();
        [self.parsed.ascender(), self.parsed.descender(), capitals].map(|units| self.signed(units))
    }

    /// The box around all glyphs, in thousandths: left, bottom, right, top.
    pub fn bounds(&self) -> [i16; 4] {
        let b = self.parsed.global_bounding_box();
        [b.x_min, b.y_min, b.x_max, b.y_max].map(|units| self.signed(units))
    }
}

impl Faces {
    /// One of them.
    pub fn of(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    fn has(&self, c: char) -> bool {
        self.regular.parsed.glyph_index(c).is_some() && self.bold.parsed.glyph_index(c).is_some()
    }

    /// A text as it is printed: cleaned, composed, on one line, every letter one that the font has.
    pub fn printable(&self, text: &str) -> String {
        let mut start: String = text
            .chars()
            .take(CHARS_MAX)
            .map(|c| if c.is_control() && c.is_whitespace() { ' ' } else { c })
            .collect();
        if start.len() < text.len() {
            start.push('…');
        }
        let mut printed = String::with_capacity(start.len());
        for c in clean(&start).nfc() {
            match c {
                _ if c.is_whitespace() => printed.push(if c == '\u{a0}' { c } else { ' ' }),
                '\u{2011}' => printed.push('-'),
                _ if self.has(c) => printed.push(c),
                // A mark that makes no letter of the font with what it stands on; joiners and selectors, which draw nothing.
                _ if is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}') => {}
                _ => self.take_apart(c, &mut printed),
            }
        }
        printed.trim().to_owned()
    }

    fn take_apart(&self, c: char, printed: &mut String) {
        let parts: Vec<char> = std::iter::once(c).nfkd().filter(|part| !is_combining_mark(*part)).collect();
        if !parts.is_empty() && parts.iter().all(|part| self.has(*part)) {
            printed.extend(parts);
        } else {
            printed.push(UNKNOWN);
        }
    }

    /// How wide a printable text is.
    pub fn width(&self, text: &str, weight: Weight, size: Twips) -> Twips {
        let face = self.of(weight);
        let thousandths: i64 = text.chars().map(|c| i64::from(face.advance(face.glyph(c)))).sum();
        let twips = (thousandths * i64::from(size) + 999) / 1_000;
        Twips::try_from(twips).unwrap_or(Twips::MAX)
    }

    /// The text, cut with `…` if it is wider.
    pub fn fit(&self, text: &str, weight: Weight, size: Twips, width: Twips) -> String {
        if self.width(text, weight, size) <= width {
            return text.to_owned();
        }
        let mut cut = self
            .head(text, weight, size, width - self.width("…", weight, size))
            .trim_end()
            .to_owned();
        cut.push('…');
        cut
    }

    /// As much of the beginning as fits; at least one letter.
    fn head<'t>(&self, text: &'t str, weight: Weight, size: Twips, width: Twips) -> &'t str {
        let face = self.of(weight);
        let room = i64::from(width) * 1_000;
        let mut used = 0;
        for (at, c) in text.char_indices() {
            used += i64::from(face.advance(face.glyph(c))) * i64::from(size);
            if used > room && at > 0 {
                return text.get(..at).unwrap_or(text);
            }
        }
        text
    }

    /// A text from outside on as many lines as it needs, at most `most`; what is left over shows as `…`. Words that are wider than
    /// a line are broken.
    pub fn wrap(&self, text: &str, weight: Weight, size: Twips, width: Twips, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for paragraph in text.lines() {
            let mut line = String::new();
            for word in self.printable(paragraph).split(' ').filter(|word| !word.is_empty()) {
                let longer = if line.is_empty() {
                    word.to_owned()
                } else {
                    format!("{line} {word}")
                };
                if self.width(&longer, weight, size) <= width {
                    line = longer;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                let mut rest = word;
                while self.width(rest, weight, size) > width && lines.len() <= most {
                    let head = self.head(rest, weight, size, width);
                    if head.len() == rest.len() {
                        break;
                    }
                    lines.push(head.to_owned());
                    rest = rest.get(head.len()..).unwrap_or_default();
                }
                rest.clone_into(&mut line);
                if lines.len() > most {
                    break;
                }
            }
            if !line.is_empty() {
                lines.push(line);
            }
            if lines.len() > most {
                break;
            }
        }
        // Where a long word was cut, a blank that does not break may stand at an edge.
        for line in &mut lines {
            if line.trim().len() < line.len() {
                *line = line.trim().to_owned();
            }
        }
        lines.retain(|line| !line.is_empty());
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                let cut = self
                    .head(last, weight, size, width - self.width("…", weight, size))
                    .trim_end()
                    .len();
                last.truncate(cut);
                last.push('…');
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_names() {
        let faces = faces().unwrap();
        for name in [
            "Åse Ærlig-Øyen",
            "Łukasz Żółć",
            "Ħal Ğül",
            "Nguyễn Thị Hạnh",
            "Олена Ґудзь",
            "Ελένη",
            "šđčćž ÄÖÜ ß €",
        ] {
            assert_eq!(faces.printable(name), name);
        }
        assert_eq!(faces.printable("A\u{30a}se O\u{308}berg"), "Åse Öberg");
        assert_eq!(faces.printable("ﬁn ①"), "fin 1");
    }

    #[test]
    fn what_the_font_does_not_have_shows() {
        let faces = faces().unwrap();
        assert_eq!(faces.printable("東京"), "\u{fffd}\u{fffd}");
        assert_eq!(faces.printable("a\u{1b}[2Jb\u{0}"), "a\u{fffd}[2Jb\u{fffd}");
        assert_eq!(faces.printable("a\u{202e}b\u{200b}c\nd\te"), "a\u{fffd}bc d e");
        assert!(faces.has(UNKNOWN) && faces.has('…') && faces.has('−') && faces.has('\u{a0}'));
    }

    #[test]
    fn digits_are_equally_wide() {
        for weight in [Weight::Regular, Weight::Bold] {
            let face = faces().unwrap().of(weight);
            let widths: Vec<u16> = ('0'..='9').map(|c| face.advance(face.glyph(c))).collect();
            assert!(widths.iter().all(|w| *w == widths[0] && *w > 0), "{widths:?}");
        }
    }

    #[test]
    fn wrapping_keeps_to_the_width_and_loses_no_word() {
        let faces = faces().unwrap();
        let text = "Byte av bromsskivor och bromsbelägg fram, inklusive rengöring\nandra raden Donaudampfschiffahrtsgesellschaft";
        let lines = faces.wrap(text, Weight::Regular, 180, 1_500, 40);
        assert!(
            lines.iter().all(|line| faces.width(line, Weight::Regular, 180) <= 1_500),
            "{lines:?}"
        );
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(plain(&lines.concat()), plain(text));
        let few = faces.wrap(text, Weight::Regular, 180, 1_500, 2);
        assert!(few.len() == 2 && few[1].ends_with('…'), "{few:?}");
        assert!(faces.width(&faces.fit(text, Weight::Bold, 180, 900), Weight::Bold, 180) <= 900);
    }
}

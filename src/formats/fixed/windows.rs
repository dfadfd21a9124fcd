//! Windows-1252: ISO-8859-1 with printable characters where that has control characters.

/// What the bytes 80 to 9F mean; the five that mean nothing stay control characters.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The character of a byte.
pub fn decode(byte: u8) -> char {
    let place = usize::from(byte.wrapping_sub(0x80));
    UPPER.get(place).copied().unwrap_or_else(|| char::from(byte))
}

/// The byte of a character, if it has one.
pub fn encode(character: char) -> Option<u8> {
    if character.is_ascii() {
        return u8::try_from(character).ok();
    }
    match UPPER.iter().position(|c| *c == character) {
        Some(place) => u8::try_from(place).ok().map(|p| p.wrapping_add(0x80)),
        None => u8::try_from(character).ok().filter(|b| !(0x80..0xa0).contains(b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_comes_back() {
        for byte in 0..=u8::MAX {
            assert_eq!(encode(decode(byte)), Some(byte));
        }
        assert_eq!((decode(0x96), decode(0xe6), encode('€'), encode('Ł')), ('–', 'æ', Some(0x80), None));
        assert_eq!((decode(0x9f), decode(0xa0), encode('\u{80}')), ('Ÿ', '\u{a0}', None));
    }
}

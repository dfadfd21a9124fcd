//! The text of a table, whatever the spreadsheet saved it as.

use std::borrow::Cow;

/// UTF-8 with or without its mark, UTF-16 with it, else Windows-1252: as spreadsheets of Western Europe save tables unless they are
/// asked for something else. With true where it was the last, which is a guess. The line of the first byte that is no text in any of
/// them, from 1.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, bool), usize> {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks(2).map(|pair| match *pair {
            [a, b] => unit([a, b]),
            // Half a character is none.
            _ => 0xd800,
        });
        let mut text = String::with_capacity(rest.len() / 2);
        for unit in char::decode_utf16(units) {
            text.push(unit.map_err(|_| line_after(text.chars()))?);
        }
        Ok((Cow::Owned(text), false))
    };
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return wide(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return wide(rest, u16::from_be_bytes);
    }
    let is_marked = bytes.starts_with(b"\xef\xbb\xbf");
    match std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
        Ok(text) => Ok((Cow::Borrowed(text), false)),
        Err(error) if is_marked => {
            let good = bytes.get(3..error.valid_up_to() + 3).unwrap_or_default();
            Err(line_after(good.iter().copied().map(char::from)))
        }
        Err(_) => western(bytes).map(|text| (Cow::Owned(text), true)),
    }
}

fn western(bytes: &[u8]) -> Result<String, usize> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for byte in bytes {
        text.push(letter(*byte).ok_or_else(|| line_after(text.chars()))?);
    }
    Ok(text)
}

/// A character of Windows-1252: letters, and what people type beside them. Where other encodings have letters of the Nordic languages,
/// those that few write are not taken, so that a table of an old system is refused, and not full of wrong names.
fn letter(byte: u8) -> Option<char> {
    match byte {
        1..=0x7f | 0xa0 | 0xa7 | 0xab | 0xb0 | 0xb4 | 0xb7 | 0xbb | 0xc0..=0xfe => Some(char::from(byte)),
        0x80 => Some('€'),
        0x92 => Some('’'),
        0x96 => Some('–'),
        0x97 => Some('—'),
        _ => None,
    }
}

fn line_after(good: impl Iterator<Item = char>) -> usize {
    good.filter(|c| *c == '\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_as_spreadsheets_save_them() {
        let text = "nr;navn\r\n1;Åse Ødegård – «æ»\r\n";
        let wide = |order: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(order).collect() };
        let western: Vec<u8> = text
            .chars()
            .map(|c| if c == '–' { 0x96 } else { u8::try_from(u32::from(c)).unwrap() })
            .collect();
        for (bytes, guessed) in [
            (text.as_bytes().to_vec(), false),
            ([b"\xef\xbb\xbf", text.as_bytes()].concat(), false),
            ([b"\xff\xfe".to_vec(), wide(u16::to_le_bytes)].concat(), false),
            ([b"\xfe\xff".to_vec(), wide(u16::to_be_bytes)].concat(), false),
            (western, true),
        ] {
            assert_eq!(decode(&bytes), Ok((Cow::Borrowed(text), guessed)), "{bytes:?}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused_at_its_line() {
        assert_eq!(decode(b"nr\n1\n\x81\xe5\n"), Err(3));
        assert_eq!(decode(b"nr\n\0\xe5\n"), Err(2));
        // "Åse Grønås" and "Ærø" of a Macintosh, "Åse" and "Grønås" of DOS.
        for other in [
            &b"nr\n\x81se Gr\xbfn\x8cs\n"[..],
            b"nr\n\xaer\xbf",
            b"nr\n\x8fse",
            b"nr\nGr\x9bn\x86s",
        ] {
            assert_eq!(decode(other), Err(2));
        }
        // Who says that it is UTF-8 is believed.
        assert_eq!(decode(b"\xef\xbb\xbfnr\n\xe5\n"), Err(2));
        assert_eq!(decode(b"\xff\xfen\0\n\0x"), Err(2));
    }
}

//! Tests of fields of fixed width.

use chrono::NaiveDate;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn fields_count_from_one() {
    let field = Field::new(2, 4);
    assert_eq!((field.of(b"abcdef"), field.column(), field.width()), (b"bcd".as_slice(), 2, 3));
    assert_eq!(field.of(b"abc"), b"");
}

#[test]
fn digits_are_digits_only() {
    assert_eq!(digits(b"0012"), Some(12));
    assert_eq!(digits(b"9999999999999999999"), Some(9_999_999_999_999_999_999));
    for bad in [b"".as_slice(), b" 1", b"1-", b"12345678901234567890", b"\xb2"] {
        assert_eq!(digits(bad), None);
    }
}

#[test]
fn the_century_is_guessed_from_today() {
    let mut dates = Dates::new(day("2026-06-15"));
    for (raw, date) in [
        ("060526", "2026-05-06"),
        ("311227", "2027-12-31"),
        ("010128", "1928-01-01"),
        ("290292", "1992-02-29"),
        ("290200", "2000-02-29"),
    ] {
        for _ in 0..2 {
            assert_eq!(dates.ddmmyy(raw.as_bytes()), Some(day(date)), "{raw}");
        }
    }
    for raw in ["000000", "310226", "29 226", "", "0605266", "290225"] {
        assert_eq!(dates.ddmmyy(raw.as_bytes()), None, "{raw}");
    }
}

#[test]
fn records_are_the_same_in_both_encodings() {
    let mut record = Record::<6>::default();
    assert_eq!(record.load(b"ab\xe6\xf8cd", 1, 0, 6), Fit::Exact);
    assert_eq!(record.text(Field::new(3, 5)), "æøc");
    let latin = *record.bytes();
    assert_eq!(record.load("abæøcd".as_bytes(), 1, 0, 8), Fit::Utf8);
    assert_eq!((record.text(Field::new(3, 5)), *record.bytes()), ("æøc", latin));
    assert_eq!(record.load("ab–øcd".as_bytes(), 1, 0, 9), Fit::Utf8);
    assert_eq!((record.text(Field::new(3, 4)), record.bytes()), ("–ø", b"ab?\xf8cd"));
    assert_eq!(record.load(b"abcd", 1, 0, 4), Fit::Not(4));
    assert_eq!((record.bytes(), record.text(Field::new(3, 6))), (b"abcd  ", "cd"));
    assert_eq!(record.load(b"abcdefgh", 1, 0, 8), Fit::Not(8));
    assert_eq!(record.load("abcdæøå".as_bytes(), 1, 0, 10), Fit::Not(7));
}

#[test]
fn fields_of_a_line_with_letters_of_ours_are_where_they_are_counted_to() {
    let line = "aå–bæøcå  d";
    let mut windows = Record::<16>::default();
    let bytes: Vec<u8> = line.chars().map(|c| super::windows::encode(c).unwrap()).collect();
    windows.load_short(&bytes, 1, 0, 11, true);
    let mut utf8 = Record::<16>::default();
    utf8.load_short(line.as_bytes(), 1, 0, 17, true);
    for (first, last) in (1..=16).flat_map(|first| (first..=16).map(move |last| (first, last))) {
        let counted: String = line
            .chars()
            .chain(std::iter::repeat(' '))
            .skip(first - 1)
            .take(last + 1 - first)
            .collect();
        let field = Field::new(u16::try_from(first).unwrap(), u16::try_from(last).unwrap());
        assert_eq!(
            (windows.text(field), utf8.text(field)),
            (counted.as_str(), counted.as_str()),
            "{first} to {last}"
        );
    }
    assert_eq!(windows.bytes(), utf8.bytes());
}

#[test]
fn short_lines_are_whole_records() {
    let mut record = Record::<6>::default();
    assert_eq!(record.load_short(b"abc", 1, 10, 3, true), Fit::Exact);
    assert_eq!(
        (record.bytes(), record.text(Field::new(3, 5)), record.end()),
        (b"abc   ", "c  ", 13)
    );
    assert_eq!(record.load_short(b"a\x96\xe6", 1, 0, 3, true), Fit::Exact);
    assert_eq!((record.bytes(), record.text(Field::new(2, 4))), (b"a\x96\xe6   ", "–æ "));
    let windows = *record.bytes();
    assert_eq!(record.load_short("a–æ".as_bytes(), 1, 0, 6, true), Fit::Utf8);
    assert_eq!((*record.bytes(), record.text(Field::new(2, 4))), (windows, "–æ "));
    assert_eq!(record.load_short("aæŁ".as_bytes(), 1, 0, 5, true), Fit::Utf8);
    assert_eq!((record.bytes(), record.normal()), (b"a\xe6?   ", b"a\xe6?   ".as_slice()));
    assert_eq!(record.load_short("a–æ".as_bytes(), 1, 0, 6, false), Fit::Exact);
    assert_eq!(record.load_short(b"\xc5\x92", 1, 0, 2, true), Fit::Exact);
    assert_eq!(record.text(Field::new(1, 3)), "Å’ ");
    assert_eq!(record.load_short(b"abcdefg", 1, 0, 7, true), Fit::Not(7));
    assert_eq!(record.load_short(b"abcdefg", 1, 0, 500, true), Fit::Not(500));
    assert_eq!(record.load_short("abcdæøå".as_bytes(), 1, 0, 10, true), Fit::Not(7));
    let mut draft = Draft::<4>::filled(b' ');
    assert_eq!(
        draft.left_windows(Field::new(2, 3), "–æ").map(|()| *draft.bytes()),
        Ok(*b" \x96\xe6 ")
    );
    assert_eq!(draft.left_windows(Field::new(2, 3), "Ł"), Err(DoesNotFit));
}

#[test]
fn final_blanks_may_be_missing_or_too_many() {
    let mut record = Record::<6>::default();
    let mut load = |content: &[u8], is_utf8| {
        let length = u64::try_from(content.len()).unwrap();
        let fit = record.load_padded(content, 1, 0, length, is_utf8);
        (fit, *record.bytes(), record.text(Field::new(2, 4)).trim_end().to_owned())
    };
    assert_eq!(load(b"abcdef", false), (Fit::Exact, *b"abcdef", "bcd".to_owned()));
    assert_eq!(load(b"ab", false), (Fit::Exact, *b"ab    ", "b".to_owned()));
    assert_eq!(load(b"ab       ", false), (Fit::Exact, *b"ab    ", "b".to_owned()));
    assert_eq!(load(b"a\xe5", false), (Fit::Exact, *b"a\xe5    ", "å".to_owned()));
    assert_eq!(load("aåb".as_bytes(), true), (Fit::Utf8, *b"a\xe5b   ", "åb".to_owned()));
    assert_eq!(load("aåb".as_bytes(), false), (Fit::Exact, *b"a\xc3\xa5b  ", "Ã¥b".to_owned()));
    assert_eq!(load("aåbcdef  ".as_bytes(), true).0, Fit::Not(7));
    assert_eq!(load(b"abcdefg", false).0, Fit::Not(7));
    assert_eq!(record.load_padded(b"ab      ", 1, 0, 900, false), Fit::Not(894));
}

#[test]
fn drafts_refuse_what_does_not_fit() {
    let mut draft = Draft::<8>::filled(b'0');
    let field = Field::new(2, 7);
    assert_eq!(draft.number(field, 1_000_000), Err(DoesNotFit));
    assert_eq!(draft.digits(field, "12a"), Err(DoesNotFit));
    assert_eq!(draft.left(field, "1234567"), Err(DoesNotFit));
    assert_eq!(draft.left(field, "a\u{7}"), Err(DoesNotFit));
    assert_eq!(draft.left(field, "–"), Err(DoesNotFit));
    assert_eq!(draft.left(Field::new(7, 9), ""), Err(DoesNotFit));
    assert_eq!(draft.ddmmyy(field, NaiveDate::from_ymd_opt(2100, 1, 1)), Err(DoesNotFit));
    assert_eq!(
        draft.ddmmyy(field, Some(day("2026-05-06"))).map(|()| *draft.bytes()),
        Ok(*b"00605260")
    );
    assert_eq!(draft.right(field, "ø", b' ').map(|()| *draft.bytes()), Ok(*b"0     \xf80"));
    assert_eq!(draft.left(field, "ø").map(|()| *draft.bytes()), Ok(*b"0\xf8     0"));
}

#[test]
fn eight_digits_at_once_are_the_same() {
    for byte in 0..=u8::MAX {
        for place in 0..17 {
            let mut bytes = *b"12345678901234567";
            bytes[place] = byte;
            let expected = std::str::from_utf8(&bytes).ok().filter(|t| t.bytes().all(|b| b.is_ascii_digit()));
            assert_eq!(digits(&bytes), expected.and_then(|t| t.parse().ok()), "{byte} at {place}");
        }
    }
    for length in 1..=19 {
        let text = &"9876543210987654321"[..length];
        assert_eq!(digits(text.as_bytes()), text.parse().ok());
    }
}

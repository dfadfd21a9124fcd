//! The PDF itself: its text is read back the way a viewer does, from the codes drawn and the font's map to Unicode.

use std::collections::BTreeMap;

use super::samples;
use crate::app::print::{Papers, Template, render};

/// A string object: `(literal)` or `<hex>`. Answers its bytes and what comes after it.
fn string(bytes: &[u8]) -> (Vec<u8>, &[u8]) {
    let mut said = Vec::new();
    if let Some(hex) = bytes.strip_prefix(b"<") {
        let end = hex.iter().position(|b| *b == b'>').unwrap();
        let digit = |b: u8| u8::try_from(char::from(b).to_digit(16).unwrap()).unwrap();
        said.extend(hex[..end].chunks(2).map(|pair| digit(pair[0]) * 16 + digit(pair[1])));
        return (said, &hex[end + 1..]);
    }
    let (mut at, mut depth) = (1, 1);
    loop {
        let b = bytes[at];
        at += 1;
        match b {
            b'(' => depth += 1,
            b')' if depth == 1 => return (said, &bytes[at..]),
            b')' => depth -= 1,
            b'\\' => {
                let escaped = bytes[at];
                at += 1;
                said.push(match escaped {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    b'0'..=b'7' => {
                        let digits = std::str::from_utf8(&bytes[at - 1..at + 2]).unwrap();
                        at += 2;
                        u8::from_str_radix(digits, 8).unwrap()
                    }
                    other => other,
                });
                continue;
            }
            _ => {}
        }
        said.push(b);
    }
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

/// The maps to Unicode, in the order of the fonts.
fn maps(mut pdf: &[u8]) -> Vec<BTreeMap<u16, char>> {
    let mut maps = Vec::new();
    while let Some(start) = find(pdf, b"begincmap") {
        let end = start + find(&pdf[start..], b"endcmap").unwrap();
        let text = String::from_utf8_lossy(&pdf[start..end]).into_owned();
        let pairs = text
            .lines()
            .filter_map(|line| line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
        let hex = |digits: &str| u16::from_str_radix(digits, 16).unwrap();
        maps.push(
            pairs
                .filter(|(_, letter)| letter.len() == 4)
                .filter(|(code, _)| code.len() == 4)
                .map(|(code, letter)| (hex(code), char::from_u32(u32::from(hex(letter))).unwrap()))
                .collect(),
        );
        pdf = &pdf[end + 1..];
    }
    maps
}

/// Every text drawn, in its order.
fn texts(pdf: &[u8]) -> Vec<String> {
    let maps = maps(pdf);
    assert_eq!(maps.len(), 2);
    let (mut rest, mut texts) = (pdf, Vec::new());
    while let Some(start) = find(rest, b"BT\n") {
        rest = &rest[start + 3..];
        let map = if rest.starts_with(b"/R ") { &maps[0] } else { &maps[1] };
        let line = rest.iter().position(|b| *b == b'\n').unwrap();
        let from = line + 1 + rest[line..].iter().position(|b| matches!(b, b'(' | b'<')).unwrap() - 1;
        let (codes, after) = string(&rest[from..]);
        texts.push(codes.chunks(2).map(|pair| map[&u16::from_be_bytes([pair[0], pair[1]])]).collect());
        rest = after;
    }
    texts
}

fn pdf(invoice: &crate::app::print::Invoice) -> Vec<u8> {
    render(invoice, &Template::standard().unwrap()).unwrap()
}

#[test]
fn the_text_can_be_read_out_of_the_file() {
    let texts = texts(&pdf(&samples::swedish()));
    for text in [
        "Ängby Bilverkstad AB",
        "Łukasz Żółć-Bergström",
        "Avser",
        "OCR-nummer",
        "991-2346",
        "5 104,00 SEK",
        "−0,28",
        "Sida 1 av 1",
    ] {
        let found = texts.iter().any(|said| said.replace('\u{a0}', " ") == text);
        assert_eq!(found, text != "Avser", "{text}: {texts:?}");
    }
    assert!(texts.len() > 60, "{texts:?}");
}

#[test]
fn the_same_invoice_gives_the_same_bytes() {
    let invoice = samples::long(60);
    let bytes = pdf(&invoice);
    assert_eq!(bytes, pdf(&invoice));
    let mut copy = invoice;
    copy.copy = true;
    assert_ne!(bytes, pdf(&copy));
    let said = texts(&pdf(&copy));
    assert_eq!(said.iter().filter(|text| *text == "KOPIA").count(), 3);
}

#[test]
fn the_file_is_of_its_pages_and_small() {
    let bytes = pdf(&samples::long(60));
    let count = |word: &[u8]| bytes.windows(word.len()).filter(|window| *window == word).count();
    assert_eq!(count(b"/Type /Page\n"), 3);
    assert_eq!(count(b"/FontFile2"), 2);
    assert_eq!(count(b"/MediaBox [0 0 595.28 841.89]"), 3);
    // Nothing of the time of day, and nothing that runs.
    assert!(count(b"/CreationDate") == 0 && count(b"/JavaScript") == 0 && count(b"/Launch") == 0);
    assert!(bytes.len() < 150_000, "{}", bytes.len());
    assert!(pdf(&samples::swedish()).len() < 60_000);
}

#[test]
fn a_title_is_only_a_title() {
    let mut invoice = samples::swedish();
    invoice.number = "1) /Launch (x".to_owned();
    invoice.seller.name = ">> /OpenAction <<".to_owned();
    let bytes = pdf(&invoice);
    let texts = texts(&bytes);
    assert!(texts.iter().any(|text| text == "1) /Launch (x") && texts.iter().any(|text| text == ">> /OpenAction <<"));
}

#[test]
#[ignore = "writes the samples to look at: FORDRING_SAMPLES=FOLDER"]
fn samples_to_look_at() {
    let folder = std::path::PathBuf::from(std::env::var_os("FORDRING_SAMPLES").unwrap());
    let mut copy = samples::long(60);
    copy.copy = true;
    for (name, invoice) in [
        ("sv", samples::swedish()),
        ("long", copy),
        ("part-paid", samples::part_paid()),
        ("paid", samples::paid()),
        ("credit", samples::credit()),
    ] {
        std::fs::write(folder.join(format!("{name}.pdf")), pdf(&invoice)).unwrap();
    }
}

/// Counts what is written to it.
struct Counted(std::rc::Rc<std::cell::Cell<usize>>);

impl std::io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn each_paper_of_a_job_is_written_before_the_next_is_made() {
    let template = Template::standard().unwrap();
    let written = std::rc::Rc::default();
    let mut papers = Papers::new(Counted(std::rc::Rc::clone(&written)), &template).unwrap();
    let invoice = samples::swedish();
    let mut before = written.get();
    for nth in 0..5 {
        papers.add(&invoice).unwrap();
        assert!(written.get() > before + 2_000, "paper {nth} is kept back");
        before = written.get();
    }
    // One that cannot be printed leaves no trace.
    let mut wrong = invoice.clone();
    wrong.totals.net = crate::domain::money::Money::from_minor(1);
    assert!(papers.add(&wrong).is_err());
    assert_eq!(written.get(), before);
    papers.finish().unwrap();
}

#[test]
fn every_object_stands_where_the_table_says() {
    let template = Template::standard().unwrap();
    let mut papers = Papers::new(Vec::new(), &template).unwrap();
    for _ in 0..3 {
        papers.add(&samples::swedish()).unwrap();
    }
    let pdf = papers.finish().unwrap();
    let start = find(&pdf, b"\nxref\n").unwrap() + 1;
    let said = String::from_utf8_lossy(&pdf[start..]).into_owned();
    let mut lines = said.lines().skip(1);
    let count: usize = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    for (number, line) in (0..count).zip(lines).skip(1) {
        let place: usize = line.split(' ').next().unwrap().parse().unwrap();
        let head = format!("{number} 0 obj");
        assert!(pdf[place..].starts_with(head.as_bytes()), "{number} at {place}");
    }
    assert!(said.contains(&format!("startxref\n{start}\n")), "{said}");
}

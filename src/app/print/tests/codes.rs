//! QR codes are read back with a reader that is not the program's.

use super::samples;
use crate::app::print::invoice::{Code, Way, WayKind};
use crate::app::print::letters::faces;
use crate::app::print::qr::{QUIET, Squares, TEXT_MAX, payload};
use crate::app::print::sheet::Item;
use crate::app::print::template::Colour;
use crate::app::print::{PrintError, Template, pages, qr_text};
use crate::domain::account::Country;
use crate::domain::money::Currency;

/// Reads a picture of so many dots a side.
fn read(side: usize, dark: impl Fn(usize, usize) -> bool) -> String {
    const SCALE: usize = 4;
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(side * SCALE, side * SCALE, |x, y| if dark(y / SCALE, x / SCALE) { 0 } else { 255 });
    let grids = picture.detect_grids();
    assert_eq!(grids.len(), 1, "no code was found");
    grids[0].decode().unwrap().1
}

#[test]
fn half_blocks_are_read_as_the_link() {
    for link in ["https://pay.example/k/9f3a6c", "Åäö € 東京", &"x".repeat(300)] {
        let lines = qr_text(link).unwrap();
        let cells: Vec<Vec<char>> = lines.iter().map(|line| line.chars().collect()).collect();
        let side = cells[0].len();
        assert!(cells.iter().all(|line| line.len() == side) && lines.len() == side.div_ceil(2));
        let dark = |row: usize, column: usize| match cells[row / 2][column] {
            '█' => true,
            '▀' => row.is_multiple_of(2),
            '▄' => !row.is_multiple_of(2),
            _ => false,
        };
        assert!((0..side).all(|at| !dark(0, at) && !dark(QUIET - 1, at) && !dark(at, 0) && !dark(at, side - 1)));
        assert_eq!(read(side, dark), link);
    }
}

#[test]
fn too_long_a_text_is_refused() {
    assert_eq!(
        Squares::of(&"x".repeat(TEXT_MAX + 1)),
        Err(PrintError::CodeTooLong { length: TEXT_MAX + 1 })
    );
    Squares::of(&"x".repeat(TEXT_MAX)).unwrap();
}

#[test]
fn a_swedish_code_is_using_qr() {
    let mut invoice = samples::swedish();
    invoice.seller.name = "Ängby \"Bil\"\n\\ AB".to_owned();
    let said = payload(&invoice).unwrap();
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    for (key, value) in [
        ("nme", "Ängby \"Bil\" \\ AB"),
        ("cc", "SE"),
        ("cid", "556677-8899"),
        ("iref", "1024201"),
        ("idt", "20261122"),
        ("ddt", "20261222"),
        ("cur", "SEK"),
        ("pt", "BG"),
        ("acc", "991-2346"),
    ] {
        assert_eq!(json[key], value, "{key}");
    }
    assert!(json["uqr"] == 1 && json["tp"] == 1 && said.contains("\"due\":5104.00,"), "{said}");
    let squares = Squares::of(&said).unwrap();
    let side = squares.width() + 8;
    let read = read(side, |row, column| squares.is_dark(row.wrapping_sub(4), column.wrapping_sub(4)));
    assert_eq!(read, said);
}

#[test]
fn the_code_on_the_paper_is_read() {
    let invoice = samples::swedish();
    let pages = pages::lay_out(&invoice, &Template::standard().unwrap(), faces().unwrap()).unwrap();
    let black: Vec<[i32; 4]> = pages[0]
        .iter()
        .filter_map(|item| match item {
            Item::Area { x, y, wide, high, colour } if *colour == Colour([0, 0, 0]) => Some([*x, *y, x + wide, y + high]),
            _ => None,
        })
        .collect();
    let [left, top] = [0, 1].map(|at| black.iter().map(|area| area[at]).min().unwrap() - 120);
    // A dot is 5 twips: 288 to the inch, less than any printer has.
    let picture = |x: usize, y: usize| {
        let [x, y] = [(x, left), (y, top)].map(|(dot, from)| i32::try_from(dot).unwrap() * 5 + from);
        black.iter().any(|[l, t, r, b]| (*l..*r).contains(&x) && (*t..*b).contains(&y))
    };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(340, 340, |x, y| if picture(x, y) { 0 } else { 255 });
    let grids = picture.detect_grids();
    assert_eq!(grids[0].decode().unwrap().1, payload(&invoice).unwrap());
}

#[test]
fn other_countries_have_plain_lines() {
    let mut invoice = samples::swedish();
    invoice.country = Country::No;
    invoice.currency = Currency::Nok;
    invoice.seller.ways = vec![Way {
        kind: WayKind::Account,
        number: "1234.56.78903".to_owned(),
    }];
    let said = payload(&invoice).unwrap();
    assert_eq!(
        said,
        "payee: Ängby Bilverkstad AB\naccount: 1234.56.78903\nreference: 1024201\namount: 5104.00 NOK\ndue: 2026-12-22"
    );
}

#[test]
fn there_is_no_code_where_nothing_is_to_pay() {
    assert_eq!(payload(&samples::paid()), None);
    assert_eq!(payload(&samples::credit()), None);
    let mut linked = samples::credit();
    linked.code = Code::Link(" https://pay.example/k/1 ".to_owned());
    assert_eq!(payload(&linked).as_deref(), Some("https://pay.example/k/1"));
    linked.code = Code::None;
    assert_eq!(payload(&linked), None);
}

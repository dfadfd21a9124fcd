//! What stands where.

use proptest::prelude::*;

use super::samples;
use crate::app::print::invoice::{Invoice, Vat, WayKind};
use crate::app::print::letters::{Faces, UNKNOWN, faces};
use crate::app::print::sheet::Item;
use crate::app::print::template::{PAPER_HIGH, PAPER_WIDE, Template, Twips};
use crate::app::print::words::Words;
use crate::app::print::{Part, PrintError, pages, render};
use crate::app::texts::Lang;
use crate::domain::account::Country;
use crate::domain::money::{Currency, Money};

fn lay_out(invoice: &Invoice) -> Vec<Vec<Item>> {
    pages::lay_out(invoice, &Template::standard().unwrap(), faces().unwrap()).unwrap()
}

/// A text and the box of its letters: left, top, right, bottom.
fn boxes<'i>(faces: &Faces, items: &'i [Item]) -> Vec<(&'i str, [Twips; 4])> {
    let boxed = |item: &'i Item| match item {
        Item::Text {
            x, y, size, weight, text, ..
        } => {
            let right = x + faces.width(text, *weight, *size);
            Some((text.as_str(), [*x, y - size * 3 / 4, right, y + size / 5]))
        }
        Item::Area { .. } => None,
    };
    items.iter().filter_map(boxed).collect()
}

fn texts(items: &[Item]) -> Vec<&str> {
    boxes(faces().unwrap(), items).into_iter().map(|(text, _)| text).collect()
}

fn has(pages: &[Vec<Item>], wanted: &str) -> bool {
    pages.iter().any(|items| texts(items).contains(&wanted))
}

/// Nothing leaves the margins, nothing stands on something else, every letter is one that the font has.
fn assert_tidy(pages: &[Vec<Item>]) {
    let (faces, template) = (faces().unwrap(), Template::standard().unwrap());
    for items in pages {
        let boxes = boxes(faces, items);
        for (at, (text, [left, top, right, bottom])) in boxes.iter().enumerate() {
            assert!(
                *left >= template.page.left.0 && *right <= template.right(),
                "{text:?} leaves the margins: {left}..{right}"
            );
            assert!(
                *top >= template.page.top.0 - 100 && *bottom <= PAPER_HIGH - 300,
                "{text:?} leaves the paper: {top}..{bottom}"
            );
            assert_eq!(&faces.printable(text), text);
            for (other, [l, t, r, b]) in boxes.iter().skip(at + 1) {
                let apart = right <= l || r <= left || bottom <= t || b <= top;
                assert!(
                    apart,
                    "{text:?} stands on {other:?}: {:?} {:?}",
                    [left, top, right, bottom],
                    [l, t, r, b]
                );
            }
        }
        for item in items {
            if let Item::Area { x, y, wide, high, .. } = item {
                assert!(*x >= 0 && *y >= 0 && *wide >= 0 && *high >= 0 && x + wide <= PAPER_WIDE && y + high <= PAPER_HIGH);
            }
        }
    }
}

/// What is to be got back stands there without a sign, if it is the last of the sums.
fn shown(amount: Money, last: bool) -> Money {
    if last { amount.max(amount.negated()) } else { amount }
}

/// Every amount of the invoice stands on it, whole.
fn assert_complete(invoice: &Invoice, pages: &[Vec<Item>]) {
    let words = Words::of(invoice);
    let t = &invoice.totals;
    let mut amounts: Vec<String> = invoice.lines.iter().map(|line| words.amount(line.net)).collect();
    amounts.extend(t.vat.iter().flat_map(|vat| [words.amount(vat.base), words.amount(vat.vat)]));
    amounts.extend([
        words.amount(t.net),
        words.amount_with_currency(shown(t.total, t.paid.is_empty())),
        words.amount_with_currency(shown(t.left, true)),
    ]);
    amounts.extend(t.paid.iter().map(|paid| words.amount(paid.amount.negated())));
    let all: Vec<&str> = pages.iter().flat_map(|items| texts(items)).collect();
    for amount in amounts {
        assert!(all.contains(&amount.as_str()), "{amount} is not on the invoice");
    }
    for (at, items) in pages.iter().enumerate() {
        let number = format!("Sida {} av {}", at + 1, pages.len());
        assert!(texts(items).contains(&number.as_str()), "{number}");
    }
}

#[test]
fn samples_are_tidy_and_complete() {
    for invoice in [
        samples::swedish(),
        samples::long(60),
        samples::part_paid(),
        samples::paid(),
        samples::credit(),
    ] {
        let pages = lay_out(&invoice);
        assert_tidy(&pages);
        assert_complete(&invoice, &pages);
    }
    assert_eq!(lay_out(&samples::swedish()).len(), 1);
    assert_eq!(lay_out(&samples::long(60)).len(), 3);
}

#[test]
fn every_count_of_lines_is_divided_well() {
    for count in 1..70 {
        let pages = lay_out(&samples::long(count));
        assert_tidy(&pages);
        let lines = |items: &[Item]| texts(items).iter().filter(|text| text.starts_with("ART-")).count();
        assert_eq!(pages.iter().map(|items| lines(items)).sum::<usize>(), count);
        // The heading of the table stands on every page, and the sums are never alone.
        assert!(
            pages
                .iter()
                .all(|items| texts(items).contains(&"Benämning") && lines(items) >= count.min(3)),
            "{count}"
        );
        assert!(texts(pages.last().unwrap()).contains(&"Att betala"));
    }
}

#[test]
fn what_the_law_wants_stands_there() {
    let pages = lay_out(&samples::swedish());
    for text in [
        "Faktura",
        "10242",
        "2026-11-22",
        "2026-11-20",
        "2026-12-22",
        "Łukasz Żółć-Bergström",
        "168 50 Bromma",
        "Org.nr 556677-8899",
        "Momsreg.nr SE556677889901",
        "Godkänd för F-skatt",
        "Säte Stockholm",
        "991-2346",
        "1024201",
        "ABC 12D",
        "Moms 25\u{a0}%",
        "Moms 6\u{a0}%",
        "Öresavrundning",
        "−0,28",
        "5\u{a0}104,00\u{a0}SEK",
    ] {
        assert!(has(&pages, text), "{text}");
    }
    assert!(!has(&pages, "KOPIA"));
}

#[test]
fn ord_17_a_reprint_says_kopia_on_every_page_and_differs_in_nothing_else() {
    let mut invoice = samples::long(60);
    let original = lay_out(&invoice);
    invoice.copy = true;
    let copy = lay_out(&invoice);
    assert_tidy(&copy);
    for (original, copy) in original.iter().zip(&copy) {
        let mut left = texts(copy);
        let at = left.iter().position(|text| *text == "KOPIA").unwrap();
        left.remove(at);
        assert_eq!(left, texts(original));
    }
}

#[test]
fn a_credit_note_names_its_original() {
    let pages = lay_out(&samples::credit());
    for text in [
        "Kreditfaktura",
        "K17",
        "Avser faktura 10242 av 2026-11-22",
        "Att få tillbaka",
        "5\u{a0}104,00\u{a0}SEK",
        "−2,5",
    ] {
        assert!(has(&pages, text), "{text}");
    }
    let mut lost = samples::credit();
    lost.kind = crate::app::print::invoice::Kind::CreditNote {
        of: " ".to_owned(),
        issued: lost.issued,
    };
    assert_eq!(lost.check(), Err(PrintError::Missing(Part::Original)));
}

#[test]
fn ord_25_money_received_by_mobile_is_taken_off() {
    let pages = lay_out(&samples::part_paid());
    for text in [
        "Betalt MOBIL 2026-11-21",
        "−2\u{a0}500,00",
        "Kvar att betala",
        "2\u{a0}604,00\u{a0}SEK",
    ] {
        assert!(has(&pages, text), "{text}");
    }
    let pages = lay_out(&samples::paid());
    assert!(has(&pages, "Fakturan är betald. Tack!") && !has(&pages, "Betala senast"));
}

#[test]
fn amounts_of_a_column_end_at_one_edge() {
    let invoice = samples::long(60);
    let (pages, words) = (lay_out(&invoice), Words::of(&invoice));
    let template = Template::standard().unwrap();
    for line in &invoice.lines {
        let amount = words.amount(line.net);
        let ends = pages.iter().flat_map(|items| boxes(faces().unwrap(), items));
        assert!(
            ends.into_iter()
                .any(|(text, [.., right, _])| text == amount && right == template.right()),
            "{amount}"
        );
    }
}

#[test]
fn every_language_and_country_is_tidy_and_says_no_key() {
    for lang in Lang::ALL {
        for country in Country::ALL {
            for mut invoice in [samples::swedish(), samples::part_paid(), samples::credit()] {
                (invoice.language, invoice.country, invoice.currency) = (lang, country, country.currency());
                invoice.copy = true;
                invoice.seller.ways[0].kind = WayKind::Account;
                if country == Country::Dk {
                    invoice.code_line = "+71<000000010242010+87654321<".to_owned();
                }
                let pages = lay_out(&invoice);
                assert_tidy(&pages);
                for text in pages.iter().flat_map(|items| texts(items)) {
                    assert!(!text.contains("print-") && !text.ends_with('…'), "{lang:?} {text}");
                }
                assert!(invoice.code_line.is_empty() || !invoice.is_to_pay() || has(&pages, &invoice.code_line));
            }
        }
    }
}

#[test]
fn the_window_may_be_on_the_left() {
    let standard = include_str!("../../../../assets/templates/invoice.toml");
    let (buyer, facts) = (
        "left = \"116mm\"\ntop = \"43mm\"\nwidth = \"76mm\"",
        "left = \"20mm\"\ntop = \"43mm\"\nwidth = \"84mm\"",
    );
    assert!(standard.contains(buyer) && standard.contains(facts));
    let text = standard.replace(buyer, "WINDOW").replace(facts, buyer).replace("WINDOW", facts);
    let template = Template::read("left.toml", &text).unwrap();
    for lang in Lang::ALL {
        let mut invoice = samples::credit();
        (invoice.language, invoice.copy) = (lang, true);
        assert_tidy(&pages::lay_out(&invoice, &template, faces().unwrap()).unwrap());
    }
}

#[test]
fn sums_that_do_not_agree_are_not_printed() {
    let one = Money::from_minor(1);
    type Change = fn(&mut Invoice);
    let wrong: [(Part, Change); 8] = [
        (Part::Net, |i| i.totals.net = Money::ZERO),
        (Part::Net, |i| i.lines[0].net = Money::from_minor(298_751)),
        (Part::Base, |i| {
            i.totals.vat[0].base = Money::from_minor(395_700);
            i.totals.vat[1].base = Money::from_minor(14_907);
        }),
        (Part::Vat, |i| i.totals.vat[0].vat = Money::from_minor(98_000)),
        (Part::Total, |i| i.totals.total = Money::ZERO),
        (Part::Left, |i| i.totals.left = Money::from_minor(5)),
        (Part::Rounding, |i| {
            i.totals.rounding = Money::from_minor(72);
            i.totals.total = Money::from_minor(510_500);
        }),
        (Part::Base, |i| {
            i.totals.vat.push(Vat {
                percent: 12.into(),
                base: Money::from_minor(7),
                vat: Money::from_minor(1),
            });
            i.totals.vat[0].base = Money::from_minor(395_700);
        }),
    ];
    for (part, change) in wrong {
        let mut invoice = samples::swedish();
        change(&mut invoice);
        match invoice.check() {
            Err(error @ PrintError::DoesNotAddUp { part: found, .. }) => {
                assert_eq!(found, part);
                for lang in Lang::ALL {
                    assert!(error.words(lang.texts()).len() > 30);
                }
            }
            other => panic!("{part:?}: {other:?}"),
        }
        assert!(render(&invoice, &Template::standard().unwrap()).is_err());
    }
    let mut near = samples::swedish();
    near.totals.vat[0].vat = near.totals.vat[0].vat.plus(one).unwrap();
    near.totals.rounding = near.totals.rounding.minus(one).unwrap();
    assert_eq!(near.check(), Ok(()));
}

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-zåäöæøÅÄÖŁżĦ ,.-]{0,60}",
        "[A-Z]{1,400}",
        "[\u{0}-\u{ff}\u{300}-\u{370}\u{200b}-\u{206f}東]{0,30}",
        Just("\u{202e}\u{1b}]0;x\u{7}\n\r\n".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn hostile_texts_and_any_amounts_stay_on_the_paper(
        texts in prop::collection::vec(hostile(), 12),
        lines in prop::collection::vec((hostile(), -99_999_999_999_i64..99_999_999_999, 0_usize..4), 1..40),
        copy in any::<bool>(),
    ) {
        let mut invoice = samples::swedish();
        let mut text = texts.into_iter().cycle();
        let mut next = || text.next().unwrap();
        let named = |text: String| if text.trim().is_empty() { "x".to_owned() } else { text };
        invoice.copy = copy;
        invoice.seller.name = named(next());
        invoice.seller.address = vec![next(), next()];
        invoice.seller.email = next();
        invoice.buyer.name = named(next());
        invoice.buyer.address = (0..9).map(|_| next()).collect();
        invoice.number = named(next());
        invoice.our_reference = next();
        invoice.notes = vec![next(), next()];
        if let Some(vehicle) = &mut invoice.vehicle {
            vehicle.make = next();
        }
        invoice.reference = next();
        invoice.seller.organisation = next();
        invoice.seller.ways[0].number = next();
        invoice.lines = lines
            .into_iter()
            .map(|(text, net, rate)| samples::line(&next(), &text, ["1", "st"], net, net, [25, 12, 6, 0][rate]))
            .collect();
        invoice.totals = samples::totals(&invoice.lines);
        let pages = lay_out(&invoice);
        assert_tidy(&pages);
        assert_complete(&invoice, &pages);
        let bytes = render(&invoice, &Template::standard().unwrap()).unwrap();
        prop_assert!(bytes.starts_with(b"%PDF-"));
    }

    #[test]
    fn every_template_that_is_accepted_prints(numbers in prop::collection::vec(0_u32..240, 40), all in any::<bool>()) {
        let standard = include_str!("../../../../assets/templates/invoice.toml");
        let mut numbers = numbers.into_iter();
        let lines = standard.lines().enumerate().map(|(at, line)| match line.split_once(" = \"") {
            Some((key, value)) if (all || at % 7 == 0) && value.ends_with("mm\"") => format!("{key} = \"{}mm\"", numbers.next().unwrap_or(9) / 4),
            Some((key, value)) if value.ends_with("pt\"") => format!("{key} = \"{}pt\"", numbers.next().unwrap_or(9) / 6),
            _ => line.to_owned(),
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        if let Ok(template) = Template::read("site.toml", &text) {
            render(&samples::part_paid(), &template).unwrap();
            render(&samples::long(30), &template).unwrap();
        }
    }

    #[test]
    fn what_is_printed_is_printable_once(text in hostile()) {
        let faces = faces().unwrap();
        let once = faces.printable(&text);
        prop_assert_eq!(&faces.printable(&once), &once);
        prop_assert!(once.chars().all(|c| !c.is_control()));
        prop_assert!(!text.is_ascii() || !once.contains(UNKNOWN) || text.chars().any(char::is_control));
    }
}

#[test]
fn the_largest_amount_is_whole() {
    let mut invoice = samples::swedish();
    invoice.currency = Currency::Sek;
    let net = 70_000_000_000_000;
    invoice.lines = vec![samples::line("A", "Guld", ["1", "st"], net, net, 25)];
    invoice.totals = samples::totals(&invoice.lines);
    let pages = lay_out(&invoice);
    assert_tidy(&pages);
    assert_complete(&invoice, &pages);
}

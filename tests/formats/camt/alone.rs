//! Single events read again, for showing them.

use std::ops::ControlFlow;

use fordring::domain::bankfile::Event;
use fordring::domain::money::Currency;
use fordring::formats::ReadOptions;

use super::{TODAY, codec, golden, told};
use crate::common::day;

/// The bytes of an event, with what its entry says before it, say the same as in the whole file.
#[test]
fn one_event_is_read_alone() {
    for format in ["camt053", "camt054"] {
        for (name, bytes, currency) in golden(format) {
            let whole = told(format, &bytes, currency);
            let options = ReadOptions {
                today: day("2026-10-09"),
                currency,
            };
            let mut alone = Vec::new();
            for (_, offset, length) in &whole.places {
                let from = usize::try_from(*offset).unwrap();
                let piece = &bytes[from..from + usize::try_from(*length).unwrap()];
                assert!(piece.starts_with(b"<") && piece.ends_with(b">"), "{name}");
                let is_within = piece.ends_with(b"TxDtls>");
                let opening = codec(format).opening.unwrap()(&bytes[..from]);
                assert_eq!(opening.is_some(), is_within, "{name} at {offset}");
                let mut told = 0;
                let mut sink = |event: Event<'_>| {
                    told += 1;
                    if let Event::Payment(p) = event {
                        let payer = p.payer_name.map(str::to_owned);
                        alone.push((p.amount, p.direction, p.settled_on, p.reference.map(str::to_owned), payer));
                    }
                    ControlFlow::Continue(())
                };
                let both = [opening.unwrap_or_default(), piece].concat();
                (codec(format).read_one)(&both, &options, &mut sink);
                assert_eq!(told, 1, "{name} at {offset}");
            }
            let payments: Vec<_> = (whole.payments.iter())
                .map(|(_, p)| (p.amount, p.direction, p.settled_on, p.reference.clone(), p.payer_name.clone()))
                .collect();
            assert_eq!(alone, payments, "{name}");
        }
        let options = ReadOptions {
            today: day(TODAY),
            currency: Currency::Nok,
        };
        for nonsense in ["", "<", "<Ntry>", "<TxDtls>", "Hello", "<TxDtls><Amt Ccy="] {
            (codec(format).read_one)(nonsense.as_bytes(), &options, &mut |_| panic!("{nonsense}"));
        }
    }
}

/// Of an entry with very many payments, those in between are left out.
#[test]
fn an_opening_is_that_of_the_entry_which_is_open() {
    let opening = codec("camt054").opening.unwrap();
    let text = |before: &'static str| opening(before.as_bytes()).map(|found| std::str::from_utf8(found).unwrap());
    assert_eq!(text("<Ntfctn><Ntry><Amt>1</Amt><NtryDtls>"), Some("<Ntry><Amt>1</Amt><NtryDtls>"));
    assert_eq!(
        text("<n:Ntry a='1'><n:NtryDtls><n:TxDtls></n:TxDtls>\n"),
        Some("<n:Ntry a='1'><n:NtryDtls>")
    );
    assert_eq!(text("<Ntry>1</Ntry><Ntry>2<NtryDtls>"), Some("<Ntry>2<NtryDtls>"));
    assert_eq!(text("<Ntry>1</Ntry>"), None);
    assert_eq!(text("<NtryRef>1</NtryRef><NtryDtls>"), None);
    assert_eq!(text(""), None);
}

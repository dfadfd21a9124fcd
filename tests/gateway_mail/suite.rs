//! What holds of every gateway of e-mail.

use fordring::gateways::PortError;
use fordring::gateways::mail::{Attachment, Letter, Mail};

use crate::stub::Trouble;

/// A letter as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Got {
    pub to: String,
    pub key: String,
    pub subject: String,
    pub text: String,
    pub file: String,
    pub pdf: Vec<u8>,
}

/// A gateway with its server.
pub trait Rig {
    fn new() -> Self;
    fn gateway(&mut self) -> &mut dyn Mail;
    /// What goes wrong from now on; answers whom to write to.
    fn prepare(&mut self, trouble: Trouble) -> &'static str;
    /// What came, oldest first.
    fn got(&mut self) -> Vec<Got>;
}

/// Every byte there is, so that nothing in between changes one.
fn pdf() -> Vec<u8> {
    (0..=255).cycle().take(4_000).collect()
}

const TEXT: &str = "Hei Åse,\n\nÅ betale: 100,50 NOK\n.\n..\nFrom her\nHilsen Ås";

pub fn letter<'a>(key: &'a str, to: &'a str, pdf: &'a [u8]) -> Letter<'a> {
    Letter {
        key,
        name: "Åse \"Ø\" Ødegård, Mallås",
        to,
        subject: "Faktura 101 frå Fjellklubben Ås, som er eit langt emne med mange ord i seg for å brytast",
        text: TEXT,
        attachment: Some(Attachment {
            file: "faktura-101.pdf",
            pdf,
        }),
        at_ms: 1_800_000_000_000,
    }
}

pub fn a_letter_arrives_as_it_was_written<R: Rig>() {
    let mut rig = R::new();
    let to = rig.prepare(Trouble::None);
    let bytes = pdf();
    let said = rig.gateway().send(&letter("f1-S7", to, &bytes)).unwrap();
    assert!(said.starts_with("250"), "{said}");
    let got = rig.got();
    let wanted = letter("f1-S7", to, &bytes);
    assert_eq!(got.len(), 1);
    assert_eq!(
        (
            got[0].key.as_str(),
            got[0].to.as_str(),
            got[0].subject.as_str(),
            got[0].text.as_str()
        ),
        (wanted.key, wanted.to, wanted.subject, TEXT)
    );
    assert_eq!((got[0].file.as_str(), &got[0].pdf), ("faktura-101.pdf", &bytes));
}

pub fn many_arrive_each_once<R: Rig>() {
    let mut rig = R::new();
    let to = rig.prepare(Trouble::None);
    for nth in 0..20 {
        rig.gateway().send(&letter(&format!("f1-S{nth}"), to, b"%PDF")).unwrap();
    }
    rig.gateway().rest();
    rig.gateway().send(&letter("f1-S20", to, b"%PDF")).unwrap();
    let keys: Vec<String> = rig.got().into_iter().map(|got| got.key).collect();
    assert_eq!(keys, (0..=20).map(|nth| format!("f1-S{nth}")).collect::<Vec<_>>());
}

pub fn a_refusal_is_final_and_in_the_servers_words<R: Rig>() {
    let mut rig = R::new();
    let to = rig.prepare(Trouble::RefusesRecipient);
    match rig.gateway().send(&letter("f1-S7", to, b"%PDF")) {
        Err(PortError::Refused { code, detail }) => assert!(code == "550" && detail.contains("no such mailbox"), "{code} {detail}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(rig.got(), []);
}

pub fn not_now_is_not_never<R: Rig>() {
    let mut rig = R::new();
    let to = rig.prepare(Trouble::Greylists);
    for _ in 0..2 {
        match rig.gateway().send(&letter("f1-S7", to, b"%PDF")) {
            Err(PortError::Temporary { code, .. }) => assert_eq!(code, "451"),
            other => panic!("{other:?}"),
        }
    }
    rig.gateway().send(&letter("f1-S7", to, b"%PDF")).unwrap();
    assert_eq!(rig.got().len(), 1);
}

pub fn a_lost_answer_is_told_as_such<R: Rig>() {
    let mut rig = R::new();
    let to = rig.prepare(Trouble::LosesAnswer);
    let told = rig.gateway().send(&letter("f1-S7", to, b"%PDF"));
    assert!(matches!(told, Err(PortError::NoAnswer { .. })), "{told:?}");
    assert_eq!(rig.got().len(), 1, "it came all the same");
}

pub fn nobody_there_is_not_reached<R: Rig>() {
    let mut rig = R::new();
    let to = rig.prepare(Trouble::Down);
    let told = rig.gateway().send(&letter("f1-S7", to, b"%PDF"));
    assert!(matches!(told, Err(PortError::NotReached { .. })), "{told:?}");
    assert_eq!(rig.gateway().examine().len(), 1);
    assert_eq!(rig.got(), []);
}

pub fn what_is_no_address_or_key_goes_nowhere<R: Rig>() {
    let mut rig = R::new();
    rig.prepare(Trouble::None);
    for (key, to) in [
        ("f1-S7", "ase"),
        ("f1-S7", "ase@example.no\r\nBcc: x@y.no"),
        ("f1-S7", "ase@example.no>, <x@y.no"),
        ("f1 S7", "ase@example.no"),
        ("", "ase@example.no"),
    ] {
        let told = rig.gateway().send(&letter(key, to, b"%PDF"));
        assert!(matches!(told, Err(PortError::Refused { .. })), "{key} {to}: {told:?}");
    }
    assert_eq!(rig.got(), []);
    assert_eq!(rig.gateway().examine(), Vec::<String>::new());
}

/// The suite for one rig.
macro_rules! whole_suite {
    ($module:ident, $rig:ty) => {
        mod $module {
            $crate::suite::whole_suite!(@ $rig, a_letter_arrives_as_it_was_written, many_arrive_each_once,
                a_refusal_is_final_and_in_the_servers_words, not_now_is_not_never, a_lost_answer_is_told_as_such,
                nobody_there_is_not_reached, what_is_no_address_or_key_goes_nowhere);
        }
    };
    (@ $rig:ty, $($name:ident),+) => {
        $(#[test] fn $name() { $crate::suite::$name::<$rig>(); })+
    };
}
pub(crate) use whole_suite;

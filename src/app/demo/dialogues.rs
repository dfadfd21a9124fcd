//! The SMS dialogue of the membership organisation: payment by SMS is open, members pay, ask, and send what cannot be understood.
//! The phones and the operator are simulated; their file lies beside the site's.

use super::life::{Issued, Life};
use crate::app::outbox::{self, Asking};
use crate::app::ports::{self, Ports};
use crate::app::usecase::dues_sms::person;
use crate::app::usecase::dues_sms::setup::{self, Changes};
use crate::app::{AppError, Session};
use crate::domain::claim::Kind;
use crate::domain::money::Money;
use crate::store::{claim, party};

/// What members write to, and with which words.
const NUMBER: &str = "2030";
const WORDS: (&str, &str) = ("FJELL", "BETAL betale");
const PAGE: &str = "https://medlem.nordlys.example";
/// Who pays: one as usual, and one of whom the simulated operator never tells how it went.
const PAYERS: [&str; 2] = ["+4799990120", "+4799990032"];
/// Who else writes, and what; none of it is a payment.
const OTHERS: [(&str, &str); 5] = [
    ("+4799990141", "FJELL BETAL 49.90"),
    ("+4799990142", "FJELL BETAL"),
    ("+4799990143", "FJELL BETAL 50"),
    ("+4799990144", "Hei! Når åpner Blåfjellhytta etter nyttår?"),
    (
        "+4799990120",
        "Tusen takk. Kan jeg få tidsskriftet på e-post i stedet for i posten?",
    ),
];

impl Life {
    /// Opens payment by SMS and lets members write.
    pub(super) fn dialogues(&mut self, session: &mut Session) -> Result<(), AppError> {
        // The evening before: the same seed says the same, whenever it is made.
        let day = self.calendar.back(1);
        self.act(session, day, 18 * 60 + 10);
        let changes = Changes {
            is_open: Some(true),
            number: Some(NUMBER.to_owned()),
            keywords: Some(WORDS.0.to_owned()),
            sub_keywords: Some(WORDS.1.to_owned()),
            url: Some(PAGE.to_owned()),
            ..Changes::default()
        };
        setup::change(session, &changes, "Avtalen med operatøren er på plass")?;
        let mut phones = ports::simulator(session.path())?;
        let send = |phones: &mut crate::gateways::simulator::Simulator, phone: &str, text: &str| {
            let sent = phones.send(phone, text);
            sent.map_err(|error| AppError::Gateway { detail: error.to_string() })
        };
        for phone in PAYERS {
            if let Some((issued, kroner)) = self.take_dues(session)? {
                let payer = party::of_claim(&session.store.conn, issued.id)?;
                person::tie(session, phone, &payer.number, true, "Oppgitt på telefon")?;
                send(&mut phones, phone, &format!("{} BETAL {kroner}", WORDS.0))?;
            }
        }
        for (phone, text) in OTHERS {
            send(&mut phones, phone, text)?;
        }
        drop(phones);
        let mut ports = Ports::open(&session.settings, session.path())?;
        outbox::round(session, &mut ports, Asking::Nobody)?;
        session.acting = None;
        Ok(())
    }

    /// Takes the newest open dues that can be paid by SMS: whole kroner, and not too many. No file to try speaks of them then.
    fn take_dues(&mut self, session: &Session) -> Result<Option<(Issued, i64)>, AppError> {
        for place in (0..self.open.len()).rev() {
            let Some(issued) = self.open.get(place) else { continue };
            let amount = Money::from_minor(issued.amount);
            if amount.minor() > 100_000 || amount.minor() % 100 != 0 {
                continue;
            }
            let known = claim::load(&session.store.conn, issued.id)?;
            if known.is_some_and(|claim| claim.kind == Kind::Dues && claim.left().is_ok_and(|left| left == amount)) {
                return Ok(self.open.remove(place).map(|issued| (issued, amount.minor() / 100)));
            }
        }
        Ok(None)
    }
}

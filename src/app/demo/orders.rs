//! The workshop's orders: those of the last weeks, posted as they were paid, and today's, some of them sent to a phone. The
//! provider and the phones are simulated; their file lies beside the site's.

use chrono::Days;
use rust_decimal::Decimal;

use super::life::Life;
use super::people;
use super::profile::Offer;
use crate::app::outbox;
use crate::app::ports::{self, Ports};
use crate::app::usecase::orders::edit::{self, Edit};
use crate::app::usecase::orders::{cancel, post, send, view};
use crate::app::{AppError, Session, clock};
use crate::domain::money::Money;
use crate::domain::order::{Line, LineKind};
use crate::domain::payment::Method;
use crate::store::party;
use crate::store::tx::Actor;

/// How many orders there are for every so many claims, at least and at most.
const PER_CLAIMS: u32 = 20;
const LEAST: u32 = 16;
const MOST: u32 = 600;
/// Over how many working days they lie.
const DAYS: usize = 20;
/// What the simulated customers' numbers begin with; the rest says nothing special to the simulator.
const PHONE: &str = "070-174 06 ";

/// How today's orders stand.
#[derive(Clone, Copy)]
enum Today {
    InProgress,
    Ready,
    Sent,
    Paid,
    Posted,
    Annulled,
}

const TODAY: [Today; 10] = [
    Today::Posted,
    Today::Paid,
    Today::Sent,
    Today::Annulled,
    Today::Paid,
    Today::Sent,
    Today::Ready,
    Today::Sent,
    Today::Ready,
    Today::InProgress,
];

impl Life {
    /// Makes the orders.
    pub(super) fn orders(&mut self, session: &mut Session) -> Result<(), AppError> {
        // Earlier invoices speak of orders with numbers up to here.
        let last = i64::from(self.claims) + 14_700;
        session.acting = Some(self.founder());
        session.write(|tx| Ok(tx.skip_number("order", last)?))?;
        let count = (self.claims / PER_CLAIMS).clamp(LEAST, MOST);
        for place in 0..count {
            let back = DAYS - 1 - usize::try_from(place).unwrap_or(0) * DAYS / usize::try_from(count).unwrap_or(1).max(1);
            let day = self.calendar.back(back);
            self.act(session, day, 8 * 60);
            let id = self.one(session)?;
            self.act(session, day, 15 * 60);
            edit::complete(session, id)?;
            let method = match self.rng.u32(0..20) {
                0..=7 => Method::Card,
                8..=12 => Method::Swish,
                13 => Method::Cash,
                _ => Method::Invoice,
            };
            post::post(session, id, Some(method), None)?;
        }
        let mut ports = Ports::open(&session.settings, session.path())?;
        for (place, how) in TODAY.into_iter().enumerate() {
            self.today(session, &mut ports, place, how)?;
        }
        session.acting = None;
        Ok(())
    }

    fn now(&mut self, session: &mut Session) {
        let operator = self.rng.choice(self.profile.operators.iter().copied()).unwrap_or_default();
        session.acting = Some(Actor {
            operator: operator.to_owned(),
            at_ms: clock::now_ms(),
            today: clock::today(),
        });
    }

    fn today(&mut self, session: &mut Session, ports: &mut Ports, place: usize, how: Today) -> Result<(), AppError> {
        self.now(session);
        let id = self.one(session)?;
        edit::edit(session, id, &[Edit::Phone(format!("{PHONE}{:02}", place + 20))], None)?;
        if matches!(how, Today::InProgress) {
            return Ok(());
        }
        edit::complete(session, id)?;
        if matches!(how, Today::Ready) {
            return Ok(());
        }
        let sent = send::send(session, id, None)?;
        outbox::deliver(session, ports, sent.request)?;
        match how {
            Today::Paid | Today::Posted => {
                let url = view(session, id)?.requests.into_iter().find_map(|request| request.url);
                ports::simulator(session.path())?.pay(&url.unwrap_or_default(), None)?;
                outbox::check(session, ports, id)?;
            }
            Today::Annulled => {
                cancel::cancel(session, id, "")?;
                outbox::deliver(session, ports, sent.request)?;
            }
            Today::Sent | Today::InProgress | Today::Ready => {}
        }
        if matches!(how, Today::Posted) {
            self.now(session);
            post::post(session, id, None, None)?;
        }
        Ok(())
    }

    /// Makes one order with customer, car and lines. Answers its key.
    fn one(&mut self, session: &mut Session) -> Result<i64, AppError> {
        let known = self.rng.usize(0..self.parties.len().max(1));
        let customer = match self.parties.get(known) {
            Some(known) => party::card(&session.store.conn, known.id)?,
            None => None,
        };
        let car = people::car(&mut self.rng);
        let (model, plate) = car
            .rsplit_once(' ')
            .and_then(|(rest, digits)| {
                let (model, letters) = rest.rsplit_once(' ')?;
                Some((model.to_owned(), format!("{letters}{digits}")))
            })
            .unwrap_or_default();
        let (make, model) = model.split_once(' ').unwrap_or((model.as_str(), ""));
        let offer = self.workshop_offer();
        let what = offer.map_or("", |offer| offer.description).split(" · ").nth(1).unwrap_or_default();
        let promised = session.actor().today.checked_add_days(Days::new(1));
        let mut edits = vec![
            Edit::Customer(customer.map(|card| card.number).unwrap_or_default()),
            Edit::Plate(plate),
            Edit::Car(make.to_owned(), model.to_owned()),
            Edit::Mileage(Some(self.rng.i64(300..28_000) * 10)),
            Edit::Description(what.to_owned()),
            Edit::Promised(promised),
        ];
        for line in self.order_lines(session, offer)? {
            edits.push(Edit::Line(line));
        }
        Ok(edit::create(session, &edits)?.0)
    }

    fn workshop_offer(&mut self) -> Option<&'static Offer> {
        let offers: Vec<&'static Offer> = self
            .profile
            .offers
            .iter()
            .map(|(_, offer)| offer)
            .filter(|offer| offer.description.contains("{car}"))
            .collect();
        self.rng.choice(offers)
    }

    fn order_lines(&mut self, session: &Session, offer: Option<&'static Offer>) -> Result<Vec<Line>, AppError> {
        let mut lines = Vec::new();
        for (place, wanted) in offer.map_or(&[][..], |offer| offer.lines).iter().enumerate() {
            if place > 0 && self.rng.u32(0..100) >= wanted.chance {
                continue;
            }
            let (low, high, step) = wanted.amount;
            let gross = Money::from_minor(low + step * self.rng.i64(0..=(high - low) / step));
            let net = gross.minus(gross.vat_included(Decimal::from(wanted.vat))?)?;
            let labour = wanted.text.starts_with("Arbetstid") || wanted.text.starts_with("Felsökning");
            lines.push(Line {
                kind: if labour { LineKind::Labour } else { LineKind::Article },
                code: if labour { "ARB".to_owned() } else { article(wanted.text) },
                text: wanted.text.to_owned(),
                unit: if labour { "tim" } else { "st" }.to_owned(),
                price: Some(net),
                vat_percent: Decimal::from(wanted.vat),
                ..edit::new_line(session)?
            });
        }
        Ok(lines)
    }
}

/// The number of an article: the same text has the same one.
fn article(text: &str) -> String {
    let sum = text.bytes().fold(7u32, |sum, byte| (sum * 31 + u32::from(byte)) % 9_000);
    format!("A{}", 1_000 + sum)
}

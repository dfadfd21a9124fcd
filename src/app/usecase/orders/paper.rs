//! What an invoice of an order says besides its sums, kept as it was issued: an issued document is never changed, however its
//! order, customer or car change later.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::app::AppError;
use crate::domain::claim::{Claim, Kind, Line};
use crate::domain::money::Money;
use crate::domain::order::Order;
use crate::domain::refusal::Refusal;
use crate::store::draft::{self, Item};
use crate::store::party::{self, PartyCard};
use crate::store::{Db, Tx, order as table};

/// See the module.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Paper {
    /// The order's number.
    pub order: i64,
    /// Customer number.
    pub customer: String,
    /// Name.
    pub name: String,
    /// Street, postcode and city.
    pub address: Vec<String>,
    /// Language code.
    pub language: String,
    /// The car.
    pub plate: String,
    /// Make, model, year.
    pub car: String,
    /// What it had run.
    pub mileage: Option<i64>,
    /// Who issued it.
    pub by: String,
    /// Its lines, as many as the claim has.
    pub lines: Vec<PaperLine>,
}

/// One line.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct PaperLine {
    /// Article number.
    pub code: String,
    /// How much.
    pub quantity: String,
    /// Of what.
    pub unit: String,
    /// Minor units, without VAT.
    pub price: Option<i64>,
    /// In percent.
    pub discount: String,
}

impl Paper {
    /// As things stand when the order is posted.
    pub fn of(tx: &Tx<'_>, order: &Order, card: &PartyCard) -> Result<Paper, AppError> {
        let loaded = table::load(tx.conn(), order.id)?;
        let car = match order.vehicle_id {
            Some(vehicle) => table::vehicle(tx.conn(), vehicle)?,
            None => None,
        };
        let lines = order.lines.iter().map(|line| PaperLine {
            code: line.code.clone(),
            quantity: line.quantity.to_string(),
            unit: line.unit.clone(),
            price: line.price.map(Money::minor),
            discount: line.discount_percent.to_string(),
        });
        Ok(Paper {
            order: order.number,
            customer: card.number.clone(),
            name: card.name.clone(),
            address: address(card),
            language: card.language.clone(),
            plate: car.as_ref().map(|car| car.plate.clone()).unwrap_or_default(),
            car: car
                .map(|car| format!("{} {}", car.make, car.model).trim().to_owned())
                .unwrap_or_default(),
            mileage: loaded.and_then(|loaded| loaded.sheet.mileage),
            by: tx.actor().operator.clone(),
            lines: lines.collect(),
        })
    }

    /// Of a claim that no order became: its party as it is now.
    pub fn of_claim(conn: &Db, claim: i64) -> Result<Paper, AppError> {
        let key = party::of_claim(conn, claim)?;
        let card = party::card(conn, key.id)?.ok_or(Refusal::NothingToPrint {})?;
        Ok(Paper {
            customer: card.number.clone(),
            name: card.name.clone(),
            address: address(&card),
            language: card.language,
            ..Paper::default()
        })
    }

    /// How the amounts of a claim's lines came about, where that is known. Prices have VAT in them there, and not on paper.
    pub fn add_items(&mut self, conn: &Db, claim: &Claim) -> Result<(), AppError> {
        let items = draft::items(conn, claim.id)?;
        self.lines = Vec::with_capacity(claim.lines.len());
        for line in &claim.lines {
            let item = items.iter().find(|item| item.no == line.no);
            self.lines.push(match item {
                Some(item) => PaperLine::of_item(item, line, claim.kind)?,
                None => PaperLine::default(),
            });
        }
        Ok(())
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub fn read(text: &str) -> Paper {
        serde_json::from_str(text).unwrap_or_default()
    }
}

fn address(card: &PartyCard) -> Vec<String> {
    let place = format!("{} {}", card.postcode, card.city).trim().to_owned();
    [card.address.clone(), place].into_iter().filter(|line| !line.is_empty()).collect()
}

impl PaperLine {
    /// What came off since, and what came off when it was issued, is shown in percent. A line that is worth more than its quantity
    /// times its price says neither.
    fn of_item(item: &Item, line: &Line, kind: Kind) -> Result<PaperLine, AppError> {
        let code = item.article.clone();
        let worth = line.worth()?;
        let rounding = if worth == line.amount { line.rounding } else { Money::ZERO };
        let (gross, worth) = (item.gross()?, worth.minus(rounding)?);
        let off = gross.minus(worth)?;
        if !gross.is_positive() || off.negated().is_positive() {
            return Ok(PaperLine {
                code,
                ..PaperLine::default()
            });
        }
        let hundred = Decimal::from(off.minor()).checked_mul(Decimal::ONE_HUNDRED);
        let percent = hundred
            .and_then(|off| off.checked_div(Decimal::from(gross.minor())))
            .unwrap_or_default();
        let price = item.price.minus(line.terms(kind).vat(item.price)?)?;
        Ok(PaperLine {
            code,
            quantity: item.quantity.normalize().to_string(),
            unit: item.unit.clone(),
            price: Some(price.minor()),
            discount: percent.round_dp(2).normalize().to_string(),
        })
    }

    pub fn discount(&self) -> Decimal {
        self.discount.parse().unwrap_or_default()
    }
}

//! What an invoice of an order says besides its sums, kept as it was issued: an issued document is never changed, however its
//! order, customer or car change later.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::app::AppError;
use crate::domain::money::Money;
use crate::domain::order::Order;
use crate::domain::refusal::Refusal;
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
    pub fn discount(&self) -> Decimal {
        self.discount.parse().unwrap_or_default()
    }
}

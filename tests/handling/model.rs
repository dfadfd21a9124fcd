//! Where all money should be, by what was asked for and by nothing else.

use std::collections::BTreeMap;

use fordring::domain::claim::Whereto;

use super::world::{LAST, World};

/// Sums in øre.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// By claim.
    pub paid: BTreeMap<i64, i64>,
    /// Left over of payments that came in.
    pub left: i64,
    /// Money that went out and is not explained.
    pub out: i64,
    /// Money that went out and that an account bears.
    pub borne: i64,
    /// Elsewhere, by [`Whereto`].
    pub away: BTreeMap<i64, i64>,
    /// Credit by the number of the party.
    pub credit: BTreeMap<i64, i64>,
    /// What came in by files that stand, or were undone.
    pub came: i64,
    /// In the bank.
    pub bank: i64,
    /// Refunds: state, amount, and the fee that was kept.
    pub refunds: BTreeMap<i64, (i64, i64, i64)>,
}

impl Model {
    pub fn go(&mut self, to: Whereto, amount: i64) {
        *self.away.entry(to.number()).or_default() += amount;
    }

    pub fn pay(&mut self, claim: i64, amount: i64) {
        *self.paid.entry(claim).or_default() += amount;
    }

    /// The model agrees with itself and with the file.
    pub fn agree(&self, world: &World) {
        let (paid, away): (i64, i64) = (self.paid.values().sum(), self.away.values().sum());
        assert_eq!(
            self.came,
            paid + self.left + away,
            "received = on claims + left over + elsewhere: {self:?}"
        );
        let paid: Vec<(i64, i64)> = (101..=LAST)
            .map(|number| (number, self.paid.get(&number).copied().unwrap_or(0)))
            .collect();
        assert_eq!(world.all("SELECT number, paid FROM claim ORDER BY number"), paid);
        assert_eq!(
            world.one("SELECT coalesce(sum(amount - used), 0) FROM payment WHERE amount > 0"),
            self.left,
            "left over"
        );
        assert_eq!(
            world.one("SELECT coalesce(sum(used - amount), 0) FROM payment WHERE amount < 0"),
            self.out,
            "gone out"
        );
        let full = |sums: &BTreeMap<i64, i64>| {
            sums.iter()
                .map(|(key, sum)| (*key, *sum))
                .filter(|one| one.1 != 0)
                .collect::<Vec<_>>()
        };
        let away = "FROM away w JOIN payment y ON y.id = w.payment_id WHERE w.undone_seq IS NULL AND y.amount";
        assert_eq!(
            world.one(&format!("SELECT coalesce(sum(w.amount), 0) {away} < 0")),
            self.borne,
            "borne"
        );
        let there = world.all(&format!("SELECT w.kind, sum(w.amount) {away} > 0 GROUP BY w.kind ORDER BY w.kind"));
        assert_eq!(there, full(&self.away), "elsewhere");
        let credit = "SELECT CAST(substr(p.number, 2) AS INTEGER), sum(w.amount) FROM away w JOIN party p ON p.id = w.party_id
             WHERE w.kind = 2 AND w.undone_seq IS NULL GROUP BY p.id ORDER BY p.number";
        assert_eq!(world.all(credit), full(&self.credit), "credit");
        let bank = "SELECT coalesce(sum(p.amount), 0) FROM posting p JOIN bank_account b ON b.ledger = p.account";
        assert_eq!(world.one(bank), self.bank, "in the bank");
        let states: Vec<(i64, i64)> = self.refunds.iter().map(|(id, refund)| (*id, refund.0)).collect();
        assert_eq!(world.all("SELECT id, state FROM refund ORDER BY id"), states, "refunds");
        let below = "SELECT count(*) FROM payment WHERE amount > 0 AND (used < 0 OR used > amount)";
        assert_eq!(world.one(below), 0, "no payment is used twice");
    }
}

//! Paying out: what the provider owes the site, less its fee, as the rows that a provider's accounting file has
//! (dk-se-findings.md 4.1 and 4.3: keyed by the transaction we gave, refunds deducted from the next pay-out).

use rusqlite::params;

use super::{SimError, Simulator};
use crate::domain::money::Money;

/// The fee of the simulated provider, in thousandths of what was taken, half an øre rounded up. Refunds cost nothing and
/// give no fee back.
pub const FEE_PER_THOUSAND: i64 = 15;

/// One transaction of a pay-out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementRow {
    /// The site's reference of the payment.
    pub reference: String,
    /// The site's key of the capture or refund.
    pub transaction: String,
    /// What was taken; less than nothing for what was given back.
    pub gross: Money,
    /// What the provider keeps.
    pub fee: Money,
    /// What it pays out: gross less fee.
    pub net: Money,
    /// When it was taken or given back, ms since 1970 UTC.
    pub at_ms: i64,
}

/// A pay-out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// From 1.
    pub number: i64,
    /// Its rows, oldest first. Their `net` together is what comes to the bank.
    pub rows: Vec<SettlementRow>,
}

impl Simulator {
    /// Pays out everything taken or given back until `until_ms` that was not paid out before. `None`: there was nothing.
    ///
    /// # Errors
    /// [`SimError::File`].
    pub fn settle(&mut self, until_ms: i64) -> Result<Option<Settlement>, SimError> {
        let number = self.change(|tx, _| {
            let next: i64 = tx.query_row("SELECT coalesce(max(settlement), 0) + 1 FROM action", [], |row| row.get(0))?;
            let done = tx.execute(
                "UPDATE action SET settlement = ?1 WHERE settlement IS NULL AND kind IN ('capture', 'refund') AND at_ms <= ?2",
                params![next, until_ms],
            )?;
            Ok::<_, SimError>((done > 0).then_some(next))
        })?;
        number.map(|number| self.settlement(number)).transpose()
    }

    /// A pay-out once more, as it was.
    ///
    /// # Errors
    /// [`SimError::File`].
    pub fn settlement(&mut self, number: i64) -> Result<Settlement, SimError> {
        self.change(|tx, _| {
            let mut rows = tx.prepare_cached(
                "SELECT p.reference, a.key, iif(a.kind = 'refund', -a.amount, a.amount), a.at_ms FROM action a \
                 JOIN payment p ON p.id = a.payment WHERE a.settlement = ?1 ORDER BY a.id",
            )?;
            let rows = rows.query_map(params![number], |row| {
                let gross: i64 = row.get(2)?;
                let fee = gross.max(0).saturating_mul(FEE_PER_THOUSAND).saturating_add(500) / 1000;
                Ok(SettlementRow {
                    reference: row.get(0)?,
                    transaction: row.get(1)?,
                    gross: Money::from_minor(gross),
                    fee: Money::from_minor(fee),
                    net: Money::from_minor(gross.saturating_sub(fee)),
                    at_ms: row.get(3)?,
                })
            })?;
            Ok(Settlement {
                number,
                rows: rows.collect::<Result<_, _>>()?,
            })
        })
    }
}

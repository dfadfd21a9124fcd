//! What is open, counted and summed by status and due date in a small table: an index by status would be changed at a place of
//! its own for every payment.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::{StoreError, minor};
use crate::domain::claim::{Claim, Status};
use crate::domain::money::MoneyError;

/// What a transaction changes of it: claims, those with something left, and what is left, by status and due date.
#[derive(Default)]
pub(crate) struct OpenDays(HashMap<(i64, i64), [i64; 3]>);

impl OpenDays {
    /// A claim due on this day was so (`None`: it was not there) and becomes so.
    pub(crate) fn change(&mut self, due_on: i64, before: Option<&Claim>, after: &Claim) -> Result<(), MoneyError> {
        if let Some(before) = before {
            self.count(due_on, before, -1)?;
        }
        self.count(due_on, after, 1)
    }

    /// A claim gets another due date.
    pub(crate) fn move_to(&mut self, was: i64, is: i64, claim: &Claim) -> Result<(), MoneyError> {
        self.count(was, claim, -1)?;
        self.count(is, claim, 1)
    }

    fn count(&mut self, due_on: i64, claim: &Claim, sign: i64) -> Result<(), MoneyError> {
        if !matches!(claim.status, Status::Unpaid | Status::ManualHandling) {
            return Ok(());
        }
        let left = minor(claim.left()?);
        let day = self.0.entry((claim.status.number(), due_on)).or_default();
        for (sum, more) in day.iter_mut().zip([1, i64::from(left > 0), left]) {
            *sum = more
                .checked_mul(sign)
                .and_then(|more| sum.checked_add(more))
                .ok_or(MoneyError::Overflow)?;
        }
        Ok(())
    }

    pub(crate) fn save(&self, conn: &Connection) -> Result<(), StoreError> {
        let mut statement = conn.prepare_cached(
            "INSERT INTO open_day (status, due_on, claims, owing, \"left\") VALUES (?1,?2,?3,?4,?5) ON CONFLICT (status, due_on)
               DO UPDATE SET claims = claims + excluded.claims, owing = owing + excluded.owing, \"left\" = \"left\" + excluded.\"left\"",
        )?;
        for ((status, due_on), [claims, owing, left]) in &self.0 {
            statement.execute(params![status, due_on, claims, owing, left])?;
        }
        Ok(())
    }
}

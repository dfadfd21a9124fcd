//! The accounts of a demo site, and what is agreed with the bank about them.

use super::life::Life;
use crate::app::usecase::accounts;
use crate::app::{AppError, Session};
use crate::store::account_setup;

impl Life {
    /// Adds the accounts, set up as far as reading and writing bank files needs it.
    pub(super) fn add_accounts(&mut self, session: &mut Session) -> Result<(), AppError> {
        let comment = self.profile.comments.set_up;
        for account in self.profile.accounts {
            let added = accounts::add(session, account.number, account.name, account.rules)?;
            session.write(|tx| Ok(account_setup::fill_in(tx, added.id, account.set_up, comment)?))?;
            self.accounts.push(added);
        }
        Ok(())
    }
}

//! News of the gateways, many in a transaction, since each transaction waits for the disk; one that cannot be taken stands in the
//! way of no other.

use super::Round;
use crate::app::usecase::dues_sms::Answering;
use crate::app::usecase::dues_sms::incoming::{self, Came};
use crate::app::{AppError, Session};
use crate::store::{Tx, message};

/// So many are taken in one transaction.
const AT_ONCE: usize = 64;

/// How news of a kind is taken.
pub(super) struct Taking<'a, N> {
    /// Whose news it is, as the file remembers what was seen.
    pub name: &'a str,
    /// Whether it comes from the simulator.
    pub simulated: bool,
    /// Its name at the gateway.
    pub id: fn(&N) -> &str,
    /// The message in it, where it is one.
    pub message: for<'n> fn(&'n N, bool) -> Option<Came<'n>>,
    /// Takes what is no message.
    pub other: fn(&Tx<'_>, &Answering, &N) -> Result<(), AppError>,
}

impl<N> Taking<'_, N> {
    /// Takes one; whether it was new.
    fn take(&self, tx: &Tx<'_>, with: &Answering, one: &N) -> Result<bool, AppError> {
        if !message::take(tx, self.name, (self.id)(one))? {
            return Ok(false);
        }
        match (self.message)(one, self.simulated) {
            Some(came) => incoming::receive(tx, with, &came)?,
            None => (self.other)(tx, with, one)?,
        }
        Ok(true)
    }

    /// Takes it alone; a message that cannot be answered is kept for a person.
    fn take_alone(&self, session: &mut Session, with: &Answering, one: &N, round: &mut Round) -> Result<bool, AppError> {
        match session.write(|tx| self.take(tx, with, one)) {
            Ok(new) => Ok(new),
            Err(error) => {
                round.trouble.push(error.words(session.lang));
                let Some(kept) = (self.message)(one, self.simulated) else {
                    return Ok(false);
                };
                session.write(|tx| {
                    if message::take(tx, self.name, (self.id)(one))? {
                        incoming::keep(tx, &kept)?;
                    }
                    Ok(true)
                })
            }
        }
    }
}

/// Takes all, many together and, where one of them stands in the way of the others, each by itself.
pub(super) fn take_all<N>(session: &mut Session, news: &[N], taking: &Taking<'_, N>, round: &mut Round) -> Result<(), AppError> {
    if news.is_empty() {
        return Ok(());
    }
    let with = Answering::of(session)?;
    for some in news.chunks(AT_ONCE) {
        let came = session.write(|tx| {
            let mut came = 0;
            for one in some {
                came += usize::from(taking.take(tx, &with, one)?);
            }
            Ok(came)
        });
        match came {
            Ok(came) => round.came += came,
            Err(error) => {
                tracing::error!(code = error.code(), from = taking.name, "news that cannot be taken together");
                for one in some {
                    round.came += usize::from(taking.take_alone(session, &with, one, round)?);
                }
            }
        }
    }
    Ok(())
}

//! What a person does to one order from a screen, as values: the writing thread carries them out.

use super::edit::{self, Edit};
use super::print::{self, Printed};
use super::{cancel, credit, post, send};
use crate::app::{AppError, Session};
use crate::domain::payment::Method;

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderAct {
    /// Change what stands on it.
    Edit(Edit),
    /// Declare it ready.
    Complete,
    /// Back to work.
    Reopen,
    /// *Skicka mobilbetalning (SMS)*.
    Send,
    /// *Annullera betalnings-SMS / Öppna order*.
    Cancel {
        /// Why; may be empty.
        comment: String,
    },
    /// *Bokför*.
    Post {
        /// How it is paid, unless it stands on the order or the customer paid by mobile.
        method: Option<Method>,
        /// Whether the invoice is printed at once.
        print: bool,
    },
    /// Print an invoice, or a credit note on it.
    Print {
        /// Key of the invoice.
        claim: i64,
        /// Number of the credit note.
        note: Option<String>,
    },
    /// Credit its invoice.
    Credit {
        /// Why.
        comment: String,
    },
    /// Pay back what came over a link that does not count any more.
    RefundLate {
        /// The payment request's key.
        request: i64,
    },
    /// Open it after a credit.
    Open,
    /// Credit, open and take the payment back in one go.
    Reissue {
        /// Why.
        comment: String,
    },
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderDone {
    /// It is saved.
    Saved,
    /// It stands otherwise now.
    Moved,
    /// The payment link is on its way.
    Sent,
    /// The end of the payment link, or the way back of the money, is asked for.
    Cancelling,
    /// A payment that came too late goes back.
    PaidBack,
    /// It is an invoice.
    Posted {
        /// Its number.
        invoice: i64,
        /// Where it was printed, where that was asked for.
        printed: Option<Printed>,
        /// Why it could not be printed; posted it is all the same.
        fault: Option<String>,
    },
    /// It was printed.
    Printed(Printed),
    /// This credit note takes its invoice back.
    Credited(String),
}

impl OrderAct {
    /// Whether it leaves something in the outbox that should go at once.
    pub fn leaves(&self) -> bool {
        matches!(
            self,
            OrderAct::Send | OrderAct::Cancel { .. } | OrderAct::Reissue { .. } | OrderAct::RefundLate { .. }
        )
    }
}

/// Does it. `seen`: the revision the person saw.
///
/// # Errors
/// The refusals of the act.
pub fn act(session: &mut Session, id: i64, act: &OrderAct, seen: Option<i64>) -> Result<OrderDone, AppError> {
    match act {
        OrderAct::Edit(one) => {
            if let Edit::Line(line) = one {
                edit::valid_line(session, line)?;
            }
            edit::edit(session, id, std::slice::from_ref(one), seen)?;
            Ok(OrderDone::Saved)
        }
        OrderAct::Complete => edit::complete(session, id).map(|()| OrderDone::Moved),
        OrderAct::Reopen => edit::reopen(session, id).map(|()| OrderDone::Moved),
        OrderAct::Send => send::send(session, id, seen).map(|_| OrderDone::Sent),
        OrderAct::Cancel { comment } => cancel::cancel(session, id, comment).map(|()| OrderDone::Cancelling),
        OrderAct::Post { method, print } => {
            let posted = post::post(session, id, *method, seen)?;
            let tried = print.then(|| print::print(session, posted.claim_id, None));
            let (printed, fault) = match tried {
                None => (None, None),
                Some(Ok(printed)) => (Some(printed), None),
                Some(Err(error)) => (None, Some(error.words(session.lang))),
            };
            Ok(OrderDone::Posted {
                invoice: posted.claim,
                printed,
                fault,
            })
        }
        OrderAct::Print { claim, note } => print::print(session, *claim, note.as_deref()).map(OrderDone::Printed),
        OrderAct::Credit { comment } => credit::credit(session, id, comment).map(OrderDone::Credited),
        OrderAct::RefundLate { request } => cancel::pay_back_late(session, *request).map(|()| OrderDone::PaidBack),
        OrderAct::Open => credit::open(session, id).map(|_| OrderDone::Moved),
        OrderAct::Reissue { comment } => credit::reissue(session, id, comment).map(OrderDone::Credited),
    }
}

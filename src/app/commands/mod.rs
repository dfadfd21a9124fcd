//! Commands: one row each. Dispatch, key bar, function menu, palette, help, the README's key table and the test for
//! clashes read these rows. A new command is one file here (or in `tui::commands`, when it concerns the screen only) and
//! one word in the list below.

pub mod key;

use crate::app::usecase::claims::Act;
use crate::app::usecase::orders::act::OrderAct;
use crate::domain::claim::Claim;
use crate::domain::money::Money;
use crate::domain::order::{Operation, Order, OrderError, RequestState};
use crate::domain::refusal::Refusal;

pub use key::Key;

/// Where a command can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere.
    Global,
    /// In every list.
    List,
    /// In one claim.
    Claim,
    /// In one payment.
    Payment,
    /// In one order.
    Order,
    /// In the list of orders.
    Orders,
    /// Among the simulated telephones.
    Phones,
    /// In the list of bank files.
    Files,
    /// On the start screen.
    Start,
    /// While choosing a bank file.
    Browse,
    /// In the preview or the result of an import.
    Import,
}

/// How careful a command has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Danger {
    /// Changes nothing.
    None,
    /// Changes something; a comment and a yes.
    Changes,
    /// Cannot be taken back; the number has to be typed.
    Final,
}

/// What a command may look at to know whether it can run.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The claim that is open.
    pub claim: Option<Claim>,
    /// The order that is open.
    pub order: Option<OrderFacts>,
    /// The line under the cursor.
    pub line: Option<u32>,
    /// Lines that were marked.
    pub marked: Vec<u32>,
    /// How many rows are selected.
    pub selected: usize,
    /// Whether a row stands under the cursor.
    pub has_row: bool,
    /// The claim that belongs to what is shown.
    pub related_claim: Option<i64>,
    /// Whether there is a next step to go on to.
    pub goes_on: bool,
}

impl Facts {
    /// The open claim.
    ///
    /// # Errors
    /// [`Refusal::NothingHere`].
    pub fn claim(&self) -> Result<&Claim, Refusal> {
        self.claim.as_ref().ok_or(Refusal::NothingHere {})
    }
}

impl Facts {
    /// The open order.
    ///
    /// # Errors
    /// [`Refusal::NothingHere`].
    pub fn order(&self) -> Result<&OrderFacts, Refusal> {
        self.order.as_ref().ok_or(Refusal::NothingHere {})
    }
}

/// What commands may look at of an open order.
#[derive(Clone, Debug)]
pub struct OrderFacts {
    /// The order.
    pub order: Order,
    /// What its sum is rounded to.
    pub unit: Money,
    /// What it comes to.
    pub total: Money,
    /// How its current payment link stands.
    pub link: Option<RequestState>,
    /// What the customer paid over it.
    pub paid: Money,
    /// A payment that came over a link that does not count any more: the request's key, and how much.
    pub late: Option<(i64, Money)>,
    /// What can be printed: the key of the invoice, and the number of the credit note that took it back.
    pub paper: Option<(i64, Option<String>)>,
    /// Where the customer opens it.
    pub url: Option<String>,
    /// The number of the invoice that stands for it.
    pub invoice: Option<i64>,
}

impl OrderFacts {
    /// Whether the status allows an operation.
    ///
    /// # Errors
    /// The refusal of the order.
    pub fn may(&self, operation: Operation) -> Result<(), Refusal> {
        self.order.may(operation)
    }

    /// The customer's money that goes back when the payment SMS is annulled.
    pub fn goes_back(&self) -> Option<Money> {
        (self.link == Some(RequestState::Paid)).then_some(self.paid)
    }
}

/// A field of the dialog that collects what a command needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// An amount.
    Amount,
    /// A text for the line.
    Text,
    /// The mandatory comment.
    Comment,
    /// The claim's or the order's number, typed to confirm.
    Number,
    /// How it is paid.
    Method,
}

/// What has to be asked before a claim is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The command's id: title and explanation stand under it.
    pub command: &'static str,
    /// What will be done; amount and text are filled in from the fields.
    pub act: Act,
    /// What to ask.
    pub fields: &'static [Field],
}

/// What has to be asked before something is done to an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderQuestion {
    /// The command's id: its title stands under it.
    pub command: &'static str,
    /// What will be done; comment and method are filled in from the fields.
    pub act: OrderAct,
    /// What to ask.
    pub fields: &'static [Field],
}

/// What a command wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask, then change the claim.
    Ask(Question),
    /// Ask, then do something to the order.
    AskOrder(OrderQuestion),
    /// Do something to the order at once.
    Order(OrderAct),
    /// Show what would be sent to the customer's phone, and send it on Enter.
    PreviewSms,
    /// Ask the provider about the order's payment.
    CheckPayment,
}

/// One command.
pub struct Command<R: 'static> {
    /// Stable id; its label stands under `command-ID` (dots as hyphens).
    pub id: &'static str,
    /// Where it can be given.
    pub scope: Scope,
    /// Its keys, the one to show first.
    pub keys: &'static [Key],
    /// Whether it stands in the key bar.
    pub bar: bool,
    /// How careful it has to be.
    pub danger: Danger,
    /// Whether it can run now, or why not.
    pub enabled: fn(&Facts) -> Result<(), Refusal>,
    /// What it does.
    pub run: R,
}

impl<R> Command<R> {
    /// The key of its label.
    pub fn label_key(&self) -> String {
        format!("command-{}", self.id.replace('.', "-"))
    }
}

/// What a command of this layer does: an effect as a value.
pub type Run = fn(&Facts) -> Result<Effect, Refusal>;

/// Always possible.
///
/// # Errors
/// None.
pub fn always(_: &Facts) -> Result<(), Refusal> {
    Ok(())
}

/// Whether a change of an order would be refused.
fn why<T>(tried: Result<T, OrderError>) -> Result<(), Refusal> {
    match tried {
        Err(OrderError::Refused(refusal)) => Err(refusal),
        // Sums that overflow are refused by the use case, with their own words.
        Ok(_) | Err(OrderError::Money(_)) => Ok(()),
    }
}

macro_rules! commands {
    ($($module:ident),+ $(,)?) => {
        $(mod $module;)+
        /// Every command that changes the books.
        pub static ALL: &[&Command<Run>] = &[$(&$module::COMMAND),+];
    };
}

commands! {
    annul, credit, discount, drop_line,
    order_complete, order_send, order_post, order_open, order_check, order_cancel, order_refund_late, order_post_print, order_print,
    order_credit, order_reissue, order_reopen,
}

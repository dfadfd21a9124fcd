//! Commands: one row each. Dispatch, key bar, function menu, palette, help, the README's key table and the test for
//! clashes read these rows. A new command is one file here (or in `tui::commands`, when it concerns the screen only) and
//! one word in the list below.

pub mod key;
mod question;

use crate::app::usecase::orders::act::OrderAct;
use crate::app::usecase::payments::PaymentAct;
use crate::app::usecase::sending::act::SendingAct;
use crate::domain::claim::Claim;
use crate::domain::draft::{Draft, Missing, State};
use crate::domain::dues_sms::ChargeState;
use crate::domain::money::Money;
use crate::domain::order::{Operation, Order, OrderError, RequestState};
use crate::domain::refusal::Refusal;
use crate::domain::sending::SendingState;

use chrono::NaiveDate;
pub use key::Key;
pub use question::{
    BankQuestion, DraftQuestion, OrderQuestion, OutgoingQuestion, OutgoingStep, PaymentQuestion, Question, RefundQuestion, SendingQuestion,
    SmsQuestion,
};

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
    /// In a claim that is not issued yet.
    Draft,
    /// In the list of claims that are not issued yet.
    Drafts,
    /// In the list of articles.
    Articles,
    /// In one order.
    Order,
    /// In the list of orders.
    Orders,
    /// On the matching desk.
    Desk,
    /// In the lists of claims.
    Claims,
    /// In the list of refunds.
    Refunds,
    /// In the list of agreements to draw.
    Mandates,
    /// In the list of SMS dialogues.
    Dialogues,
    /// In the SMS dialogue with one number.
    Thread,
    /// In the list of payments by SMS.
    Charges,
    /// In the list of sendings.
    Sendings,
    /// Where payment by SMS is set up.
    SmsSetup,
    /// The settings.
    Settings,
    /// In the list of dues.
    Dues,
    /// In the list of members.
    Members,
    /// In the list of what bank files said besides payments.
    Notices,
    /// Among what is due for the bank.
    Outgoing,
    /// Among the simulated telephones.
    Phones,
    /// In the list of bank files.
    Files,
    /// In the list of bank accounts.
    Accounts,
    /// In one bank account.
    Account,
    /// In the list of what came and went by SFTP.
    Exchanged,
    /// On the start screen.
    Start,
    /// While choosing a bank file.
    Browse,
    /// In the preview or the result of an import.
    Import,
    /// In one bank file.
    File,
    /// While reconciling.
    Reconcile,
    /// In the register.
    Parties,
    /// On a party's page.
    Party,
    /// In the list of numbers that stand on several parties.
    Shared,
    /// In the preview of a table of parties.
    PartiesTable,
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
    /// The draft that is open.
    pub draft: Option<DraftFacts>,
    /// What the payer of the open claim has in credit.
    pub credit: Money,
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
    /// The payment on the matching desk, or the open one.
    pub desk: Option<DeskFacts>,
    /// The refunds that are selected, or the one under the cursor.
    pub refunds: Vec<u32>,
    /// The agreements or notices that are selected, or the one under the cursor.
    pub rows: Vec<u32>,
    /// The bank file under the cursor.
    pub file: Option<i64>,
    /// What the SMS dialogue shows.
    pub sms: Option<SmsFacts>,
    /// The sending under the cursor: its key, and where it stands as far as that is shown.
    pub sending: Option<(i64, Option<SendingState>)>,
}

/// What commands may look at of the SMS dialogue.
#[derive(Clone, Debug, Default)]
pub struct SmsFacts {
    /// The number.
    pub number: Option<String>,
    /// Whose it is: numbers of parties.
    pub parties: Vec<String>,
    /// The claim that the message under the cursor is about: its key.
    pub claim: Option<i64>,
    /// The order that it is about: its key.
    pub order: Option<i64>,
    /// The payment by SMS under the cursor: its key, and where it stands as far as that is shown.
    pub charge: Option<(i64, Option<ChargeState>)>,
}

impl Facts {
    /// Whether there is a row under the cursor.
    ///
    /// # Errors
    /// [`Refusal::NothingHere`].
    pub fn on_a_row(&self) -> Result<(), Refusal> {
        if self.has_row { Ok(()) } else { Err(Refusal::NothingHere {}) }
    }

    /// Whether something can be done with the sendings that are chosen, as far as is shown.
    ///
    /// # Errors
    /// [`Refusal::NothingHere`], [`Refusal::SendingForbids`].
    pub fn sending(&self, act: SendingAct) -> Result<(), Refusal> {
        match self.sending {
            None => Err(Refusal::NothingHere {}),
            Some((sending, Some(state))) if self.rows.len() < 2 => act.may(sending, state),
            Some(_) => Ok(()),
        }
    }
}

impl Facts {
    /// The number of the dialogue.
    ///
    /// # Errors
    /// [`Refusal::NothingHere`].
    pub fn number(&self) -> Result<&str, Refusal> {
        let number = self.sms.as_ref().and_then(|sms| sms.number.as_deref());
        number.ok_or(Refusal::NothingHere {})
    }

    /// The payment by SMS, where it stands as it has to.
    ///
    /// # Errors
    /// [`Refusal::NothingHere`], [`Refusal::ChargeForbids`].
    pub fn charge(&self, wanted: ChargeState) -> Result<i64, Refusal> {
        match self.sms.as_ref().and_then(|sms| sms.charge) {
            None => Err(Refusal::NothingHere {}),
            Some((charge, Some(state))) if state != wanted => Err(Refusal::ChargeForbids { charge, state }),
            Some((charge, _)) => Ok(charge),
        }
    }
}

/// What commands may look at on the matching desk.
#[derive(Clone, Debug, Default)]
pub struct DeskFacts {
    /// Key of the payment.
    pub payment: i64,
    /// What is left over of it; less than nothing: money that went out.
    pub left: Money,
    /// Whether it is put aside.
    pub is_parked: bool,
    /// Whose it is, as far as known: the number of the party.
    pub party: Option<String>,
    /// The claim that is chosen: its number, its party's number, what is left on it, and why it is suggested.
    pub chosen: Option<Chosen>,
    /// For money that went out: what the chosen row says it is.
    pub is: Option<PaymentAct>,
    /// What was put on a claim here last: payment and claim number.
    pub last: Option<(i64, i64)>,
}

/// A claim that is chosen on the matching desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Its number.
    pub number: i64,
    /// The number of who owes it.
    pub party: String,
    /// What is left on it.
    pub left: Money,
    /// Why it is suggested, in words: the comment of the match.
    pub why: String,
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
    /// The payment on the matching desk.
    ///
    /// # Errors
    /// [`Refusal::NothingHere`].
    pub fn desk(&self) -> Result<&DeskFacts, Refusal> {
        self.desk.as_ref().ok_or(Refusal::NothingHere {})
    }

    /// The same, when something came in and is left over.
    ///
    /// # Errors
    /// [`Refusal::NothingHere`], [`Refusal::PaymentWentOut`].
    pub fn left_over(&self) -> Result<&DeskFacts, Refusal> {
        let desk = self.desk()?;
        if desk.left.is_negative() {
            return Err(Refusal::PaymentWentOut { payment: desk.payment });
        }
        Ok(desk)
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

impl Facts {
    /// The open draft.
    ///
    /// # Errors
    /// [`Refusal::NothingHere`].
    pub fn draft(&self) -> Result<&DraftFacts, Refusal> {
        self.draft.as_ref().ok_or(Refusal::NothingHere {})
    }
}

/// What commands may look at of a claim that is not issued yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftFacts {
    /// Its key.
    pub id: i64,
    /// As it is in the file.
    pub revision: i64,
    /// Where it stands.
    pub state: State,
    /// The number of the claim it became.
    pub number: Option<i64>,
    /// What it lacks.
    pub missing: Vec<Missing>,
    /// Who will owe it: name and number.
    pub party: Option<(String, String)>,
    /// Issued, if it were now.
    pub issued_on: NaiveDate,
    /// Due, if it were issued now.
    pub due_on: NaiveDate,
    /// The account that it would be paid to.
    pub account: Option<String>,
    /// What it says.
    pub draft: Draft,
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
    /// An account of the ledger.
    Ledger,
    /// The account that money goes back to.
    PayTo,
    /// A party's number.
    Party,
    /// A claim's number or reference.
    Claim,
    /// Where money goes: credit, a claim, an account, back, a donation.
    Target,
    /// A note.
    Note,
    /// Who looks after it.
    Owner,
    /// A day.
    Day,
    /// The number of a bank file, typed to confirm.
    File,
    /// How many claims are changed, typed to confirm.
    Count,
    /// A field of a party's card.
    Card(crate::domain::party::CardField),
    /// What is said of a bank's server.
    Server(crate::domain::setup::ServerPart),
    /// A phone number.
    Phone,
    /// A car's plate.
    Plate,
    /// Who made a car.
    Make,
    /// A car's model.
    Model,
    /// The year a car is of.
    Year,
}

/// What a command wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask, then change the claim.
    Ask(Question),
    /// Ask, then do something to the order.
    AskOrder(OrderQuestion),
    /// Ask, then do something to the draft.
    AskDraft(DraftQuestion),
    /// Ask, then credit the claim and begin the one in its place.
    AskReissue,
    /// Ask, then do something with the payment.
    AskPayment(PaymentQuestion),
    /// Ask, then move refunds on.
    AskRefund(RefundQuestion),
    /// Ask, then change agreements or notices of the bank.
    AskBank(BankQuestion),
    /// Ask, then do something in the SMS dialogue.
    AskSms(SmsQuestion),
    /// Ask before something is done with sendings.
    AskSending(SendingQuestion),
    /// Show how the open claim would be sent.
    PreviewSend,
    /// Show how the open claim would be reminded of.
    PreviewRemind,
    /// Ask, then take a step with a file to the bank.
    AskOutgoing(OutgoingQuestion),
    /// Do something with a payment at once, with this comment.
    Payment {
        /// Key of the payment.
        id: i64,
        /// What.
        act: PaymentAct,
        /// Why; empty: what the command is called.
        comment: String,
        /// What was left over as the person saw it.
        seen: Option<Money>,
    },
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

/// Asks about the payment on the desk, whose own facts say what stands in the fields to begin with.
fn ask_payment(
    command: &'static str,
    desk: &DeskFacts,
    act: PaymentAct,
    fields: &'static [Field],
    start: Vec<(Field, String)>,
) -> Result<Effect, Refusal> {
    Ok(Effect::AskPayment(PaymentQuestion {
        command,
        payment: desk.payment,
        left: desk.left,
        act,
        fields,
        start,
    }))
}

/// Why a decision is refused; sums that overflow are refused by the use case, with their own words.
fn refusal_of(error: crate::domain::claim::ClaimError) -> Refusal {
    match error {
        crate::domain::claim::ClaimError::Refused(refusal) => refusal,
        crate::domain::claim::ClaimError::Money(_) => Refusal::NothingHere {},
    }
}

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
    approve, move_remainder, use_credit, refund_lines, annul, credit, claim_reissue, discount, drop_line, write_off, refund_all, set_due, remind, waive, freeze,
    draft_issue, draft_discard, order_complete, order_send, order_post, order_open, order_check, order_cancel, order_refund_late, order_post_print, order_print,
    order_credit, order_reissue, order_reopen,
    desk_take, desk_oldest, desk_write_off, desk_amount, desk_credit, desk_donate, desk_account, desk_pay_back, desk_park, desk_unpark,
    desk_undo, payment_unmatch, payment_recall, refund_sent, refund_done, refund_failed, mandate_tie, mandate_end,
    notice_handle, charge_paid, charge_not_paid, charge_refund, thread_tie, thread_untie, claim_send, sending_again, sending_left, sending_not_left, sending_cancel, outgoing_sent, outgoing_discard, outgoing_receipt,
}

//! What a dialog asks before something is done: the command it is of, what will be done, and the fields.

use super::Field;
use crate::app::usecase::claims::Act;
use crate::app::usecase::drafts::act::DraftAct;
use crate::app::usecase::dues_sms::act::SmsAct;
use crate::app::usecase::mandates::BankAct;
use crate::app::usecase::orders::act::OrderAct;
use crate::app::usecase::payments::PaymentAct;
use crate::app::usecase::sending::act::SendingAct;
use crate::domain::money::Money;
use crate::domain::payment::RefundState;

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

/// What has to be asked before something is done with a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentQuestion {
    /// The command's id: its title stands under it.
    pub command: &'static str,
    /// Key of the payment.
    pub payment: i64,
    /// What is left over of it.
    pub left: Money,
    /// What will be done; amounts, accounts, dates and notes are filled in from the fields.
    pub act: PaymentAct,
    /// What to ask.
    pub fields: &'static [Field],
    /// What stands in the fields to begin with.
    pub start: Vec<(Field, String)>,
}

/// What has to be asked before refunds are moved on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundQuestion {
    /// The command's id: its title stands under it.
    pub command: &'static str,
    /// Which refunds.
    pub refunds: Vec<u32>,
    /// Where they stand then.
    pub to: RefundState,
}

/// What has to be asked before agreements or notices of the bank are changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankQuestion {
    /// The command's id: its title stands under it.
    pub command: &'static str,
    /// Which rows.
    pub rows: Vec<u32>,
    /// What will be done; a party is filled in from the fields.
    pub act: BankAct,
    /// What to ask.
    pub fields: &'static [Field],
}

/// What has to be asked before something is done in the SMS dialogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmsQuestion {
    /// The command's id: its title and what it says stand under it.
    pub command: &'static str,
    /// What will be done; a party is filled in from the fields.
    pub act: SmsAct,
    /// What to ask.
    pub fields: &'static [Field],
}

/// What is to be asked before something is done with sendings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendingQuestion {
    /// The command.
    pub command: &'static str,
    /// Which sendings.
    pub rows: Vec<u32>,
    /// What would be done.
    pub act: SendingAct,
}

/// Which step is taken with a file to the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutgoingStep {
    /// It went to the bank.
    Sent,
    /// It never will.
    Discard,
    /// The bank's receipt list of it.
    Receipt,
}

/// What has to be asked before a step is taken with a file to the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingQuestion {
    /// The command's id: its title stands under it.
    pub command: &'static str,
    /// Key of the file.
    pub file: i64,
    /// Which step.
    pub step: OutgoingStep,
}

/// What has to be asked before something is done to a claim that is not issued yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftQuestion {
    /// The command's id: its title stands under it.
    pub command: &'static str,
    /// What will be done.
    pub act: DraftAct,
}

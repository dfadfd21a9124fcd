//! A workshop order and what may happen to it: the state machine of requirements 2.2.
//!
//! While a customer can pay on the phone the order stands as MOBILBET and nobody changes what is owed. What is not owed
//! (notes, messages, checking, printing) stays workable.

use rust_decimal::{Decimal, RoundingStrategy};

use super::money::{Money, MoneyError};
use super::payment::Method;
use super::refusal::{OperationName, Refusal};

codes! {
    /// Where an order stands.
    Status {
        /// PÅGÅR: being worked on.
        InProgress = 1 "in_progress",
        /// KLART: ready to be paid.
        Ready = 2 "ready",
        /// MOBILBET: the payment SMS is out and the order is locked (ORD-9).
        MobilePayment = 3 "mobile_payment",
        /// BOKFÖRD: it became an invoice.
        Posted = 4 "posted",
        /// KREDITERAD: its invoice was credited.
        Credited = 5 "order_credited",
        /// Opened again after a credit, while the mobile payment still stands (ORD-19).
        Opened = 6 "opened",
    }
}

codes! {
    /// How the mobile payment of an order stands.
    Mobile {
        /// There is none.
        None = 0 "",
        /// The link is being made, or its message is on its way.
        Sending = 1 "sending",
        /// The customer can pay.
        Sent = 2 "sent",
        /// Paid.
        Paid = 3 "paid",
        /// The link is being taken back; the provider has not said so yet.
        Cancelling = 4 "cancelling",
        /// Another amount was paid than the order's: a person decides.
        Deviating = 5 "deviating",
        /// The invoice is credited; the credit to the provider remains (ORD-19).
        CreditRemains = 6 "credit_remains",
    }
}

codes! {
    /// How a payment request stands. The first three can still be paid.
    RequestState {
        /// The provider has not answered yet.
        Creating = 1 "creating",
        /// The customer can pay.
        Live = 2 "live",
        /// We asked for its end; the provider has not said so.
        Cancelling = 3 "cancelling",
        /// It can never be paid.
        Dead = 4 "dead",
        /// Paid.
        Paid = 5 "paid",
        /// To be paid back.
        Refunding = 6 "refunding",
        /// Paid back.
        Refunded = 7 "refunded",
    }
}

codes! {
    /// What a line is.
    LineKind {
        /// A part.
        Article = 1 "article",
        /// Work.
        Labour = 2 "labour",
    }
}

codes! {
    /// What a person can do to an order.
    Operation {
        /// Change what is owed.
        Edit = 1 "order-edit",
        /// Declare it ready.
        Complete = 2 "order-complete",
        /// Back to work.
        Reopen = 3 "order-reopen",
        /// Send the payment SMS.
        Send = 4 "order-send",
        /// Ask the provider.
        Check = 5 "order-check",
        /// Take the payment SMS back and open the order.
        Cancel = 6 "order-cancel",
        /// Make it an invoice.
        Post = 7 "order-post",
        /// Credit its invoice.
        Credit = 8 "order-credit",
        /// Open it after a credit.
        Open = 9 "order-open",
    }
}

/// The operations that a status allows (requirements 2.2). Guards come on top.
pub fn allowed(status: Status) -> &'static [Operation] {
    match status {
        Status::InProgress => &[Operation::Edit, Operation::Complete],
        Status::Ready => &[Operation::Edit, Operation::Reopen, Operation::Send, Operation::Post],
        Status::MobilePayment => &[Operation::Check, Operation::Cancel, Operation::Post],
        Status::Posted => &[Operation::Credit],
        Status::Credited => &[Operation::Open],
        Status::Opened => &[Operation::Cancel],
    }
}

/// One line of an order. Prices are without VAT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// From 1.
    pub no: u32,
    /// Part or work.
    pub kind: LineKind,
    /// The article's number.
    pub code: String,
    /// What it is.
    pub text: String,
    /// How much, at most three decimals.
    pub quantity: Decimal,
    /// Of what: `st`, `tim`.
    pub unit: String,
    /// Per unit, without VAT; `None` until somebody priced it.
    pub price: Option<Money>,
    /// Taken off, in percent.
    pub discount_percent: Decimal,
    /// In percent.
    pub vat_percent: Decimal,
}

/// A rounded amount out of a decimal of minor units; halves go away from zero.
fn whole(minor: Decimal) -> Result<Money, MoneyError> {
    let rounded = minor.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    i64::try_from(rounded).map(Money::from_minor).map_err(|_| MoneyError::Overflow)
}

impl Line {
    /// Price times quantity less discount, without VAT.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn net(&self) -> Result<Money, MoneyError> {
        let price = Decimal::from(self.price.unwrap_or(Money::ZERO).minor());
        let kept = (Decimal::ONE_HUNDRED - self.discount_percent) / Decimal::ONE_HUNDRED;
        let net = price.checked_mul(self.quantity).and_then(|sum| sum.checked_mul(kept));
        whole(net.ok_or(MoneyError::Overflow)?)
    }

    /// With VAT: what stands on the invoice's line. The VAT inside it is found again from it, so books and order agree.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn gross(&self) -> Result<Money, MoneyError> {
        let net = self.net()?;
        let vat = Decimal::from(net.minor())
            .checked_mul(self.vat_percent)
            .ok_or(MoneyError::Overflow)?
            / Decimal::ONE_HUNDRED;
        net.plus(whole(vat)?)
    }
}

/// What an order comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Without VAT.
    pub net: Money,
    /// Per rate in percent: what it is on, and the VAT.
    pub vat: Vec<(Decimal, Money, Money)>,
    /// Öresavrundning.
    pub rounding: Money,
    /// To be paid.
    pub total: Money,
}

impl Totals {
    /// All VAT.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn vat_sum(&self) -> Result<Money, MoneyError> {
        Money::sum(self.vat.iter().map(|row| row.2))
    }
}

/// Why and since when an order is locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// Milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// Who sent the payment SMS.
    pub by: String,
}

/// An order with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Key in the file.
    pub id: i64,
    /// The number people use.
    pub number: i64,
    /// Where it stands.
    pub status: Status,
    /// How its mobile payment stands.
    pub mobile: Mobile,
    /// Goes up with every change: two people do not overwrite each other.
    pub revision: i64,
    /// How many payment links it has had.
    pub link_seq: i64,
    /// Whose.
    pub party_id: Option<i64>,
    /// Which car.
    pub vehicle_id: Option<i64>,
    /// Its customer's mobile number.
    pub phone: String,
    /// How it is, or will be, paid.
    pub method: Option<Method>,
    /// *Betalning mottagen*.
    pub payment_received: bool,
    /// Locked since, and by whom.
    pub lock: Option<Lock>,
    /// The invoice that stands for it.
    pub claim_id: Option<i64>,
    /// Its lines.
    pub lines: Vec<Line>,
}

impl Order {
    /// What it comes to, rounded to `unit` (one minor unit: not at all).
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn totals(&self, unit: Money) -> Result<Totals, MoneyError> {
        let mut totals = Totals::default();
        let mut exact = Money::ZERO;
        for line in &self.lines {
            let (net, gross) = (line.net()?, line.gross()?);
            totals.net = totals.net.plus(net)?;
            exact = exact.plus(gross)?;
            let vat = gross.minus(net)?;
            match totals.vat.iter_mut().find(|row| row.0 == line.vat_percent) {
                Some(row) => (row.1, row.2) = (row.1.plus(net)?, row.2.plus(vat)?),
                None => totals.vat.push((line.vat_percent, net, vat)),
            }
        }
        totals.vat.sort_by_key(|row| std::cmp::Reverse(row.0));
        let step = Decimal::from(unit.minor().max(1));
        let steps = (Decimal::from(exact.minor()) / step).round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        totals.total = whole(steps * step)?;
        totals.rounding = totals.total.minus(exact)?;
        Ok(totals)
    }

    /// Whether the status allows an operation; a locked order says why, and how it is opened.
    ///
    /// # Errors
    /// [`Refusal::OrderLocked`], [`Refusal::OrderForbids`], [`Refusal::CreditRemains`].
    pub fn may(&self, operation: Operation) -> Result<(), Refusal> {
        if allowed(self.status).contains(&operation) {
            return Ok(());
        }
        match (&self.lock, self.mobile) {
            (Some(lock), _) if operation != Operation::Open => Err(self.locked(lock)),
            _ if self.status == Status::InProgress && matches!(operation, Operation::Send | Operation::Post) => {
                Err(Refusal::OrderNotReady { number: self.number })
            }
            (_, Mobile::CreditRemains) if operation != Operation::Open => Err(Refusal::CreditRemains { number: self.number }),
            _ => Err(Refusal::OrderForbids {
                number: self.number,
                status: self.status,
                operation: OperationName(operation.code()),
            }),
        }
    }

    /// Why it is locked, by how its mobile payment stands, with the way out.
    fn locked(&self, lock: &Lock) -> Refusal {
        let (number, since) = (self.number, super::refusal::Moment(lock.at_ms));
        let operator = lock.by.clone();
        match self.mobile {
            Mobile::Sending => Refusal::OrderSending { number, since, operator },
            Mobile::Paid => Refusal::OrderPaidLocked { number },
            Mobile::Cancelling => Refusal::OrderCancelling { number },
            Mobile::Deviating => Refusal::PaymentDeviates { number },
            Mobile::None | Mobile::Sent | Mobile::CreditRemains => Refusal::OrderLocked { number, since, operator },
        }
    }

    /// Everything that is missing before it can be paid (ORD-4), all at once: codes with texts under `missing-CODE`.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn missing(&self, unit: Money) -> Result<Vec<Missing>, MoneyError> {
        let mut missing = Vec::new();
        if self.party_id.is_none() {
            missing.push(Missing::Customer);
        }
        if self.lines.is_empty() {
            missing.push(Missing::Lines);
        }
        for line in &self.lines {
            if line.text.trim().is_empty() {
                missing.push(Missing::LineText(line.no));
            }
            if line.price.is_none() {
                missing.push(Missing::LinePrice(line.no));
            }
            if line.quantity.is_zero() {
                missing.push(Missing::LineQuantity(line.no));
            }
        }
        if !self.lines.is_empty() && missing.is_empty() {
            if self.lines.iter().any(|line| line.gross().is_ok_and(|gross| gross.minor() < 0)) {
                missing.push(Missing::NegativeLine);
            }
            if !self.totals(unit)?.total.is_positive() {
                missing.push(Missing::Sum);
            }
        }
        Ok(missing)
    }

    /// Refuses unless nothing is missing.
    ///
    /// # Errors
    /// [`Refusal::OrderIncomplete`].
    pub fn must_be_complete(&self, unit: Money) -> Result<(), OrderError> {
        let missing = self.missing(unit)?;
        if missing.is_empty() {
            return Ok(());
        }
        Err(OrderError::Refused(Refusal::OrderIncomplete {
            number: self.number,
            missing: super::refusal::Listed(missing.iter().map(Missing::key).collect()),
        }))
    }

    /// Declares it ready (KLART).
    ///
    /// # Errors
    /// Refused by status, or with all that is missing.
    pub fn complete(&self, unit: Money) -> Result<Order, OrderError> {
        self.may(Operation::Complete)?;
        self.must_be_complete(unit)?;
        Ok(Order {
            status: Status::Ready,
            ..self.clone()
        })
    }

    /// Locks it for a new payment link (ORD-6, ORD-8, ORD-9): the next link's number stands in `link_seq`.
    ///
    /// # Errors
    /// Refused by status, with all that is missing, or while money of an earlier link is here.
    pub fn send(&self, unit: Money, lock: Lock) -> Result<Order, OrderError> {
        self.may(Operation::Send)?;
        self.must_be_complete(unit)?;
        if self.payment_received {
            return Err(Refusal::OrderPaid { number: self.number }.into());
        }
        Ok(Order {
            status: Status::MobilePayment,
            mobile: Mobile::Sending,
            link_seq: self.link_seq + 1,
            lock: Some(lock),
            ..self.clone()
        })
    }

    /// The customer paid (ORD-16). Another amount than the order's keeps it locked and goes to a person.
    pub fn paid(&self, exact: bool) -> Order {
        if !exact {
            return Order {
                mobile: Mobile::Deviating,
                ..self.clone()
            };
        }
        Order {
            // One that is being taken back goes on being taken back: the money goes home (ORD-13).
            mobile: if self.mobile == Mobile::Cancelling {
                Mobile::Cancelling
            } else {
                Mobile::Paid
            },
            method: Some(Method::Mobile),
            payment_received: true,
            ..self.clone()
        }
    }

    /// The payment SMS is to be taken back (ORD-10). It stays locked until the provider has said so.
    ///
    /// # Errors
    /// Refused by status.
    pub fn cancel(&self) -> Result<Order, OrderError> {
        self.may(Operation::Cancel)?;
        Ok(Order {
            mobile: Mobile::Cancelling,
            ..self.clone()
        })
    }

    /// The link is dead, or paid and on its way back: the order is open again as KLART (ORD-11, ORD-12).
    pub fn opened(&self) -> Order {
        Order {
            status: Status::Ready,
            mobile: Mobile::None,
            lock: None,
            method: if self.method == Some(Method::Mobile) { None } else { self.method },
            payment_received: false,
            claim_id: None,
            ..self.clone()
        }
    }

    /// What posting takes: how it is paid (ORD-17, requirements 2.2).
    ///
    /// # Errors
    /// Refused by status; while the customer can still pay; for MOBIL without money.
    pub fn may_post(&self, method: Option<Method>, unit: Money) -> Result<Method, OrderError> {
        self.may(Operation::Post)?;
        self.must_be_complete(unit)?;
        if self.status == Status::MobilePayment {
            return match self.mobile {
                Mobile::Paid => Ok(Method::Mobile),
                Mobile::Deviating => Err(Refusal::PaymentDeviates { number: self.number }.into()),
                _ => Err(Refusal::NotPaidYet { number: self.number }.into()),
            };
        }
        match method.or(self.method) {
            Some(Method::Mobile) => Err(Refusal::NotPaidYet { number: self.number }.into()),
            Some(method) => Ok(method),
            None => Err(Refusal::MethodMissing { number: self.number }.into()),
        }
    }
}

/// Something that an order lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No customer.
    Customer,
    /// No lines.
    Lines,
    /// A line without text.
    LineText(u32),
    /// A line without price.
    LinePrice(u32),
    /// A line of nothing.
    LineQuantity(u32),
    /// A line that comes to less than nothing.
    NegativeLine,
    /// It comes to nothing.
    Sum,
}

impl Missing {
    /// The key of its text and the line it is about.
    pub fn key(&self) -> (&'static str, Option<i64>) {
        match self {
            Missing::Customer => ("missing-customer", None),
            Missing::Lines => ("missing-lines", None),
            Missing::LineText(no) => ("missing-line-text", Some(i64::from(*no))),
            Missing::LinePrice(no) => ("missing-line-price", Some(i64::from(*no))),
            Missing::LineQuantity(no) => ("missing-line-quantity", Some(i64::from(*no))),
            Missing::NegativeLine => ("missing-line-sign", None),
            Missing::Sum => ("missing-sum", None),
        }
    }

    /// Every key there is, for the texts.
    pub const KEYS: &'static [&'static str] = &[
        "missing-customer",
        "missing-lines",
        "missing-line-text",
        "missing-line-price",
        "missing-line-quantity",
        "missing-line-sign",
        "missing-sum",
    ];
}

/// What a change of an order can end with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// A rule says no.
    #[error("{0}")]
    Refused(Refusal),
    /// The sums overflow.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl From<Refusal> for OrderError {
    fn from(refusal: Refusal) -> Self {
        OrderError::Refused(refusal)
    }
}

#[cfg(test)]
#[path = "order_tests.rs"]
mod tests;

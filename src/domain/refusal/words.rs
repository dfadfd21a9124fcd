//! What stands in the words of a refusal: values, and names that have texts of their own.

use chrono::NaiveDate;

use crate::domain::money::Money;

/// A value that stands in the words of a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, cleaned before it is shown.
    Text(String),
    /// An amount.
    Money(Money),
    /// A date.
    Date(NaiveDate),
    /// A count or a number.
    Count(i64),
    /// A word of a code set, shown by its own text (`status-paid`).
    Code(String),
    /// A moment, ms since 1970 UTC, shown in local time.
    Moment(i64),
    /// Several texts by their keys, each with the line it is about, shown one after the other.
    List(Vec<(&'static str, Option<i64>)>),
}

/// A moment, ms since 1970 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(pub i64);

impl From<Moment> for Value {
    fn from(moment: Moment) -> Self {
        Value::Moment(moment.0)
    }
}

/// Several things told at once: keys of texts, each with the line it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed(pub Vec<(&'static str, Option<i64>)>);

impl From<Listed> for Value {
    fn from(listed: Listed) -> Self {
        Value::List(listed.0)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}
impl From<Money> for Value {
    fn from(money: Money) -> Self {
        Value::Money(money)
    }
}
impl From<NaiveDate> for Value {
    fn from(date: NaiveDate) -> Self {
        Value::Date(date)
    }
}
impl From<i64> for Value {
    fn from(count: i64) -> Self {
        Value::Count(count)
    }
}
impl From<crate::domain::claim::Status> for Value {
    fn from(status: crate::domain::claim::Status) -> Self {
        Value::Code(format!("status-{}", status.code()))
    }
}

impl From<crate::domain::order::Status> for Value {
    fn from(status: crate::domain::order::Status) -> Self {
        Value::Code(format!("order-status-{}", status.code()))
    }
}

/// A field of the set-up of payment by SMS: its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DuesField(pub &'static str);

impl From<DuesField> for Value {
    fn from(field: DuesField) -> Self {
        Value::Code(format!("dues-field-{}", field.0))
    }
}

impl From<crate::domain::dues_sms::ChargeState> for Value {
    fn from(state: crate::domain::dues_sms::ChargeState) -> Self {
        Value::Code(format!("charge-state-{}", state.code()))
    }
}

impl From<crate::domain::sending::SendingState> for Value {
    fn from(state: crate::domain::sending::SendingState) -> Self {
        Value::Code(format!("sending-state-{}", state.code()))
    }
}

/// A word about a party's card: the key of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyWord(pub String);

impl PartyWord {
    /// The name of a field.
    pub fn field(field: crate::domain::party::CardField) -> PartyWord {
        PartyWord(format!("party-field-{}", field.code()))
    }

    /// Why something cannot stand in it.
    pub fn why(fault: crate::domain::party::CardFault) -> PartyWord {
        PartyWord(format!("card-fault-{}", fault.code()))
    }
}

impl From<PartyWord> for Value {
    fn from(word: PartyWord) -> Self {
        Value::Code(word.0)
    }
}

/// A word of the set-up of membership and dues, shown by its own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DuesWord(pub &'static str);

impl From<DuesWord> for Value {
    fn from(word: DuesWord) -> Self {
        Value::Code(format!("dues-word-{}", word.0))
    }
}

/// The name of a field, by the key of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldName(pub &'static str);

impl From<FieldName> for Value {
    fn from(name: FieldName) -> Self {
        Value::Code(name.0.to_owned())
    }
}

/// The name of an operation, shown by its own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OperationName(pub &'static str);

impl From<OperationName> for Value {
    fn from(name: OperationName) -> Self {
        Value::Code(format!("operation-{}", name.0))
    }
}

/// Where a refund stands, shown by its own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefundWord(pub &'static str);

impl From<RefundWord> for Value {
    fn from(word: RefundWord) -> Self {
        Value::Code(format!("refund-state-{}", word.0))
    }
}

/// How far a file to the bank came, shown by its own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutgoingWord(pub &'static str);

impl From<OutgoingWord> for Value {
    fn from(word: OutgoingWord) -> Self {
        Value::Code(format!("outgoing-state-{}", word.0))
    }
}

/// What is wrong with a filter, shown by its own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilterDetail(pub &'static str);

impl From<FilterDetail> for Value {
    fn from(detail: FilterDetail) -> Self {
        Value::Code(format!("filter-{}", detail.0))
    }
}

/// A word of the set-up of bank accounts, by the key of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountWord(pub String);

impl From<AccountWord> for Value {
    fn from(word: AccountWord) -> Self {
        Value::Code(word.0)
    }
}

/// What is wrong with a mask, shown by its own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecipeWord(pub &'static str);

impl From<RecipeWord> for Value {
    fn from(word: RecipeWord) -> Self {
        Value::Code(format!("recipe-fault-{}", word.0))
    }
}

/// What is wrong with a reference, shown by its own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReferenceFaultWord(pub &'static str);

impl From<ReferenceFaultWord> for Value {
    fn from(word: ReferenceFaultWord) -> Self {
        Value::Code(format!("reference-fault-{}", word.0))
    }
}

/// Why a recipe gives no reference, shown by its own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceWhy {
    /// The party's number has letters.
    PartyNotDigits,
    /// The party's number has more digits than the recipe has room for.
    PartyNoRoom,
    /// The claim's number has more digits than the recipe has room for.
    ClaimNoRoom,
    /// All running numbers of the party are in use.
    UsedUp,
    /// The account's agreement does not cover what the recipe makes.
    FitsNone,
}

impl ReferenceWhy {
    /// The code of the fault in a table of claims.
    pub fn input_code(self) -> &'static str {
        match self {
            ReferenceWhy::PartyNotDigits => "recipe-party-digits",
            _ => "recipe-party-room",
        }
    }
}

impl From<ReferenceWhy> for Value {
    fn from(why: ReferenceWhy) -> Self {
        let key = match why {
            ReferenceWhy::PartyNotDigits => "reference-why-party-digits",
            ReferenceWhy::PartyNoRoom => "reference-why-party-room",
            ReferenceWhy::ClaimNoRoom => "reference-why-claim-room",
            ReferenceWhy::UsedUp => "reference-why-used-up",
            ReferenceWhy::FitsNone => "reference-why-fits-none",
        };
        Value::Code(key.to_owned())
    }
}

//! Refusals: why a rule says no, as values. Their words, with the way out, stand in the language files under
//! `refusal-CODE`; a test holds the two together.

use chrono::NaiveDate;

use super::money::Money;

mod words;

pub use words::*;

macro_rules! refusals {
    ($($(#[$meta:meta])* $variant:ident = $code:literal { $($field:ident : $type:ty),* $(,)? }),+ $(,)?) => {
        /// Why something is refused. A refusal is an answer, not a fault of the program.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the fields are named by the texts they fill")]
        pub enum Refusal { $($(#[$meta])* $variant { $($field: $type),* }),+ }

        impl Refusal {
            /// The codes of all refusals and the names of what stands in their texts.
            pub const CODES: &'static [(&'static str, &'static [&'static str])] =
                &[$(($code, &[$(stringify!($field)),*])),+];

            /// The stable code: the key of its text and what scripts look at.
            pub fn code(&self) -> &'static str {
                match self { $(Refusal::$variant { .. } => $code),+ }
            }

            /// What stands in its text.
            pub fn values(&self) -> Vec<(&'static str, Value)> {
                match self.clone() {
                    $(Refusal::$variant { $($field),* } => vec![$((stringify!($field), Value::from($field))),*]),+
                }
            }
        }

        impl std::fmt::Display for Refusal {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

refusals! {
    /// A change without the mandatory comment (CLM-13).
    CommentMissing = "comment-missing" {},
    /// The status does not allow it (requirements 2.1).
    StatusForbids = "status-forbids" { number: i64, status: super::claim::Status, operation: OperationName },
    /// Money has been received on the claim.
    MoneyReceived = "money-received" { number: i64, paid: Money },
    /// No such line.
    NoSuchLine = "no-such-line" { number: i64, line: i64, lines: i64 },
    /// The line has been dropped already.
    LineDropped = "line-dropped" { number: i64, line: i64 },
    /// The line is credited in full already.
    LineCredited = "line-credited" { number: i64, line: i64 },
    /// A discount larger than what is left of the line.
    DiscountTooLarge = "discount-too-large" { number: i64, line: i64, discount: Money, open: Money },
    /// A discount of nothing or less.
    DiscountNotPositive = "discount-not-positive" { discount: Money },
    /// A discount without its text.
    DiscountTextMissing = "discount-text-missing" {},
    /// A discount that would leave a claim of nothing: annul instead.
    NothingLeft = "nothing-left" { number: i64 },
    /// The last line of a claim with money on it cannot go.
    LastLineWithMoney = "last-line-with-money" { number: i64, paid: Money },
    /// Somebody changed the claim meanwhile.
    ChangedMeanwhile = "changed-meanwhile" { number: i64 },
    /// No such claim.
    NoSuchClaim = "no-such-claim" { wanted: String },
    /// No such payment.
    NoSuchPayment = "no-such-payment" { wanted: String },
    /// No such view.
    NoSuchView = "no-such-view" { name: String },
    /// A view without a name.
    ViewNameMissing = "view-name-missing" {},
    /// The bank account stands in the site already.
    AccountExists = "account-exists" { number: String },
    /// The text is not an account number of the country.
    AccountInvalid = "account-invalid" { number: String, country: String },
    /// The reference rules could not be read.
    RulesInvalid = "rules-invalid" { rules: String, detail: String },
    /// A reference that fits none of the rules.
    ReferenceInvalid = "reference-invalid" { reference: String, rules: String },
    /// A reference cannot be made from this number.
    ReferenceBase = "reference-base" { base: String },
    /// No such bank account.
    NoSuchAccount = "no-such-account" { wanted: String },
    /// What was to stand in a field of an account's set-up cannot.
    AccountField = "account-field" { field: AccountWord, value: String, why: AccountWord, range: String },
    /// A mask that cannot be read (OCR-18).
    RecipeInvalid = "recipe-invalid" { recipe: String, place: i64, why: RecipeWord },
    /// What the recipe makes is none of the references that the account takes.
    RecipeFitsNone = "recipe-fits-none" { recipe: String, length: i64, rules: String },
    /// The recipe gives no reference for a claim.
    ReferenceNotMade = "reference-not-made" { account: String, party: String, recipe: String, why: ReferenceWhy },
    /// A reference that the account does not take, tried as a sample (OCR-18).
    SampleFails = "sample-fails" { reference: String, account: String, rules: String, why: ReferenceFaultWord },
    /// Things are missing before an account's set-up can be said to stand there (OCR-24).
    AccountNotReady = "account-not-ready" { account: String, state: AccountWord, missing: Listed },
    /// What was given stands there already.
    AccountUnchanged = "account-unchanged" { account: String },
    /// Payments of the account came in another format after the day it is to change on.
    FormatOverlaps = "format-overlaps" { account: String, other: String, last: NaiveDate },
    /// Somebody read the first file of the account a moment ago, in another format.
    FormatMeanwhile = "format-meanwhile" { format: String },
    /// The file holds a site already.
    SiteExists = "site-exists" { name: String, path: String },
    /// Somebody else writes for long.
    Busy = "busy" { operator: String, work: String, percent: i64 },
    /// The file changed between its check and its storing.
    FileChanged = "file-changed" { name: String },
    /// Nothing stands under the cursor.
    NothingHere = "nothing-here" {},
    /// The column cannot be hidden: it is the last one.
    LastColumn = "last-column" {},
    /// Not a column of this list.
    NoSuchColumn = "no-such-column" { column: String, list: String, known: String },
    /// The filter could not be understood.
    FilterFault = "filter-fault" { word: String, place: i64, detail: FilterDetail },
    /// A word of the filter is none of those that could stand there.
    FilterWord = "filter-word" { word: String, place: i64, detail: FilterDetail, known: String },
    /// A file is in the way.
    FileExists = "file-exists" { path: String },
    /// Only a demo site is replaced by a new one.
    NotADemo = "not-a-demo" { path: String },
    /// More than the claim's remainder was to be moved away.
    MoreThanRemainder = "more-than-remainder" { number: i64, amount: Money, remainder: Money },
    /// No such order.
    NoSuchOrder = "no-such-order" { wanted: String },
    /// No such customer or member.
    NoSuchParty = "no-such-party" { wanted: String },
    /// No such line on the order.
    NoSuchOrderLine = "no-such-order-line" { number: i64, line: i64 },
    /// The customer can still pay: nobody changes what is owed (ORD-8).
    OrderLocked = "order-locked" { number: i64, since: Moment, operator: String },
    /// Its payment link is being made or its SMS is on its way.
    OrderSending = "order-sending" { number: i64, since: Moment, operator: String },
    /// The customer has paid; it waits to be posted.
    OrderPaidLocked = "order-paid-locked" { number: i64 },
    /// The annulment is asked for; the provider has not said so.
    OrderCancelling = "order-cancelling" { number: i64 },
    /// It is being worked on: it must be ready first.
    OrderNotReady = "order-not-ready" { number: i64 },
    /// The order's status does not allow it (requirements 2.2).
    OrderForbids = "order-forbids" { number: i64, status: super::order::Status, operation: OperationName },
    /// Somebody changed the order meanwhile.
    OrderChanged = "order-changed" { number: i64 },
    /// Things are missing before it can be paid (ORD-4).
    OrderIncomplete = "order-incomplete" { number: i64, missing: Listed },
    /// The order has been paid already.
    OrderPaid = "order-paid" { number: i64 },
    /// The customer has not paid by mobile.
    NotPaidYet = "not-paid-yet" { number: i64 },
    /// The customer paid another amount than the order's: a person decides.
    PaymentDeviates = "payment-deviates" { number: i64 },
    /// Nobody said how the order is paid.
    MethodMissing = "method-missing" { number: i64 },
    /// The order is open after a credit, and the credit to the provider remains (ORD-19).
    CreditRemains = "credit-remains" { number: i64 },
    /// Not a mobile number that an SMS reaches.
    PhoneInvalid = "phone-invalid" { phone: String },
    /// The message has letters that phones do not take.
    TextUnsendable = "text-unsendable" { detail: String },
    /// A settlement of this name is booked with other rows.
    SettlementDiffers = "settlement-differs" { settlement: String },
    /// More would be settled of an order than was paid on it.
    SettledTooMuch = "settled-too-much" { number: i64, settled: Money, paid: Money },
    /// The message would be more SMS than the settings allow.
    TextTooLong = "text-too-long" { parts: i64, most: i64 },
    /// No Swish number is set up.
    NoSwish = "no-swish" {},
    /// No provider of mobile payments is set up (ORD-26).
    NoProvider = "no-provider" {},
    /// Nothing is under way that could be checked.
    NothingToCheck = "nothing-to-check" { number: i64 },
    /// The order was never sent to a phone.
    NothingToCancel = "nothing-to-cancel" { number: i64 },
    /// There is no invoice, or no such credit note, to print.
    NothingToPrint = "nothing-to-print" {},
    /// What is paid is not what is owed: it cannot be approved.
    NotEqual = "not-equal" { number: i64, paid: Money, owed: Money },
    /// Nothing was paid too much on the claim.
    NoRemainder = "no-remainder" { number: i64 },
    /// Nothing is left to pay on the claim.
    NothingLeftToPay = "nothing-left-to-pay" { number: i64 },
    /// More than is left on the claim.
    MoreThanLeft = "more-than-left" { number: i64, amount: Money, left: Money },
    /// Nothing of the payment stands on the claim.
    NotOnClaim = "not-on-claim" { number: i64, payment: i64 },
    /// Nobody knows who paid, so nothing can be paid back.
    PayerUnknown = "payer-unknown" { number: i64 },
    /// No more than the fee was received.
    PaidUnderFee = "paid-under-fee" { number: i64, paid: Money, fee: Money },
    /// More than was paid on the line.
    RefundTooLarge = "refund-too-large" { number: i64, line: i64, amount: Money, paid: Money },
    /// Nothing is left that could be given up.
    NothingToWriteOff = "nothing-to-write-off" { number: i64 },
    /// More than the operator may write off.
    WriteOffLimit = "write-off-limit" { number: i64, amount: Money, limit: Money },
    /// Nothing is left over of the payment.
    PaymentUsed = "payment-used" { payment: i64 },
    /// More than is left over of the payment.
    MoreThanLeftOver = "more-than-left-over" { payment: i64, amount: Money, left: Money },
    /// The payment belongs to an order and is handled there.
    PaymentOfOrder = "payment-of-order" { payment: i64 },
    /// Money that went out is not put on claims.
    PaymentWentOut = "payment-went-out" { payment: i64 },
    /// Only money that went out is set against a receipt.
    PaymentCameIn = "payment-came-in" { payment: i64 },
    /// Money that went out goes to one account as a whole.
    PaymentOutWhole = "payment-out-whole" { payment: i64, left: Money },
    /// The account the money goes back to is not known.
    PayeeMissing = "payee-missing" { payment: i64 },
    /// Money goes back to who paid it, and to nobody else.
    PayeeOther = "payee-other" { payment: i64, payer: String },
    /// Payments of the file were skipped in a later one, because they were known from it.
    FileSkipped = "file-skipped" { name: String, other: String },
    /// The payer has no credit that could be used.
    NoCredit = "no-credit" { number: i64 },
    /// The account is not in the chart, or the program keeps it itself.
    LedgerAccount = "ledger-account" { account: String },
    /// No such bank file.
    NoSuchFile = "no-such-file" { wanted: String },
    /// The file was undone before.
    FileUndone = "file-undone" { name: String },
    /// The bank file is being imported, or its import was interrupted: it is finished first.
    FileImporting = "file-importing" { name: String },
    /// Something was built on the file by hand: it cannot be undone whole.
    FileBuiltOn = "file-built-on" { name: String, payment: i64, count: i64 },
    /// No such refund.
    NoSuchRefund = "no-such-refund" { wanted: String },
    /// No such charge by SMS.
    NoSuchCharge = "no-such-charge" { wanted: String },
    /// A charge is not where this can be done.
    ChargeForbids = "charge-forbids" { charge: i64, state: super::dues_sms::ChargeState },
    /// Donations are not paid by SMS (SMS-1, SMS-2, SMS-3).
    DonationsBySms = "donations-by-sms" { wishes: i64 },
    /// Something in the set-up of payment by SMS cannot be so.
    DuesSmsField = "dues-sms-field" { field: DuesField, value: String },
    /// Payment by SMS cannot be opened yet.
    DuesSmsIncomplete = "dues-sms-incomplete" { fields: Listed },
    /// Its reminders rest.
    ClaimFrozen = "claim-frozen" { number: i64, until: NaiveDate },
    /// Its reminders do not rest.
    NotFrozen = "not-frozen" { number: i64 },
    /// A day that is over where one to come is needed.
    DayOver = "day-over" { day: NaiveDate },
    /// A reminder's fee is higher than the law allows.
    FeeTooHigh = "fee-too-high" { number: i64, fee: Money, most: Money },
    /// As many reminders of it had a fee as the law allows.
    FeesUsed = "fees-used" { number: i64, count: i64 },
    /// A reminder with a fee comes too soon.
    FeeTooSoon = "fee-too-soon" { number: i64, on: NaiveDate },
    /// A fee must have been agreed on before.
    FeeByAgreement = "fee-by-agreement" { number: i64 },
    /// The rate of interest of a day is not known.
    NoInterestRate = "no-interest-rate" { number: i64, day: NaiveDate },
    /// The line is what a reminder cost: it stands on no invoice.
    LineIsCost = "line-is-cost" { number: i64, line: i64 },
    /// No reminder of it cost anything, or that was waived.
    NoCosts = "no-costs" { number: i64 },
    /// The newest bank file is too old to remind by.
    BankFilesOld = "bank-files-old" { newest: NaiveDate, days: i64 },
    /// There is no such setting.
    NoSuchSetting = "no-such-setting" { wanted: String },
    /// A setting cannot have this value.
    SettingValue = "setting-value" { setting: String, value: String },
    /// The program could not work with this setting.
    SettingsWouldFail = "settings-would-fail" { setting: String, detail: String },
    /// No such kind of membership.
    NoSuchMembershipKind = "no-such-membership-kind" { wanted: String },
    /// A kind of membership has this code.
    MembershipKindExists = "membership-kind-exists" { code: String },
    /// The kind of membership is ended: dues of it are not issued any more.
    MembershipKindEnded = "membership-kind-ended" { name: String },
    /// No such dues.
    NoSuchDues = "no-such-dues" { wanted: String },
    /// Dues of this code, or of this kind for this period, are set up.
    DuesExist = "dues-exist" { code: String },
    /// Dues that are issued keep their kind, their period and what they cost.
    DuesIssued = "dues-issued" { code: String },
    /// Something of a kind of membership or of dues cannot be so.
    DuesInvalid = "dues-invalid" { field: DuesWord, value: String },
    /// Dues are issued while they are open.
    DuesClosed = "dues-closed" { code: String },
    /// The day that the claims would be due has passed.
    DuesDuePassed = "dues-due-passed" { code: String, due: NaiveDate },
    /// Nobody would get a claim.
    DuesNobody = "dues-nobody" { code: String },
    /// What would be issued is not what was shown.
    DuesMoved = "dues-moved" { code: String, claims: i64, amount: Money },
    /// Whoever pays for others has nobody who pays.
    HouseholdPayer = "household-payer" { payer: String, party: String },
    /// Somebody else wrote, or a message came, since the person looked.
    DialogueMoved = "dialogue-moved" { number: String },
    /// Nobody can be written to at this number.
    NumberUnreachable = "number-unreachable" { number: String },
    /// There is no such agreement to draw.
    NoSuchMandate = "no-such-mandate" { wanted: String },
    /// There is no such notice of a bank file.
    NoSuchNotice = "no-such-notice" { wanted: String },
    /// The agreement is over already.
    MandateOver = "mandate-over" { mandate: i64 },
    /// The refund is not where this could be done.
    RefundForbids = "refund-forbids" { refund: i64, state: RefundWord },
    /// The due date lies before the claim was issued.
    DueBeforeIssue = "due-before-issue" { number: i64, issued: NaiveDate },
    /// The claim is not due yet.
    NotDueYet = "not-due-yet" { number: i64, due: NaiveDate },
    /// The recipient has no mobile number.
    NoMobile = "no-mobile" { number: i64 },
    /// The recipient was reminded a short while ago.
    RemindedLately = "reminded-lately" { number: i64, on: NaiveDate, days: i64 },
    /// The claim has been sent: it can only be sent again as a copy.
    SentAlready = "sent-already" { number: i64, on: NaiveDate },
    /// No credit note on the claim waits to be sent.
    NoUnsentNote = "no-unsent-note" { number: i64 },
    /// The claim is being sent.
    SendingWaits = "sending-waits" { number: i64 },
    /// Nobody knows whether the claim was sent.
    SendingUnknown = "sending-unknown" { number: i64, sending: i64 },
    /// There is no such sending.
    NoSuchSending = "no-such-sending" { sending: i64 },
    /// Where the sending stands does not allow it.
    SendingForbids = "sending-forbids" { sending: i64, state: super::sending::SendingState },
    /// The recipient has no e-mail.
    NoEmail = "no-email" { number: i64 },
    /// The recipient's e-mail cannot be written to.
    EmailInvalid = "email-invalid" { number: i64, email: String },
    /// The site sends no e-mail.
    NoMail = "no-mail" { number: i64 },
    /// The paper of the claim cannot be made.
    PaperFault = "paper-fault" { number: i64, detail: String },
    /// A claim that asks for money and says no account.
    NoAccountToPayTo = "no-account-to-pay-to" { number: i64 },
    /// Somebody handled the payment meanwhile.
    PaymentChanged = "payment-changed" { payment: i64 },
    /// The party has no open claim.
    NothingOpen = "nothing-open" { party: String },
    /// Nobody knows whose the payment is.
    PartyMissing = "party-missing" { payment: i64 },
    /// Nothing of the payment went where it could be recalled from.
    NothingToRecall = "nothing-to-recall" { payment: i64 },
    /// The line is not the refund's amount.
    RefundDiffers = "refund-differs" { refund: i64, amount: Money, asked: Money },
    /// Nothing is due that the bank could be asked for.
    NothingDue = "nothing-due" {},
    /// No bank account of the site.
    NoAccountOfOurs = "no-account-of-ours" { wanted: String },
    /// Nothing is sent to the bank in this format here.
    NotWrittenFormat = "not-written-format" { format: String },
    /// The account is not set up for what is to be written.
    OutgoingIncomplete = "outgoing-incomplete" { account: String, format: String, fields: Listed },
    /// What is due is not what was shown.
    OutgoingChanged = "outgoing-changed" { account: String },
    /// Something does not fit a field of the format.
    OutgoingField = "outgoing-field" { item: String, field: String, value: String },
    /// Something cannot be asked for in the format.
    OutgoingNotInFormat = "outgoing-not-in-format" { item: String, format: String },
    /// The number of a file was used in the last 12 months and a day.
    NumberUsed = "number-used" { number: i64, since: NaiveDate },
    /// No such file to the bank.
    NoSuchOutgoing = "no-such-outgoing" { wanted: String },
    /// The file to the bank is not where this could be done.
    OutgoingForbids = "outgoing-forbids" { name: String, state: OutgoingWord },
    /// Nothing in a receipt list is about the file.
    ReceiptEmpty = "receipt-empty" { name: String },
    /// The file was written here: it is not undone but discarded.
    FileIsOurs = "file-is-ours" { name: String },
    /// A field's value cannot be read.
    FieldInvalid = "field-invalid" { field: String, value: String },
    /// No folder is watched: the settings name none (OCR-8).
    NoWatchedFolder = "no-watched-folder" {},
    /// Another process watches the folder.
    WatchedElsewhere = "watched-elsewhere" { folder: String },
    /// No such bank account.
    ExchangeNoAccount = "exchange-no-account" { wanted: String },
    /// A value of an account's server cannot be used.
    ExchangeField = "exchange-field" { field: String, value: String },
    /// The account's files do not come by SFTP.
    ExchangeNoServer = "exchange-no-server" { number: String },
    /// The file became no bank file of ours: it was refused, or it went out.
    ExchangeNotImported = "exchange-not-imported" {},
    /// No account's files come by SFTP.
    ExchangeNobody = "exchange-nobody" {},
    /// Something cannot stand in a field of a party's card.
    PartyField = "party-field" { field: PartyWord, value: String, why: PartyWord },
    /// What was given leads to several parties.
    SeveralParties = "several-parties" { wanted: String, count: i64 },
    /// Another party has the number.
    PartyNumberTaken = "party-number-taken" { number: String },
    /// The reference stands on another party or on a claim.
    PartyReferenceTaken = "party-reference-taken" { reference: String },
    /// Everything given stands there already.
    PartyUnchanged = "party-unchanged" { party: String },
    /// Somebody changed the field since the person looked.
    PartyChanged = "party-changed" { party: String },
    /// The party was merged into another.
    PartyMerged = "party-merged" { party: String, into: String },
    /// Who is to pay has somebody who pays.
    PayerHasPayer = "payer-has-payer" { payer: String },
    /// Somebody who pays for others gets nobody who pays.
    PaysForOthers = "pays-for-others" { party: String },
    /// Nobody pays for themselves this way.
    PayerSelf = "payer-self" { party: String },
    /// The number is not one of the party's.
    NotTheirNumber = "not-their-number" { party: String, number: String },
    /// The number is one of the party's already.
    TheirNumber = "their-number" { party: String, number: String },
    /// The number stands on one party alone.
    NumberNotShared = "number-not-shared" { number: String },
    /// A plate without a letter or digit.
    PlateInvalid = "plate-invalid" { plate: String },
    /// The car is not the party's.
    NotTheirCar = "not-their-car" { party: String, plate: String },
    /// A year that no car was made in.
    CarYear = "car-year" { year: String },
    /// A party is not merged with itself.
    MergeSelf = "merge-self" { party: String },
    /// Both have a number in the register of companies, and not the same.
    MergeCompanies = "merge-companies" { keep: String, gone: String },
    /// Both were born, and not on the same day.
    MergeBirths = "merge-births" { keep: String, gone: String },
    /// A payment of an order of theirs is under way.
    MergeOrder = "merge-order" { gone: String, order: i64 },
    /// It is not known yet what becomes of a payment by SMS of theirs.
    MergeCharge = "merge-charge" { gone: String, charge: i64 },
    /// Both have an agreement to draw for one account.
    MergeAgreements = "merge-agreements" { keep: String, gone: String, agreement: String },
    /// Both were asked for the same dues.
    MergeDues = "merge-dues" { keep: String, gone: String, dues: String },
    /// One pays for others and has somebody who pays after the merge.
    MergePayers = "merge-payers" { keep: String, gone: String },
    /// No such draft of a claim.
    NoSuchDraft = "no-such-draft" { wanted: String },
    /// The draft became a claim.
    DraftIssued = "draft-issued" { draft: i64, number: i64 },
    /// The draft was given up.
    DraftDiscarded = "draft-discarded" { draft: i64 },
    /// Somebody changed the draft since the person saw it.
    DraftChanged = "draft-changed" { draft: i64, operator: String },
    /// The draft lacks something; all of it at once.
    DraftIncomplete = "draft-incomplete" { draft: i64, missing: Listed },
    /// A claim has no room for another line.
    DraftFull = "draft-full" { draft: i64, lines: i64 },
    /// The chosen account takes no references, so payments could not be led home.
    AccountTakesNone = "account-takes-none" { account: String },
    /// Another claim or a party has the reference.
    ReferenceTaken = "reference-taken" { reference: String },
    /// No account takes the reference.
    ReferenceFitsNone = "reference-fits-none" { reference: String },
    /// No such article.
    NoSuchArticle = "no-such-article" { wanted: String },
    /// The article is not offered any more.
    ArticleEnded = "article-ended" { code: String, ended: NaiveDate },
    /// An article has the code already.
    ArticleExists = "article-exists" { code: String },
    /// Somebody changed the article since the person saw it.
    ArticleChanged = "article-changed" { code: String },
    /// A field of an article cannot be as it is.
    ArticleField = "article-field" { code: String, field: FieldName },
    /// The claim is the invoice of an order, and is issued anew from there.
    ReissueOrder = "reissue-order" { number: i64, order: i64 },
}

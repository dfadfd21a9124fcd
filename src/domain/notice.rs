//! What a bank file says besides payments: agreements to draw, what became of draws and pay-outs, entries of a statement.

use chrono::NaiveDate;

use super::bankfile::Direction;
use super::money::Money;

codes! {
    /// What a record that moves no money says.
    NoticeKind {
        /// An agreement to draw, as one of the complete list of those that stand.
        MandateListed = 1 "mandate_listed",
        /// An agreement to draw that is new, or one that we know was changed.
        MandateNew = 2 "mandate_new",
        /// An agreement ended.
        MandateEnded = 3 "mandate_ended",
        /// An agreement that we asked for, or a change of it, was refused.
        MandateRefused = 4 "mandate_refused",
        /// The payer stopped an agreement for a while.
        MandatePaused = 5 "mandate_paused",
        /// The payer lifted the stop.
        MandateResumed = 6 "mandate_resumed",
        /// The payer asks for an agreement; we have to answer.
        MandateAsked = 7 "mandate_asked",
        /// About an agreement, but it stays as it is.
        MandateUnchanged = 8 "mandate_unchanged",
        /// The payer has another number in the agreement: `other` is the new one.
        MandateRenumbered = 9 "mandate_renumbered",
        /// A draw was refused before its day.
        DrawRefused = 20 "draw_refused",
        /// A draw was tried, and not paid.
        DrawFailed = 21 "draw_failed",
        /// A draw was not paid yet and is tried again.
        DrawRetried = 22 "draw_retried",
        /// A draw was cancelled.
        DrawCancelled = 23 "draw_cancelled",
        /// A draw has another day: `until_on`.
        DrawMoved = 24 "draw_moved",
        /// Draws were accepted: how many is in `other`, their sum in `amount`.
        DrawsAccepted = 25 "draws_accepted",
        /// A pay-out that we asked for was carried out.
        PaidOut = 30 "paid_out",
        /// A slip was printed for us: `reference` is its identification.
        Slip = 40 "slip",
        /// An entry of an account statement.
        Entry = 50 "entry",
        /// The balance at the beginning of a statement.
        Opening = 51 "opening",
        /// The balance at the end of a statement.
        Closing = 52 "closing",
        /// The bank's fees and interest, and other movements that are none of ours.
        BankOwn = 53 "bank_own",
        /// Expected by the bank, not booked.
        Expected = 54 "expected",
        /// In another currency than the site's.
        Foreign = 55 "foreign",
        /// A remark or an error of the bank about what we sent.
        Remark = 60 "remark",
    }
}

/// One record that is no payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice<'a> {
    /// Line of its first record, from 1.
    pub line: u32,
    /// Where its first record begins, in bytes from the start of the file.
    pub offset: u64,
    /// How many bytes its records are, line ends included except the last one.
    pub length: u32,
    /// The part it stands in, from 1.
    pub part: u32,
    /// Our account or agreement as the part names it, digits only.
    pub account: &'a str,
    /// What it says.
    pub kind: NoticeKind,
    /// The format's own code for that, as written: `32`, `0237`; empty where it has none.
    pub code: &'a str,
    /// The reference, without its padding: KID, our own reference, the lump sum's reference on a statement.
    pub reference: Option<&'a str>,
    /// The payer's number with us: Autogiro's payer number, Betalingsservice's customer number, without zeros in front.
    pub payer_number: Option<&'a str>,
    /// The number that the bank gave the agreement.
    pub mandate_number: Option<&'a str>,
    /// From when it holds, the day of the draw, the booking day of an entry.
    pub on: Option<NaiveDate>,
    /// Until when it holds, or the day it was moved to.
    pub until_on: Option<NaiveDate>,
    /// In or out, where there is an amount.
    pub direction: Direction,
    /// How much, never negative; see `direction`.
    pub amount: Option<Money>,
    /// The payer's account, digits only.
    pub payer_account: Option<&'a str>,
    /// What else it names: personal or organisation number, a new payer number, a count; see the kinds.
    pub other: Option<&'a str>,
    /// Name or text.
    pub text: Option<&'a str>,
    /// Whether the payer wants to be told before each draw (AvtaleGiro).
    pub notify: Option<bool>,
}

impl<'a> Notice<'a> {
    /// An empty notice of a kind in a part.
    pub fn new(kind: NoticeKind, part: u32, account: &'a str) -> Notice<'a> {
        Notice {
            line: 0,
            offset: 0,
            length: 0,
            part,
            account,
            kind,
            code: "",
            reference: None,
            payer_number: None,
            mandate_number: None,
            on: None,
            until_on: None,
            direction: Direction::In,
            amount: None,
            payer_account: None,
            other: None,
            text: None,
            notify: None,
        }
    }
}

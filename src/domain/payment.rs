//! Payments: money that came in, how far its handling has come, and why.

use super::money::Money;

codes! {
    /// How far a payment's handling has come.
    State {
        /// No claim or party found.
        Unmatched = 1 "unmatched",
        /// A party found, and candidates, but nothing certain.
        Suggested = 2 "suggested",
        /// Split by hand, with something left.
        PartlyUsed = 3 "partly_used",
        /// Nothing left of it.
        Used = 4 "used",
        /// Waits for a person: money out, possible duplicates.
        Parked = 5 "parked",
        /// Stands on an order until it becomes an invoice.
        Reserved = 6 "reserved",
        /// Given back.
        PaidBack = 7 "paid_back",
        /// Out of the books again with the bank file it came in.
        Undone = 8 "undone",
    }
}

/// How far a payment's handling has come when `used` of its `amount` is used. Where nothing is, it stands where its reason put
/// it before a person came.
pub fn state_by_use(amount: Money, used: Money, reason: Reason, is_parked: bool) -> State {
    if used == amount {
        State::Used
    } else if is_parked {
        State::Parked
    } else if !used.is_zero() {
        State::PartlyUsed
    } else {
        match reason {
            Reason::MoneyOut | Reason::PossibleDuplicate | Reason::OtherFormat => State::Parked,
            Reason::PartyNoneOpen | Reason::PartySeveralOpen | Reason::PartyOtherAmount => State::Suggested,
            _ => State::Unmatched,
        }
    }
}

/// The stage that a reason belongs to.
pub fn stage_of(reason: Reason) -> Stage {
    match reason {
        Reason::MoneyOut | Reason::PossibleDuplicate | Reason::OtherFormat | Reason::OrderOpen | Reason::LinkDead | Reason::OtherAmount => {
            Stage::Read
        }
        Reason::Unreadable | Reason::FailsCheck | Reason::NotFound | Reason::TextOnly | Reason::SeveralReferences => Stage::Reference,
        Reason::PartyNoneOpen | Reason::PartySeveralOpen | Reason::PartyOtherAmount | Reason::PartyExact => Stage::Party,
        Reason::Exact
        | Reason::MoreThanClaim
        | Reason::LessThanClaim
        | Reason::SeveralPayers
        | Reason::AlreadyPaid
        | Reason::ClaimVoid
        | Reason::ManualHandling
        | Reason::Undone => Stage::Claim,
    }
}

codes! {
    /// Where a payment came from.
    Source {
        /// A bank file.
        BankFile = 1 "bank_file",
        /// A mobile payment's provider.
        Mobile = 2 "mobile",
        /// Taken at the counter.
        Counter = 3 "counter",
        /// A message that cost its amount.
        Sms = 4 "sms",
    }
}

codes! {
    /// How far a payment came on its way to a claim (design, part 3: the two strict stages).
    Stage {
        /// Reading: it may not be settled automatically at all.
        Read = 1 "read",
        /// Stage one: finding whose the reference is.
        Reference = 2 "reference",
        /// Stage two on a claim's own reference.
        Claim = 3 "claim",
        /// Stage two on a party's reference.
        Party = 4 "party",
        /// By a person.
        Hand = 5 "hand",
    }
}

codes! {
    /// Why a payment stands where it stands.
    Reason {
        /// Reference and amount agree.
        Exact = 1 "exact",
        /// More than the claim.
        MoreThanClaim = 2 "more_than_claim",
        /// Less than the claim.
        LessThanClaim = 3 "less_than_claim",
        /// The claim got money from more than one account.
        SeveralPayers = 4 "several_payers",
        /// The claim had been paid already.
        AlreadyPaid = 5 "already_paid",
        /// The claim had been annulled or credited.
        ClaimVoid = 6 "claim_void",
        /// The claim is in manual handling; a person approves it.
        ManualHandling = 7 "manual_handling",
        /// The reference has letters or inner blanks (rule 20).
        Unreadable = 8 "unreadable",
        /// The reference fits neither length nor check digit of the account (rule 21).
        FailsCheck = 9 "fails_check",
        /// Nothing has this reference (rule 22).
        NotFound = 10 "not_found",
        /// No reference, only text (rule 23).
        TextOnly = 11 "text_only",
        /// A credit line or a refund (rule 24).
        MoneyOut = 12 "money_out",
        /// Looks like a payment of an earlier file and cannot be told from it (rule 30).
        PossibleDuplicate = 13 "possible_duplicate",
        /// The party has no unpaid claim.
        PartyNoneOpen = 14 "party_none_open",
        /// The party has several unpaid claims.
        PartySeveralOpen = 15 "party_several_open",
        /// The party's one unpaid claim is of another amount.
        PartyOtherAmount = 16 "party_other_amount",
        /// The party's one unpaid claim is for exactly this amount (OCR-14).
        PartyExact = 17 "party_exact",
        /// Paid by mobile on an order that is not posted yet.
        OrderOpen = 18 "order_open",
        /// Paid by mobile on a link that had been annulled: to be paid back.
        LinkDead = 19 "link_dead",
        /// Paid by mobile, but not the order's amount.
        OtherAmount = 20 "other_amount",
        /// It stood on a claim, and a person took it off.
        Undone = 21 "undone",
        /// It names more than one reference: a person says how much goes on each.
        SeveralReferences = 22 "several_references",
        /// The payments of its account came in another format on its day; to be looked at before it is used.
        OtherFormat = 23 "other_format",
    }
}

codes! {
    /// In which way a claim was paid (CLM-6).
    Method {
        /// Giro from a bank account.
        Bank = 1 "bank",
        /// Drawn by direct debit.
        DirectDebit = 2 "direct_debit",
        /// Payment card.
        Card = 3 "card",
        /// Cash.
        Cash = 4 "cash",
        /// Several of them.
        Mixed = 5 "mixed",
        /// On the phone by a payment link (MOBIL).
        Mobile = 6 "mobile",
        /// Swish to the counter's number.
        Swish = 7 "swish",
        /// Later, by invoice.
        Invoice = 8 "invoice",
        /// On the phone bill, by SMS.
        Sms = 9 "sms",
    }
}

codes! {
    /// What kind of movement a transaction is.
    Movement {
        /// Money came in.
        Received = 1 "received",
        /// Money went out by a line of a bank file.
        PaidOut = 2 "paid_out",
        /// To be given back: it leaves what it stood on.
        RefundAsked = 3 "refund_asked",
        /// Given back by whom it came through.
        Refunded = 4 "refunded",
        /// Given back at the counter, or from the bank.
        PaidBackByHand = 5 "paid_back_by_hand",
        /// Put on a claim by hand.
        Allocated = 6 "allocated",
        /// Taken off a claim again.
        TakenOff = 7 "taken_off",
        /// Kept as the payer's credit.
        Credited = 8 "credited",
        /// The payer's credit put on a claim.
        CreditUsed = 9 "credit_used",
        /// To another account of the ledger.
        Transferred = 10 "transferred",
        /// Made a donation.
        Donated = 11 "donated",
        /// Set against money that went out.
        Reversed = 12 "reversed",
        /// A refund's fee that was kept.
        FeeKept = 13 "fee_kept",
        /// Paid back from the bank.
        RefundPaid = 14 "refund_paid",
        /// The bank did not take the refund: left over again.
        RefundFailed = 15 "refund_failed",
        /// Out of the books with its bank file.
        FileUndone = 16 "file_undone",
        /// Given up on a claim; no money moved.
        WrittenOff = 17 "written_off",
    }
}

codes! {
    /// Where a refund stands.
    RefundState {
        /// Asked for; not sent.
        Requested = 1 "requested",
        /// With the bank.
        Sent = 2 "sent",
        /// The money is back.
        Done = 3 "done",
        /// The bank did not take it: the money is left over.
        Failed = 4 "failed",
    }
}

impl RefundState {
    /// What may follow: sent may be passed over by who pays at once.
    pub fn may_become(self, next: RefundState) -> bool {
        matches!(
            (self, next),
            (RefundState::Requested, RefundState::Sent | RefundState::Done | RefundState::Failed)
                | (RefundState::Sent, RefundState::Done | RefundState::Failed)
        )
    }
}

//! Payments: money that came in, how far its handling has come, and why.

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
    }
}

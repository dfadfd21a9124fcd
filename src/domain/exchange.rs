//! How far bank files, what we ask the bank for, agreements and the set-up of accounts have come.

codes! {
    /// How far a bank file has come. The first two are of files that were read, the others of files that we wrote.
    FileState {
        /// Its bytes are kept and its payments are being booked; it is always finished.
        Importing = 1 "importing",
        /// Read and booked.
        Stored = 2 "stored",
        /// Written, not sent.
        Written = 10 "written",
        /// A person said that it went to the bank.
        Sent = 11 "sent",
        /// The bank took it.
        Accepted = 12 "accepted",
        /// The bank refused it whole.
        Rejected = 13 "rejected",
        /// It was never sent and will not be.
        Discarded = 14 "discarded",
    }
}

codes! {
    /// What came of a notice.
    NoticeOutcome {
        /// It changed what it is about.
        Done = 1 "done",
        /// A person has to look at it: it is about nobody we know, or contradicts what we know.
        Open = 2 "open",
        /// Nothing to be done.
        Noted = 3 "noted",
        /// A person looked at it.
        Handled = 4 "handled",
    }
}

codes! {
    /// How an agreement to draw stands.
    MandateState {
        /// We asked for it, and wait for the answer.
        Asked = 1 "asked",
        /// It can be drawn on.
        Active = 2 "active",
        /// The payer stopped it for a while.
        Paused = 3 "paused",
        /// Over.
        Ended = 4 "ended",
        /// The bank refused it.
        Refused = 5 "refused",
        /// The payer asked for it, and waits for our answer.
        ToAnswer = 6 "to_answer",
    }
}

codes! {
    /// What an item of a file to the bank asks for.
    ItemKind {
        /// Draw from a payer.
        Draw = 1 "draw",
        /// Take back a draw.
        Withdraw = 2 "withdraw",
        /// Pay out.
        PayOut = 3 "pay_out",
        /// Register, change or end an agreement.
        Mandate = 4 "mandate",
    }
}

codes! {
    /// How far an item of a file to the bank has come.
    ItemState {
        /// Written, not sent.
        Written = 1 "written",
        /// Sent.
        Sent = 2 "sent",
        /// The bank took it.
        Accepted = 3 "accepted",
        /// The bank refused it.
        Refused = 4 "refused",
        /// The money came or went; the agreement stands.
        Done = 5 "done",
        /// Tried, and not paid.
        Failed = 6 "failed",
        /// Taken back.
        Withdrawn = 7 "withdrawn",
        /// Its file was never sent.
        Discarded = 8 "discarded",
    }
}

codes! {
    /// How far the set-up of a bank account has come (OCR-16, OCR-24).
    AccountState {
        /// Being filled in.
        Draft = 1 "draft",
        /// The bank has the form.
        Ordered = 2 "ordered",
        /// The bank has registered the agreement.
        Registered = 3 "registered",
        /// A file or a real reference was tried.
        Tested = 4 "tested",
        /// A person has verified it.
        Verified = 5 "verified",
    }
}

codes! {
    /// How far the transfer of a file has come.
    ExchangeState {
        /// Begun; what there is of it is not whole.
        Begun = 1 "begun",
        /// Done, and its size agreed.
        Done = 2 "done",
        /// It failed.
        Failed = 3 "failed",
    }
}

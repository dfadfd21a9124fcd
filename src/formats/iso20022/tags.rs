//! The elements that are read, by their names without prefix.

/// How a name is found fast: FNV-1a.
const fn hash(name: &[u8]) -> u32 {
    let mut rest = name;
    let mut value = 0x811c_9dc5_u32;
    while let [first, tail @ ..] = rest {
        // Widening; `u32::from` is not for constants yet.
        value = (value ^ u32::from_le_bytes([*first, 0, 0, 0])).wrapping_mul(0x0100_0193);
        rest = tail;
    }
    value
}

macro_rules! tags {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// One element.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Tag {
            $($(#[$doc])* $name,)*
            /// Any other.
            Other,
        }

        #[expect(non_upper_case_globals, reason = "named as the elements are")]
        mod keys {
            $(pub const $name: u32 = super::hash($text.as_bytes());)*
        }

        impl Tag {
            /// The element with this name.
            pub fn of(name: &str) -> Tag {
                let (tag, text) = match hash(name.as_bytes()) {
                    $(keys::$name => (Tag::$name, $text),)*
                    _ => return Tag::Other,
                };
                if text == name { tag } else { Tag::Other }
            }
        }

        #[cfg(test)]
        const ALL: &[(Tag, &str)] = &[$((Tag::$name, $text)),*];
    };
}

tags! {
    /// The account.
    Account = "Acct";
    /// When a payment was accepted, and so ordered.
    Accepted = "AccptncDtTm";
    /// What the bank calls the entry or payment.
    ServicerReference = "AcctSvcrRef";
    /// Text of an entry.
    EntryText = "AddtlNtryInf";
    /// Text beside a structured reference.
    ReferenceText = "AddtlRmtInf";
    /// Text of a payment.
    PaymentText = "AddtlTxInf";
    /// An amount.
    Amount = "Amt";
    /// The amounts of a payment.
    Amounts = "AmtDtls";
    /// A balance.
    Balance = "Bal";
    /// What the bank calls the kind of transaction.
    BankCode = "BkTxCd";
    /// The notification of camt.054.
    Notifications = "BkToCstmrDbtCdtNtfctn";
    /// The statement of camt.053.
    Statements = "BkToCstmrStmt";
    /// When it was booked.
    BookedOn = "BookgDt";
    /// Several payments in one.
    Batch = "Btch";
    /// The bank's identifier, from version 3 on.
    Bicfi = "BICFI";
    /// The bank's identifier, until then.
    Bic = "BIC";
    /// The orders of pain.001.
    Orders = "CstmrCdtTrfInitn";
    /// Town and postcode, and the like.
    AddressLine = "AdrLine";
    /// An order of pain.001.
    Transfer = "CdtTrfTxInf";
    /// In or out.
    CreditDebit = "CdtDbtInd";
    /// The receiver.
    Creditor = "Cdtr";
    /// The receiver's account.
    CreditorAccount = "CdtrAcct";
    /// The receiver's bank.
    CreditorAgent = "CdtrAgt";
    /// A structured reference.
    CreditorReference = "CdtrRefInf";
    /// A code.
    Code = "Cd";
    /// A code of a list, or one's own.
    CodeOrOwn = "CdOrPrtry";
    /// Another currency's worth.
    Countervalue = "CntrValAmt";
    /// A copy or a duplicate.
    Copy = "CpyDplctInd";
    /// When it was made.
    Created = "CreDtTm";
    /// Country.
    Country = "Ctry";
    /// Control sum.
    ControlSum = "CtrlSum";
    /// A day.
    Day = "Dt";
    /// A time.
    DayTime = "DtTm";
    /// The payer.
    Debtor = "Dbtr";
    /// The payer's account.
    DebtorAccount = "DbtrAcct";
    /// The payer's bank.
    DebtorAgent = "DbtrAgt";
    /// The document.
    Document = "Document";
    /// A domain of codes.
    Domain = "Domn";
    /// What the payer calls it.
    EndToEnd = "EndToEndId";
    /// A family of codes.
    Family = "Fmly";
    /// The bank.
    Institution = "FinInstnId";
    /// What holds for all of the message.
    Header = "GrpHdr";
    /// Account number, international.
    Iban = "IBAN";
    /// An identification.
    Id = "Id";
    /// Who sends a pain.001.
    Initiator = "InitgPty";
    /// An amount as ordered.
    Instructed = "InstdAmt";
    /// Who issued a reference.
    Issuer = "Issr";
    /// What the message is known by.
    MessageId = "MsgId";
    /// Which page of a message.
    Pages = "MsgPgntn";
    /// Who the message is for.
    Recipient = "MsgRcpt";
    /// A number.
    Number = "Nb";
    /// How many entries.
    EntryCount = "NbOfNtries";
    /// How many payments.
    PaymentCount = "NbOfTxs";
    /// A name.
    Name = "Nm";
    /// One account's part of camt.054.
    Notification = "Ntfctn";
    /// One entry.
    Entry = "Ntry";
    /// The payments of an entry.
    EntryDetails = "NtryDtls";
    /// The number of an entry.
    EntryReference = "NtryRef";
    /// A company.
    Organisation = "OrgId";
    /// Another identification.
    Another = "Othr";
    /// The number of a page.
    PageNumber = "PgNb";
    /// Orders of one account and day.
    OrderPart = "PmtInf";
    /// What that is known by.
    OrderPartId = "PmtInfId";
    /// What an order is known by.
    PaymentId = "PmtId";
    /// Postcode.
    Postcode = "PstCd";
    /// A postal address.
    Address = "PstlAdr";
    /// A code of one's own.
    Own = "Prtry";
    /// A party, from version 8 on.
    Party = "Pty";
    /// The day a payment is to be made.
    RequestedOn = "ReqdExctnDt";
    /// A reference itself.
    Reference = "Ref";
    /// What a payment is known by.
    References = "Refs";
    /// An invoice or a credit note.
    DocumentReference = "RfrdDocInf";
    /// Dates.
    Dates = "RltdDts";
    /// Who takes part.
    Parties = "RltdPties";
    /// What a payment is for.
    Remittance = "RmtInf";
    /// Taken back.
    Reversal = "RvslInd";
    /// What kind of identification.
    Scheme = "SchmeNm";
    /// Street.
    Street = "StrtNm";
    /// One account's part of camt.053.
    Statement = "Stmt";
    /// Structured.
    Structured = "Strd";
    /// Booked or not.
    Status = "Sts";
    /// A code within a family.
    SubFamily = "SubFmlyCd";
    /// A sum.
    Sum = "Sum";
    /// A kind.
    Kind = "Tp";
    /// Entries in.
    CreditTotal = "TtlCdtNtries";
    /// Entries out.
    DebitTotal = "TtlDbtNtries";
    /// What entries come to, from version 4 on.
    NetTotal = "TtlNetNtry";
    /// What entries come to, until then.
    NetTotalAmount = "TtlNetNtryAmt";
    /// All entries.
    Total = "TtlNtries";
    /// Town.
    Town = "TwnNm";
    /// An amount as moved.
    Moved = "TxAmt";
    /// When a payment was made.
    TransactionTime = "TxDtTm";
    /// One payment.
    Transaction = "TxDtls";
    /// What a bank on the way calls it.
    TransactionId = "TxId";
    /// Counts and sums of all entries.
    Summary = "TxsSummry";
    /// Unstructured.
    Text = "Ustrd";
    /// From when it bears interest.
    ValueOn = "ValDt";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found() {
        for (tag, name) in ALL {
            assert_eq!(Tag::of(name), *tag, "{name}");
            assert_eq!(Tag::of(&format!("{name}x")), Tag::Other, "{name}");
        }
        assert_eq!(Tag::of(""), Tag::Other);
    }
}

//! The set-up of a bank account (OCR-16 to OCR-24): its fields, what may stand in them, and what is missing for the next step.

use super::account::{self, Country};
use super::exchange::AccountState;
use super::reference::ReferenceRules;

codes! {
    /// How often the bank sends files (OCR-21).
    Periodicity {
        /// Once a day, everything that was settled: recommended.
        Daily = 1 "daily",
        /// After each settlement, up to four times a day.
        Settlements = 2 "settlements",
        /// Once a week.
        Weekly = 3 "weekly",
        /// Once a month.
        Monthly = 4 "monthly",
    }
}

codes! {
    /// How files of an account come and go (OCR-24).
    ExchangeMode {
        /// A person fetches and delivers them in the online bank.
        Hand = 1 "hand",
        /// Another program puts them in a folder and takes them from there.
        Folder = 2 "folder",
        /// They are fetched and delivered by encrypted file transfer.
        Sftp = 3 "sftp",
    }
}

codes! {
    /// What is said of a server that files are fetched from and delivered to (OCR-4).
    ServerPart {
        /// `USER@HOST[:PORT]`.
        Address = 1 "address",
        /// The file with our private key.
        KeyFile = 2 "key_file",
        /// The file with the server's public keys.
        HostKeys = 3 "host_keys",
        /// The folder with files for us.
        FetchFrom = 4 "fetch_from",
        /// The folder for files from us.
        DeliverTo = 5 "deliver_to",
    }
}

codes! {
    /// What is filled in for an account.
    Field {
        /// What people call it.
        Name = 1 "name",
        /// The bank.
        Bank = 2 "bank",
        /// The bank's BIC.
        Bic = 3 "bic",
        /// The references it takes.
        References = 4 "references",
        /// How references are made.
        Recipe = 5 "recipe",
        /// The agreement about references.
        Agreement = 6 "agreement",
        /// Who we are in the files: customer unit (NO), customer number at Bankgirot (SE), data supplier (DK).
        UnitId = 7 "unit_id",
        /// Whether payments without a reference are rejected (OCR-19).
        Rejects = 8 "rejects",
        /// How often files come (OCR-21).
        Periodicity = 9 "periodicity",
        /// The number that draws: creditor at Betalingsservice (DK), bankgiro (SE).
        Creditor = 10 "creditor",
        /// The debtor group (DK).
        DebtorGroup = 11 "debtor_group",
        /// The agreement about paying out.
        Remittance = 12 "remittance",
        /// How files come and go.
        Exchange = 13 "exchange",
        /// The sub-system agreed with Betalingsservice (DK); nothing: [`USUAL_SYSTEM`].
        System = 14 "system",
    }
}

codes! {
    /// What the bank's form asks for, and what there is to be done around it (OCR-16 to OCR-24).
    FormItem {
        /// An account of its own for dues (OCR-17).
        OwnAccount = 1 "own_account",
        /// How references are made (OCR-18).
        Recipe = 2 "recipe",
        /// The account.
        Account = 3 "account",
        /// The bank.
        Bank = 4 "bank",
        /// Which references it is to take.
        References = 5 "references",
        /// Rejecting payments without a reference (OCR-19).
        Rejects = 6 "rejects",
        /// Who we are in the files (OCR-20).
        UnitId = 7 "unit_id",
        /// How often files come (OCR-21).
        Periodicity = 8 "periodicity",
        /// Where the bank writes about files (OCR-22).
        Email = 9 "email",
        /// Where it says that the service is activated (OCR-22).
        ReceiptEmail = 10 "receipt_email",
        /// A program from its vendor: software, vendor, and whom to ask there (OCR-23).
        Software = 11 "software",
        /// How files come and go (OCR-4).
        Exchange = 12 "exchange",
        /// The creditor's number, or the bankgiro that draws.
        Creditor = 13 "creditor",
        /// The debtor group.
        DebtorGroup = 14 "debtor_group",
        /// The number that the bank gave the agreement.
        Agreement = 15 "agreement",
        /// A file that was read, or a real reference that was tried (OCR-18).
        Trial = 16 "trial",
        /// Said to be verified (OCR-24).
        Verified = 17 "verified",
    }
}

/// The groups that the fields stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The account itself.
    Account,
    /// What is agreed with the bank.
    Agreement,
    /// The references.
    References,
    /// How files come and go.
    Exchange,
}

impl Group {
    /// In the order in which they are shown.
    pub const ALL: [Group; 4] = [Group::Account, Group::References, Group::Agreement, Group::Exchange];

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Group::Account => "account-group-account",
            Group::Agreement => "account-group-agreement",
            Group::References => "account-group-references",
            Group::Exchange => "account-group-exchange",
        }
    }
}

impl Field {
    /// Where it stands.
    pub fn group(self) -> Group {
        match self {
            Field::Name | Field::Bank | Field::Bic => Group::Account,
            Field::References | Field::Recipe => Group::References,
            Field::Agreement
            | Field::UnitId
            | Field::Rejects
            | Field::Creditor
            | Field::DebtorGroup
            | Field::System
            | Field::Remittance => Group::Agreement,
            Field::Periodicity | Field::Exchange => Group::Exchange,
        }
    }

    /// Whether accounts of the country have it.
    pub fn is_of(self, country: Country) -> bool {
        match self {
            Field::Creditor => country != Country::No,
            Field::DebtorGroup | Field::System => country == Country::Dk,
            _ => true,
        }
    }

    /// The words that may stand in it, where only some may.
    pub fn words(self) -> Option<Vec<&'static str>> {
        match self {
            Field::Rejects => Some(vec!["yes", "no"]),
            Field::Periodicity => Some(Periodicity::ALL.iter().map(|word| word.code()).collect()),
            Field::Exchange => Some(ExchangeMode::ALL.iter().map(|word| word.code()).collect()),
            _ => None,
        }
    }

    /// The value as it is stored, for a field that holds plain text or digits.
    ///
    /// # Errors
    /// What it has to be.
    pub fn read(self, country: Country, text: &str) -> Result<String, FieldFault> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(String::new());
        }
        let compact: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.')).collect();
        let digits = |from: usize, to: usize| {
            let good = (from..=to).contains(&compact.len()) && compact.bytes().all(|b| b.is_ascii_digit());
            if good {
                Ok(compact.clone())
            } else {
                Err(FieldFault::Digits(from, to))
            }
        };
        match (self, country) {
            (Field::Bic, _) => bic(&compact),
            (Field::Agreement | Field::Remittance, Country::No) => digits(1, 9),
            (Field::UnitId, Country::No | Country::Dk) | (Field::Creditor, Country::Dk) => digits(8, 8),
            (Field::UnitId, Country::Se) => digits(6, 6),
            (Field::Creditor, Country::Se) => match account::normalise(country, text) {
                Ok(giro) if (7..=8).contains(&giro.len()) => Ok(giro),
                _ => Err(FieldFault::Bankgiro),
            },
            (Field::DebtorGroup, Country::Dk) => digits(1, 5).map(|group| format!("{group:0>5}")),
            (Field::System, Country::Dk) => system(&compact),
            (Field::Creditor | Field::DebtorGroup | Field::System, _) => Err(FieldFault::NotHere),
            _ if text.chars().count() > TEXT_MAX => Err(FieldFault::TooLong(TEXT_MAX)),
            _ => Ok(text.to_owned()),
        }
    }
}

/// The sub-system of Betalingsservice that most creditors have.
pub const USUAL_SYSTEM: &str = "BS1";

/// The longest text of a field, in characters.
const TEXT_MAX: usize = 60;

/// Why something cannot stand in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldFault {
    /// It has so many digits, from and to.
    Digits(usize, usize),
    /// It is a BIC: 8 or 11 letters and digits.
    Bic,
    /// It is a bankgiro number.
    Bankgiro,
    /// It is three letters or digits.
    System,
    /// Accounts of this country have no such field.
    NotHere,
    /// It has at most so many characters.
    TooLong(usize),
    /// Not one of the words.
    Word,
}

impl FieldFault {
    /// The key of what it has to be.
    pub fn key(self) -> &'static str {
        match self {
            FieldFault::Digits(..) => "account-fault-digits",
            FieldFault::Bic => "account-fault-bic",
            FieldFault::Bankgiro => "account-fault-bankgiro",
            FieldFault::System => "account-fault-system",
            FieldFault::NotHere => "account-fault-not-here",
            FieldFault::TooLong(_) => "account-fault-too-long",
            FieldFault::Word => "account-fault-word",
        }
    }

    /// How many digits or characters: `8`, `1–9`; `none` where that does not matter.
    pub fn range(self) -> String {
        match self {
            FieldFault::Digits(from, to) if from == to => from.to_string(),
            FieldFault::Digits(from, to) => format!("{from}–{to}"),
            FieldFault::TooLong(most) => format!("≤ {most}"),
            _ => "none".to_owned(),
        }
    }
}

/// ISO 9362: four letters of the bank, two of the country, two of the place, and three of the branch or none.
fn bic(text: &str) -> Result<String, FieldFault> {
    let bic = text.to_ascii_uppercase();
    let letters = bic.bytes().take(6).all(|b| b.is_ascii_uppercase());
    let rest = bic.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if matches!(bic.len(), 8 | 11) && letters && rest {
        Ok(bic)
    } else {
        Err(FieldFault::Bic)
    }
}

/// A sub-system of Betalingsservice: three letters or digits.
fn system(text: &str) -> Result<String, FieldFault> {
    let system = text.to_ascii_uppercase();
    let good = system.len() == 3 && system.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if good { Ok(system) } else { Err(FieldFault::System) }
}

/// What decides how far the set-up of an account may go.
#[derive(Clone, Copy, Debug)]
pub struct Filled<'a> {
    /// Whose rules hold.
    pub country: Country,
    /// The references it takes.
    pub rules: Option<&'a ReferenceRules>,
    /// The bank.
    pub bank: &'a str,
    /// The agreement about references.
    pub agreement: &'a str,
    /// Who we are in the files.
    pub unit_id: &'a str,
    /// Whether a file was read, or a real reference tried, since the references were agreed as they are.
    pub is_tried: bool,
}

/// What is missing for a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The references it is to take.
    References,
    /// The bank.
    Bank,
    /// The agreement's number.
    Agreement,
    /// Our id in the files.
    UnitId,
    /// A file that was read or a real reference that was tried.
    Trial,
}

impl Missing {
    /// The stable word.
    pub fn code(self) -> &'static str {
        match self {
            Missing::References => "references",
            Missing::Bank => "bank",
            Missing::Agreement => "agreement",
            Missing::UnitId => "unit_id",
            Missing::Trial => "trial",
        }
    }

    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Missing::References => "account-missing-references",
            Missing::Bank => "account-missing-bank",
            Missing::Agreement => "account-missing-agreement",
            Missing::UnitId => "account-missing-unit-id",
            Missing::Trial => "account-missing-trial",
        }
    }
}

/// What is missing before an account can be said to stand there (OCR-16, OCR-20, OCR-24). A step back misses nothing.
pub fn missing_for(state: AccountState, filled: &Filled<'_>) -> Vec<Missing> {
    let is_norwegian = filled.country == Country::No;
    let rows = [
        (Missing::Bank, AccountState::Ordered, !filled.bank.is_empty()),
        (Missing::References, AccountState::Ordered, filled.rules.is_some()),
        (
            Missing::Agreement,
            AccountState::Registered,
            !is_norwegian || !filled.agreement.is_empty(),
        ),
        (Missing::Trial, AccountState::Tested, filled.is_tried),
        (Missing::UnitId, AccountState::Verified, !is_norwegian || !filled.unit_id.is_empty()),
    ];
    let needed = rows.into_iter().filter(|(_, from, there)| state >= *from && !there);
    needed.map(|(missing, ..)| missing).collect()
}

/// The step after this one.
pub fn next_state(state: AccountState) -> Option<AccountState> {
    let mut later = AccountState::ALL.iter().copied().skip_while(|one| *one <= state);
    later.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_by_the_rules_of_their_country() {
        use Country::{Dk, No, Se};
        let table = [
            (Field::UnitId, No, "00131415", Ok("00131415")),
            (Field::UnitId, No, "131415", Err(FieldFault::Digits(8, 8))),
            (Field::UnitId, Se, "471117", Ok("471117")),
            (Field::Agreement, No, "001 234 567", Ok("001234567")),
            (Field::Agreement, No, "OCR", Err(FieldFault::Digits(1, 9))),
            (Field::Agreement, Se, "hard, length 10", Ok("hard, length 10")),
            (Field::Creditor, No, "12345678", Err(FieldFault::NotHere)),
            (Field::Creditor, Dk, "12345678", Ok("12345678")),
            (Field::Creditor, Se, "991-2346", Ok("9912346")),
            (Field::Creditor, Se, "991-2345", Err(FieldFault::Bankgiro)),
            (Field::DebtorGroup, Dk, "1", Ok("00001")),
            (Field::System, Dk, "kr9", Ok("KR9")),
            (Field::System, Dk, "BS", Err(FieldFault::System)),
            (Field::System, No, "BS1", Err(FieldFault::NotHere)),
            (Field::Bic, No, "dnbanokk", Ok("DNBANOKK")),
            (Field::Bic, No, "DNBANOKK1", Err(FieldFault::Bic)),
            (Field::Bank, No, "  DNB ", Ok("DNB")),
            (Field::UnitId, No, "", Ok("")),
        ];
        for (field, country, text, wanted) in table {
            let read = field.read(country, text);
            assert_eq!(read.as_deref().map_err(|fault| *fault), wanted, "{field:?} {country:?} {text:?}");
        }
        assert_eq!(Field::Name.read(No, &"x".repeat(61)), Err(FieldFault::TooLong(60)));
    }

    #[test]
    fn ocr_24_what_is_missing_grows_with_the_step_and_verified_needs_a_trial_and_the_unit() {
        let rules: ReferenceRules = "mod10:11".parse().unwrap();
        let mut filled = Filled {
            country: Country::No,
            rules: None,
            bank: "",
            agreement: "",
            unit_id: "",
            is_tried: false,
        };
        assert_eq!(missing_for(AccountState::Draft, &filled), []);
        assert_eq!(missing_for(AccountState::Ordered, &filled), [Missing::Bank, Missing::References]);
        assert_eq!(missing_for(AccountState::Verified, &filled).len(), 5);
        filled.rules = Some(&rules);
        filled.bank = "DNB";
        filled.agreement = "123456789";
        assert_eq!(missing_for(AccountState::Registered, &filled), []);
        assert_eq!(missing_for(AccountState::Tested, &filled), [Missing::Trial]);
        assert_eq!(missing_for(AccountState::Verified, &filled), [Missing::Trial, Missing::UnitId]);
        filled.is_tried = true;
        filled.unit_id = "00131415";
        assert_eq!(missing_for(AccountState::Verified, &filled), []);
        assert_eq!(next_state(AccountState::Draft), Some(AccountState::Ordered));
        assert_eq!(next_state(AccountState::Verified), None);
    }
}

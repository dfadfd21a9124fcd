//! Which of our accounts a file means. Bank files name an account by its number, and where money is drawn by the number that
//! draws: the creditor at Betalingsservice, with a debtor group or without, or a bankgiro.

use std::collections::HashMap;

use crate::domain::bankfile::{FileSummary, PaymentRecord};
use crate::domain::notice::Notice;
use crate::store::site::BankAccount;

/// Our accounts by everything that files call them.
#[derive(Default)]
pub struct OurAccounts {
    accounts: Vec<BankAccount>,
    /// Place in `accounts` by name. A name that several accounts share without a group leads to none.
    by_name: HashMap<String, Option<usize>>,
    has_groups: bool,
}

impl OurAccounts {
    /// Takes all accounts of the site.
    pub fn new(accounts: Vec<BankAccount>) -> OurAccounts {
        let mut by_name: HashMap<String, Option<usize>> = HashMap::new();
        for (place, account) in accounts.iter().enumerate().filter(|(_, account)| !account.creditor.is_empty()) {
            let shared = by_name.contains_key(&account.creditor);
            by_name.insert(account.creditor.clone(), (!shared).then_some(place));
            if !account.debtor_group.is_empty() {
                by_name.insert(in_group(&account.creditor, &account.debtor_group), Some(place));
            }
        }
        let has_groups = accounts.iter().any(|account| !account.debtor_group.is_empty());
        // Its own number is nobody else's name.
        by_name.extend(
            accounts
                .iter()
                .enumerate()
                .map(|(place, account)| (account.number.clone(), Some(place))),
        );
        OurAccounts {
            accounts,
            by_name,
            has_groups,
        }
    }

    /// The account that a part names. `agreement`: what stands beside it, where that is a debtor group.
    pub fn find(&self, name: &str, agreement: &str) -> Option<&BankAccount> {
        let mut place = None;
        if self.has_groups && !agreement.is_empty() {
            place = self.by_name.get(&in_group(name, agreement)).copied().flatten();
        }
        let place = place.or_else(|| self.by_name.get(name).copied().flatten())?;
        self.accounts.get(place)
    }

    /// The account that a record of a file was credited to.
    pub fn of_record(&self, summary: &FileSummary, record: &PaymentRecord<'_>) -> Option<&BankAccount> {
        let part = usize::try_from(record.part)
            .ok()
            .and_then(|part| summary.parts.get(part.checked_sub(1)?));
        match part.filter(|part| part.account == record.payee_account) {
            Some(part) => self.find(&part.account, &part.agreement),
            None => self.find(record.payee_account, ""),
        }
    }

    /// The account that a record which is no payment is about.
    pub fn of_notice(&self, summary: &FileSummary, notice: &Notice<'_>) -> Option<&BankAccount> {
        let part = usize::try_from(notice.part)
            .ok()
            .and_then(|part| summary.parts.get(part.checked_sub(1)?));
        let agreement = part
            .filter(|part| part.account == notice.account)
            .map_or("", |part| &part.agreement);
        self.find(notice.account, agreement)
    }

    /// An account by its key.
    pub fn by_id(&self, id: i64) -> Option<&BankAccount> {
        self.accounts.iter().find(|account| account.id == id)
    }
}

/// Groups are compared without their zeros in front.
fn in_group(creditor: &str, group: &str) -> String {
    format!("{creditor}/{}", group.trim_start_matches('0'))
}

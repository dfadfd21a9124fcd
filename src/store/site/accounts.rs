//! Bank accounts: how they are set up, and what was done about that.

use rusqlite::{Connection, Row, params};

use crate::domain::exchange::AccountState;
use crate::domain::ledger::Role;
use crate::domain::reference::{Recipe, ReferenceRules};
use crate::domain::refusal::Refusal;
use crate::domain::setup::{ExchangeMode, Periodicity};
use crate::store::journal::Entry;
use crate::store::{StoreError, Tx};

/// A bank account and how it is set up (OCR-16 to OCR-24).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankAccount {
    /// Key in the file.
    pub id: i64,
    /// Digits only.
    pub number: String,
    /// What people call it.
    pub name: String,
    /// The references it takes; none: no file is taken for it.
    pub rules: Option<ReferenceRules>,
    /// Its ledger account.
    pub ledger: String,
    /// The bank.
    pub bank: String,
    /// The bank's BIC.
    pub bic: String,
    /// The agreement about references.
    pub agreement: String,
    /// The agreement about paying out.
    pub remittance: String,
    /// Who we are in the files: customer unit (NO), customer number (SE), data supplier (DK).
    pub unit_id: String,
    /// The number that draws: creditor (DK), bankgiro (SE).
    pub creditor: String,
    /// The debtor group (DK), five digits.
    pub debtor_group: String,
    /// The sub-system (DK), three characters; empty: the usual one.
    pub system: String,
    /// How references are made; none: of the claim's number, by the first of the rules.
    pub recipe: Option<Recipe>,
    /// Whether the bank rejects payments without a reference.
    pub rejects: bool,
    /// How often files come.
    pub periodicity: Periodicity,
    /// How files come and go.
    pub exchange: ExchangeMode,
    /// How far its set-up has come.
    pub state: AccountState,
}

impl BankAccount {
    /// Whether it is an account at a bank. Mobile payments, cards and cash lie on accounts that are named by their role.
    pub fn is_at_bank(&self) -> bool {
        self.number.bytes().all(|b| b.is_ascii_digit())
    }

    /// What may be changed, as the change log keeps it.
    fn to_json(&self) -> String {
        serde_json::json!({
            "name": self.name, "references": self.rules.as_ref().map(ToString::to_string).unwrap_or_default(),
            "recipe": self.recipe.as_ref().map(ToString::to_string).unwrap_or_default(), "bank": self.bank, "bic": self.bic,
            "agreement": self.agreement, "remittance": self.remittance, "unit_id": self.unit_id, "creditor": self.creditor,
            "debtor_group": self.debtor_group, "rejects": self.rejects, "periodicity": self.periodicity.code(),
            "exchange": self.exchange.code(), "system": self.system, "state": self.state.code(),
        })
        .to_string()
    }
}

const COLUMNS: &str = "id, number, name, rules, ledger, bank, bic, agreement, remittance, unit_id, creditor, debtor_group, recipe, rejects,
   periodicity, exchange, state, system";

/// All bank accounts, in the order they were added; those that mobile payments, cards and cash lie on are among them.
///
/// # Errors
/// [`StoreError::Sqlite`]; what cannot be read any more.
pub fn bank_accounts(conn: &Connection) -> Result<Vec<BankAccount>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM bank_account ORDER BY id"))?;
    let mut rows = statement.query([])?;
    let mut accounts = Vec::new();
    while let Some(row) = rows.next()? {
        accounts.push(read(row)?);
    }
    Ok(accounts)
}

fn read(row: &Row<'_>) -> Result<BankAccount, StoreError> {
    let id: i64 = row.get(0)?;
    let broken = |what: &'static str| move || StoreError::Invariant { what, id };
    let rules: String = row.get(3)?;
    let rules = match rules.as_str() {
        "" => None,
        some => Some(some.parse().map_err(|_| broken("account-rules")())?),
    };
    let recipe: String = row.get(12)?;
    let recipe = match recipe.as_str() {
        "" => None,
        some => Some(some.parse().map_err(|_| broken("account-recipe")())?),
    };
    let (periodicity, exchange): (String, String) = (row.get(14)?, row.get(15)?);
    Ok(BankAccount {
        id,
        number: row.get(1)?,
        name: row.get(2)?,
        rules,
        ledger: row.get(4)?,
        bank: row.get(5)?,
        bic: row.get(6)?,
        agreement: row.get(7)?,
        remittance: row.get(8)?,
        unit_id: row.get(9)?,
        creditor: row.get(10)?,
        debtor_group: row.get(11)?,
        system: row.get(17)?,
        recipe,
        rejects: row.get(13)?,
        periodicity: Periodicity::from_code(&periodicity).ok_or_else(broken("account-periodicity"))?,
        exchange: ExchangeMode::from_code(&exchange).ok_or_else(broken("account-exchange"))?,
        state: AccountState::from_number(row.get(16)?).ok_or_else(broken("account-state"))?,
    })
}

/// Adds a bank account. The first one stands on the chart's bank account, later ones get the next free number after it. With
/// references it is taken for registered with the bank, without it is a draft.
///
/// # Errors
/// [`Refusal::AccountExists`].
pub fn add_bank_account(tx: &Tx<'_>, number: &str, name: &str, rules: Option<&ReferenceRules>) -> Result<BankAccount, StoreError> {
    let conn = tx.conn();
    let taken: bool = conn.query_row("SELECT EXISTS (SELECT 1 FROM bank_account WHERE number = ?1)", [number], |row| {
        row.get(0)
    })?;
    if taken {
        return Err(Refusal::AccountExists { number: number.to_owned() }.into());
    }
    let ledger = free_bank_ledger(conn, number)?;
    let words = rules.map(ToString::to_string).unwrap_or_default();
    let state = if rules.is_some() {
        AccountState::Registered
    } else {
        AccountState::Draft
    };
    conn.execute(
        "INSERT INTO bank_account (number, name, rules, ledger, state) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![number, name, words, ledger, state.number()],
    )?;
    let id = conn.last_insert_rowid();
    let after = serde_json::json!({ "number": number, "references": words, "ledger": ledger, "state": state.code() }).to_string();
    tx.log(&Entry {
        kind: "bank_account",
        id,
        action: "created",
        comment: "",
        before: None,
        after: Some(&after),
    })?;
    conn.query_row(&format!("SELECT {COLUMNS} FROM bank_account WHERE id = ?1"), [id], |row| {
        Ok(read(row))
    })?
}

/// Changes how an account is set up. The change log says it with `action`: `changed`, `references_set` where what references
/// are made of or checked by changed, or `state_moved`.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn change_bank_account(
    tx: &Tx<'_>,
    before: &BankAccount,
    after: &BankAccount,
    action: &'static str,
    comment: &str,
) -> Result<(), StoreError> {
    tx.conn().execute(
        "UPDATE bank_account SET name = ?2, rules = ?3, bank = ?4, bic = ?5, agreement = ?6, remittance = ?7, unit_id = ?8, creditor = ?9,
           debtor_group = ?10, recipe = ?11, rejects = ?12, periodicity = ?13, exchange = ?14, state = ?15, system = ?16 WHERE id = ?1",
        params![
            before.id,
            after.name,
            after.rules.as_ref().map(ToString::to_string).unwrap_or_default(),
            after.bank,
            after.bic,
            after.agreement,
            after.remittance,
            after.unit_id,
            after.creditor,
            after.debtor_group,
            after.recipe.as_ref().map(ToString::to_string).unwrap_or_default(),
            after.rejects,
            after.periodicity.code(),
            after.exchange.code(),
            after.state.number(),
            after.system,
        ],
    )?;
    tx.log(&Entry {
        kind: "bank_account",
        id: before.id,
        action,
        comment,
        before: Some(&before.to_json()),
        after: Some(&after.to_json()),
    })?;
    Ok(())
}

/// Notes that a real reference was tried on an account and passed (OCR-18).
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn note_trial(tx: &Tx<'_>, account: i64, reference: &str, comment: &str) -> Result<(), StoreError> {
    let after = serde_json::json!({ "reference": reference }).to_string();
    tx.log(&Entry {
        kind: "bank_account",
        id: account,
        action: "reference_tried",
        comment,
        before: None,
        after: Some(&after),
    })?;
    Ok(())
}

/// Whether a real reference was tried, or a file's payment came home by its reference, since references were agreed as they are.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn is_tried(conn: &Connection, account: i64) -> Result<bool, StoreError> {
    let sql = "WITH log AS (SELECT seq, at, action FROM journal WHERE kind = 'bank_account' AND id = ?1 AND action <> 'received'),
         agreed AS (SELECT coalesce(max(seq), 0) AS seq, coalesce(max(at), 0) AS at FROM log WHERE action = 'references_set')
       SELECT EXISTS (SELECT 1 FROM log, agreed WHERE log.action = 'reference_tried' AND log.seq > agreed.seq)
         OR EXISTS (SELECT 1 FROM agreed, bank_file f JOIN payment y ON y.file_id = f.id
              WHERE f.undone_seq IS NULL AND f.stored_at > agreed.at AND y.account_id = ?1 AND y.claim_id IS NOT NULL)";
    Ok(conn.prepare_cached(sql)?.query_row([account], |row| row.get(0))?)
}

/// One step of an account's set-up, as the change log has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When, ms since 1970 UTC.
    pub at_ms: i64,
    /// Who.
    pub operator: String,
    /// What happened, a word of the change log.
    pub action: String,
    /// Why.
    pub comment: String,
    /// What it became, as JSON.
    pub after: String,
    /// What it was, as JSON.
    pub before: String,
}

/// What was done about an account, the newest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn steps(conn: &Connection, account: i64) -> Result<Vec<Step>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT j.at, j.operator, j.action, j.comment, coalesce(v.after, ''), coalesce(v.before, '') FROM journal j LEFT JOIN journal_value v ON v.seq = j.seq
         WHERE j.kind = 'bank_account' AND j.id = ?1 AND j.action <> 'received' ORDER BY j.seq DESC",
    )?;
    let rows = statement.query_map([account], |row| {
        Ok(Step {
            at_ms: row.get(0)?,
            operator: row.get(1)?,
            action: row.get(2)?,
            comment: row.get(3)?,
            after: row.get(4)?,
            before: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn free_bank_ledger(conn: &Connection, number: &str) -> Result<String, StoreError> {
    let first: String = conn.query_row("SELECT code FROM ledger_account WHERE role = ?1", [Role::Bank.number()], |row| {
        row.get(0)
    })?;
    let used = |code: &str| -> Result<bool, StoreError> {
        Ok(
            conn.query_row("SELECT EXISTS (SELECT 1 FROM bank_account WHERE ledger = ?1)", [code], |row| {
                row.get(0)
            })?,
        )
    };
    if !used(&first)? {
        return Ok(first);
    }
    let mut code = first.parse::<u32>().map_err(|_| StoreError::Invariant {
        what: "bank-ledger",
        id: 0,
    })?;
    loop {
        code += 1;
        let text = code.to_string();
        let known: bool = conn.query_row("SELECT EXISTS (SELECT 1 FROM ledger_account WHERE code = ?1)", [&text], |row| {
            row.get(0)
        })?;
        if !known {
            conn.execute(
                "INSERT INTO ledger_account (code, role, name) VALUES (?1, NULL, ?2)",
                params![text, number],
            )?;
            return Ok(text);
        }
    }
}

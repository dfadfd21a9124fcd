//! Claims before they are issued. A draft is a row from its first moment, so that a crash or a closed console loses nothing; it has
//! no number until it is issued, and issuing consumes it in the same transaction, so that it never becomes two claims.

pub mod act;
mod copy;
pub mod issue;

pub use copy::{copy, reissue, said};

use rust_decimal::Decimal;

use crate::app::{AppError, Session, assets};
use crate::domain::account::display;
use crate::domain::claim::Kind;
use crate::domain::draft::{Draft, LINES_MAX, Line, Origin, State};
use crate::domain::refusal::Refusal;
pub use crate::store::draft::Loaded;
use crate::store::draft::{self as table, Debtor};
use crate::store::party::{self, NewParty};
use crate::store::{Tx, article, claim, site};

/// An account that claims can be paid to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayAccount {
    /// Key in the file.
    pub id: i64,
    /// As people write it.
    pub number: String,
    /// What people call it.
    pub name: String,
}

/// A draft with what its form shows and may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownDraft {
    /// The draft.
    pub loaded: Loaded,
    /// Who will owe it.
    pub party: Option<Debtor>,
    /// Their terms, or the country's, in days.
    pub terms_days: u32,
    /// The accounts that take references, the usual one first.
    pub accounts: Vec<PayAccount>,
    /// The VAT rates of the country, in percent, the highest first.
    pub vat_rates: Vec<Decimal>,
    /// The number of the claim that it is a copy of, or stands in the place of.
    pub from: Option<i64>,
    /// The number of the claim that it became.
    pub number: Option<i64>,
}

impl ShownDraft {
    /// The VAT rate of a new line.
    pub fn new_rate(&self, kind: Kind) -> Decimal {
        let highest = self.vat_rates.first().copied().unwrap_or_default();
        if crate::domain::draft::has_vat(kind) {
            highest
        } else {
            Decimal::ZERO
        }
    }

    /// What a new line begins as: one piece, not priced.
    pub fn new_line(&self, kind: Kind) -> Line {
        Line {
            quantity: Decimal::ONE,
            vat_percent: self.new_rate(kind),
            ..Line::default()
        }
    }
}

/// One change of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Everything as it was typed.
    Set(Draft),
    /// Who owes it, by number; empty: nobody yet.
    Party(String),
    /// A customer made on the spot: name, phone.
    NewParty(String, String),
    /// An article on a line, counted from 0 (one beyond the last: a new line): code, quantity where one is given.
    Article(usize, String, Option<Decimal>),
    /// What an earlier claim says, by number or reference.
    Copy(String),
}

/// The key of a draft, as people name it: `3` or `#3`.
///
/// # Errors
/// [`Refusal::NoSuchDraft`].
pub fn find(session: &Session, wanted: &str) -> Result<i64, AppError> {
    let missing = || Refusal::NoSuchDraft { wanted: wanted.to_owned() };
    let id: i64 = wanted.trim().trim_start_matches('#').parse().map_err(|_| missing())?;
    table::load(&session.store.conn, id)?.ok_or_else(missing)?;
    Ok(id)
}

/// A draft with what its form shows.
///
/// # Errors
/// [`Refusal::NoSuchDraft`].
pub fn shown(session: &Session, id: i64) -> Result<ShownDraft, AppError> {
    let conn = &session.store.conn;
    let loaded = table::load(conn, id)?.ok_or_else(|| Refusal::NoSuchDraft { wanted: id.to_string() })?;
    let (country, today) = (session.site.country, session.actor().today);
    let mut vat_rates = assets::vat_rates(country, today)?;
    vat_rates.sort_by_key(|rate| std::cmp::Reverse(*rate));
    let party = match loaded.draft.party_id {
        Some(party) => table::debtor(conn, party)?,
        None => None,
    };
    let own_terms = party.as_ref().and_then(|party| party.terms_days);
    let accounts = site::bank_accounts(conn)?.into_iter().filter(|account| account.rules.is_some());
    let number = |claim: Option<i64>| match claim {
        Some(claim) => claim::number_of(conn, claim),
        None => Ok(None),
    };
    Ok(ShownDraft {
        terms_days: own_terms.map_or_else(|| assets::terms_days(country, today), Ok)?,
        accounts: accounts
            .map(|account| PayAccount {
                id: account.id,
                number: display(country, &account.number),
                name: account.name,
            })
            .collect(),
        from: number(loaded.from_claim)?,
        number: number(loaded.claim_id)?,
        party,
        vat_rates,
        loaded,
    })
}

/// Loads a draft that is still open.
///
/// # Errors
/// [`Refusal::NoSuchDraft`], [`Refusal::DraftIssued`], [`Refusal::DraftDiscarded`].
pub(crate) fn open(tx: &Tx<'_>, id: i64) -> Result<Loaded, AppError> {
    let loaded = table::load(tx.conn(), id)?.ok_or_else(|| Refusal::NoSuchDraft { wanted: id.to_string() })?;
    match (loaded.state, loaded.claim_id) {
        (State::Open, _) => Ok(loaded),
        (State::Issued, Some(claim)) => {
            let number = claim::number_of(tx.conn(), claim)?.unwrap_or(0);
            Err(Refusal::DraftIssued { draft: id, number }.into())
        }
        _ => Err(Refusal::DraftDiscarded { draft: id }.into()),
    }
}

/// Refuses when somebody changed it since the person saw it.
pub(crate) fn must_be_seen(loaded: &Loaded, seen: Option<i64>) -> Result<(), AppError> {
    if seen.is_some_and(|seen| seen != loaded.revision) {
        let operator = loaded.changed_by.clone();
        return Err(Refusal::DraftChanged {
            draft: loaded.id,
            operator,
        }
        .into());
    }
    Ok(())
}

/// What edits look at besides the draft.
pub(crate) struct Rates {
    rates: Vec<Decimal>,
}

impl Rates {
    pub(crate) fn of(session: &Session) -> Result<Rates, AppError> {
        Ok(Rates {
            rates: assets::vat_rates(session.site.country, session.actor().today)?,
        })
    }
}

/// Begins a draft and does the first edits in the same transaction. Answers its key.
///
/// # Errors
/// The refusals of the edits.
pub fn create(session: &mut Session, edits: &[Edit], comment: &str) -> Result<i64, AppError> {
    let rates = Rates::of(session)?;
    session.write(|tx| create_in(tx, edits, comment, &rates))
}

/// After so long an empty form is nobody's any more.
const FORGOTTEN_MS: i64 = 24 * 60 * 60 * 1000;

/// Begins a draft: empty, or as a copy of a claim by its key. Answers its key. Empty ones that a console of the same person left
/// behind when it was killed are given up.
///
/// # Errors
/// [`Refusal::NoSuchClaim`].
pub fn begin(session: &mut Session, from: Option<i64>) -> Result<i64, AppError> {
    let Some(claim) = from else {
        let rates = Rates::of(session)?;
        return session.write(|tx| {
            for id in table::untouched(tx, tx.actor().at_ms - FORGOTTEN_MS)? {
                let loaded = open(tx, id)?;
                if loaded.draft.is_blank() {
                    discard_in(tx, &loaded, "")?;
                }
            }
            create_in(tx, &[], "", &rates)
        });
    };
    let number = claim::number_of(&session.store.conn, claim)?;
    let number = number.ok_or_else(|| Refusal::NoSuchClaim { wanted: claim.to_string() })?;
    copy(session, &number.to_string())
}

pub(crate) fn create_in(tx: &Tx<'_>, edits: &[Edit], comment: &str, rates: &Rates) -> Result<i64, AppError> {
    let mut draft = Draft::default();
    let mut from = None;
    for one in edits {
        from = apply(tx, 0, &mut draft, one, rates)?.or(from);
    }
    let origin = if from.is_some() { Origin::Copy } else { Origin::New };
    Ok(table::add(tx, &draft, origin, from, comment)?)
}

/// Edits a draft. `seen`: the revision the person saw; if somebody changed it since, it is refused.
///
/// # Errors
/// [`Refusal::DraftChanged`], the refusals of a draft that is not open, and what an edit itself can be refused for.
pub fn edit(session: &mut Session, id: i64, edits: &[Edit], seen: Option<i64>) -> Result<(), AppError> {
    let rates = Rates::of(session)?;
    session.write(|tx| {
        let before = open(tx, id)?;
        must_be_seen(&before, seen)?;
        let (mut after, mut from) = (before.draft.clone(), None);
        for one in edits {
            from = apply(tx, id, &mut after, one, &rates)?.or(from);
        }
        if after != before.draft {
            table::save(tx, &before, &after)?;
        }
        // What stands in the place of a credited claim goes on doing so.
        if let Some(claim) = from.filter(|_| before.origin != Origin::Reissue) {
            table::set_copied(tx, id, claim)?;
        }
        Ok(())
    })
}

/// Gives a draft up. What was typed stays to be looked at.
///
/// # Errors
/// [`Refusal::DraftChanged`], the refusals of a draft that is not open.
pub fn discard(session: &mut Session, id: i64, comment: &str, seen: Option<i64>) -> Result<(), AppError> {
    session.write(|tx| {
        let before = open(tx, id)?;
        must_be_seen(&before, seen)?;
        discard_in(tx, &before, comment)
    })
}

/// The same without a word, when nothing was typed into it: an empty form that is closed leaves nothing behind in the list.
///
/// # Errors
/// When the file cannot be written.
pub fn discard_if_blank(session: &mut Session, id: i64) -> Result<(), AppError> {
    session.write(|tx| match table::load(tx.conn(), id)? {
        Some(loaded) if loaded.state == State::Open && loaded.draft.is_blank() => discard_in(tx, &loaded, ""),
        _ => Ok(()),
    })
}

fn discard_in(tx: &Tx<'_>, loaded: &Loaded, comment: &str) -> Result<(), AppError> {
    table::end(tx, loaded.id, None)?;
    let was = table::snapshot(&loaded.draft)?;
    table::log(tx, loaded.id, "discarded", comment.trim(), Some(&was), Some("{}"))?;
    Ok(())
}

fn field(field: &str, value: impl Into<String>) -> AppError {
    Refusal::FieldInvalid {
        field: field.to_owned(),
        value: value.into(),
    }
    .into()
}

/// Does one edit. Answers the claim that was copied, if one was.
fn apply(tx: &Tx<'_>, id: i64, after: &mut Draft, edit: &Edit, rates: &Rates) -> Result<Option<i64>, AppError> {
    match edit {
        Edit::Set(typed) => {
            refuse_unsound(id, typed, &rates.rates)?;
            *after = typed.clone();
        }
        Edit::Party(number) if number.trim().is_empty() => after.party_id = None,
        Edit::Party(number) => {
            let found = party::by_number(tx.conn(), number.trim())?;
            let found = found.ok_or_else(|| Refusal::NoSuchParty { wanted: number.clone() })?;
            let debtor = table::debtor(tx.conn(), found.id)?;
            if let Some(into) = debtor.and_then(|debtor| debtor.merged_into) {
                return Err(Refusal::PartyMerged { party: found.number, into }.into());
            }
            after.party_id = Some(found.id);
        }
        Edit::NewParty(name, phone) => {
            let new = NewParty {
                name: name.trim().to_owned(),
                phone: phone.trim().to_owned(),
                ..NewParty::default()
            };
            if new.name.is_empty() {
                return Err(field("name", name.clone()));
            }
            after.party_id = Some(party::add(tx, &new, tx.country()?.alphabet())?.id);
        }
        Edit::Article(row, code, quantity) => put_article(tx, id, after, *row, code, *quantity)?,
        Edit::Copy(wanted) => {
            let claim = super::claims::find_in(tx.conn(), wanted)?;
            let party = after.party_id;
            *after = copy::draft_of(tx.conn(), claim)?;
            after.party_id = party.or(after.party_id);
            return Ok(Some(claim));
        }
    }
    Ok(None)
}

fn refuse_unsound(id: i64, typed: &Draft, rates: &[Decimal]) -> Result<(), AppError> {
    if typed.lines.len() > LINES_MAX {
        return Err(full(id));
    }
    let bad = typed.lines.iter().position(|line| !line.is_sound(rates));
    if let Some(line) = bad.and_then(|at| typed.lines.get(at)) {
        let price = line.price.map(|price| price.to_string()).unwrap_or_default();
        return Err(field("line", format!("{} × {price}, {} %", line.quantity, line.vat_percent)));
    }
    if typed.description.chars().count() > crate::domain::draft::TEXT_MAX {
        return Err(field("description", typed.description.clone()));
    }
    Ok(())
}

fn full(id: i64) -> AppError {
    let lines = i64::try_from(LINES_MAX).unwrap_or(i64::MAX);
    Refusal::DraftFull { draft: id, lines }.into()
}

fn put_article(tx: &Tx<'_>, id: i64, after: &mut Draft, row: usize, code: &str, quantity: Option<Decimal>) -> Result<(), AppError> {
    let article = article::by_code(tx.conn(), code)?.ok_or_else(|| Refusal::NoSuchArticle { wanted: code.to_owned() })?;
    if let Some(ended) = article.ended_on {
        return Err(Refusal::ArticleEnded { code: article.code, ended }.into());
    }
    // The first article says what an empty claim is for.
    if after.lines.iter().all(Line::is_blank) {
        after.kind = article.kind;
    }
    let vat_percent = if crate::domain::draft::has_vat(after.kind) {
        article.vat_percent
    } else {
        Decimal::ZERO
    };
    let old = after
        .lines
        .get(row)
        .map(|line| line.quantity)
        .filter(|quantity| !quantity.is_zero());
    let line = Line {
        article: article.code,
        text: article.name,
        quantity: quantity.or(old).unwrap_or(Decimal::ONE),
        unit: article.unit,
        price: Some(article.price),
        vat_percent,
    };
    if line.quantity.scale() > 3 || line.amount().is_err() {
        return Err(field("quantity", line.quantity.to_string()));
    }
    if row >= LINES_MAX || after.lines.len() > LINES_MAX {
        return Err(full(id));
    }
    match after.lines.get_mut(row) {
        Some(old) => *old = line,
        None => after.lines.push(line),
    }
    Ok(())
}

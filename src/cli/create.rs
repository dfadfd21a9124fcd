//! `claims create|copy|reissue|drafts`: claims made by hand.

use rust_decimal::Decimal;

use super::args_create::{ClaimsCreate, DraftArgs, DraftsCommand, OneDraft};
use super::typed::{self, usage};
use super::{Context, lists, note, say, say_json};
use crate::app::columns::drafts as columns;
use crate::app::texts::Arg;
use crate::app::usecase::drafts::issue::{self, Issued};
use crate::app::usecase::drafts::{self, Edit, ShownDraft};
use crate::app::usecase::{accounts, articles, claims};
use crate::app::{AppError, Session, clock, show, show_draft};
use crate::domain::claim::Kind;
use crate::domain::day;
use crate::domain::draft::{Draft, Line, has_vat};
use crate::domain::money::Money;

pub(super) fn run(context: &mut Context, command: ClaimsCreate) -> Result<(), AppError> {
    match command {
        ClaimsCreate::Create {
            says,
            draft,
            comment,
            json,
        } => {
            let mut session = context.open()?;
            let edits = edits(&session, &says, &Draft::default())?;
            if draft {
                let id = drafts::create(&mut session, &edits, &comment)?;
                return tell_draft(&session, id, json, "done-draft");
            }
            let issued = issue::create(&mut session, &edits, &comment)?;
            tell_issued(&session, &issued, json)
        }
        ClaimsCreate::Copy { claim, says, issue, json } => {
            let mut session = context.open()?;
            let (_, before) = drafts::said(&session, claims::find(&session, &claim)?)?;
            let mut all = vec![Edit::Copy(claim)];
            all.extend(edits(&session, &says, &before)?);
            if issue {
                let issued = issue::create(&mut session, &all, "")?;
                return tell_issued(&session, &issued, json);
            }
            let id = drafts::create(&mut session, &all, "")?;
            tell_draft(&session, id, json, "done-draft")
        }
        ClaimsCreate::Reissue {
            claim,
            says,
            issue,
            change,
        } => {
            let mut session = context.open()?;
            let key = claims::find(&session, &claim)?;
            let (seen, before) = drafts::said(&session, key)?;
            let edits = edits(&session, &says, &before)?;
            let lang = session.lang;
            let done = |draft: i64, credit: String| {
                let args = [
                    ("note", Arg::Text(credit)),
                    ("claim", Arg::Text(claim)),
                    ("draft", Arg::Count(draft)),
                ];
                note(&lang.texts().with("done-reissue", &args));
            };
            if issue {
                let (issued, credit) = issue::reissue(&mut session, key, &edits, &change.comment, Some(&seen))?;
                done(issued.draft, credit);
                return tell_issued(&session, &issued, change.json);
            }
            let (id, credit) = drafts::reissue(&mut session, key, &edits, &change.comment, Some(&seen))?;
            done(id, credit);
            tell_draft(&session, id, change.json, "done-draft")
        }
        ClaimsCreate::Drafts { command } => run_drafts(context, command),
    }
}

fn run_drafts(context: &mut Context, command: DraftsCommand) -> Result<(), AppError> {
    let named = |context: &mut Context, one: &OneDraft| -> Result<(Session, i64), AppError> {
        let session = context.open()?;
        let id = drafts::find(&session, &one.draft)?;
        Ok((session, id))
    };
    match command {
        DraftsCommand::List(args) => lists::list(context, &columns::LIST, &args),
        DraftsCommand::Show(one) => {
            let (session, id) = named(context, &one)?;
            let shown = drafts::shown(&session, id)?;
            if one.json {
                return say_json(&show_draft::json(&session, &shown)?);
            }
            say_draft(&session, &shown)
        }
        DraftsCommand::Edit { one, says } => {
            let (mut session, id) = named(context, &one)?;
            refine(&mut session, id, &says)?;
            tell_draft(&session, id, one.json, "done-draft")
        }
        DraftsCommand::Issue { one, comment } => {
            let (mut session, id) = named(context, &one)?;
            let issued = issue::issue(&mut session, id, &comment, None)?;
            tell_issued(&session, &issued, one.json)
        }
        DraftsCommand::Discard { one, comment } => {
            let (mut session, id) = named(context, &one)?;
            drafts::discard(&mut session, id, &comment, None)?;
            tell_draft(&session, id, one.json, "done-draft-gone")
        }
    }
}

fn tell_issued(session: &Session, issued: &Issued, json: bool) -> Result<(), AppError> {
    let shown = show::claim(session, issued.claim_id)?;
    if json {
        return say_json(&show::claim_json(&shown)?);
    }
    let args = [("number", Arg::Count(issued.number)), ("amount", Arg::Money(issued.amount))];
    note(&session.lang.texts().with("done-claim-issued", &args));
    Ok(())
}

fn tell_draft(session: &Session, id: i64, json: bool, key: &str) -> Result<(), AppError> {
    if json {
        return say_json(&show_draft::json(session, &drafts::shown(session, id)?)?);
    }
    note(&session.lang.texts().with(key, &[("draft", Arg::Count(id))]));
    Ok(())
}

fn say_draft(session: &Session, shown: &ShownDraft) -> Result<(), AppError> {
    let (t, draft, today) = (session.lang.texts(), &shown.loaded.draft, session.actor().today);
    let party = shown.party.as_ref().map(|party| format!("{}, {}", party.name, party.number));
    let account = shown.accounts.iter().find(|account| Some(account.id) == draft.account_id);
    let rows = [
        ("draft-field-party", party.unwrap_or_default()),
        ("draft-field-kind", t.t(&format!("kind-{}", draft.kind.code()))),
        ("draft-field-description", draft.description.clone()),
        ("draft-field-issued", draft.issue_day(today).to_string()),
        ("draft-field-due", draft.due_day(today, shown.terms_days).to_string()),
        (
            "draft-field-account",
            account.map(|account| account.number.clone()).unwrap_or_default(),
        ),
        ("draft-field-reference", draft.reference.clone()),
    ];
    for (key, value) in rows.into_iter().filter(|(_, value)| !value.is_empty()) {
        say(&format!("{:<16} {value}", t.t(key)))?;
    }
    for (line, no) in draft.lines.iter().zip(1..) {
        let amount = line.amount()?;
        let text = format!(
            "{no:>3}  {:<10} {:<30} {:>8} {:<5} {:>5} % {:>14}",
            line.article,
            line.text,
            line.quantity,
            line.unit,
            line.vat_percent,
            t.money(amount)
        );
        say(text.trim_end())?;
    }
    let sums = draft.sums()?;
    for (rate, net, vat) in sums.vat.iter().filter(|(rate, ..)| !rate.is_zero()) {
        let args = [
            ("rate", Arg::Text(rate.to_string())),
            ("net", Arg::Money(*net)),
            ("vat", Arg::Money(*vat)),
        ];
        say(&t.with("draft-vat-of", &args))?;
    }
    say(&t.with("draft-total", &[("total", Arg::Money(sums.total))]))
}

/// Does what else is said of a draft that is there.
fn refine(session: &mut Session, id: i64, says: &DraftArgs) -> Result<(), AppError> {
    let shown = drafts::shown(session, id)?;
    let edits = edits(session, says, &shown.loaded.draft)?;
    if edits.is_empty() {
        return Ok(());
    }
    drafts::edit(session, id, &edits, Some(shown.loaded.revision))
}

/// What is said, as edits of a draft that says `before`.
fn edits(session: &Session, says: &DraftArgs, before: &Draft) -> Result<Vec<Edit>, AppError> {
    let mut edits = Vec::new();
    let mut after = before.clone();
    if let Some(kind) = says.kind.as_deref().and_then(Kind::from_code) {
        after.set_kind(kind, articles::usual_rate(session, kind)?);
    }
    if let Some(text) = &says.description {
        after.description = text.trim().to_owned();
    }
    let today = clock::today();
    let read = |typed: &str, from: chrono::NaiveDate| day::read(typed, from).ok_or_else(|| usage("date", typed));
    if let Some(typed) = &says.issued {
        after.issued_on = Some(read(typed, today)?);
    }
    if let Some(typed) = &says.due {
        let from = if typed.starts_with(['+', '-']) {
            after.issue_day(today)
        } else {
            today
        };
        after.due_on = Some(read(typed, from)?);
    }
    if let Some(number) = &says.account {
        after.account_id = Some(accounts::find(session, number)?.id);
    }
    if let Some(reference) = &says.reference {
        after.reference = crate::domain::reference::normalise_typed(reference);
    }
    if !says.line.is_empty() || !says.article.is_empty() {
        after.lines.clear();
    }
    for typed in &says.line {
        after.lines.push(line(session, typed, after.kind)?);
    }
    let row = after.lines.len();
    if after != *before {
        edits.push(Edit::Set(after));
    }
    for (typed, at) in says.article.iter().zip(row..) {
        let (code, quantity) = match typed.split_once('*') {
            Some((code, quantity)) => (code, Some(decimal(quantity).ok_or_else(|| usage("article", typed))?)),
            None => (typed.as_str(), None),
        };
        edits.push(Edit::Article(at, code.to_owned(), quantity));
    }
    // Last, so that a new party is of this draft only when all else could be read.
    edits.extend(says.party.clone().map(Edit::Party));
    Ok(edits)
}

fn decimal(typed: &str) -> Option<Decimal> {
    typed.trim().trim_end_matches('%').trim().replace(',', ".").parse().ok()
}

/// `text;amount[;vat[;quantity]]`, from the right: a text may have a semicolon in it only where it is not needed for a field.
fn line(session: &Session, typed: &str, kind: Kind) -> Result<Line, AppError> {
    let wrong = || usage("claim-line", typed);
    let mut parts = typed.split(';').map(str::trim);
    let (text, amount) = (parts.next().unwrap_or_default(), parts.next().ok_or_else(wrong)?);
    let usual = articles::usual_rate(session, kind)?;
    let rate = match parts.next() {
        None | Some("") => usual,
        Some(rate) => decimal(rate).ok_or_else(wrong)?.normalize(),
    };
    let quantity = match parts.next() {
        None | Some("") => Decimal::ONE,
        Some(quantity) => decimal(quantity).ok_or_else(wrong)?.normalize(),
    };
    let price: Money = typed::amount(amount).map_err(|_| wrong())?;
    if parts.next().is_some() || text.is_empty() {
        return Err(wrong());
    }
    Ok(Line {
        text: text.to_owned(),
        quantity,
        price: Some(price),
        vat_percent: if has_vat(kind) || !rate.is_zero() { rate } else { Decimal::ZERO },
        ..Line::default()
    })
}

//! `dues kinds|list|show|add|set|open|close|members|assign|preview|run`.

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::args::Change;
use super::args_dues::{DuesCommand, Fields, KindsCommand, RunArgs};
use super::meter::Meter;
use super::{Context, lists, note, say, say_json, typed};
use crate::app::columns::{dues as dues_columns, members};
use crate::app::export::{self, Wanted};
use crate::app::import::Watch;
use crate::app::texts::Arg;
use crate::app::usecase::dues::kinds::{self, KindChanges};
use crate::app::usecase::dues::run::{self, Done, Preview, Request};
use crate::app::usecase::dues::set_up::{self, Typed};
use crate::app::usecase::dues::{self, Dues, MembershipKind, enrol};
use crate::app::{AppError, Session};
use crate::domain::dues::Also;

pub(super) fn run(context: &mut Context, command: &DuesCommand) -> Result<(), AppError> {
    match command {
        DuesCommand::Kinds { command } => kinds_command(context, command),
        DuesCommand::List(args) => lists::list(context, &dues_columns::LIST, args),
        DuesCommand::Members(args) => lists::list(context, &members::LIST, args),
        DuesCommand::Show { dues, json } => {
            let session = context.open()?;
            told(&session, dues, *json)
        }
        DuesCommand::Add {
            code,
            fields,
            open,
            change,
        } => {
            let typed = Typed {
                is_open: Some(*open),
                ..typed(fields)?
            };
            let mut session = context.open()?;
            let made = set_up::add(&mut session, code, &typed, &change.comment)?;
            told(&session, &made.code, change.json)
        }
        DuesCommand::Set { dues, fields, change } => set(context, dues, &typed(fields)?, change),
        DuesCommand::Open { dues, change } => open(context, dues, true, change),
        DuesCommand::Close { dues, change } => open(context, dues, false, change),
        DuesCommand::Assign {
            kind,
            parties,
            filter,
            from,
            until,
            change,
        } => {
            let days = (day(from.as_ref())?, day(until.as_ref())?);
            assign(context, kind, parties, filter.as_deref(), days, change)
        }
        DuesCommand::Preview { run, json } => preview(context, run, *json),
        DuesCommand::Run { run, change } => issue(context, run, change),
    }
}

fn day(given: Option<&String>) -> Result<Option<NaiveDate>, AppError> {
    given.map(|given| typed::date(given)).transpose()
}

fn typed(fields: &Fields) -> Result<Typed, AppError> {
    Ok(Typed {
        kind: fields.kind.clone(),
        period: fields.period.clone(),
        due_on: day(fields.due.as_ref())?,
        description: fields.description.clone(),
        account: fields.account.clone(),
        lines: (!fields.lines.is_empty()).then(|| fields.lines.join(";")),
        is_open: None,
    })
}

fn set(context: &mut Context, code: &str, typed: &Typed, change: &Change) -> Result<(), AppError> {
    let mut session = context.open()?;
    let changed = set_up::change(&mut session, code, typed, &change.comment)?;
    told(&session, &changed.code, change.json)
}

fn open(context: &mut Context, code: &str, is_open: bool, change: &Change) -> Result<(), AppError> {
    let typed = Typed {
        is_open: Some(is_open),
        ..Typed::default()
    };
    set(context, code, &typed, change)
}

fn kind_json(kind: &MembershipKind, enrolled: i64) -> Json {
    json!({ "code": kind.code, "name": kind.name, "place": kind.place, "ended": kind.ended_on.map(|on| on.to_string()), "members": enrolled })
}

fn kinds_command(context: &mut Context, command: &KindsCommand) -> Result<(), AppError> {
    let mut session = context.open()?;
    let (kind, as_json) = match command {
        KindsCommand::List { json } => return all_kinds(&session, *json),
        KindsCommand::Add { code, name, change } => (kinds::add(&mut session, code, name, &change.comment)?, change.json),
        KindsCommand::Set {
            code,
            name,
            place,
            begin_again,
            change,
        } => {
            let changes = KindChanges {
                name: name.clone(),
                place: *place,
                ended: begin_again.then_some(false),
            };
            (kinds::change(&mut session, code, &changes, &change.comment)?, change.json)
        }
        KindsCommand::End { code, change } => {
            let changes = KindChanges {
                ended: Some(true),
                ..KindChanges::default()
            };
            (kinds::change(&mut session, code, &changes, &change.comment)?, change.json)
        }
    };
    if as_json {
        let all = kinds::all(&session)?;
        let enrolled = all.iter().find(|(known, _)| known.id == kind.id).map_or(0, |(_, count)| *count);
        return say_json(&kind_json(&kind, enrolled));
    }
    let args = [("code", Arg::Text(kind.code)), ("name", Arg::Text(kind.name))];
    note(&session.lang.texts().with("done-membership-kind", &args));
    Ok(())
}

fn all_kinds(session: &Session, as_json: bool) -> Result<(), AppError> {
    let all = kinds::all(session)?;
    if as_json {
        return say_json(&all.iter().map(|(kind, enrolled)| kind_json(kind, *enrolled)).collect());
    }
    for (kind, enrolled) in all {
        let ended = kind.ended_on.map(|on| on.to_string()).unwrap_or_default();
        say(&format!("{:12} {:30} {enrolled:>7}  {ended}", kind.code, kind.name))?;
    }
    Ok(())
}

fn told(session: &Session, code: &str, as_json: bool) -> Result<(), AppError> {
    let (dues, issued) = dues::show(session, code)?;
    if as_json {
        let lines: Vec<Json> = dues
            .lines
            .iter()
            .map(|line| json!({ "text": line.text, "amount": line.amount.to_string(), "vat": line.vat_percent.to_string() }))
            .collect();
        let mut all = head(&dues)?;
        if let Some(object) = all.as_object_mut() {
            object.insert("lines".to_owned(), Json::Array(lines));
            object.insert("issued".to_owned(), json!(issued.members));
            object.insert("claims".to_owned(), json!(issued.claims));
            object.insert("paid".to_owned(), json!(issued.paid));
            object.insert("amount".to_owned(), json!(issued.amount.to_string()));
            object.insert("received".to_owned(), json!(issued.received.to_string()));
        }
        return say_json(&all);
    }
    let t = session.lang.texts();
    say(&format!("{}  {}", dues.code, dues.description))?;
    let open = t.t(if dues.is_open { "dues-is-open" } else { "dues-is-closed" });
    say(&format!("  {}  {}  {open}  {}", dues.kind.name, dues.period.label(), dues.due_on))?;
    for line in &dues.lines {
        say(&format!("  {:40} {:>12}", line.text, t.money(line.amount)))?;
    }
    let args = [
        ("members", Arg::Count(issued.members)),
        ("claims", Arg::Count(issued.claims)),
        ("paid", Arg::Count(issued.paid)),
        ("amount", Arg::Money(issued.amount)),
        ("received", Arg::Money(issued.received)),
    ];
    say(&format!("  {}", t.with("dues-issued-so-far", &args)))
}

fn head(dues: &Dues) -> Result<Json, AppError> {
    Ok(json!({
        "code": dues.code, "kind": dues.kind.code, "from": dues.period.from_on.to_string(), "until": dues.period.until_on.to_string(),
        "due": dues.due_on.to_string(), "open": dues.is_open, "description": dues.description, "account": dues.account,
        "each": dues.amount()?.to_string(),
    }))
}

/// The parties that a filter of the list of members finds.
fn found(session: &Session, filter: &str) -> Result<Vec<i64>, AppError> {
    let wanted = Wanted {
        list: &members::LIST,
        filter,
        sort: &[],
        columns: &[],
        limit: None,
    };
    let keys = export::keys(session, &export::list_query(session, &wanted)?)?;
    Ok(keys.into_iter().map(i64::from).collect())
}

fn assign(
    context: &mut Context,
    kind: &str,
    numbers: &[String],
    filter: Option<&str>,
    days: (Option<NaiveDate>, Option<NaiveDate>),
    change: &Change,
) -> Result<(), AppError> {
    let mut session = context.open()?;
    let parties = match filter {
        Some(filter) => found(&session, filter)?,
        None => enrol::keys_of(&session, numbers)?,
    };
    let changed = enrol::assign(&mut session, kind, &parties, days, &change.comment)?;
    if change.json {
        return say_json(&json!({ "members": parties.len(), "changed": changed }));
    }
    let count = i64::try_from(changed).unwrap_or(i64::MAX);
    note(&session.lang.texts().with("done-enrolled", &[("count", Arg::Count(count))]));
    Ok(())
}

fn request(session: &Session, run: &RunArgs) -> Result<Request, AppError> {
    let only = match (&run.filter, run.parties.as_slice()) {
        (Some(filter), _) => Some(found(session, filter)?),
        (None, []) => None,
        (None, numbers) => Some(enrol::keys_of(session, numbers)?),
    };
    Ok(Request {
        dues: run.dues.clone(),
        only,
        also: Also::of(run.also.iter().map(String::as_str)).unwrap_or_default(),
        due_on: day(run.due.as_ref())?,
    })
}

fn preview(context: &mut Context, args: &RunArgs, as_json: bool) -> Result<(), AppError> {
    let session = context.open()?;
    let preview = run::preview(&session, &request(&session, args)?)?;
    if as_json {
        return say_json(&preview_json(&preview)?);
    }
    let t = session.lang.texts();
    for left in &preview.plan.left_out {
        let (number, name) = preview.named(left.party);
        let claim = left.claim.map(|claim| format!(" ({claim})")).unwrap_or_default();
        let why = t.t(&format!("dues-why-{}", left.why.code()));
        say(&format!("{number:>10}  {name:30}  {why}{claim}"))?;
    }
    for (why, count) in preview.plan.reasons() {
        let count = t.count(i64::try_from(count).unwrap_or(i64::MAX));
        note(&format!("{count:>10}  {}", t.t(&format!("dues-why-{}", why.code()))));
    }
    note(&t.with(
        "dues-would",
        &counts(
            preview.plan.claims.len(),
            preview.plan.members(),
            preview.plan.left_out.len(),
            preview.amount,
        ),
    ));
    Ok(())
}

fn counts(claims: usize, members: usize, left_out: usize, amount: crate::domain::money::Money) -> [(&'static str, Arg); 4] {
    let count = Arg::count::<usize>;
    [
        ("claims", count(claims)),
        ("members", count(members)),
        ("left_out", count(left_out)),
        ("amount", Arg::Money(amount)),
    ]
}

fn preview_json(preview: &Preview) -> Result<Json, AppError> {
    let claims: Vec<Json> = preview
        .plan
        .claims
        .iter()
        .map(|claim| {
            let members: Vec<&str> = claim.members.iter().map(|billed| preview.named(billed.party).0).collect();
            // Whoever pays need not be a member.
            let payer = Some(preview.named(claim.payer).0).filter(|number| !number.is_empty());
            json!({ "payer": payer, "members": members })
        })
        .collect();
    let left_out: Vec<Json> = preview
        .plan
        .left_out
        .iter()
        .map(|left| {
            let (number, name) = preview.named(left.party);
            json!({ "party": number, "name": name, "why": left.why.code(), "claim": left.claim })
        })
        .collect();
    let reasons: Json = preview
        .plan
        .reasons()
        .into_iter()
        .map(|(why, count)| (why.code().to_owned(), json!(count)))
        .collect::<serde_json::Map<_, _>>()
        .into();
    Ok(json!({
        "dues": head(&preview.dues)?, "due": preview.due_on.to_string(), "claims": claims.len(), "members": preview.plan.members(),
        "amount": preview.amount.to_string(), "left_out": left_out.len(), "reasons": reasons, "issue": claims, "leave_out": left_out,
    }))
}

fn issue(context: &mut Context, args: &RunArgs, change: &Change) -> Result<(), AppError> {
    let mut session = context.open()?;
    let request = request(&session, args)?;
    let mut meter = Meter::new();
    let mut watch = Watch {
        progress: &mut |percent| meter.tell(percent),
        stop: &|| false,
    };
    let done = run::run(&mut session, &request, &change.comment, None, &mut watch);
    drop(meter);
    let done = done?;
    if change.json {
        return say_json(&done_json(&done));
    }
    let t = session.lang.texts();
    note(&t.with("dues-done", &counts(done.claims, done.members, done.left_out, done.amount)));
    say(&format!("voucher:{}", done.voucher))
}

fn done_json(done: &Done) -> Json {
    json!({
        "dues": done.dues, "claims": done.claims, "members": done.members, "amount": done.amount.to_string(), "left_out": done.left_out,
        "due": done.due_on.to_string(), "voucher": done.voucher, "first": done.numbers.0, "last": done.numbers.1,
    })
}

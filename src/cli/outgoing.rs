//! `outgoing due|write|list|show|again|sent|discard|receipt`, and `export FORMAT`.

use std::io::Read;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::args::Change;
use super::args_outgoing::{Export, How, OutgoingCommand, Which, Write};
use super::{Context, note, say, say_json};
use crate::app::texts::Arg;
use crate::app::usecase::outgoing::{self, Choice, Family, OutFile, Wanted, Written, act, receipts, steps, words};
use crate::app::{AppError, Session, clock};
use crate::domain::receipt::Verdict;
use crate::domain::refusal::Refusal;

/// A receipt list is a page or a few; more is no receipt list.
const LIST_MAX: u64 = 4 * 1024 * 1024;

pub(super) fn run(context: &mut Context, command: &OutgoingCommand) -> Result<(), AppError> {
    match command {
        OutgoingCommand::Due { which, json } => due(context, &choice(which), *json),
        OutgoingCommand::Write(Write { which, how }) => write(context, &choice(which), how),
        OutgoingCommand::List { json } => list(context, *json),
        OutgoingCommand::Show { file, json } => show(context, file, *json),
        OutgoingCommand::Again { file, out, json } => again(context, file, out.as_deref(), *json),
        OutgoingCommand::Sent { file, change } => sent(context, file, change),
        OutgoingCommand::Discard { file, change } => discard(context, file, change),
        OutgoingCommand::Receipt {
            file,
            list,
            dry_run,
            comment,
            json,
        } => receipt(context, file, list, (!dry_run).then_some(comment.as_str()), *json),
    }
}

pub(super) fn export(context: &mut Context, export: &Export) -> Result<(), AppError> {
    let choice = Choice {
        account: export.account.clone(),
        format: Some(export.format.clone()),
        family: export.what.as_deref().and_then(Family::from_code),
    };
    write(context, &choice, &export.how)
}

fn choice(which: &Which) -> Choice {
    Choice {
        account: which.account.clone(),
        format: which.format.clone(),
        family: which.what.as_deref().and_then(Family::from_code),
    }
}

fn due(context: &mut Context, choice: &Choice, as_json: bool) -> Result<(), AppError> {
    let session = context.open()?;
    let (t, country) = (session.lang.texts(), session.site.country);
    let groups = outgoing::due(&session, choice)?;
    if as_json {
        let all: Vec<Json> = groups.iter().map(|group| words::group_json(group, t)).collect::<Result<_, _>>()?;
        return say_json(&json!(all));
    }
    if groups.is_empty() {
        note(&t.t("outgoing-empty"));
    }
    for group in &groups {
        say(&words::title(group, country, t))?;
        if !group.items.is_empty() {
            say(&format!("  {}", words::sums(&group.sums()?, t)))?;
        }
        if let Some(until) = group.until() {
            say(&format!(
                "  {}",
                t.with("outgoing-until", &[("deadline", Arg::Text(words::until(until)))])
            ))?;
        }
        if let Some(lacks) = words::lacks(group, t) {
            say(&format!("  {lacks}"))?;
        }
        for item in &group.items {
            say(&format!("  {}", line(item, t)))?;
        }
        for left in &group.left_out {
            say(&format!("  – {} – {}", line(&left.item, t), words::why(&left.why, t)))?;
        }
    }
    Ok(())
}

fn line(item: &outgoing::DueItem, t: &crate::app::texts::Texts) -> String {
    let on = item.on().map(|on| on.to_string()).unwrap_or_default();
    let kind = t.t(&format!("outgoing-kind-{}", item.kind().code()));
    format!(
        "{kind:<14} {:<10} {:>12} {on:<10} {}",
        item.label(),
        t.money(item.amount()),
        item.name()
    )
}

fn write(context: &mut Context, choice: &Choice, how: &How) -> Result<(), AppError> {
    let mut session = context.open()?;
    let groups: Vec<_> = outgoing::due(&session, choice)?
        .into_iter()
        .filter(|group| !group.items.is_empty())
        .collect();
    if groups.is_empty() {
        return Err(Refusal::NothingDue {}.into());
    }
    let (mut all, mut failed) = (Vec::new(), None);
    let mut number = how.number;
    for group in &groups {
        let wanted = Wanted {
            number: number.take(),
            to: how.out.clone(),
            comment: how.comment.clone(),
            ..Wanted::of(group)?
        };
        let written = outgoing::write(&mut session, &wanted, how.dry_run)?;
        all.push(tell_written(&session, written, how, &mut failed)?);
    }
    if how.json {
        say_json(&json!(all))?;
    }
    failed.map_or(Ok(()), Err)
}

fn tell_written(session: &Session, written: Written, how: &How, failed: &mut Option<AppError>) -> Result<Json, AppError> {
    let t = session.lang.texts();
    let mut object = words::file_json(&written.file);
    let saved = match written.saved {
        Some(Ok(path)) => Some(path.display().to_string()),
        // It is written and kept: only the copy in the folder is missing.
        Some(Err(error)) => {
            *failed = Some(error);
            None
        }
        None => None,
    };
    if let Some(fields) = object.as_object_mut() {
        fields.insert("status".to_owned(), json!(if how.dry_run { "would_write" } else { "written" }));
        fields.insert("sums".to_owned(), words::sums_json(&written.sums));
        fields.insert("until".to_owned(), json!(written.until.map(words::until)));
        fields.insert("path".to_owned(), json!(saved));
    }
    if !how.json {
        let args = [
            ("name", Arg::Text(written.file.name.clone())),
            ("sums", Arg::Text(words::sums(&written.sums, t))),
            ("path", Arg::Text(saved.unwrap_or_default())),
        ];
        let key = match (how.dry_run, failed.is_some()) {
            (true, _) => "outgoing-would-write",
            (false, true) => "outgoing-not-saved",
            (false, false) => "outgoing-written",
        };
        note(&t.with(key, &args));
        if let Some(until) = written.until {
            note(&t.with("outgoing-until", &[("deadline", Arg::Text(words::until(until)))]));
        }
    }
    Ok(object)
}

fn list(context: &mut Context, as_json: bool) -> Result<(), AppError> {
    let session = context.open()?;
    let t = session.lang.texts();
    let files = outgoing::files(&session)?;
    if as_json {
        return say_json(&files.iter().map(words::file_json).collect());
    }
    if files.is_empty() {
        note(&t.t("outgoing-no-files"));
    }
    for file in &files {
        say(&file_line(file, t))?;
    }
    Ok(())
}

fn file_line(file: &OutFile, t: &crate::app::texts::Texts) -> String {
    let state = t.t(&format!("outgoing-state-{}", file.state.code()));
    format!(
        "{:>7} {:<34} {state:<12} {:>6} {:>14} {}  {}",
        file.number,
        file.name,
        file.items,
        t.money(file.sum),
        clock::local_minute(file.stored_at),
        file.operator
    )
}

fn show(context: &mut Context, wanted: &str, as_json: bool) -> Result<(), AppError> {
    let session = context.open()?;
    let t = session.lang.texts();
    let (file, items) = outgoing::show(&session, outgoing::find(&session, wanted)?)?;
    if as_json {
        let mut object = words::file_json(&file);
        if let Some(fields) = object.as_object_mut() {
            // The list of items stands where the list of files has their count.
            fields.insert("items".to_owned(), items.iter().map(words::out_item_json).collect());
        }
        return say_json(&object);
    }
    say(&file_line(&file, t))?;
    for item in &items {
        let label = item.number.map(|number| number.to_string()).unwrap_or_else(|| {
            let own = [&item.own_reference, &item.payer_number].into_iter().find(|text| !text.is_empty());
            own.cloned().unwrap_or_default()
        });
        let on = item.due_on.map(|on| on.to_string()).unwrap_or_default();
        let (kind, state) = (
            t.t(&format!("outgoing-kind-{}", item.kind.code())),
            t.t(&format!("item-state-{}", item.state.code())),
        );
        let said = if item.code.is_empty() {
            String::new()
        } else {
            receipts::words(&item.code, t)
        };
        say(&format!(
            "  {kind:<14} {label:<10} {:>12} {on:<10} {state:<12} {}  {said}",
            t.money(item.amount),
            item.name
        ))?;
    }
    Ok(())
}

fn again(context: &mut Context, wanted: &str, to: Option<&Path>, as_json: bool) -> Result<(), AppError> {
    let session = context.open()?;
    let (file, path) = steps::again(&session, outgoing::find(&session, wanted)?, to)?;
    let path = path.display().to_string();
    if as_json {
        return say_json(&json!({ "id": file.id, "name": file.name, "path": path, "length": file.length }));
    }
    let args = [("name", Arg::Text(file.name)), ("path", Arg::Text(path))];
    note(&session.lang.texts().with("outgoing-saved-again", &args));
    Ok(())
}

fn sent(context: &mut Context, wanted: &str, change: &Change) -> Result<(), AppError> {
    let mut session = context.open()?;
    let id = outgoing::find(&session, wanted)?;
    let done = steps::sent(&mut session, id, &change.comment)?;
    let t = session.lang.texts();
    if change.json {
        let mut object = words::file_json(&done.file);
        if let Some(fields) = object.as_object_mut() {
            fields.insert("outdated".to_owned(), json!(done.outdated));
        }
        return say_json(&object);
    }
    note(&t.with("outgoing-sent", &[("name", Arg::Text(done.file.name))]));
    if done.outdated > 0 {
        note(&t.with("outgoing-outdated", &[("count", words::counted(done.outdated))]));
    }
    Ok(())
}

fn discard(context: &mut Context, wanted: &str, change: &Change) -> Result<(), AppError> {
    let mut session = context.open()?;
    let id = outgoing::find(&session, wanted)?;
    let file = steps::discard(&mut session, id, &change.comment)?;
    if change.json {
        return say_json(&words::file_json(&file));
    }
    note(&session.lang.texts().with("outgoing-discarded", &[("name", Arg::Text(file.name))]));
    Ok(())
}

/// The text of a list, from a file or from standard input.
fn text_of(path: &Path) -> Result<String, AppError> {
    if path != Path::new("-") {
        return act::list_text(path);
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .take(LIST_MAX)
        .read_to_end(&mut bytes)
        .map_err(|source| AppError::File {
            path: path.to_path_buf(),
            source,
        })?;
    Ok(act::text_of(bytes))
}

fn receipt(context: &mut Context, wanted: &str, list: &Path, comment: Option<&str>, as_json: bool) -> Result<(), AppError> {
    let text = text_of(list)?;
    let mut session = context.open()?;
    let id = outgoing::find(&session, wanted)?;
    let understood = match comment {
        None => receipts::understand(&session, id, &text)?,
        Some(comment) => receipts::apply(&mut session, id, &text, comment)?,
    };
    let t = session.lang.texts();
    if as_json {
        return say_json(&words::receipt_json(&understood, t));
    }
    for said in &understood.receipt.said {
        let verdict = t.t(if said.verdict == Verdict::Accepted {
            "receipt-accepted"
        } else {
            "receipt-refused"
        });
        let item = said.item.and_then(|at| understood.items.get(at));
        let about = item.map_or_else(
            || understood.file.name.clone(),
            |item| format!("{} {} {}", item.reference, item.own_reference, item.name),
        );
        let code = if said.code.is_empty() {
            String::new()
        } else {
            receipts::words(&said.code, t)
        };
        say(&format!("{:>5}  {verdict:<10} {about}  {code}", said.line))?;
    }
    for (line, text) in &understood.receipt.unknown {
        say(&format!("{line:>5}  ?          {text}"))?;
    }
    let (accepted, refused, rest) = understood.counts();
    let count = Arg::count::<usize>;
    let args = [("accepted", count(accepted)), ("refused", count(refused)), ("rest", count(rest))];
    note(&t.with("receipt-counts", &args));
    Ok(())
}

//! `files list|show|export|undo`.

use serde_json::json;

use super::args::{Change, FilesCommand};
use super::meter::Meter;
use super::{Context, lists, note, say, say_json};
use crate::app::columns::files::LIST;
use crate::app::file_view::{self, FileLine};
use crate::app::import::Watch;
use crate::app::texts::Arg;
use crate::app::usecase::files;
use crate::app::{AppError, clock};

pub(super) fn run(context: &mut Context, command: &FilesCommand) -> Result<(), AppError> {
    match command {
        FilesCommand::List(args) => lists::list(context, &LIST, args),
        FilesCommand::Export { file, out } => export(context, file, out),
        FilesCommand::Show { file, from, lines, json } => show(context, file, *from, *lines, *json),
        FilesCommand::Undo { file, dry_run, change } => undo(context, file, *dry_run, change),
    }
}

fn export(context: &mut Context, wanted: &str, out: &std::path::Path) -> Result<(), AppError> {
    let session = context.open()?;
    let id = files::find(&session, wanted)?;
    let bytes = file_view::export(&session, id, out)?;
    let args = [("count", Arg::count(bytes)), ("path", Arg::Text(out.display().to_string()))];
    note(&session.lang.texts().with("done-file-exported", &args));
    Ok(())
}

fn show(context: &mut Context, wanted: &str, from: u64, lines: usize, as_json: bool) -> Result<(), AppError> {
    let session = context.open()?;
    let t = session.lang.texts();
    let id = files::find(&session, wanted)?;
    let view = file_view::view(&session, id, from, 0, lines)?;
    let fields = |line: &FileLine| -> Vec<(String, String)> {
        let characters: Vec<char> = line.text.chars().collect();
        let cut = |mark: &file_view::Mark| {
            let first = usize::from(mark.first).saturating_sub(1);
            let value: String = characters
                .iter()
                .skip(first)
                .take(usize::from(mark.last).saturating_sub(first))
                .collect();
            (t.t(&format!("mark-{}", mark.name)), value.trim().to_owned())
        };
        line.marks.iter().map(cut).collect()
    };
    let head = &view.head;
    let state = if head.is_undone { "undone" } else { head.state.code() };
    if as_json {
        let rows: Vec<_> = view
            .lines
            .iter()
            .map(|line| json!({ "offset": line.offset, "text": line.text, "fields": fields(line) }))
            .collect();
        return say_json(&json!({
            "file": id, "name": head.name, "format": head.format, "direction": if head.is_outgoing { "out" } else { "in" }, "state": state,
            "payments": head.payments, "notices": head.notices, "sum": head.sum.to_string(), "booked": head.booked.to_string(),
            "stored_at": clock::iso_moment(head.stored_at), "operator": head.operator, "length": view.length, "lines": rows,
        }));
    }
    let state = t.t(&format!("file-state-{state}"));
    say(&format!("{}  ·  {}  ·  {state}  ·  {}", head.name, view.format, view.stored()))?;
    for line in &view.lines {
        say(&line.text)?;
        let words: Vec<String> = fields(line).into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
        if !words.is_empty() {
            say(&format!("    {}", words.join(" · ")))?;
        }
    }
    Ok(())
}

fn undo(context: &mut Context, wanted: &str, dry_run: bool, change: &Change) -> Result<(), AppError> {
    let mut session = context.open()?;
    let id = files::find(&session, wanted)?;
    let mut meter = Meter::new();
    let mut watch = Watch {
        progress: &mut |percent| meter.tell(percent),
        stop: &|| false,
    };
    let undone = files::undo(&mut session, id, &change.comment, dry_run, &mut watch);
    drop(meter);
    let undone = undone?;
    if change.json {
        return say_json(&json!({
            "file": id, "status": if dry_run { "would_undo" } else { "undone" }, "payments": undone.payments, "claims": undone.claims,
            "amount": undone.amount.to_string(),
        }));
    }
    let args = [
        ("name", Arg::Text(wanted.to_owned())),
        ("payments", Arg::Count(undone.payments)),
        ("claims", Arg::Count(undone.claims)),
        ("amount", Arg::Money(undone.amount)),
    ];
    let key = if dry_run { "done-file-would-be-undone" } else { "done-file-undone" };
    note(&session.lang.texts().with(key, &args));
    Ok(())
}

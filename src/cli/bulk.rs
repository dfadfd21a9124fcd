//! `claims bulk`: one thing done to all claims of a filter, with a result for each.

use serde_json::{Value as Json, json};

use super::args_handling::BulkArgs;
use super::meter::Meter;
use super::remind::{self, remind_wish};
use super::{Context, note, say, say_json, typed};
use crate::app::columns::claims::LIST;
use crate::app::export::{self, Wanted};
use crate::app::import::Watch;
use crate::app::texts::Arg;
use crate::app::usecase::bulk::{self, Report, Trial};
use crate::app::usecase::claims::Act;
use crate::app::{AppError, Session};
use crate::domain::refusal::Refusal;

fn act(args: &BulkArgs) -> Result<Act, AppError> {
    Ok(match args.act.as_str() {
        "remind" => Act::Remind(remind_wish(&args.remind)?),
        "freeze" => Act::Freeze {
            until: Some(typed::date(args.due.as_deref().unwrap_or_default())?),
        },
        "waive" => Act::Waive,
        "approve" => Act::Approve,
        "use-credit" => Act::UseCredit { amount: None },
        "write-off" => Act::WriteOff,
        "credit" => Act::Credit { lines: Vec::new() },
        "annul" => Act::Annul,
        _ => Act::SetDue {
            due_on: typed::date(args.due.as_deref().unwrap_or_default())?,
        },
    })
}

pub(super) fn run(context: &mut Context, args: &BulkArgs) -> Result<(), AppError> {
    let act = act(args)?;
    let mut session = context.open()?;
    let wanted = Wanted {
        list: &LIST,
        filter: &args.filter,
        sort: &[],
        columns: &[],
        limit: None,
    };
    let ids = export::keys(&session, &export::list_query(&session, &wanted)?)?;
    if args.dry_run {
        let trial = bulk::try_all(&session, &ids, &act, &|| false)?;
        return told_trial(&session, &trial, args.change.json);
    }
    let mut meter = Meter::new();
    let mut watch = Watch {
        progress: &mut |percent| meter.tell(percent),
        stop: &|| false,
    };
    let report = bulk::run(&mut session, &ids, &act, &args.change.comment, args.stop_at_refusal, &mut watch);
    drop(meter);
    let report = report?;
    remind::deliver(&mut session, report.batch)?;
    told(&session, &report, args.change.json)
}

fn count(number: usize) -> Arg {
    Arg::count(number)
}

fn why(session: &Session, number: i64, refusal: &Refusal) -> Json {
    json!({ "number": number, "code": refusal.code(), "message": session.lang.texts().refusal(refusal) })
}

fn told_trial(session: &Session, trial: &Trial, as_json: bool) -> Result<(), AppError> {
    let texts = session.lang.texts();
    if as_json {
        let refused: Vec<Json> = trial.why.iter().map(|(number, refusal)| why(session, *number, refusal)).collect();
        return say_json(&json!({
            "would": trial.would, "left": trial.left.to_string(), "refused": trial.refused, "refusals": refused,
        }));
    }
    for (number, refusal) in &trial.why {
        say(&format!("{number}  {}", texts.refusal(refusal)))?;
    }
    let args = [
        ("done", count(trial.would)),
        ("left", Arg::Money(trial.left)),
        ("refused", count(trial.refused)),
    ];
    note(&texts.with("cli-bulk-trial", &args));
    Ok(())
}

fn told(session: &Session, report: &Report, as_json: bool) -> Result<(), AppError> {
    let texts = session.lang.texts();
    if as_json {
        let rows: Vec<Json> = report
            .rows
            .iter()
            .map(|row| match &row.result {
                Ok(left) => json!({ "number": row.number, "done": true, "left": left.to_string() }),
                Err(refusal) => why(session, row.number, refusal),
            })
            .collect();
        return say_json(&json!({
            "done": report.done, "left": report.left.to_string(), "refused": report.refused, "not_reached": report.not_reached, "rows": rows,
        }));
    }
    for row in &report.rows {
        if let Err(refusal) = &row.result {
            say(&format!("{}  {}", row.number, texts.refusal(refusal)))?;
        }
    }
    let args = [
        ("done", count(report.done)),
        ("left", Arg::Money(report.left)),
        ("refused", count(report.refused)),
        ("rest", count(report.not_reached)),
    ];
    note(&texts.with("cli-bulk", &args));
    Ok(())
}

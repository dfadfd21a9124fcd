//! `claims send|pdf`, `sendings …`, `mail …`.

use serde_json::{Value as Json, json};

use super::args_sending::{ClaimsSending, MailCommand, SendArgs, SendingsCommand};
use super::{Context, lists, note, say, say_json, typed};
use crate::app::columns::{claims::LIST, sendings};
use crate::app::export::{self, Wanted};
use crate::app::outbox::{self, Asking};
use crate::app::ports::Ports;
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::sending::act::{SendingAct, act};
use crate::app::usecase::sending::many::{self, Foretold, Sent};
use crate::app::usecase::sending::{Planned, Sending, Wish, paper, trial};
use crate::app::usecase::{bulk::RowResult, claims};
use crate::app::{AppError, Session};
use crate::domain::party::Channel;
use crate::domain::refusal::Refusal;
use crate::domain::sending::SendingState;

pub(super) fn claims(context: &mut Context, command: &ClaimsSending) -> Result<(), AppError> {
    match command {
        ClaimsSending::Send(args) => send(context, args),
        ClaimsSending::Pdf {
            claim,
            out,
            note: wanted,
            copy,
            json,
        } => {
            let session = context.open()?;
            let id = claims::find(&session, claim)?;
            let written = paper::write(&session, id, wanted.as_deref(), *copy, out)?;
            if *json {
                return say_json(&json!({
                    "file": written.file.display().to_string(), "copy": written.copy, "bytes": written.bytes,
                }));
            }
            let args = [("file", Arg::Text(written.file.display().to_string()))];
            let key = if written.copy { "cli-pdf-copy" } else { "cli-pdf" };
            note(&session.lang.texts().with(key, &args));
            Ok(())
        }
    }
}

fn chosen(session: &Session, args: &SendArgs) -> Result<Vec<u32>, AppError> {
    if let Some(filter) = &args.filter {
        let wanted = Wanted {
            list: &LIST,
            filter,
            sort: &[],
            columns: &[],
            limit: None,
        };
        return export::keys(session, &export::list_query(session, &wanted)?);
    }
    let mut ids = Vec::new();
    for wanted in &args.claims {
        let id = claims::find(session, wanted)?;
        let id = u32::try_from(id).map_err(|_| Refusal::NoSuchClaim { wanted: wanted.clone() })?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

fn send(context: &mut Context, args: &SendArgs) -> Result<(), AppError> {
    let mut session = context.open()?;
    let ids = chosen(&session, args)?;
    let wish = Wish {
        by: args.by.as_deref().and_then(Channel::from_code),
        copy: args.copy,
        note: args.note.clone(),
        notes: args.credit_notes,
    };
    if args.dry_run {
        let rows = many::foretell(&session, &ids, &wish)?;
        return foretold(&session, rows, args.json);
    }
    let sent = many::send(&mut session, &ids, &wish, &args.comment, &super::exchange::stopping())?;
    // Of one that was named, the refusal is the answer.
    if let ([_], [RowResult { result: Err(refusal), .. }], false) = (args.claims.as_slice(), sent.report.rows.as_slice(), args.json) {
        return Err(refusal.clone().into());
    }
    told(&session, &sent, args.json)
}

fn refused(t: &Texts, number: i64, refusal: &Refusal) -> Json {
    json!({ "number": number, "code": refusal.code(), "message": t.refusal(refusal) })
}

fn planned_json(planned: &Planned) -> Json {
    json!({
        "number": planned.number, "channel": planned.channel.code(), "to": planned.dest, "name": planned.name,
        "language": planned.lang.code(), "subject": planned.subject, "text": planned.text, "parts": planned.parts,
        "file": if planned.channel == Channel::Sms { Json::Null } else { Json::from(planned.file.as_str()) }, "copy": planned.copy,
    })
}

fn foretold(session: &Session, rows: Vec<Foretold>, as_json: bool) -> Result<(), AppError> {
    let t = session.lang.texts();
    let planned: Vec<&Planned> = rows.iter().filter_map(|(_, row)| row.as_ref().ok()).collect();
    let by = |channel: Channel| planned.iter().filter(|one| one.channel == channel).count();
    let left_out = rows.len() - planned.len();
    if as_json {
        let all: Vec<Json> = rows
            .iter()
            .map(|(number, row)| match row {
                Ok(planned) => planned_json(planned),
                Err(refusal) => refused(t, *number, refusal),
            })
            .collect();
        return say_json(&json!({
            "would": planned.len(), "email": by(Channel::Email), "sms": by(Channel::Sms), "print": by(Channel::Print),
            "left_out": left_out, "rows": all,
        }));
    }
    for (number, row) in &rows {
        match row {
            Ok(one) => {
                let by = t.t(&format!("sending-by-{}", one.channel.code()));
                say(&format!("{number}  {by}  {}  {}", one.dest, one.subject))?;
            }
            Err(refusal) => say(&format!("{number}  –  {}", t.refusal(refusal)))?,
        }
    }
    let counts = Channel::ALL.iter().map(|channel| (*channel, by(*channel))).collect();
    note(&trial(&counts, left_out, t));
    Ok(())
}

fn sending_json(number: i64, one: &Sending) -> Json {
    json!({
        "number": number, "sending": one.id, "channel": one.channel.code(), "to": one.dest, "copy": one.copy, "state": one.state.code(),
        "detail": one.detail,
    })
}

fn told(session: &Session, sent: &Sent, as_json: bool) -> Result<(), AppError> {
    let t = session.lang.texts();
    let number = |one: &Sending| {
        sent.report
            .rows
            .iter()
            .find(|row| row.id == one.claim_id)
            .map_or(0, |row| row.number)
    };
    let of = |state: SendingState| sent.sendings.iter().filter(|one| one.state == state).count();
    let lost = sent.lost();
    if as_json {
        let left_out = sent.report.rows.iter().filter_map(|row| match &row.result {
            Ok(_) => None,
            Err(refusal) => Some(refused(t, row.number, refusal)),
        });
        let rows: Vec<Json> = sent
            .sendings
            .iter()
            .map(|one| sending_json(number(one), one))
            .chain(left_out)
            .collect();
        let states: serde_json::Map<String, Json> = SendingState::ALL
            .iter()
            .map(|state| (state.code().to_owned(), Json::from(of(*state))))
            .collect();
        say_json(&json!({
            "batch": sent.report.batch, "asked": sent.report.done, "left_out": sent.report.refused, "states": states, "rows": rows,
            "not_reached": sent.report.not_reached, "taken_back": sent.taken_back, "trouble": sent.trouble,
        }))?;
    } else {
        for row in &sent.report.rows {
            if let Err(refusal) = &row.result {
                say(&format!("{}  –  {}", row.number, t.refusal(refusal)))?;
            }
        }
        for one in &sent.sendings {
            let state = t.t(&format!("sending-state-{}", one.state.code()));
            say(format!("{}  {}  {state}  {}", number(one), one.dest, one.detail).trim_end())?;
        }
        for trouble in &sent.trouble {
            note(trouble);
        }
        let count = |number: usize| Arg::Count(i64::try_from(number).unwrap_or(i64::MAX));
        let args = [
            ("left", count(of(SendingState::Left) + of(SendingState::Handed))),
            ("waiting", count(of(SendingState::Waiting))),
            ("lost", count(lost)),
            ("out", count(sent.report.refused)),
        ];
        note(&t.with("cli-sent", &args));
        if sent.stopped() > 0 {
            note(&t.with("sending-taken-back", &[("count", count(sent.stopped()))]));
        }
    }
    sent.ended()
}

pub(super) fn sendings(context: &mut Context, command: &SendingsCommand) -> Result<(), AppError> {
    let keys = |given: &[String]| given.iter().map(|one| typed::key(one)).collect::<Result<Vec<i64>, AppError>>();
    let (ids, what, change) = match command {
        SendingsCommand::List(args) => return lists::list(context, &sendings::LIST, args),
        SendingsCommand::Again { sendings, change } => (keys(sendings)?, SendingAct::Again, change),
        SendingsCommand::Cancel { sendings, change } => (keys(sendings)?, SendingAct::Cancel, change),
        SendingsCommand::Decide { sending, left, change, .. } => {
            let what = if *left { SendingAct::Left } else { SendingAct::NotLeft };
            (vec![typed::key(sending)?], what, change)
        }
    };
    let mut session = context.open()?;
    let count = act(&mut session, &ids, what, &change.comment)?;
    if what == SendingAct::Again {
        let mut ports = Ports::open(&session.settings, session.path())?;
        let round = outbox::round(&mut session, &mut ports, Asking::Nobody)?;
        for trouble in &round.trouble {
            note(trouble);
        }
    }
    let now = crate::app::usecase::sending::load(&session, &ids)?;
    if change.json {
        let rows = now.iter().map(|(number, one)| sending_json(*number, one));
        return say_json(&rows.collect());
    }
    let t = session.lang.texts();
    for (number, one) in &now {
        let state = t.t(&format!("sending-state-{}", one.state.code()));
        say(format!("{}  {number}  {}  {state}  {}", one.id, one.dest, one.detail).trim_end())?;
    }
    let count = Arg::Count(i64::try_from(count).unwrap_or(i64::MAX));
    note(&t.with("told-sendings", &[("count", count)]));
    Ok(())
}

pub(super) fn mail(context: &mut Context, command: &MailCommand) -> Result<(), AppError> {
    let MailCommand::Try { address, json } = command;
    let session = context.open()?;
    let said = crate::app::usecase::sending::try_mail(&session, address)?;
    if *json {
        return say_json(&json!({ "to": address, "said": said }));
    }
    let args = [("to", Arg::from(address.as_str())), ("said", Arg::Text(said))];
    note(&session.lang.texts().with("cli-mail-tried", &args));
    Ok(())
}

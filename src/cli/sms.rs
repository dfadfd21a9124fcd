//! `sms …`: dues paid by SMS, and the SMS dialogue.

use serde_json::{Value, json};

use super::args_sms::{SetUp, SmsCommand};
use super::{Context, lists, note, say, say_json, typed};
use crate::app::clock::local_minute;
use crate::app::columns::{charges, dialogues};
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::dues_sms::person::{self, Dialogue};
use crate::app::usecase::dues_sms::setup::{self, Changes, Setup};
use crate::app::usecase::dues_sms::tester::{self, Trial};
use crate::app::{AppError, Session};
use crate::domain::dues_sms::Reply;
use crate::domain::ledger::Role;
use crate::domain::message::Coding;
use crate::domain::money::Money;

pub(super) fn run(context: &mut Context, command: &SmsCommand) -> Result<(), AppError> {
    match command {
        SmsCommand::Show { json } => show(&context.open()?, *json),
        SmsCommand::Set(args) => set(context, args),
        SmsCommand::Texts { language, json } => texts(&context.open()?, language.as_deref(), *json),
        SmsCommand::Text {
            reply,
            text,
            language,
            change,
        } => {
            let reply = Reply::from_code(reply).ok_or_else(|| AppError::Usage {
                code: "reply",
                given: reply.clone(),
            })?;
            let mut session = context.open()?;
            setup::set_text(&mut session, reply, language, text, &change.comment)?;
            texts(&session, Some(language), change.json)
        }
        SmsCommand::Try { text, from, json } => try_out(&context.open()?, text, from, *json),
        SmsCommand::List(args) => lists::list(context, &dialogues::LIST, args),
        SmsCommand::Charges(args) => lists::list(context, &charges::LIST, args),
        SmsCommand::Read {
            number,
            seen,
            unread,
            json,
        } => {
            let mut session = context.open()?;
            if *seen || *unread {
                person::mark(&mut session, number, *seen)?;
            }
            read(&session, number, *json)
        }
        SmsCommand::Answer {
            number,
            text,
            dry_run,
            json,
        } => answer(&mut context.open()?, (number, text), *dry_run, *json),
        SmsCommand::Tie {
            number,
            party,
            untie,
            change,
        } => {
            let mut session = context.open()?;
            person::tie(&mut session, number, party, !untie, &change.comment)?;
            read(&session, number, change.json)
        }
        SmsCommand::Decide { charge, paid, change, .. } => {
            let mut session = context.open()?;
            let id = typed::key(charge)?;
            person::decide(&mut session, id, *paid, &change.comment)?;
            done(
                &session,
                id,
                change.json,
                if *paid { "done-charge-paid" } else { "done-charge-not-paid" },
            )
        }
        SmsCommand::Refund { charge, by_hand, change } => {
            let mut session = context.open()?;
            let id = typed::key(charge)?;
            match by_hand.as_deref() {
                None => person::refund(&mut session, id, &change.comment)?,
                Some(from) => {
                    let from = if from == "cash" { Role::Cash } else { Role::Bank };
                    person::refunded_by_hand(&mut session, id, from, &change.comment)?;
                }
            }
            let said = if by_hand.is_some() {
                "done-charge-by-hand"
            } else {
                "done-charge-refund"
            };
            done(&session, id, change.json, said)
        }
    }
}

fn done(session: &Session, id: i64, json: bool, key: &str) -> Result<(), AppError> {
    if json {
        return say_json(&json!({ "charge": id }));
    }
    note(&session.lang.texts().with(key, &[("charge", Arg::Text(id.to_string()))]));
    Ok(())
}

fn as_json(setup: &Setup, wishes: i64, missing: &[&str]) -> Value {
    json!({
        "open": setup.is_open, "number": setup.number, "keywords": setup.keywords, "sub_keywords": setup.sub_keywords,
        "organisation": setup.organisation, "url": setup.url,
        "language": if setup.language.is_empty() { "member" } else { &setup.language },
        "least": setup.least.to_string(), "most": setup.most.to_string(), "age": setup.age, "wait_minutes": setup.wait_minutes,
        "donations_wanted": wishes, "missing": missing,
    })
}

fn show(session: &Session, json: bool) -> Result<(), AppError> {
    let setup = setup::current(session)?;
    let missing = setup::missing(&setup, &session.settings.sms);
    let wishes = setup::wishes(session)?;
    if json {
        return say_json(&as_json(&setup, wishes, &missing));
    }
    let t = session.lang.texts();
    for (field, value) in setup::shown(&setup, t) {
        say(&format!("{:24} {value}", t.t(&format!("dues-field-{field}"))))?;
    }
    for key in missing {
        say(&format!("– {}", t.t(key)))?;
    }
    if wishes > 0 {
        say(&t.with("dues-donations-wanted", &[("count", Arg::Count(wishes))]))?;
    }
    Ok(())
}

fn money(given: Option<&String>) -> Result<Option<Money>, AppError> {
    let read = |text: &String| {
        Money::parse(text).map_err(|_| AppError::Usage {
            code: "amount",
            given: text.clone(),
        })
    };
    given.map(read).transpose()
}

fn set(context: &mut Context, args: &SetUp) -> Result<(), AppError> {
    let changes = Changes {
        is_open: (args.open || args.closed).then_some(args.open),
        number: args.number.clone(),
        keywords: args.keywords.clone(),
        sub_keywords: args.sub_keywords.clone(),
        organisation: args.organisation.clone(),
        url: args.url.clone(),
        language: args.language.clone(),
        least: money(args.least.as_ref())?,
        most: money(args.most.as_ref())?,
        age: args.age,
        wait_minutes: args.wait_minutes,
    };
    let mut session = context.open()?;
    setup::change(&mut session, &changes, &args.change.comment)?;
    show(&session, args.change.json)
}

fn texts(session: &Session, language: Option<&str>, json: bool) -> Result<(), AppError> {
    let all = setup::all_texts(session)?;
    let wanted = all.into_iter().filter(|text| language.is_none_or(|code| text.language == code));
    if json {
        let rows: Vec<Value> = wanted
            .map(|text| json!({ "reply": text.reply.code(), "language": text.language, "text": text.text, "own": text.own }))
            .collect();
        return say_json(&Value::from(rows));
    }
    let t = session.lang.texts();
    for text in wanted {
        let own = if text.own { "*" } else { " " };
        let name = t.t(&format!("dues-reply-{}", text.reply.code()));
        say(&format!("{} {own} {:20} {name}: {}", text.language, text.reply.code(), text.text))?;
    }
    Ok(())
}

fn try_out(session: &Session, text: &str, from: &str, json: bool) -> Result<(), AppError> {
    let trial = tester::try_out(session, text, from)?;
    if json {
        return say_json(&trial_json(&trial));
    }
    for line in tester::lines(&trial, session.lang.texts()) {
        say(&line)?;
    }
    Ok(())
}

fn trial_json(trial: &Trial) -> Value {
    let steps: Vec<Value> = trial
        .steps
        .iter()
        .map(|step| json!({ "check": step.check, "held": step.held }))
        .collect();
    let parties: Vec<Value> = trial
        .parties
        .iter()
        .map(|(number, name)| json!({ "party": number, "name": name }))
        .collect();
    json!({
        "from": trial.from, "checks": steps, "reply": trial.reply.map(Reply::code), "text": trial.text, "parts": trial.parts,
        "price": trial.price.map(|price| price.to_string()), "claim": trial.claim, "parties": parties,
        "if_paid": trial.then.as_ref().map(|then| then.0.as_str()), "if_failed": trial.then.as_ref().map(|then| then.1.as_str()),
    })
}

fn read(session: &Session, number: &str, json: bool) -> Result<(), AppError> {
    let dialogue = person::dialogue(session, number)?;
    let t = session.lang.texts();
    if json {
        return say_json(&dialogue_json(&dialogue));
    }
    for (party, name) in &dialogue.parties {
        say(&format!("{party}  {name}"))?;
    }
    for line in lines(&dialogue, t) {
        say(&line)?;
    }
    Ok(())
}

fn lines(dialogue: &Dialogue, t: &Texts) -> Vec<String> {
    let one = |message: &crate::app::usecase::dues_sms::person::Message| {
        let way = if message.outgoing { "←" } else { "→" };
        let state = t.t(&format!("message-state-{}", message.state.code()));
        let price = if message.price.is_zero() {
            String::new()
        } else {
            format!("  [{}]", t.money(message.price))
        };
        let new = if message.outgoing || message.read { "" } else { " ●" };
        format!("{}  {way} {state}{price}{new}  {}", local_minute(message.at_ms), message.text)
    };
    dialogue.messages.iter().map(one).collect()
}

fn dialogue_json(dialogue: &Dialogue) -> Value {
    let parties: Vec<Value> = dialogue
        .parties
        .iter()
        .map(|(number, name)| json!({ "party": number, "name": name }))
        .collect();
    let messages: Vec<Value> = dialogue
        .messages
        .iter()
        .map(|message| {
            json!({
                "id": message.id, "at_ms": message.at_ms, "out": message.outgoing, "text": message.text, "state": message.state.code(),
                "reply": message.reply.map(Reply::code), "price": message.price.to_string(), "parts": message.parts,
                "charge": message.charge_id, "read": message.read, "detail": message.detail,
            })
        })
        .collect();
    let charges: Vec<Value> = dialogue
        .charges
        .iter()
        .map(|charge| {
            json!({ "id": charge.id, "state": charge.state.code(), "amount": charge.amount.to_string(), "fault": charge.fault,
                "code": charge.code, "key": charge.key })
        })
        .collect();
    json!({ "number": dialogue.number, "parties": parties, "messages": messages, "charges": charges })
}

fn answer(session: &mut Session, (number, text): (&str, &str), dry_run: bool, json: bool) -> Result<(), AppError> {
    let cost = person::cost(session, text)?;
    let id = if dry_run {
        None
    } else {
        Some(person::answer(session, number, text, None)?)
    };
    let coding = match cost.measure.coding {
        Coding::Gsm7 => "gsm-7",
        Coding::Ucs2 => "ucs-2",
    };
    if json {
        return say_json(&json!({
            "message": id, "text": cost.text, "parts": cost.measure.parts, "coding": coding,
            "left": cost.measure.units_left, "price": cost.price.map(|price| price.to_string()),
        }));
    }
    let t = session.lang.texts();
    note(&person::cost_words(&cost, t));
    Ok(())
}

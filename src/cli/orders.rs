//! `orders …`, `dispatch`, `settle`: workshop orders and what leaves the site for them.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::args_orders::{Dispatch, Edits, One, OrdersCommand, Settle};
use super::{Context, lists, note, say, say_json};
use crate::app::columns::orders as order_columns;
use crate::app::outbox::{self, Asking};
use crate::app::ports::Ports;
use crate::app::texts::Arg;
use crate::app::usecase::orders::{self, cancel, credit, edit, pay_code, post, print, send, settle};
use crate::app::usecase::sending;
use crate::app::{AppError, Session, query, show_order, values};
use crate::domain::ledger::Role;
use crate::domain::money::Money;
use crate::domain::order::{Line, LineKind, RequestState};
use crate::domain::payment::Method;
use crate::domain::refusal::Refusal;

pub(super) fn run(context: &mut Context, command: OrdersCommand) -> Result<(), AppError> {
    match command {
        OrdersCommand::List(args) => lists::list(context, &order_columns::LIST, &args),
        OrdersCommand::Show(one) => {
            let session = context.open()?;
            let id = orders::find(&session, &one.order)?;
            tell(&session, id, one.json)
        }
        OrdersCommand::Create(edits) => {
            let mut session = context.open()?;
            let wanted = read(&session, &edits)?;
            let (id, _) = edit::create(&mut session, &wanted)?;
            done(&session, id, edits.json)
        }
        OrdersCommand::Edit { order, edits } => {
            let mut session = context.open()?;
            let id = orders::find(&session, &order)?;
            let wanted = read(&session, &edits)?;
            edit::edit(&mut session, id, &wanted, None)?;
            done(&session, id, edits.json)
        }
        OrdersCommand::Complete(one) => act(context, &one, edit::complete),
        OrdersCommand::Reopen(one) => act(context, &one, edit::reopen),
        OrdersCommand::Open(one) => act(context, &one, |session, id| credit::open(session, id).map(|_| ())),
        OrdersCommand::Credit(why) => act(context, &why.one, |session, id| {
            credit::credit(session, id, &why.comment).map(|_| ())
        }),
        OrdersCommand::Post { one, method, print } => {
            let method = method.as_deref().and_then(Method::from_code);
            act(context, &one, |session, id| {
                let posted = post::post(session, id, method, None)?;
                if print {
                    let printed = print::print(session, posted.claim_id, None)?;
                    say_printed(session, &printed);
                }
                Ok(())
            })
        }
        OrdersCommand::Print { one, credit_note, invoice } => {
            let mut session = context.open()?;
            let id = orders::find(&session, &one.order)?;
            let invoices = orders::view(&session, id)?.invoices;
            let wanted = invoices.iter().find(|(_, number)| invoice.is_none_or(|wanted| wanted == *number));
            let (claim, _) = *wanted.ok_or(Refusal::NothingToPrint {})?;
            let printed = print::print(&mut session, claim, credit_note.as_deref())?;
            if one.json {
                return say_json(&serde_json::json!({ "file": printed.file, "copy": printed.copy, "printer": printed.said }));
            }
            say_printed(&session, &printed);
            Ok(())
        }
        OrdersCommand::RefundByHand { why, from } => {
            let from = Role::from_code(&from).unwrap_or(Role::Cash);
            act(context, &why.one, |session, id| {
                cancel::paid_back_by_hand(session, id, from, &why.comment)
            })
        }
        OrdersCommand::Code { one, swish } => {
            let session = context.open()?;
            let id = orders::find(&session, &one.order)?;
            let code = if swish {
                pay_code::swish(&session, id)?
            } else {
                pay_code::link(&session, id)?
            };
            if one.json {
                return say_json(&serde_json::json!({ "payload": code.payload }));
            }
            for line in &code.squares {
                say(line)?;
            }
            say(&code.payload)
        }
        outside => with_gateways(context, outside),
    }
}

/// Those that talk to the world outside at once.
fn with_gateways(context: &mut Context, command: OrdersCommand) -> Result<(), AppError> {
    let mut session = context.open()?;
    if let OrdersCommand::SendPayment { one, dry_run: true } = &command {
        let id = orders::find(&session, &one.order)?;
        return preview(&session, id, one.json);
    }
    let mut ports = Ports::open(&session.settings, session.path())?;
    let (one, request) = match command {
        OrdersCommand::SendPayment { one, .. } => {
            let id = orders::find(&session, &one.order)?;
            let sent = send::send(&mut session, id, None)?;
            (one, Some(sent.request))
        }
        OrdersCommand::CheckPayment(one) => {
            let id = orders::find(&session, &one.order)?;
            outbox::check(&mut session, &mut ports, id)?;
            (one, None)
        }
        OrdersCommand::CancelPayment { one, comment } => {
            let id = orders::find(&session, &one.order)?;
            cancel::cancel(&mut session, id, &comment)?;
            (one, current(&session, id)?)
        }
        OrdersCommand::Reissue(why) => {
            let id = orders::find(&session, &why.one.order)?;
            credit::reissue(&mut session, id, &why.comment)?;
            (why.one, current(&session, id)?)
        }
        OrdersCommand::RefundLate(one) => {
            let id = orders::find(&session, &one.order)?;
            let view = orders::view(&session, id)?;
            let late = view.requests.iter().rev().find(|request| request.state == RequestState::Paid);
            let number = view.loaded.order.number;
            let request = late.ok_or(Refusal::NothingToCancel { number })?.id;
            cancel::pay_back_late(&mut session, request)?;
            (one, Some(request))
        }
        _ => return Ok(()),
    };
    let mut lost = None;
    if let Some(request) = request {
        outbox::deliver(&mut session, &mut ports, request)?;
        lost = outbox::lost(&session, request)?;
    }
    let id = orders::find(&session, &one.order)?;
    done(&session, id, one.json)?;
    match lost {
        Some(detail) => Err(AppError::Gateway { detail }),
        None => Ok(()),
    }
}

fn say_printed(session: &Session, printed: &print::Printed) {
    let args = [
        ("file", Arg::Text(printed.file.display().to_string())),
        ("said", Arg::Text(printed.said.clone())),
    ];
    let t = session.lang.texts();
    note(&t.with(if printed.copy { "done-printed-copy" } else { "done-printed" }, &args));
}

fn current(session: &Session, id: i64) -> Result<Option<i64>, AppError> {
    Ok(orders::view(session, id)?.requests.first().map(|request| request.id))
}

fn act(context: &mut Context, one: &One, what: impl FnOnce(&mut Session, i64) -> Result<(), AppError>) -> Result<(), AppError> {
    let mut session = context.open()?;
    let id = orders::find(&session, &one.order)?;
    what(&mut session, id)?;
    done(&session, id, one.json)
}

/// What stands now, in one line or as JSON.
fn done(session: &Session, id: i64, json: bool) -> Result<(), AppError> {
    if json {
        return tell(session, id, true);
    }
    let view = orders::view(session, id)?;
    let t = session.lang.texts();
    let order = &view.loaded.order;
    let mut status = t.t(&format!("order-status-{}", order.status.code()));
    if order.mobile.number() != 0 {
        status = format!("{status} · {}", t.t(&format!("mobile-{}", order.mobile.code())));
    }
    let args = [
        ("number", Arg::Count(order.number)),
        ("status", Arg::Text(status)),
        ("amount", Arg::Money(view.totals.total)),
        ("invoice", Arg::Count(view.invoices.first().map_or(0, |(_, number)| *number))),
    ];
    say(&t.with(
        if order.claim_id.is_some() {
            "done-order-invoice"
        } else {
            "done-order"
        },
        &args,
    ))?;
    for out in view.outbox.iter().filter(|out| !out.reason.is_empty()) {
        note(&format!(
            "{} {}: {}",
            out.op.code(),
            t.t(&format!("outbox-{}", out.state.code())),
            out.reason
        ));
    }
    Ok(())
}

fn tell(session: &Session, id: i64, json: bool) -> Result<(), AppError> {
    let view = orders::view(session, id)?;
    if json {
        return say_json(&show_order::json(session, &view)?);
    }
    let t = session.lang.texts();
    let row = show_order::row(session, id)?;
    for (column, cell) in order_columns::LIST.columns.iter().zip(&row.cells) {
        let value = values::shown(column, cell, t);
        if !value.is_empty() {
            say(&format!("{:<26} {value}", query::header(&order_columns::LIST, column, t)))?;
        }
    }
    say(&format!("\n{}", t.t("tab-order-lines")))?;
    for line in &view.loaded.order.lines {
        let price = line.price.map(|price| t.money(price)).unwrap_or_default();
        say(&format!(
            "{:>3}  {:<8} {:<32} {:>8} {:<4} {:>12} {:>4} % {:>14}",
            line.no,
            line.code,
            line.text,
            line.quantity,
            line.unit,
            price,
            line.vat_percent,
            t.money(line.gross()?)
        ))?;
    }
    say(&format!("\n{}", t.t("tab-order-messages")))?;
    for message in &view.messages {
        let at = crate::app::clock::local_minute(message.at_ms);
        let state = t.t(&format!("message-state-{}", message.state.code()));
        say(&format!("{at}  {}  {state} {}  {}", message.number, message.detail, message.text))?;
    }
    say(&format!("\n{}", t.t("tab-transactions")))?;
    for row in &view.transactions {
        let on = row.booked_on.map(|date| date.to_string()).unwrap_or_default();
        say(&format!(
            "{on}  {}  {}",
            t.t(&format!("movement-{}", row.kind)),
            t.money(row.amount)
        ))?;
    }
    say(&format!("\n{}", t.t("tab-changes")))?;
    for change in &view.changes {
        let at = crate::app::clock::local_minute(change.at_ms);
        let action = t.t(&format!("action-{}", change.action));
        say(&format!("{at}  {}  {action}  {}", change.operator, change.comment))?;
    }
    Ok(())
}

fn preview(session: &Session, id: i64, json: bool) -> Result<(), AppError> {
    let preview = send::preview(session, id)?;
    let t = session.lang.texts();
    if json {
        return say_json(
            &serde_json::json!({ "order": preview.number, "phone": preview.phone, "amount": preview.amount.to_string(),
            "text": preview.text, "parts": preview.parts, "price": preview.price.map(|price| price.to_string()), "simulated": preview.simulated,
            "missing": preview.missing.iter().map(|refusal| serde_json::json!({ "code": refusal.code(), "message": t.refusal(refusal) }))
                .collect::<Vec<_>>() }),
        );
    }
    say(&format!("{}  {}", preview.phone, t.money(preview.amount)))?;
    say(&preview.text)?;
    let parts = i64::try_from(preview.parts).unwrap_or(i64::MAX);
    say(&t.with("sms-parts", &[("parts", Arg::Count(parts))]))?;
    if let Some(price) = preview.price {
        say(&format!("{} {}", t.t("sms-price"), t.money(price)))?;
    }
    for refusal in &preview.missing {
        note(&t.refusal(refusal));
    }
    match preview.missing.into_iter().next() {
        Some(refusal) => Err(refusal.into()),
        None => Ok(()),
    }
}

fn usage(code: &'static str, given: &str) -> AppError {
    AppError::Usage {
        code,
        given: given.to_owned(),
    }
}

/// The edits that the options ask for.
fn read(session: &Session, edits: &Edits) -> Result<Vec<edit::Edit>, AppError> {
    use edit::Edit;
    let mut wanted = Vec::new();
    wanted.extend(edits.customer.clone().map(Edit::Customer));
    let phone = edits.phone.clone();
    match &edits.name {
        Some(name) => wanted.push(Edit::NewCustomer(name.clone(), phone.unwrap_or_default())),
        None => wanted.extend(phone.map(Edit::Phone)),
    }
    wanted.extend(edits.plate.clone().map(Edit::Plate));
    if let (Some(make), Some(model)) = (&edits.make, &edits.model) {
        wanted.push(Edit::Car(make.clone(), model.clone()));
    }
    wanted.extend(edits.mileage.map(|mileage| Edit::Mileage(Some(mileage))));
    wanted.extend(edits.description.clone().map(Edit::Description));
    if let Some(on) = &edits.promised {
        let on: NaiveDate = on.parse().map_err(|_| usage("date", on))?;
        wanted.push(Edit::Promised(Some(on)));
    }
    wanted.extend(edits.method.as_deref().map(|method| Edit::Method(Method::from_code(method))));
    wanted.extend(edits.notes.clone().map(Edit::Notes));
    for fields in &edits.line {
        wanted.push(Edit::Line(line(session, fields)?));
    }
    wanted.extend(edits.drop_line.iter().map(|no| Edit::DropLine(*no)));
    Ok(wanted)
}

/// A line from `name=value; name=value`.
fn line(session: &Session, fields: &str) -> Result<Line, AppError> {
    let bad = || usage("order-line", fields);
    let mut line = edit::new_line(session)?;
    for field in fields.split(';').filter(|field| !field.trim().is_empty()) {
        let (name, value) = field.split_once('=').ok_or_else(bad)?;
        let value = value.trim();
        let number = || value.replace(',', ".").parse::<Decimal>().map_err(|_| bad());
        match name.trim() {
            "no" => line.no = value.parse().map_err(|_| bad())?,
            "kind" => line.kind = LineKind::from_code(value).ok_or_else(bad)?,
            "code" => line.code = value.to_owned(),
            "text" => line.text = value.to_owned(),
            "quantity" => line.quantity = number()?,
            "unit" => line.unit = value.to_owned(),
            "price" => line.price = Some(Money::parse(value).map_err(|_| bad())?),
            "discount" => line.discount_percent = number()?,
            "vat" => line.vat_percent = number()?,
            _ => return Err(bad()),
        }
    }
    edit::valid_line(session, &line)?;
    Ok(line)
}

/// `doctor`: what stands in the way of the gateways.
pub(super) fn doctor(context: &mut Context, json: bool) -> Result<(), AppError> {
    let session = context.open()?;
    let mut ports = Ports::open(&session.settings, session.path())?;
    let mut found = ports.examine();
    found.push(("templates", sending::examine(&session.settings, session.lang)));
    if json {
        let all = found
            .iter()
            .map(|(gateway, wrong)| serde_json::json!({ "gateway": gateway, "problems": wrong }));
        say_json(&all.collect())?;
    } else {
        let t = session.lang.texts();
        for (gateway, wrong) in &found {
            say(&format!(
                "{gateway}: {}",
                if wrong.is_empty() { t.t("doctor-well") } else { wrong.join("; ") }
            ))?;
        }
    }
    match found.iter().map(|(_, wrong)| wrong.len()).sum() {
        0 => Ok(()),
        problems => Err(AppError::Faults(problems)),
    }
}

/// `dispatch`: one round of the outbox.
pub(super) fn dispatch(context: &mut Context, args: &Dispatch) -> Result<(), AppError> {
    let mut session = context.open()?;
    let mut ports = Ports::open(&session.settings, session.path())?;
    let round = outbox::round(&mut session, &mut ports, if args.all { Asking::All } else { Asking::Due })?;
    if args.json {
        return say_json(
            &serde_json::json!({ "elsewhere": round.elsewhere, "done": round.done, "failed": round.failed,
            "again": round.again, "unknown": round.unknown, "checked": round.checked, "came": round.came, "trouble": round.trouble }),
        );
    }
    let count = Arg::count::<usize>;
    let t = session.lang.texts();
    for trouble in &round.trouble {
        note(trouble);
    }
    if round.elsewhere {
        return say(&t.t("dispatch-elsewhere"));
    }
    say(&t.with(
        "dispatch-done",
        &[
            ("done", count(round.done)),
            ("again", count(round.again)),
            ("failed", count(round.failed + round.unknown)),
            ("checked", count(round.checked)),
            ("came", count(round.came)),
        ],
    ))
}

/// `settle`: a provider's settlement into the books.
pub(super) fn settle(context: &mut Context, args: &Settle) -> Result<(), AppError> {
    let mut session = context.open()?;
    let done = match &args.file {
        Some(file) => settle::from_file(&mut session, file)?,
        None => settle::from_simulator(&mut session)?,
    };
    let t = session.lang.texts();
    if args.json {
        let documents = done.iter().map(|settled| {
            let open = settled.open.iter().map(|(order, left)| serde_json::json!({ "order": order, "open": left.to_string() }));
            serde_json::json!({ "settlement": settled.ext_id, "known": settled.known, "rows": settled.rows, "gross": settled.gross.to_string(),
                "fee": settled.fee.to_string(), "net": settled.net.to_string(), "open": open.collect::<Vec<_>>() })
        });
        return say_json(&documents.collect());
    }
    if done.is_empty() {
        return say(&t.t("settle-nothing"));
    }
    for settled in &done {
        let args = [
            ("settlement", Arg::Text(settled.ext_id.clone())),
            ("gross", Arg::Money(settled.gross)),
            ("fee", Arg::Money(settled.fee)),
            ("net", Arg::Money(settled.net)),
        ];
        say(&t.with(if settled.known { "settle-known" } else { "settle-done" }, &args))?;
        for (order, left) in &settled.open {
            note(&t.with("settle-open", &[("number", Arg::Count(*order)), ("amount", Arg::Money(*left))]));
        }
    }
    Ok(())
}

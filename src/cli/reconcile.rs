//! `reconcile`: our lines against the bank's statements.

use chrono::{Days, NaiveDate};
use clap::Args as ClapArgs;
use serde_json::{Value as Json, json};

use super::{Context, say, say_json};
use crate::app::texts::Texts;
use crate::app::usecase::reconcile::{self, Day, Reconciled};
use crate::app::{AppError, clock};
use crate::domain::account::display;
use crate::domain::reconcile::Line;
use crate::domain::text::{pad_left, pad_right};

/// How many days it looks back by itself.
const DAYS: u64 = 31;

#[derive(ClapArgs)]
pub(super) struct Reconcile {
    /// Only this account
    #[arg(long)]
    account: Option<String>,
    /// First day (31 days ago)
    #[arg(long)]
    from: Option<NaiveDate>,
    /// Last day (today)
    #[arg(long)]
    to: Option<NaiveDate>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

pub(super) fn run(context: &mut Context, args: &Reconcile) -> Result<(), AppError> {
    let session = context.open()?;
    let to = args.to.unwrap_or_else(clock::today);
    let from = args.from.or_else(|| to.checked_sub_days(Days::new(DAYS))).unwrap_or(to);
    let found = reconcile::run(&session, args.account.as_deref(), from, to)?;
    if args.json {
        let accounts: Vec<Json> = found.iter().map(account_json).collect::<Result<_, _>>()?;
        say_json(&json!(accounts))?;
    } else {
        let texts = session.lang.texts();
        for account in &found {
            let number = display(session.site.country, &account.account.number);
            say(&format!("{number}  {}  ·  {}", account.account.name, texts.t(account.words())))?;
            for (on, day) in &account.days {
                print(*on, day, texts)?;
            }
        }
    }
    match found.iter().filter(|account| !account.holds()).count() {
        0 => Ok(()),
        accounts => Err(AppError::Unexplained(accounts)),
    }
}

fn print(on: NaiveDate, day: &Day, texts: &Texts) -> Result<(), AppError> {
    let bank = day.bank.map_or_else(|| "–".to_owned(), |sum| texts.money(sum));
    let gap = if day.gap { texts.t("reconcile-gap") } else { String::new() };
    let row = [texts.money(day.ours), bank, texts.money(day.unexplained)].map(|text| pad_left(&text, 14));
    say(format!("  {on} {}  {gap}", row.join(" ")).trim_end())?;
    for line in day.lines.iter().filter(|line| !line.unexplained.is_zero()) {
        let what = what_of(line);
        let verdict = texts.t(&format!("reconcile-{}", line.verdict.code()));
        let amount = pad_left(&texts.money(line.unexplained), 14);
        say(&format!("    {amount}  {} {what}", pad_right(&verdict, 30)))?;
    }
    Ok(())
}

fn what_of(line: &Line) -> String {
    let entry = line.entry.as_ref().map(|entry| format!("{} {}", entry.reference, entry.text));
    entry
        .or_else(|| line.ours.as_ref().map(|ours| ours.key.clone()))
        .unwrap_or_default()
        .trim()
        .to_owned()
}

fn account_json(account: &Reconciled) -> Result<Json, AppError> {
    let days: Vec<Json> = account.days.iter().map(|(on, day)| day_json(*on, day)).collect();
    Ok(json!({
        "account": account.account.number, "holds": account.holds(), "unexplained": account.unexplained()?.to_string(), "days": days,
    }))
}

fn day_json(on: NaiveDate, day: &Day) -> Json {
    let lines: Vec<Json> = day
        .lines
        .iter()
        .map(|line| {
            json!({
                "verdict": line.verdict.code(), "ours": line.ours.as_ref().map(|o| o.sum.to_string()),
                "key": line.ours.as_ref().map(|o| o.key.clone()), "payments": line.ours.as_ref().map(|o| o.count),
                "bank": line.entry.as_ref().map(|e| e.amount.to_string()), "reference": line.entry.as_ref().map(|e| e.reference.clone()),
                "text": line.entry.as_ref().map(|e| e.text.clone()), "unexplained": line.unexplained.to_string(),
            })
        })
        .collect();
    json!({
        "date": on.to_string(), "ours": day.ours.to_string(), "bank": day.bank.map(|b| b.to_string()), "unexplained": day.unexplained.to_string(),
        "opening": day.opening.map(|b| b.to_string()), "closing": day.closing.map(|b| b.to_string()), "gap": day.gap, "lines": lines,
    })
}

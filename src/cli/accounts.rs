//! `accounts …`: bank accounts and how they are set up.

use serde_json::{Value as Json, json};

use super::args::{AccountsCommand, AccountsSet};
use super::{Context, note, say, say_json, typed};
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::accounts::{self, BankAccount, Change, Changed, Shown};
use crate::app::{AppError, Session, clock};
use crate::domain::account::{Country, display};
use crate::domain::exchange::AccountState;
use crate::domain::reference::recipe::Apart;
use crate::domain::reference::{Recipe, Reference, normalise_typed};
use crate::domain::setup::Field;
use crate::domain::text::pad_right;

pub(super) fn run(context: &mut Context, command: AccountsCommand) -> Result<(), AppError> {
    let mut session = context.open()?;
    let (country, texts) = (session.site.country, context.texts());
    match command {
        AccountsCommand::List { json } => list(&session, json, texts),
        AccountsCommand::Add { number, references, name } => {
            let account = accounts::add(&mut session, &number, &name, &references)?;
            tell("cli-account-added", &account, country, texts);
            Ok(())
        }
        AccountsCommand::Show { number, json } => {
            let shown = accounts::shown(&session, &number)?;
            if json { say_json(&shown_json(&shown)) } else { show(&shown, texts) }
        }
        AccountsCommand::Set(set) => {
            let change = Change::Fields(given(&set));
            let done = changed(&mut session, &set.number, &change, &set.comment)?;
            tell("cli-account-changed", &done.account, country, texts);
            if done.has_to_be_tested {
                note(&texts.t("account-to-be-tested"));
            }
            Ok(())
        }
        AccountsCommand::Format {
            number,
            format,
            from,
            comment,
        } => {
            let from_on = typed::date(&from)?;
            let done = changed(&mut session, &number, &Change::Format(format, from_on), &comment)?;
            tell("cli-account-changed", &done.account, country, texts);
            Ok(())
        }
        AccountsCommand::State { number, state, comment } => {
            let to = AccountState::from_code(&state).ok_or(AppError::Usage {
                code: "account-state",
                given: state,
            })?;
            let done = changed(&mut session, &number, &Change::State(to), &comment)?;
            tell("cli-account-changed", &done.account, country, texts);
            Ok(())
        }
        AccountsCommand::Checklist { number, json } => {
            let shown = accounts::shown(&session, &number)?;
            checklist(&shown, json, texts)
        }
        AccountsCommand::Recipes { json } => recipes(&session, json, texts),
        AccountsCommand::Reference {
            number,
            sample,
            comment,
            json,
        } => {
            let done = changed(&mut session, &number, &Change::Try(sample.clone()), &comment)?;
            reference(&done.account, &normalise_typed(&sample), json, texts)
        }
    }
}

fn tell(key: &str, account: &BankAccount, country: Country, texts: &Texts) {
    note(&texts.with(key, &[("number", Arg::Text(display(country, &account.number)))]));
}

fn changed(session: &mut Session, number: &str, change: &Change, comment: &str) -> Result<Changed, AppError> {
    let id = accounts::find(session, number)?.id;
    accounts::change(session, id, change, comment)
}

fn given(set: &AccountsSet) -> Vec<(Field, String)> {
    let all = [
        (Field::Name, &set.name),
        (Field::Bank, &set.bank),
        (Field::Bic, &set.bic),
        (Field::References, &set.references),
        (Field::Recipe, &set.recipe),
        (Field::Agreement, &set.agreement),
        (Field::UnitId, &set.unit_id),
        (Field::Rejects, &set.rejects),
        (Field::Periodicity, &set.periodicity),
        (Field::Creditor, &set.creditor),
        (Field::DebtorGroup, &set.debtor_group),
        (Field::System, &set.system),
        (Field::Remittance, &set.remittance),
        (Field::Exchange, &set.exchange),
    ];
    all.into_iter()
        .filter_map(|(field, text)| text.as_ref().map(|text| (field, text.clone())))
        .collect()
}

fn account_json(account: &BankAccount) -> serde_json::Map<String, Json> {
    let mut object = serde_json::Map::new();
    object.insert("number".to_owned(), json!(account.number));
    for field in Field::ALL {
        let value = accounts::value(account, *field);
        let value = match field {
            Field::Rejects => json!(account.rejects),
            Field::References | Field::Recipe if value.is_empty() => Json::Null,
            _ => json!(value),
        };
        object.insert(field.code().to_owned(), value);
    }
    object.insert("state".to_owned(), json!(account.state.code()));
    object.insert("ledger".to_owned(), json!(account.ledger));
    object
}

fn list(session: &Session, as_json: bool, texts: &Texts) -> Result<(), AppError> {
    let accounts = accounts::list(session)?;
    if as_json {
        return say_json(&accounts.iter().map(|account| Json::Object(account_json(account))).collect());
    }
    if accounts.is_empty() {
        note(&texts.t("cli-no-accounts"));
    }
    for account in accounts {
        let rules = account.rules.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string);
        let state = texts.t(&format!("account-state-{}", account.state.code()));
        say(&format!(
            "{} {} {} {} {}",
            pad_right(&display(session.site.country, &account.number), 18),
            pad_right(&rules, 24),
            pad_right(&account.ledger, 6),
            pad_right(&state, 14),
            account.name
        ))?;
    }
    Ok(())
}

fn shown_json(shown: &Shown) -> Json {
    let mut object = account_json(&shown.account);
    let formats: Vec<Json> = shown
        .formats
        .iter()
        .map(|format| json!({ "from": format.from_on.to_string(), "format": format.format }))
        .collect();
    let steps: Vec<Json> = shown
        .steps
        .iter()
        .map(|step| {
            let parsed = |text: &str| serde_json::from_str::<Json>(text).unwrap_or(Json::Null);
            json!({ "at": clock::local_minute(step.at_ms), "operator": step.operator, "action": step.action, "comment": step.comment,
                "before": parsed(&step.before), "after": parsed(&step.after) })
        })
        .collect();
    object.insert(
        "example".to_owned(),
        json!(shown.account.recipe.as_ref().and_then(accounts::example)),
    );
    object.insert("tried".to_owned(), json!(shown.is_tried));
    let missing = shown
        .next
        .iter()
        .flat_map(|(_, missing)| missing.iter().map(|missing| missing.code()));
    object.insert("next".to_owned(), json!(shown.next.as_ref().map(|(state, _)| state.code())));
    object.insert("missing".to_owned(), json!(missing.collect::<Vec<_>>()));
    object.insert("formats".to_owned(), json!(formats));
    object.insert("changes".to_owned(), json!(steps));
    Json::Object(object)
}

fn show(shown: &Shown, texts: &Texts) -> Result<(), AppError> {
    let row = |label: &str, value: &str| say(&format!("{} {value}", pad_right(label, 30)));
    row(&texts.t("checklist-account"), &display(shown.country, &shown.account.number))?;
    for field in shown.fields() {
        row(&shown.label(field, texts), &shown.words(field, texts))?;
    }
    if let Some(recipe) = &shown.account.recipe {
        row("", &accounts::explained(recipe, texts))?;
        row(&texts.t("account-example"), &accounts::example(recipe).unwrap_or_default())?;
    }
    for format in &shown.formats {
        row(&texts.t("account-format"), &shown.format_words(format, texts))?;
    }
    row(
        &texts.t("column-accounts-state"),
        &texts.t(&format!("account-state-{}", shown.account.state.code())),
    )?;
    if let Some(words) = shown.next_words(texts) {
        row("", &words)?;
    }
    Ok(())
}

fn checklist(shown: &Shown, as_json: bool, texts: &Texts) -> Result<(), AppError> {
    let lines = shown.checklist(texts);
    if as_json {
        let rows: Vec<Json> = lines
            .iter()
            .map(|line| {
                json!({ "item": line.item.code(), "place": line.place, "status": line.tick.code(), "label": line.label,
                    "value": line.value, "help": line.help })
            })
            .collect();
        return say_json(&json!(rows));
    }
    for line in lines {
        let value = if line.value.is_empty() {
            String::new()
        } else {
            format!(": {}", line.value)
        };
        say(&format!(
            "{} {} {}{value}",
            line.tick.sign(),
            pad_right(&line.place, 10),
            line.label
        ))?;
        say(&format!("               {}", line.help))?;
    }
    Ok(())
}

fn recipes(session: &Session, as_json: bool, texts: &Texts) -> Result<(), AppError> {
    let ready = accounts::ready_made(session.site.country, clock::today())?;
    let read = ready.iter().filter_map(|ready| Some((ready, ready.mask.parse::<Recipe>().ok()?)));
    if as_json {
        let rows: Vec<Json> = read
            .map(|(ready, recipe)| {
                json!({ "mask": ready.mask, "who": ready.who, "recommended": ready.recommended, "length": recipe.length(),
                    "example": accounts::example(&recipe) })
            })
            .collect();
        return say_json(&json!(rows));
    }
    for (ready, recipe) in read {
        let mark = if ready.recommended {
            texts.t("recipe-recommended")
        } else {
            String::new()
        };
        let example = accounts::example(&recipe).unwrap_or_default();
        let line = format!(
            "{} {} {} {mark}",
            pad_right(&ready.mask, 18),
            pad_right(&example, 18),
            pad_right(&ready.who, 18)
        );
        say(line.trim_end())?;
        say(&format!("                   {}", accounts::explained(&recipe, texts)))?;
    }
    Ok(())
}

fn reference(account: &BankAccount, sample: &str, as_json: bool, texts: &Texts) -> Result<(), AppError> {
    let parsed = Reference::parse(sample).ok();
    let apart: Option<Apart> = parsed.and_then(|reference| account.recipe.as_ref()?.take_apart(&reference));
    if as_json {
        let of = apart.as_ref().map(|apart| {
            json!({ "party": apart.member, "claim": apart.claim, "kind": apart.kind.map(|kind| kind.code()), "running": apart.running })
        });
        return say_json(&json!({ "reference": sample, "passes": true, "seems": of }));
    }
    note(&texts.with("account-sample-passes", &[("reference", Arg::from(sample))]));
    match apart {
        Some(apart) => say(&accounts::apart_words(&apart, texts)),
        None if account.recipe.is_some() => {
            note(&texts.t("account-sample-other-recipe"));
            Ok(())
        }
        None => Ok(()),
    }
}

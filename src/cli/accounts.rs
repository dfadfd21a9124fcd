//! `accounts list|add`.

use serde_json::json;

use super::args::AccountsCommand;
use super::{Context, note, say, say_json};
use crate::app::AppError;
use crate::app::texts::Arg;
use crate::app::usecase::accounts;
use crate::domain::account::display;

pub(super) fn run(context: &mut Context, command: AccountsCommand) -> Result<(), AppError> {
    let mut session = context.open()?;
    let country = session.site.country;
    match command {
        AccountsCommand::List { json } => {
            let accounts = accounts::list(&session)?;
            if json {
                let rows: Vec<_> = accounts
                    .iter()
                    .map(|a| json!({ "number": a.number, "name": a.name, "references": a.rules.as_ref().map(ToString::to_string), "ledger": a.ledger }))
                    .collect();
                return say_json(&json!(rows));
            }
            if accounts.is_empty() {
                note(&context.texts().t("cli-no-accounts"));
            }
            for account in accounts {
                let rules = account.rules.map_or_else(|| "–".to_owned(), |rules| rules.to_string());
                say(&format!(
                    "{:<18} {:<24} {:<6} {}",
                    display(country, &account.number),
                    rules,
                    account.ledger,
                    account.name
                ))?;
            }
            Ok(())
        }
        AccountsCommand::Add { number, references, name } => {
            let account = accounts::add(&mut session, &number, &name, &references)?;
            note(
                &context
                    .texts()
                    .with("cli-account-added", &[("number", Arg::Text(display(country, &account.number)))]),
            );
            Ok(())
        }
    }
}

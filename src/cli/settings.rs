//! `settings list|show|set|unset|file`.

use clap::Subcommand;
use serde_json::{Value, json};

use super::{Context, say, say_json};
use crate::app::AppError;
use crate::app::texts::Texts;
use crate::app::usecase::site_settings::{self, Kind, Shown};
use crate::domain::text::{clean, pad_right};

#[derive(Subcommand)]
pub(super) enum SettingsCommand {
    /// List every setting with what holds
    List {
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Show one with its help
    Show {
        /// Its key, such as print.printer
        key: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Set one
    Set {
        /// Its key
        key: String,
        /// What it is to be; of a secret: file:PATH, env:NAME or credential:NAME
        #[arg(allow_hyphen_values = true)]
        value: String,
        /// Why
        #[arg(long)]
        comment: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Take one out, so that what holds without it holds again
    Unset {
        /// Its key
        key: String,
        /// Why
        #[arg(long)]
        comment: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Where they stand
    File,
}

pub(super) fn run(context: &mut Context, command: &SettingsCommand) -> Result<(), AppError> {
    let mut session = context.open()?;
    let texts = session.lang.texts();
    let (shown, as_json) = match command {
        SettingsCommand::List { json } => {
            let all = site_settings::all(&session)?;
            if *json {
                return say_json(&all.iter().map(|one| document(one, texts)).collect());
            }
            for one in &all {
                let sign = if one.value.is_some() { "•" } else { " " };
                say(&format!("{sign} {}  {}", pad_right(one.row.key, 34), clean(one.holds())))?;
            }
            return Ok(());
        }
        SettingsCommand::File => {
            let path = session.settings.file.clone().ok_or(AppError::NoDataDirectory)?;
            return say(&path.display().to_string());
        }
        SettingsCommand::Show { key, json } => (site_settings::one(&session, key)?, *json),
        SettingsCommand::Set { key, value, comment, json } => (site_settings::set(&mut session, key, Some(value), comment)?, *json),
        SettingsCommand::Unset { key, comment, json } => (site_settings::set(&mut session, key, None, comment)?, *json),
    };
    if as_json {
        return say_json(&document(&shown, texts));
    }
    say(&format!("{}: {}", shown.row.key, clean(shown.holds())))?;
    say(&texts.t(&shown.row.help()))
}

fn document(shown: &Shown, texts: &Texts) -> Value {
    let mut document = json!({
        "key": shown.row.key,
        "value": shown.value,
        "usual": shown.usual,
        "name": texts.t(&shown.row.text()),
        "help": texts.t(&shown.row.help()),
    });
    if let (Kind::Words(words), Some(fields)) = (shown.row.kind, document.as_object_mut()) {
        fields.insert("words".to_owned(), json!(words));
    }
    document
}

//! `parties list|find|show|create|set|phones|vehicles|shared|keep|merge|import|export`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};
use serde_json::{Value, json};

use super::args::{Change, ListArgs};
use super::{Context, lists, note, say, say_json};
use crate::app::clock::local_minute;
use crate::app::columns::{parties, shared};
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::register::card::{self, Change as CardChange};
use crate::app::usecase::register::import::{self, Alike, COLUMNS, NAME_PARTS, Preview};
use crate::app::usecase::register::merge::{self, Merge};
use crate::app::usecase::register::phones::{self, PhoneAct};
use crate::app::usecase::register::show::{self, ShownParty};
use crate::app::usecase::register::vehicles::{self, Typed};
use crate::app::usecase::register::{find, one, own};
use crate::app::{AppError, Session};
use crate::domain::party::CardField;

/// Fields of a card; an empty value takes one away.
#[derive(ClapArgs, Default)]
pub(super) struct Fields {
    /// Name
    #[arg(long)]
    name: Option<String>,
    /// person, company or what you call it
    #[arg(long)]
    kind: Option<String>,
    /// Number in the country's register of companies
    #[arg(long)]
    org_number: Option<String>,
    /// The phone number that comes first, in any spelling
    #[arg(long)]
    phone: Option<String>,
    /// E-mail
    #[arg(long)]
    email: Option<String>,
    /// Street
    #[arg(long)]
    address: Option<String>,
    /// Post code
    #[arg(long)]
    postcode: Option<String>,
    /// City
    #[arg(long)]
    city: Option<String>,
    /// Country: two letters
    #[arg(long)]
    country: Option<String>,
    /// Language they read: sv, nb, nn, da, en
    #[arg(long)]
    language: Option<String>,
    /// How claims reach them: email, sms, print
    #[arg(long)]
    channel: Option<String>,
    /// Born (2000-12-31)
    #[arg(long)]
    birth_date: Option<String>,
    /// Member since
    #[arg(long)]
    member_since: Option<String>,
    /// Left on; empty: came back
    #[arg(long)]
    left: Option<String>,
    /// Days to the due date
    #[arg(long)]
    terms_days: Option<String>,
    /// A payment reference of their own
    #[arg(long)]
    reference: Option<String>,
    /// The number of who pays for them
    #[arg(long)]
    payer: Option<String>,
    /// A note
    #[arg(long)]
    note: Option<String>,
}

impl Fields {
    fn changes(&self) -> Vec<CardChange> {
        let all = [
            (CardField::Name, &self.name),
            (CardField::Kind, &self.kind),
            (CardField::OrgNumber, &self.org_number),
            (CardField::Phone, &self.phone),
            (CardField::Email, &self.email),
            (CardField::Address, &self.address),
            (CardField::Postcode, &self.postcode),
            (CardField::City, &self.city),
            (CardField::Country, &self.country),
            (CardField::Language, &self.language),
            (CardField::Channel, &self.channel),
            (CardField::Birth, &self.birth_date),
            (CardField::Since, &self.member_since),
            (CardField::Left, &self.left),
            (CardField::Terms, &self.terms_days),
            (CardField::Reference, &self.reference),
            (CardField::Payer, &self.payer),
            (CardField::Note, &self.note),
        ];
        all.into_iter()
            .filter_map(|(field, value)| value.as_ref().map(|value| (field, value.clone())))
            .collect()
    }
}

#[derive(Subcommand)]
pub(super) enum PartiesCommand {
    /// List customers and members
    List(ListArgs),
    /// Find them by number, reference, phone in any spelling, e-mail, plate or whole name
    Find {
        /// What leads to them
        wanted: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Show everything that is kept of one
    Show {
        /// Number, reference, phone, e-mail or plate
        wanted: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Add one
    Create {
        /// Their number (default: the next of the series)
        #[arg(long, default_value = "")]
        number: String,
        #[command(flatten)]
        fields: Box<Fields>,
        #[command(flatten)]
        change: Change,
    },
    /// Change what stands on a card
    Set {
        /// Number, reference, phone, e-mail or plate
        wanted: String,
        #[command(flatten)]
        fields: Box<Fields>,
        #[command(flatten)]
        change: Change,
    },
    /// Phone numbers of one
    Phones {
        #[command(subcommand)]
        command: PhonesCommand,
    },
    /// Cars of one
    Vehicles {
        #[command(subcommand)]
        command: VehiclesCommand,
    },
    /// List numbers that stand on several
    Shared(ListArgs),
    /// A number that stands on several is this one's alone
    Keep {
        /// Number, reference, e-mail or plate of the one who keeps it
        wanted: String,
        /// The phone number, in any spelling
        phone: String,
        #[command(flatten)]
        change: Change,
    },
    /// Two are one: everything of the second goes to the first
    Merge {
        /// Who stays
        keep: String,
        /// Who goes
        gone: String,
        /// Only say what would move
        #[arg(long)]
        dry_run: bool,
        /// Why
        #[arg(long, required_unless_present = "dry_run", default_value = "")]
        comment: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Import a table (CSV)
    Import {
        /// The table
        file: PathBuf,
        /// Only say what would be stored
        #[arg(long)]
        dry_run: bool,
        /// Leave out rows that look like somebody who is there
        #[arg(long)]
        skip_alike: bool,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Export a table (CSV) that can be imported
    Export {
        /// The filter language: words, column:value, column>value, -word
        #[arg(long, default_value = "", allow_hyphen_values = true)]
        filter: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
pub(super) enum PhonesCommand {
    /// Add a number
    Add(PhoneArgs),
    /// Take a number away
    Remove(PhoneArgs),
    /// Put a number first
    Main(PhoneArgs),
}

#[derive(ClapArgs)]
pub(super) struct PhoneArgs {
    /// Whose: number, reference, e-mail or plate
    wanted: String,
    /// The phone number, in any spelling
    phone: String,
    #[command(flatten)]
    change: Change,
}

#[derive(Subcommand)]
pub(super) enum VehiclesCommand {
    /// Add a car, or change what stands of it
    Put {
        /// Whose: number, reference, phone or e-mail
        wanted: String,
        /// Its plate
        plate: String,
        /// Who made it
        #[arg(long, default_value = "")]
        make: String,
        /// Which model
        #[arg(long, default_value = "")]
        model: String,
        /// Of which year
        #[arg(long, default_value = "")]
        year: String,
        #[command(flatten)]
        change: Change,
    },
    /// A car is not theirs any more
    Remove {
        /// Whose it was: number, reference, phone or e-mail
        wanted: String,
        /// Its plate
        plate: String,
        #[command(flatten)]
        change: Change,
    },
}

pub(super) fn run(context: &mut Context, command: PartiesCommand) -> Result<(), AppError> {
    match command {
        PartiesCommand::List(args) => lists::list(context, &parties::LIST, &args),
        PartiesCommand::Shared(args) => lists::list(context, &shared::LIST, &args),
        PartiesCommand::Find { wanted, json } => found(context, &wanted, json),
        PartiesCommand::Show { wanted, json } => {
            let session = context.open()?;
            let id = one(&session, &wanted)?;
            if json {
                say_json(&show::json(&show::whole(&session, id)?))
            } else {
                say(&words(&show::party(&session, id)?, session.lang.texts()))
            }
        }
        PartiesCommand::Create { number, fields, change } => {
            let mut session = context.open()?;
            let (id, _) = card::create(&mut session, &number, &fields.changes(), &change.comment)?;
            done(&session, id, &change, "done-party-created")
        }
        PartiesCommand::Set { wanted, fields, change } => {
            let mut session = context.open()?;
            let id = one(&session, &wanted)?;
            card::set(&mut session, id, &fields.changes(), None, &change.comment)?;
            done(&session, id, &change, "done-party-set")
        }
        PartiesCommand::Phones { command } => phone(context, &command),
        PartiesCommand::Vehicles { command } => vehicle(context, command),
        PartiesCommand::Keep { wanted, phone, change } => {
            let mut session = context.open()?;
            let id = one(&session, &wanted)?;
            phones::keep_on(&mut session, id, &phone, &change.comment)?;
            done(&session, id, &change, "done-party-set")
        }
        PartiesCommand::Merge {
            keep,
            gone,
            dry_run,
            comment,
            json,
        } => {
            let mut session = context.open()?;
            let (keep, gone) = (one(&session, &keep)?, own(&session, &gone)?);
            let merge = if dry_run {
                merge::preview(&session, keep, gone)?
            } else {
                merge::merge(&mut session, keep, gone, &comment)?
            };
            if json {
                return say_json(&merge_json(&merge, dry_run));
            }
            say(&merge_words(&merge, dry_run, session.lang.texts()))
        }
        PartiesCommand::Import {
            file,
            dry_run,
            skip_alike,
            json,
        } => import_table(context, &file, dry_run, skip_alike, json),
        PartiesCommand::Export { filter, json } => {
            let args = ListArgs {
                filter,
                sort: vec!["number".to_owned()],
                columns: COLUMNS
                    .iter()
                    .filter(|column| !NAME_PARTS.contains(column))
                    .map(|column| (*column).to_owned())
                    .collect(),
                limit: None,
                json,
                csv: !json,
            };
            lists::list(context, &parties::LIST, &args)
        }
    }
}

fn done(session: &Session, id: i64, change: &Change, told: &str) -> Result<(), AppError> {
    let shown = show::party(session, id)?;
    if change.json {
        return say_json(&show::json(&shown));
    }
    let args = [
        ("number", Arg::Text(shown.kept.number.clone())),
        ("name", Arg::Text(shown.kept.card.name.clone())),
    ];
    note(&session.lang.texts().with(told, &args));
    Ok(())
}

fn found(context: &mut Context, wanted: &str, as_json: bool) -> Result<(), AppError> {
    let session = context.open()?;
    let mut rows = Vec::new();
    for id in find(&session, wanted)? {
        let kept = show::party(&session, id)?.kept;
        rows.push((kept.number, kept.card));
    }
    if as_json {
        let all: Vec<Value> = rows
            .iter()
            .map(|(number, card)| json!({ "number": number, "name": card.name, "phone": card.phone, "email": card.email, "city": card.city }))
            .collect();
        return say_json(&Value::from(all));
    }
    for (number, card) in &rows {
        say(&format!("{number}  {}  {}  {}  {}", card.name, card.phone, card.email, card.city))?;
    }
    let count = Arg::count(rows.len());
    note(&session.lang.texts().with("cli-rows", &[("count", count)]));
    Ok(())
}

fn phone(context: &mut Context, command: &PhonesCommand) -> Result<(), AppError> {
    let (act, args) = match command {
        PhonesCommand::Add(args) => (PhoneAct::Add, args),
        PhonesCommand::Remove(args) => (PhoneAct::Remove, args),
        PhonesCommand::Main(args) => (PhoneAct::Main, args),
    };
    let mut session = context.open()?;
    let id = one(&session, &args.wanted)?;
    phones::change(&mut session, id, act, &args.phone, &args.change.comment)?;
    done(&session, id, &args.change, "done-party-set")
}

fn vehicle(context: &mut Context, command: VehiclesCommand) -> Result<(), AppError> {
    let mut session = context.open()?;
    match command {
        VehiclesCommand::Put {
            wanted,
            plate,
            make,
            model,
            year,
            change,
        } => {
            let id = one(&session, &wanted)?;
            let typed = Typed { plate, make, model, year };
            vehicles::put(&mut session, id, &typed, &change.comment)?;
            done(&session, id, &change, "done-party-set")
        }
        VehiclesCommand::Remove { wanted, plate, change } => {
            let id = one(&session, &wanted)?;
            vehicles::take_away(&mut session, id, &plate, &change.comment)?;
            done(&session, id, &change, "done-party-set")
        }
    }
}

/// A party for people: its card, what it owes, and how much there is of the rest.
fn words(shown: &ShownParty, t: &Texts) -> String {
    let card = &shown.kept.card;
    let mut lines = vec![format!(
        "{}  {}  {}",
        shown.kept.number,
        card.name,
        t.t(&format!("party-standing-{}", card.standing().code()))
    )];
    if let Some(into) = &shown.kept.merged_into {
        lines.push(t.with("party-merged-into", &[("into", Arg::Text(into.clone()))]));
    }
    for field in CardField::ALL {
        let typed = card.typed(*field);
        if *field != CardField::Name && !typed.is_empty() {
            lines.push(format!("  {}: {typed}", t.t(&format!("party-field-{}", field.code()))));
        }
    }
    if let Err(fault) = &shown.phone {
        lines.push(format!("  {}", t.t(&format!("phone-fault-{}", fault.code()))));
    }
    for number in &shown.numbers {
        lines.push(format!("  {}: {number}", t.t("party-number")));
    }
    for car in &shown.vehicles {
        lines.push(format!(
            "  {}: {}  {} {}",
            t.t("party-tab-vehicles"),
            car.plate,
            car.make,
            car.model
        ));
    }
    lines.push(t.with(
        "party-sums",
        &[
            ("owed", Arg::Money(shown.sums.owed)),
            ("overdue", Arg::Money(shown.sums.overdue)),
            ("credit", Arg::Money(shown.sums.credit)),
        ],
    ));
    for (key, count) in [
        ("party-tab-claims", shown.claims.all),
        ("party-tab-payments", shown.payments.all),
        ("party-tab-orders", shown.orders.all),
        ("party-tab-messages", shown.messages.all),
    ] {
        lines.push(format!("  {}: {count}", t.t(key)));
    }
    for change in &shown.changes {
        let action = t.t(&format!("action-{}", change.action));
        lines.push(format!(
            "  {}  {}  {action}  {}",
            local_minute(change.at_ms),
            change.operator,
            change.comment
        ));
    }
    lines.join("\n")
}

fn merge_json(merge: &Merge, dry_run: bool) -> Value {
    let moves: serde_json::Map<String, Value> = merge.moves.iter().map(|(what, count)| ((*what).to_owned(), json!(count))).collect();
    let fills: serde_json::Map<String, Value> = merge
        .fills
        .iter()
        .map(|(field, value)| (field.code().to_owned(), json!(value)))
        .collect();
    json!({
        "status": if dry_run { "would_merge" } else { "merged" }, "keep": merge.keep.0, "keep_name": merge.keep.1, "gone": merge.gone.0,
        "gone_name": merge.gone.1, "moves": moves, "fills": fills, "numbers": merge.numbers, "leads_to": merge.alias,
    })
}

/// What a merge does, a line each.
pub(crate) fn merge_words(merge: &Merge, dry_run: bool, t: &Texts) -> String {
    let about = [
        ("keep", Arg::Text(format!("{} {}", merge.keep.0, merge.keep.1))),
        ("gone", Arg::Text(format!("{} {}", merge.gone.0, merge.gone.1))),
    ];
    let mut lines = vec![t.with(if dry_run { "merge-would" } else { "merge-done" }, &about)];
    lines.extend(crate::app::usecase::register::merge::lines(merge, t));
    lines.join("\n  ")
}

fn import_table(context: &mut Context, file: &std::path::Path, dry_run: bool, skip_alike: bool, as_json: bool) -> Result<(), AppError> {
    let mut session = context.open()?;
    let preview = import::preview(&session, file)?;
    if !preview.faults.is_empty() && as_json {
        say_json(&preview_json(&preview, "refused", None))?;
    }
    if !preview.faults.is_empty() {
        return Err(AppError::Input {
            path: preview.path,
            faults: preview.faults,
        });
    }
    let t = session.lang.texts();
    if !as_json {
        preview.warning.iter().for_each(|warning| note(&warning.words(session.lang)));
        for row in preview.rows.iter().filter(|row| row.alike.is_some()) {
            note(&import::alike_words(row, t));
        }
    }
    let count = Arg::count::<usize>;
    if dry_run {
        if as_json {
            return say_json(&preview_json(&preview, "would_store", None));
        }
        let stored = if skip_alike { preview.count - preview.alike } else { preview.count };
        return say(&t.with("parties-would-import", &[("count", count(stored)), ("alike", count(preview.alike))]));
    }
    let done = import::import(&mut session, file, skip_alike)?;
    if as_json {
        return say_json(&preview_json(&preview, "stored", Some((done.stored, done.left_out))));
    }
    note(&t.with("cli-parties-imported", &[("count", count(done.stored))]));
    Ok(())
}

fn preview_json(preview: &Preview, status: &str, done: Option<(usize, usize)>) -> Value {
    let rows: Vec<Value> = preview
        .rows
        .iter()
        .map(|row| {
            let alike = match &row.alike {
                None => Value::Null,
                Some(Alike::Party(number, name)) => json!({ "number": number, "name": name }),
                Some(Alike::Line(line)) => json!({ "line": line }),
            };
            json!({ "line": row.line, "number": row.number, "name": row.card.name, "phone": row.card.phone, "email": row.card.email, "alike": alike })
        })
        .collect();
    let faults: Vec<Value> = preview
        .faults
        .iter()
        .map(|fault| json!({ "line": fault.line, "column": fault.column, "code": fault.code, "found": fault.found }))
        .collect();
    json!({
        "file": preview.path.display().to_string(), "status": status, "rows": preview.count, "alike": preview.alike,
        "stored": done.map_or(0, |(stored, _)| stored), "left_out": done.map_or(0, |(_, left_out)| left_out), "parties": rows, "errors": faults, "warnings": preview.warning.iter().map(|warning| warning.code).collect::<Vec<_>>(),
    })
}

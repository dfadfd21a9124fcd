//! Commands of the screen, and all commands together. A command that changes the books stands in `app::commands`; one that
//! only concerns the screen is a row in one of the files here.

mod account;
pub(super) mod claim;
mod claims;
mod create;
mod desk;
mod dues;
mod file;
mod global;
mod import;
mod list;
mod order;
mod outgoing;
pub(super) mod own;
mod party;
mod phones;
mod sendings;
mod settings;
mod sms;

use super::layers;
use super::screens;
use super::theme::Role;
use super::ui::Ui;
use crate::app::commands::key::Key;
use crate::app::commands::{self, Command, Danger, Effect, Facts, Scope, always};
use crate::app::texts::{Lang, Texts};
use crate::app::writer::Work;
use crate::domain::refusal::Refusal;

/// What a command of the screen does.
pub(super) type UiRun = fn(&mut Ui);

/// A command of the screen that may always be given and asks for no confirmation.
const fn row(id: &'static str, scope: Scope, keys: &'static [Key], bar: bool, run: UiRun) -> Command<UiRun> {
    Command {
        id,
        scope,
        keys,
        bar,
        danger: Danger::None,
        enabled: always,
        run,
    }
}

/// What a command does.
#[derive(Clone, Copy)]
enum Run {
    App(commands::Run),
    Ui(UiRun),
    Go(&'static str),
}

/// A command of any kind, with what all have in common.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub id: &'static str,
    pub scope: Scope,
    pub keys: &'static [Key],
    pub bar: bool,
    pub danger: Danger,
    pub enabled: fn(&Facts) -> Result<(), Refusal>,
    run: Run,
}

impl Entry {
    /// Its name in a language.
    pub fn label(&self, texts: &Texts) -> String {
        match self.run {
            Run::Go(id) => texts.t(&format!("screen-{id}")),
            _ => texts.t(&format!("command-{}", self.id.replace('.', "-"))),
        }
    }

    fn of<R>(command: &'static Command<R>, run: Run) -> Entry {
        Entry {
            id: command.id,
            scope: command.scope,
            keys: own::keys_of(command.id, command.keys),
            bar: command.bar,
            danger: command.danger,
            enabled: command.enabled,
            run,
        }
    }
}

/// Every command: of the screen at hand first, then of lists, then everywhere.
pub(super) fn all() -> impl Iterator<Item = Entry> {
    let app = commands::ALL.iter().map(|command| Entry::of(*command, Run::App(command.run)));
    let here = [
        order::COMMANDS,
        phones::COMMANDS,
        account::COMMANDS,
        claim::COMMANDS,
        claims::COMMANDS,
        create::COMMANDS,
        desk::COMMANDS,
        import::COMMANDS,
        file::COMMANDS,
        outgoing::COMMANDS,
        settings::COMMANDS,
        sms::COMMANDS,
        party::COMMANDS,
        dues::COMMANDS,
        sendings::COMMANDS,
        list::COMMANDS,
        global::COMMANDS,
    ]
    .into_iter()
    .flatten();
    let ui = here.map(|command| Entry::of(command, Run::Ui(command.run)));
    let go = screens::ALL.iter().map(|row| Entry {
        id: row.id,
        scope: Scope::Global,
        keys: own::keys_of(row.id, std::slice::from_ref(&row.key)),
        bar: false,
        danger: Danger::None,
        enabled: commands::always,
        run: Run::Go(row.id),
    });
    app.chain(ui).chain(go)
}

/// The commands of some scopes, nearest scope first. In an order Ctrl+S sends, so there it does not say that all is saved.
pub(super) fn in_scopes(scopes: &[Scope]) -> impl Iterator<Item = Entry> + '_ {
    let in_order = scopes.contains(&Scope::Order);
    scopes
        .iter()
        .flat_map(|scope| all().filter(move |entry| entry.scope == *scope))
        .filter(move |entry| !(in_order && entry.id == "saved"))
}

/// The command of a key, the nearest scope first.
pub(super) fn find(key: Key, scopes: &[Scope]) -> Option<Entry> {
    in_scopes(scopes).find(|entry| entry.keys.contains(&key))
}

/// A command by its id.
pub(super) fn by_id(id: &str) -> Option<Entry> {
    all().find(|entry| entry.id == id)
}

/// Runs a command that may run.
pub(super) fn run(entry: &Entry, facts: &Facts, ui: &mut Ui) {
    match entry.run {
        Run::Ui(run) => run(ui),
        Run::Go(id) => ui.go(id),
        Run::App(run) => match run(facts) {
            Ok(Effect::Ask(question)) => layers::question::open(question, facts, ui),
            Ok(Effect::AskOrder(question)) => layers::order_question::open(question, facts, ui),
            Ok(Effect::Order(act)) => {
                if let Ok(order) = facts.order() {
                    let (id, seen) = (order.order.id, Some(order.order.revision));
                    ui.writer.give(Work::Order { id, act, seen });
                }
            }
            Ok(Effect::AskDraft(question)) => layers::draft_question::open(question, facts, ui),
            Ok(Effect::AskReissue) => layers::draft_question::open_reissue(facts, ui),
            Ok(Effect::AskPayment(question)) => layers::payment_question::open(question, ui),
            Ok(Effect::AskRefund(question)) => layers::refund_question::open(question, ui),
            Ok(Effect::AskBank(question)) => layers::bank_question::open(question, ui),
            Ok(Effect::AskSms(question)) => layers::sms_question::open(question, ui),
            Ok(Effect::AskSending(question)) => layers::sending_question::open(question, ui),
            Ok(Effect::PreviewSend) => layers::send_question::open(facts, ui),
            Ok(Effect::PreviewRemind) => layers::remind_question::open(facts, ui),
            Ok(Effect::AskOutgoing(question)) => layers::outgoing_question::open(question, ui),
            Ok(Effect::Payment { id, act, comment, seen }) => {
                // Every change has its comment: what the command is called, where the person gave none.
                let comment = if comment.is_empty() { entry.label(ui.texts()) } else { comment };
                ui.writer.give(Work::Payment { id, act, comment, seen });
            }
            Ok(Effect::PreviewSms) => layers::sms::open(facts, ui),
            Ok(Effect::CheckPayment) => {
                if let Ok(order) = facts.order() {
                    ui.worker.check(order.order.id);
                    ui.tell(ui.texts().t("order-checking"), Role::Dim);
                }
            }
            Err(refusal) => ui.refuse(&refusal),
        },
    }
}

/// Scopes that are live at the same time.
const TOGETHER: &[&[Scope]] = &[
    &[Scope::List, Scope::Global],
    &[Scope::Files, Scope::List, Scope::Global],
    &[Scope::Claim, Scope::Global],
    &[Scope::Payment, Scope::Global],
    &[Scope::Order, Scope::Global],
    &[Scope::Draft, Scope::Global],
    &[Scope::Drafts, Scope::List, Scope::Global],
    &[Scope::Articles, Scope::List, Scope::Global],
    &[Scope::Orders, Scope::List, Scope::Global],
    &[Scope::Phones, Scope::Global],
    &[Scope::Desk, Scope::Global],
    &[Scope::Claims, Scope::List, Scope::Global],
    &[Scope::Refunds, Scope::List, Scope::Global],
    &[Scope::Outgoing, Scope::Global],
    &[Scope::Accounts, Scope::List, Scope::Global],
    &[Scope::Account, Scope::Global],
    &[Scope::Exchanged, Scope::List, Scope::Global],
    &[Scope::Start, Scope::Global],
    &[Scope::Reconcile, Scope::Global],
    &[Scope::File, Scope::Global],
    &[Scope::Mandates, Scope::List, Scope::Global],
    &[Scope::Notices, Scope::List, Scope::Global],
    &[Scope::Dialogues, Scope::List, Scope::Global],
    &[Scope::Charges, Scope::List, Scope::Global],
    &[Scope::Dues, Scope::List, Scope::Global],
    &[Scope::Members, Scope::List, Scope::Global],
    &[Scope::Sendings, Scope::List, Scope::Global],
    &[Scope::Thread, Scope::Global],
    &[Scope::SmsSetup, Scope::Global],
    &[Scope::Browse, Scope::Global],
    &[Scope::Settings, Scope::Global],
    &[Scope::Import, Scope::Global],
    &[Scope::Parties, Scope::List, Scope::Global],
    &[Scope::Shared, Scope::List, Scope::Global],
    &[Scope::Party, Scope::Global],
    &[Scope::PartiesTable, Scope::Global],
];

/// The keys of all commands as a table in Markdown, for the README; a test holds the two together.
pub fn key_table() -> String {
    let texts = Lang::En.texts();
    let mut lines = vec!["| keys | does | where |".to_owned(), "| --- | --- | --- |".to_owned()];
    for entry in all() {
        let keys: Vec<String> = entry.keys.iter().map(ToString::to_string).collect();
        let place = texts.t(scope_key(entry.scope));
        lines.push(format!("| {} | {} | {place} |", keys.join(", "), entry.label(texts)));
    }
    lines.join("\n")
}

/// The key of a scope's name.
pub(super) fn scope_key(scope: Scope) -> &'static str {
    match scope {
        Scope::Global => "scope-global",
        Scope::List => "scope-list",
        Scope::Claim => "scope-claim",
        Scope::Payment => "scope-payment",
        Scope::Files => "scope-files",
        Scope::Order => "scope-order",
        Scope::Draft => "scope-draft",
        Scope::Drafts => "screen-drafts",
        Scope::Articles => "screen-articles",
        Scope::Exchanged => "screen-exchanged",
        Scope::Orders => "scope-orders",
        Scope::Phones => "scope-phones",
        Scope::Desk => "scope-desk",
        Scope::Claims => "scope-claims",
        Scope::Refunds => "scope-refunds",
        Scope::Mandates => "screen-mandates",
        Scope::Notices => "screen-notices",
        Scope::Dialogues => "scope-dialogues",
        Scope::Dues => "scope-dues",
        Scope::Members => "scope-members",
        Scope::Thread => "scope-thread",
        Scope::Charges => "screen-charges",
        Scope::Sendings => "screen-sendings",
        Scope::SmsSetup => "scope-sms-setup",
        Scope::Outgoing => "scope-outgoing",
        Scope::Accounts => "scope-accounts",
        Scope::Account => "scope-account",
        Scope::Settings => "screen-settings",
        Scope::Start => "scope-start",
        Scope::Reconcile => "screen-reconcile",
        Scope::File => "scope-file",
        Scope::Browse => "scope-browse",
        Scope::Import => "scope-import",
        Scope::Parties => "screen-parties",
        Scope::Party => "scope-party",
        Scope::Shared => "screen-shared",
        Scope::PartiesTable => "scope-parties-table",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_key_means_two_things_and_every_key_is_safe() {
        for scopes in TOGETHER {
            let mut seen: HashSet<Key> = HashSet::new();
            for entry in in_scopes(scopes) {
                for key in entry.keys {
                    assert!(seen.insert(*key), "{key} clashes at {} in {scopes:?}", entry.id);
                    assert!(key.is_safe(), "{key} of {} is not safe", entry.id);
                }
            }
        }
    }

    #[test]
    fn every_command_has_a_key_and_a_name_in_every_language_and_keys_that_terminals_take_have_a_second_one() {
        let mut ids = HashSet::new();
        for entry in all() {
            assert!(ids.insert(entry.id), "{} twice", entry.id);
            assert!(!entry.keys.is_empty(), "{}", entry.id);
            for lang in Lang::ALL {
                let label = entry.label(lang.texts());
                assert!(
                    !label.starts_with("command-") && !label.starts_with("screen-"),
                    "{} {label}",
                    lang.code()
                );
            }
            let taken = |key: &Key| matches!(key.to_string().as_str(), "F1" | "F10" | "F11");
            assert!(!entry.keys.iter().all(taken), "{} needs a second key", entry.id);
        }
    }

    #[test]
    fn what_changes_something_asks_first() {
        for command in commands::ALL {
            let facts = Facts::default();
            assert_ne!(command.danger, Danger::None, "{}", command.id);
            assert_eq!(
                (command.enabled)(&facts),
                Err(Refusal::NothingHere {}),
                "{} without a claim",
                command.id
            );
        }
    }
}

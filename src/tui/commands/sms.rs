//! Commands of the SMS dialogue, of payments by SMS, and of how they are set up.

use super::{UiRun, row};
use crate::app::commands::key::{Code, char, f, plain};
use crate::app::commands::{Command, Danger, Facts, Scope};
use crate::app::reader::Ask;
use crate::app::usecase::dues_sms::act::{Of, SmsAct};
use crate::app::writer::Work;
use crate::domain::refusal::Refusal;
use crate::tui::screens::sms_setup::SmsSetupScreen;
use crate::tui::screens::thread::{Then, ThreadScreen};
use crate::tui::ui::Ui;

fn in_dialogue(facts: &Facts) -> Result<(), Refusal> {
    facts.number().map(drop)
}

fn of_somebody(facts: &Facts) -> Result<(), Refusal> {
    match &facts.sms {
        Some(sms) if !sms.parties.is_empty() => Ok(()),
        _ => Err(Refusal::NothingHere {}),
    }
}

fn about_a_claim(facts: &Facts) -> Result<(), Refusal> {
    match &facts.sms {
        Some(sms) if sms.claim.or(sms.order).is_some() => Ok(()),
        _ => Err(Refusal::NothingHere {}),
    }
}

fn with(ui: &mut Ui, work: impl FnOnce(&mut ThreadScreen, &mut Ui)) {
    ui.with_screen(work);
}

fn set_up(ui: &mut Ui, work: impl FnOnce(&mut SmsSetupScreen, &mut Ui)) {
    ui.with_screen(work);
}

/// Opens the dialogue under the cursor and goes on there.
fn open(then: Then, ui: &mut Ui) {
    let mut wanted = None;
    ui.with_list(|list, _| wanted = list.state.current());
    if let Some(key) = wanted {
        ui.push(Box::new(ThreadScreen::new(Of::Row(i64::from(key)), Some(then))));
    }
}

fn mark(read: bool, ui: &mut Ui) {
    let rows = ui.facts().rows;
    let which = rows.into_iter().map(|row| Of::Row(i64::from(row))).collect();
    ui.writer.give(Work::Sms(SmsAct::Mark { which, read }, String::new()));
}

const fn here(id: &'static str, letter: &'static [super::Key], bar: bool, run: UiRun) -> Command<UiRun> {
    Command {
        enabled: in_dialogue,
        ..row(id, Scope::Thread, letter, bar, run)
    }
}

const fn on_row(command: Command<UiRun>) -> Command<UiRun> {
    Command {
        enabled: Facts::on_a_row,
        ..command
    }
}

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    on_row(row("dialogues.answer", Scope::Dialogues, &[char('a')], true, |ui| {
        open(Then::Answer, ui)
    })),
    on_row(row("dialogues.read", Scope::Dialogues, &[char('r')], true, |ui| mark(true, ui))),
    on_row(row("dialogues.unread", Scope::Dialogues, &[char('u')], false, |ui| mark(false, ui))),
    on_row(row("dialogues.tie", Scope::Dialogues, &[char('k')], false, |ui| {
        open(Then::Tie, ui)
    })),
    on_row(row("dialogues.claims", Scope::Dialogues, &[char('c')], false, |ui| {
        open(Then::Claims, ui)
    })),
    row("dialogues.charges", Scope::Dialogues, &[char('b')], false, |ui| ui.go("charges")),
    row("dialogues.try", Scope::Dialogues, &[char('p')], false, |ui| {
        ui.push(Box::new(SmsSetupScreen::trying("")));
    }),
    row("dialogues.setup", Scope::Dialogues, &[char('o')], false, |ui| {
        ui.push(Box::new(SmsSetupScreen::new()));
    }),
    here("thread.answer", &[plain(Code::Enter), char('a')], true, |ui| {
        with(ui, ThreadScreen::answer_it)
    }),
    Command {
        enabled: about_a_claim,
        ..row("thread.claim", Scope::Thread, &[char('c')], true, |ui| {
            with(ui, ThreadScreen::open_claim)
        })
    },
    Command {
        enabled: of_somebody,
        ..row("thread.claims", Scope::Thread, &[char('C')], true, |ui| {
            with(ui, ThreadScreen::open_claims)
        })
    },
    here("thread.charges", &[char('b')], false, |ui| with(ui, ThreadScreen::open_charges)),
    here("thread.unread", &[char('u')], false, |ui| with(ui, |thread, ui| thread.unread(ui))),
    here("thread.try", &[char('p')], false, |ui| with(ui, ThreadScreen::try_it)),
    on_row(row("charges.claim", Scope::Charges, &[char('c')], false, |ui| {
        ui.with_list(|list, ui| {
            if let Some(key) = list.state.current() {
                ui.reader.ask(Ask::Leads(list.state.list, i64::from(key)));
            }
        });
    })),
    row("charges.setup", Scope::Charges, &[char('o')], false, |ui| {
        ui.push(Box::new(SmsSetupScreen::new()));
    }),
    Command {
        enabled: Facts::on_a_row,
        danger: Danger::Changes,
        ..row("sms_setup.edit", Scope::SmsSetup, &[plain(Code::Enter), f(2)], true, |ui| {
            set_up(ui, SmsSetupScreen::edit)
        })
    },
    Command {
        enabled: Facts::on_a_row,
        danger: Danger::Changes,
        ..row("sms_setup.state", Scope::SmsSetup, &[char('s')], true, |ui| {
            set_up(ui, SmsSetupScreen::switch)
        })
    },
    row("sms_setup.next_tab", Scope::SmsSetup, &[plain(Code::Tab)], true, |ui| {
        set_up(ui, SmsSetupScreen::next_tab)
    }),
];

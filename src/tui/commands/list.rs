//! Commands of every list (ORD-20 … ORD-24; ui, part 3).

use super::{UiRun, row};
use crate::app::columns;
use crate::app::commands::key::{Code, char, ctrl, ctrl_key, f, plain, shift};
use crate::app::commands::{Command, Facts, Scope};
use crate::app::reader::Ask;
use crate::app::usecase::dues_sms::act::Of;
use crate::tui::layers::article_question::{self, Asked};
use crate::tui::layers::{file_undo, filter, picker, prompt, views};
use crate::tui::screens::account::AccountScreen;
use crate::tui::screens::browse::BrowseScreen;
use crate::tui::screens::claim::ClaimScreen;
use crate::tui::screens::draft::DraftScreen;
use crate::tui::screens::order::OrderScreen;
use crate::tui::screens::party::PartyScreen;
use crate::tui::screens::payment::PaymentScreen;
use crate::tui::screens::thread::ThreadScreen;
use crate::tui::ui::Ui;

pub(super) static COMMANDS: &[Command<UiRun>] = &[
    Command {
        enabled: Facts::on_a_row,
        ..row("list.open", Scope::List, &[plain(Code::Enter)], true, open)
    },
    row("list.columns", Scope::List, &[f(5), char('m')], true, picker::open),
    row("list.filter", Scope::List, &[char('/'), ctrl_key(Code::F(7))], true, filter::open),
    row("list.filter_column", Scope::List, &[f(7)], false, filter::open_column),
    row("list.filter_clear", Scope::List, &[shift(Code::F(7))], false, |ui| {
        ui.with_list(|list, ui| {
            list.state.layout.filter.clear();
            list.view = None;
            list.layout_changed(ui, true);
        });
    }),
    Command {
        enabled: Facts::on_a_row,
        ..row("list.select", Scope::List, &[char(' ')], true, |ui| {
            ui.with_list(|list, ui| {
                list.state.select();
                list.state.sum_selected(&ui.reader);
            });
        })
    },
    row("list.select_all", Scope::List, &[ctrl('a')], false, |ui| {
        ui.with_list(|list, ui| {
            list.state.select_all();
            list.state.sum_selected(&ui.reader);
        });
    }),
    row("list.views", Scope::List, &[char('v')], true, views::open),
    row("list.save_view", Scope::List, &[char('w')], false, prompt::save_view),
    row("list.sort", Scope::List, &[char('s')], false, |ui| sort(ui, false)),
    row("list.sort_more", Scope::List, &[char('S')], false, |ui| sort(ui, true)),
    row("list.goto", Scope::List, &[ctrl('g')], false, prompt::goto),
    row("list.export", Scope::List, &[ctrl('e')], false, prompt::export),
    Command {
        enabled: Facts::on_a_row,
        ..row("files.undo", Scope::Files, &[f(4), plain(Code::Delete)], true, file_undo::open)
    },
    Command {
        scope: Scope::Files,
        ..row("files.import", Scope::List, &[f(3), ctrl('n')], true, |ui| {
            let browse = BrowseScreen::new(ui.folder.clone());
            ui.push(Box::new(browse));
        })
    },
];

/// Opens the row under the cursor.
pub(super) fn open(ui: &mut Ui) {
    let mut wanted = None;
    ui.with_list(|list, _| wanted = list.state.current().map(|key| (list.state.list.id, key)));
    match wanted {
        Some(("claims", key)) => ui.push(Box::new(ClaimScreen::new(i64::from(key)))),
        Some(("orders", key)) => ui.push(Box::new(OrderScreen::new(i64::from(key)))),
        Some(("payments", key)) => ui.push(Box::new(PaymentScreen::new(i64::from(key)))),
        Some(("dialogues", key)) => ui.push(Box::new(ThreadScreen::new(Of::Row(i64::from(key)), None))),
        Some(("charges", key)) => ui.push(Box::new(ThreadScreen::new(Of::Charge(i64::from(key)), None))),
        Some(("parties", key)) => ui.push(Box::new(PartyScreen::new(i64::from(key)))),
        Some(("drafts", key)) => ui.push(Box::new(DraftScreen::new(i64::from(key)))),
        Some(("articles", _)) => article_question::open(Asked::Edit, ui),
        Some(("accounts", key)) => ui.push(Box::new(AccountScreen::new(i64::from(key)))),
        // The payments of a file.
        Some(("files", key)) => {
            ui.go("payments");
            ui.with_list(|list, _| list.open_with_filter(format!("file_no:{key}")));
        }
        // What was asked for dues, and of whom.
        Some(("dues", key)) => super::claim::open(&columns::claims::LIST, format!("dues_no:{key}"), ui),
        // The memberships of a member.
        Some(("members", key)) => super::claim::open(&columns::memberships::LIST, format!("member_no:{key}"), ui),
        // What these lead to stands in the file.
        Some((_, key)) => ui.with_list(|list, ui| ui.reader.ask(Ask::Leads(list.state.list, i64::from(key)))),
        None => {}
    }
}

fn sort(ui: &mut Ui, more: bool) {
    ui.with_list(|list, ui| {
        if let Some(column) = list.state.column_at() {
            list.state.layout.cycle_sort(column.id, more);
            list.layout_changed(ui, true);
        }
    });
}

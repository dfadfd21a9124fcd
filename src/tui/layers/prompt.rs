//! One line that is asked for: the name of a view, a row to go to, a file to write or to read.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Flow, Layer, hints};
use crate::app::commands::key::{Code, Key};
use crate::app::export::Format;
use crate::app::reader::Ask;
use crate::app::texts::Arg;
use crate::app::writer::Work;
use crate::app::{clock, import, paths};
use crate::domain::money::Money;
use crate::tui::screens::file::FileScreen;
use crate::tui::screens::import::ImportScreen;
use crate::tui::screens::parties_table::PartiesTableScreen;
use crate::tui::screens::phones::PhonesScreen;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::field::TextField;
use crate::tui::widgets::paint::{centred, frame, put, wipe, wrap};

struct Prompt {
    title: &'static str,
    text: &'static str,
    field: TextField,
    done: fn(&str, bool, &mut Ui) -> Flow,
    /// A second way to finish, with Ctrl+E: for the site instead of for me.
    second: Option<&'static str>,
}

fn open(ui: &mut Ui, prompt: Prompt) {
    ui.layers.push(Box::new(prompt));
}

/// Asks for a name and saves the layout at hand as a view.
pub(in crate::tui) fn save_view(ui: &mut Ui) {
    let done = |name: &str, for_site: bool, ui: &mut Ui| {
        let name = name.to_owned();
        let mut flow = Flow::Close;
        ui.with_list(|list, ui| {
            if name.trim().is_empty() {
                ui.refuse(&crate::domain::refusal::Refusal::ViewNameMissing {});
                flow = Flow::Stay;
                return;
            }
            let layout = list.state.layout.clone();
            ui.writer.give(Work::SaveView {
                list: list.state.list,
                name: name.clone(),
                layout,
                for_site,
            });
            ui.tell(
                ui.texts().with("view-saved", &[("name", crate::app::texts::Arg::Text(name))]),
                Role::Good,
            );
        });
        flow
    };
    open(
        ui,
        Prompt {
            title: "command-list-save_view",
            text: "prompt-view-name",
            field: TextField::default(),
            done,
            second: Some("hint-for-site"),
        },
    );
}

/// Asks for a row, or for a claim's number.
pub(in crate::tui) fn goto(ui: &mut Ui) {
    let done = |text: &str, _: bool, ui: &mut Ui| {
        let wanted: Option<usize> = text.trim().parse().ok();
        ui.with_list(|list, ui| {
            if let Some(row) = wanted {
                list.state.go(row.saturating_sub(1));
                list.state.fetch(&ui.reader);
            }
        });
        Flow::Close
    };
    open(
        ui,
        Prompt {
            title: "command-list-goto",
            text: "prompt-goto",
            field: TextField::default(),
            done,
            second: None,
        },
    );
}

/// Asks for a file and writes exactly what is shown to it; `.json` makes JSON, else CSV.
pub(in crate::tui) fn export(ui: &mut Ui) {
    let mut name = String::new();
    let folder = paths::home();
    ui.with_list(|list, _| name = format!("{}-{}.csv", list.state.list.id, clock::today()));
    let field = TextField::at_end(&folder.join(name).display().to_string());
    let done = |path: &str, _: bool, ui: &mut Ui| {
        let path = PathBuf::from(path.trim());
        let format = if path.extension().is_some_and(|ending| ending == "json") {
            Format::Json
        } else {
            Format::Csv
        };
        ui.with_list(|list, ui| {
            let only = (!list.state.selected.is_empty()).then(|| list.state.chosen());
            let columns = list.state.shown().into_iter().map(|(column, _, _)| column).collect();
            match list.state.wanted(ui.texts()) {
                Ok(wanted) => ui.reader.ask(Ask::Export {
                    wanted,
                    columns,
                    format,
                    path,
                    lang: ui.lang,
                    only,
                }),
                Err(refusal) => ui.refuse(&refusal),
            }
        });
        Flow::Close
    };
    open(
        ui,
        Prompt {
            title: "command-list-export",
            text: "prompt-export",
            field,
            done,
            second: None,
        },
    );
}

/// Asks where the bytes of the open bank file go, exactly as they are kept.
pub(in crate::tui) fn export_file(ui: &mut Ui) {
    let field = TextField::at_end(&format!("{}/", paths::home().display()));
    let done = |path: &str, _: bool, ui: &mut Ui| {
        let path = PathBuf::from(path.trim());
        let mut shown = None;
        ui.with_screen(|file: &mut FileScreen, _| shown = Some(file.id));
        if let Some(id) = shown {
            ui.reader.ask(Ask::FileExport(id, path));
        }
        Flow::Close
    };
    open(
        ui,
        Prompt {
            title: "command-file-export",
            text: "prompt-file-export",
            field,
            done,
            second: None,
        },
    );
}

/// Asks for a bank file by its path.
pub(in crate::tui) fn path(ui: &mut Ui) {
    let field = TextField::at_end(&format!("{}/", ui.folder.display()));
    let done = |path: &str, _: bool, ui: &mut Ui| {
        let request = import::Request {
            path: PathBuf::from(path.trim()),
            ..import::Request::default()
        };
        ui.push(Box::new(ImportScreen::new(request)));
        Flow::Close
    };
    open(
        ui,
        Prompt {
            title: "command-import-path",
            text: "prompt-path",
            field,
            done,
            second: None,
        },
    );
}

/// Asks for a table of customers and members by its path.
pub(in crate::tui) fn parties_table(ui: &mut Ui) {
    let field = TextField::at_end(&format!("{}/", paths::home().display()));
    let done = |path: &str, _: bool, ui: &mut Ui| {
        ui.push(Box::new(PartiesTableScreen::new(PathBuf::from(path.trim()))));
        Flow::Close
    };
    open(
        ui,
        Prompt {
            title: "command-parties-import",
            text: "prompt-parties-table",
            field,
            done,
            second: None,
        },
    );
}

/// Asks how much a customer of the simulation pays.
pub(in crate::tui) fn pay_other(ui: &mut Ui) {
    let done = |text: &str, _: bool, ui: &mut Ui| {
        let Ok(amount) = Money::parse(text) else {
            let args = [("given", Arg::Text(text.to_owned()))];
            ui.tell(ui.texts().with("usage-amount", &args), Role::Warning);
            return Flow::Stay;
        };
        ui.with_screen(|phones: &mut PhonesScreen, ui| phones.pay_amount(amount, ui));
        Flow::Close
    };
    let prompt = Prompt {
        title: "command-phones-pay_other",
        text: "prompt-pay-other",
        field: TextField::default(),
        done,
        second: None,
    };
    open(ui, prompt);
}

/// Asks what a customer of the simulation writes to the site.
pub(in crate::tui) fn sim_sms(ui: &mut Ui) {
    let done = |text: &str, _: bool, ui: &mut Ui| {
        let text = text.trim().to_owned();
        if text.is_empty() {
            return Flow::Close;
        }
        ui.with_screen(|phones: &mut PhonesScreen, ui| phones.send_text(&text, ui));
        Flow::Close
    };
    let prompt = Prompt {
        title: "command-phones-send",
        text: "prompt-sim-sms",
        field: TextField::default(),
        done,
        second: None,
    };
    open(ui, prompt);
}

impl Layer for Prompt {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        match (key.code, key.ctrl) {
            (Code::Esc, _) => Flow::Close,
            (Code::Enter, _) => (self.done)(self.field.text(), false, ui),
            (Code::Char('e'), true) if self.second.is_some() => (self.done)(self.field.text(), true, ui),
            _ => {
                self.field.key(key);
                Flow::Stay
            }
        }
    }

    fn paste(&mut self, text: &str, _: &mut Ui) {
        self.field.paste(text);
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        let mut rows = vec![("Enter", "hint-ok")];
        rows.extend(self.second.map(|text| ("Ctrl+E", text)));
        rows.push(("Esc", "hint-cancel"));
        hints(ui, &rows)
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let place = centred(area, 66, 6);
        wipe(buffer, place);
        let style = ui.theme.style(Role::Accent);
        let inside = frame(buffer, place, &ui.texts().t(self.title), "", style, style);
        let room = inside.width.saturating_sub(2);
        for (line, y) in wrap(&ui.texts().t(self.text), usize::from(room)).iter().take(2).zip(inside.top()..) {
            put(buffer, inside.x + 1, y, room, line, ui.theme.style(Role::Dim));
        }
        let line = Rect {
            x: inside.x + 1,
            y: inside.bottom().saturating_sub(1),
            width: room,
            height: 1,
        };
        self.field
            .draw(buffer, line, ui.theme.style(Role::Text), Some(ui.theme.style(Role::Cursor)));
    }
}

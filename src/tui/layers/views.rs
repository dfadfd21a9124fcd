//! Views of a list: the program's, the site's, mine. Enter takes one, Delete takes a saved one away.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Flow, Layer, hints};
use crate::app::commands::key::{Code, Key};
use crate::app::usecase::views::{From, View};
use crate::app::writer::Work;
use crate::domain::refusal::Refusal;
use crate::domain::text::{clean, fit, pad_right};
use crate::tui::screens::list::ListScreen;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::paint::{centred, fill, frame, put, wipe};

struct Views {
    at: usize,
}

/// Opens the views of the list at hand.
pub(in crate::tui) fn open(ui: &mut Ui) {
    let mut at = 0;
    ui.with_list(|list, _| at = list.view.unwrap_or(0));
    ui.layers.push(Box::new(Views { at }));
}

fn views(ui: &Ui) -> &[View] {
    ui.screens
        .last()
        .and_then(|screen| screen.list_ref())
        .map_or(&[], |list| &list.views)
}

impl Layer for Views {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        let last = views(ui).len().saturating_sub(1);
        match key.code {
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Down => self.at = (self.at + 1).min(last),
            Code::Home => self.at = 0,
            Code::End => self.at = last,
            Code::Esc => return Flow::Close,
            Code::Enter => {
                let at = self.at;
                ui.with_list(|list, ui| list.take_view(at, ui));
                return Flow::Close;
            }
            Code::Delete | Code::F(4) => match views(ui).get(self.at) {
                Some(view) if view.from != From::Program => {
                    let (name, from) = (view.name.clone(), view.from);
                    ui.with_list(|list, ui| {
                        list.view = None;
                        ui.writer.give(Work::RemoveView(list.state.list, name, from));
                    });
                }
                Some(view) => {
                    let name = ListScreen::view_name(view, ui.texts());
                    ui.refuse(&Refusal::NoSuchView { name });
                }
                None => {}
            },
            _ => {}
        }
        Flow::Stay
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        hints(ui, &[("Enter", "hint-take"), ("Del", "hint-remove"), ("Esc", "hint-close")])
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let all = views(ui);
        let height = u16::try_from(all.len())
            .unwrap_or(u16::MAX)
            .saturating_add(2)
            .min(area.height.saturating_sub(4))
            .max(4);
        let place = centred(area, 64, height);
        wipe(buffer, place);
        let style = ui.theme.style(Role::Accent);
        let inside = frame(buffer, place, &ui.texts().t("command-list-views"), "", style, style);
        let rows = usize::from(inside.height);
        let top = (self.at + 1).saturating_sub(rows);
        for ((at, view), y) in all.iter().enumerate().skip(top).zip(inside.top()..inside.bottom()) {
            let number = if at < 9 { format!("Alt+{}", at + 1) } else { String::new() };
            let from = ui.texts().t(match view.from {
                From::Program => "view-from-program",
                From::Site => "view-from-site",
                From::Mine => "view-from-me",
            });
            let name = pad_right(&fit(&clean(&ListScreen::view_name(view, ui.texts())), 22), 22);
            let line = format!(
                " {} {name} {} {}",
                pad_right(&number, 6),
                pad_right(&from, 9),
                clean(&view.layout.filter)
            );
            put(
                buffer,
                inside.x,
                y,
                inside.width,
                &fit(&line, usize::from(inside.width)),
                ui.theme.style(Role::Text),
            );
            if at == self.at {
                fill(buffer, Rect { y, height: 1, ..inside }, ui.theme.style(Role::Cursor));
            }
        }
    }
}

//! The column picker (F5): every column the list can have, ticked ones first in their order. Each change shows in the list
//! behind at once; Enter keeps it for me, Esc puts everything back (ui, part 3; ORD-21).

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Flow, Layer, hints, prompt};
use crate::app::columns::{Column, List};
use crate::app::commands::key::{Code, Key};
use crate::app::layout::Layout;
use crate::app::query::header;
use crate::app::texts::Arg;
use crate::domain::refusal::Refusal;
use crate::domain::text::{fit, loose_key, pad_left, pad_right};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::field::TextField;
use crate::tui::widgets::list_draw::cell_text;
use crate::tui::widgets::paint::{fill, frame, put, wipe};

struct Picker {
    list: &'static List,
    before: Layout,
    /// The view that was in use.
    view: Option<usize>,
    search: TextField,
    searching: bool,
    at: usize,
}

/// Opens the picker on the list at hand.
pub(in crate::tui) fn open(ui: &mut Ui) {
    let mut opened = None;
    ui.with_list(|list, _| {
        let at = list
            .state
            .column_at()
            .and_then(|column| list.state.layout.place(column.id))
            .unwrap_or(0);
        opened = Some((list.state.list, list.state.layout.clone(), list.view, at));
    });
    if let Some((list, before, view, at)) = opened {
        ui.layers.push(Box::new(Picker {
            list,
            before,
            view,
            search: TextField::default(),
            searching: false,
            at,
        }));
    }
}

fn layout(ui: &Ui) -> Option<&Layout> {
    ui.screens
        .last()
        .and_then(|screen| screen.list_ref())
        .map(|list| &list.state.layout)
}

impl Picker {
    /// Columns as they stand in the picker: ticked ones in their order, then the others.
    fn columns(&self, ui: &Ui) -> Vec<&'static Column> {
        let Some(now) = layout(ui) else { return Vec::new() };
        let ticked = now.columns.iter().filter_map(|placed| self.list.column(&placed.id));
        let others = self.list.columns.iter().filter(|column| now.place(column.id).is_none());
        let wanted = loose_key(self.search.text());
        ticked
            .chain(others)
            .filter(|column| loose_key(&header(self.list, column, ui.texts())).contains(&wanted) || column.id.contains(&wanted))
            .collect()
    }

    /// Changes the layout; the list behind follows.
    fn change(&self, ui: &mut Ui, rows_too: bool, work: impl FnOnce(&mut Layout) -> bool) -> bool {
        let mut done = false;
        ui.with_list(|list, ui| {
            done = work(&mut list.state.layout);
            if done && rows_too {
                list.view = None;
                list.reload(ui, true);
            }
            list.state.fetch(&ui.reader);
        });
        done
    }

    /// As wide as what the screen shows of it.
    fn fitting(ui: &Ui, column: &'static Column) -> u16 {
        let Some(list) = ui.screens.last().and_then(|screen| screen.list_ref()) else {
            return column.width.ideal;
        };
        let state = &list.state;
        let Some(place) = state.shown().iter().position(|(shown, _, _)| shown.id == column.id) else {
            return column.width.ideal;
        };
        let cells = state
            .keys
            .iter()
            .skip(state.top)
            .take(state.height.get())
            .filter_map(|key| state.rows.get(key)?.cells.get(place));
        let widest = cells
            .map(|cell| crate::domain::text::width(cell_text(column, cell, 200, ui.texts()).trim()))
            .max();
        u16::try_from(widest.unwrap_or(0)).unwrap_or(column.width.max)
    }

    fn move_by(&mut self, ui: &mut Ui, id: &str, later: bool) {
        if self.change(ui, false, |layout| layout.shift(id, later)) {
            self.at = if later { self.at + 1 } else { self.at.saturating_sub(1) };
        }
    }

    fn letter(&mut self, key: Key, column: &'static Column, ui: &mut Ui) -> Flow {
        match key.code {
            Code::Char(' ') => {
                if !self.change(ui, false, |layout| layout.toggle(column)) {
                    ui.refuse(&Refusal::LastColumn {});
                }
                ui.with_list(|list, _| list.reveal(column.id));
                // The cursor stays with its column, so that a tick can be taken back at once.
                if let Some(at) = self.columns(ui).iter().position(|shown| shown.id == column.id) {
                    self.at = at;
                }
            }
            Code::Char('s') => drop(self.change(ui, true, |layout| {
                layout.cycle_sort(column.id, false);
                true
            })),
            Code::Char('S') => drop(self.change(ui, true, |layout| {
                layout.cycle_sort(column.id, true);
                true
            })),
            Code::Char('p') => drop(self.change(ui, false, |layout| {
                layout.pin(column.id);
                true
            })),
            Code::Char('0') => {
                let fitting = Picker::fitting(ui, column);
                self.change(ui, false, |layout| {
                    layout.resize(column, fitting);
                    true
                });
            }
            Code::Char('d') => {
                let list = self.list;
                self.change(ui, true, |layout| {
                    let filter = std::mem::take(&mut layout.filter);
                    *layout = Layout {
                        filter,
                        ..Layout::of(list)
                    };
                    true
                });
            }
            Code::Char('w') => {
                self.keep(ui);
                prompt::save_view(ui);
                return Flow::Close;
            }
            _ => {}
        }
        Flow::Stay
    }

    fn keep(&self, ui: &mut Ui) {
        ui.with_list(|list, ui| list.layout_changed(ui, false));
    }
}

impl Layer for Picker {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        let columns = self.columns(ui);
        let last = columns.len().saturating_sub(1);
        self.at = self.at.min(last);
        let column = columns.get(self.at).copied();
        match (key.code, key.alt) {
            (Code::Esc, _) if self.searching => {
                self.searching = false;
                self.search = TextField::default();
            }
            (Code::Esc, _) => {
                let before = self.before.clone();
                self.change(ui, true, |layout| {
                    *layout = before;
                    true
                });
                let view = self.view;
                ui.with_list(|list, _| list.view = view);
                return Flow::Close;
            }
            (Code::Enter, _) if self.searching => self.searching = false,
            (Code::Enter | Code::F(5), _) => {
                self.keep(ui);
                return Flow::Close;
            }
            (Code::Up, true) => {
                if let Some(column) = column {
                    self.move_by(ui, column.id, false);
                }
            }
            (Code::Down, true) => {
                if let Some(column) = column {
                    self.move_by(ui, column.id, true);
                }
            }
            (Code::Up, false) => self.at = self.at.saturating_sub(1),
            (Code::Down, false) => self.at = (self.at + 1).min(last),
            (Code::PageUp, _) => self.at = self.at.saturating_sub(10),
            (Code::PageDown, _) => self.at = (self.at + 10).min(last),
            (Code::Home, _) if !self.searching => self.at = 0,
            (Code::End, _) if !self.searching => self.at = last,
            _ if self.searching => {
                if self.search.key(key) {
                    self.at = 0;
                }
            }
            (Code::Left | Code::Right, _) => {
                if let Some(column) = column {
                    let wider = key.code == Code::Right;
                    self.change(ui, false, |layout| {
                        let now = layout
                            .place(column.id)
                            .and_then(|at| layout.columns.get(at))
                            .map_or(0, |placed| placed.width);
                        layout.resize(column, if wider { now.saturating_add(1) } else { now.saturating_sub(1) });
                        now > 0
                    });
                }
            }
            (Code::Char('/'), _) => self.searching = true,
            _ => {
                if let Some(column) = column {
                    return self.letter(key, column, ui);
                }
            }
        }
        Flow::Stay
    }

    fn paste(&mut self, text: &str, _: &mut Ui) {
        if self.searching {
            self.search.paste(text);
        }
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        if self.searching {
            return hints(ui, &[("a–å", "hint-search"), ("Enter", "hint-found"), ("Esc", "hint-clear")]);
        }
        hints(
            ui,
            &[
                ("Space", "hint-show"),
                ("Alt+↑↓", "hint-move"),
                ("←→", "hint-width"),
                ("Enter", "hint-keep"),
                ("Esc", "hint-put-back"),
            ],
        )
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let Some(now) = layout(ui) else { return };
        let texts = ui.texts();
        let columns = self.columns(ui);
        let wide = 58.min(area.width);
        let wanted = u16::try_from(columns.len()).unwrap_or(u16::MAX).saturating_add(4);
        // The list stays in sight behind: the picker takes the lower right.
        let height = wanted.clamp(8, area.height.saturating_sub(7).max(8));
        let place = Rect {
            x: area.right() - wide,
            y: area.bottom().saturating_sub(height + 1),
            width: wide,
            height,
        };
        wipe(buffer, place);
        let style = ui.theme.style(Role::Accent);
        let count = Arg::count::<usize>;
        let title = texts.with(
            "picker-title",
            &[("shown", count(now.columns.len())), ("all", count(self.list.columns.len()))],
        );
        let search = if self.searching || !self.search.text().is_empty() {
            format!(
                "{} {}{}",
                texts.t("picker-search"),
                self.search.text(),
                if self.searching { "▏" } else { "" }
            )
        } else {
            String::new()
        };
        let inside = frame(buffer, place, &title, &search, style, style);
        let rows = usize::from(inside.height.saturating_sub(2));
        let at = self.at.min(columns.len().saturating_sub(1));
        let top = (at + 1).saturating_sub(rows);
        for ((row, column), y) in columns.iter().enumerate().skip(top).take(rows).zip(inside.top()..) {
            let placed = now.place(column.id).and_then(|at| now.columns.get(at));
            let tick = if placed.is_some() { "[x]" } else { "[ ]" };
            let pin = if placed.is_some_and(|placed| placed.pinned) { "‖" } else { " " };
            let width = placed.map(|placed| placed.width.to_string()).unwrap_or_default();
            let sort = now
                .sorted(column.id)
                .map(|(level, down)| format!("{}{level}", if down { "▼" } else { "▲" }))
                .unwrap_or_default();
            let name = pad_right(&fit(&header(self.list, column, texts), 30), 30);
            let line = format!(" {tick} {pin} {name} {} {}", pad_left(&width, 4), pad_right(&sort, 4));
            let role = if placed.is_some() { Role::Text } else { Role::Dim };
            put(buffer, inside.x, y, inside.width, &line, ui.theme.style(role));
            if row == at {
                fill(buffer, Rect { y, height: 1, ..inside }, ui.theme.style(Role::Cursor));
            }
        }
        let foot = inside.bottom().saturating_sub(2);
        for (key, y) in ["picker-keys-1", "picker-keys-2"].iter().zip(foot..) {
            put(
                buffer,
                inside.x + 1,
                y,
                inside.width.saturating_sub(1),
                &texts.t(key),
                ui.theme.style(Role::Dim),
            );
        }
    }
}

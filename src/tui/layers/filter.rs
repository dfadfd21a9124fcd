//! The filter line: the list follows while it is typed; Enter keeps it, Esc puts the old one back.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Flow, Layer, hints};
use crate::app::columns::{Kind, List};
use crate::app::commands::key::{Code, Key};
use crate::app::query::{self, header};
use crate::domain::refusal::Refusal;
use crate::domain::text::width;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;
use crate::tui::widgets::field::TextField;
use crate::tui::widgets::paint::{put, put_right, wipe};

struct FilterLine {
    list: &'static List,
    field: TextField,
    before: String,
    /// The view that was in use.
    view: Option<usize>,
}

/// Opens the whole filter.
pub(in crate::tui) fn open(ui: &mut Ui) {
    open_with(ui, |text, _| text);
}

/// Opens the filter with the column under the cursor begun.
pub(in crate::tui) fn open_column(ui: &mut Ui) {
    open_with(ui, |text, list| {
        let Some(column) = list.0 else { return text };
        let word = header(list.1, column, list.2).to_lowercase();
        let word = if word.chars().all(char::is_alphanumeric) {
            word
        } else {
            column.id.to_owned()
        };
        let begin = if matches!(column.kind, Kind::Money) { ">" } else { ":" };
        format!("{text}{}{word}{begin}", if text.is_empty() { "" } else { " " })
    });
}

type Column = (
    Option<&'static crate::app::columns::Column>,
    &'static List,
    &'static crate::app::texts::Texts,
);

fn open_with(ui: &mut Ui, begin: impl FnOnce(String, Column) -> String) {
    let mut opened = None;
    let texts = ui.texts();
    ui.with_list(|list, _| {
        let before = list.state.layout.filter.clone();
        let text = begin(before.clone(), (list.state.column_at(), list.state.list, texts));
        opened = Some(FilterLine {
            list: list.state.list,
            field: TextField::at_end(&text),
            before,
            view: list.view,
        });
    });
    if let Some(line) = opened {
        ui.layers.push(Box::new(line));
    }
}

fn apply(ui: &mut Ui, filter: String, last: bool) {
    ui.with_list(|list, ui| {
        let changed = list.state.layout.filter != filter;
        list.state.layout.filter = filter;
        if last {
            list.layout_changed(ui, changed);
        } else if changed {
            // What cannot be read yet (`due<`) waits for its next key.
            if list.state.wanted(ui.texts()).is_ok() {
                list.view = None;
                list.reload(ui, false);
            }
        }
    });
}

impl Layer for FilterLine {
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow {
        match key.code {
            Code::Esc => {
                apply(ui, self.before.clone(), false);
                let view = self.view;
                ui.with_list(|list, _| list.view = view);
                Flow::Close
            }
            Code::Enter | Code::Down => {
                let text = self.field.text().trim().to_owned();
                if let Err(refusal) = query::parse_filter(self.list, &text, ui.texts()) {
                    ui.refuse(&refusal);
                    return Flow::Stay;
                }
                apply(ui, text, true);
                Flow::Close
            }
            _ => {
                if self.field.key(key) {
                    apply(ui, self.field.text().trim().to_owned(), false);
                }
                Flow::Stay
            }
        }
    }

    fn paste(&mut self, text: &str, ui: &mut Ui) {
        self.field.paste(text);
        apply(ui, self.field.text().trim().to_owned(), false);
    }

    fn hints(&self, ui: &Ui) -> Vec<(String, String)> {
        hints(ui, &[("Enter", "hint-keep"), ("Esc", "hint-put-back"), ("Ctrl+U", "hint-clear")])
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui) {
        let left = crate::tui::draw::body_area(area).x;
        let line = Rect {
            x: left,
            y: area.bottom().saturating_sub(2),
            width: area.right().saturating_sub(left + 1),
            height: 1,
        };
        wipe(buffer, line);
        let label = ui.texts().t("filter-label");
        let used = put(
            buffer,
            line.x,
            line.y,
            line.width,
            &format!("{label} "),
            ui.theme.style(Role::Accent),
        );
        let hint = match query::parse_filter(self.list, self.field.text().trim(), ui.texts()) {
            Ok(_) => query::hint(self.field.text(), ui.texts()),
            Err(Refusal::FilterFault { word, detail, .. } | Refusal::FilterWord { word, detail, .. }) => {
                format!("{word}: {}", ui.texts().t(&format!("filter-{}", detail.0)))
            }
            Err(refusal) => ui.texts().refusal(&refusal),
        };
        let room = line.width.saturating_sub(used);
        let hint_room = u16::try_from(width(&hint)).unwrap_or(0).min(room * 2 / 3);
        let place = Rect {
            x: line.x + used,
            width: room.saturating_sub(hint_room + 2),
            ..line
        };
        self.field
            .draw(buffer, place, ui.theme.style(Role::Text), Some(ui.theme.style(Role::Cursor)));
        put_right(
            buffer,
            Rect {
                x: line.right().saturating_sub(hint_room),
                width: hint_room,
                ..line
            },
            line.y,
            &hint,
            ui.theme.style(Role::Dim),
        );
    }
}

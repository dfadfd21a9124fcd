//! One frame: title line, menu, screen, status line, key bar, and the layers on top.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::commands;
use super::screens;
use super::theme::Role;
use super::ui::Ui;
use super::widgets::paint::{fill, frame as box_frame, put, put_right, scrub, wipe};
use crate::app::clock;
use crate::app::texts::Arg;
use crate::domain::text::{clean, fit, pad_left, pad_right, width};

/// The smallest terminal the console works in.
const SMALLEST: (u16, u16) = (60, 16);
/// A label of the key bar that gives way before others.
const LONG_LABEL: usize = 30;
/// From this width on the menu stands beside the screen.
const WIDE: u16 = 100;
/// Width of the menu with its box; narrower where the screen needs the room more.
const fn menu_width(area: Rect) -> u16 {
    if area.width >= 116 { 28 } else { 25 }
}

/// Draws everything.
pub(super) fn frame(ui: &Ui, buffer: &mut Buffer) {
    let area = buffer.area;
    ui.size.set((area.width, area.height));
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(ui, buffer, area);
        scrub(buffer);
        return;
    }
    title(ui, buffer, area);
    let body = body_area(area);
    let crumbs = Rect { height: 1, ..body };
    let content = Rect {
        y: body.y + 1,
        height: body.height.saturating_sub(2),
        ..body
    };
    let status = Rect {
        y: body.bottom().saturating_sub(1),
        height: 1,
        ..body
    };
    if let Some(screen) = ui.screens.last() {
        screen.draw(buffer, content, ui);
        // After the screen, which knows only now what did not fit.
        let (left, right) = screen.title(ui);
        let room = usize::from(body.width);
        let (left, right) = (clean(&left), clean(&right));
        let right = fit(&right, room.saturating_sub(width(&left) + 2).max(room / 2));
        let left = fit(&left, room.saturating_sub(width(&right) + 2));
        put(buffer, crumbs.x, crumbs.y, crumbs.width, &left, ui.theme.style(Role::Title));
        put_right(buffer, crumbs, crumbs.y, &right, ui.theme.style(screen.title_role()));
        match &ui.toast {
            Some(toast) if ui.layers.is_empty() => message(ui, buffer, status, &toast.text, toast.role),
            _ => {
                put(
                    buffer,
                    status.x,
                    status.y,
                    status.width,
                    &fit(&clean(&screen.status(ui)), room),
                    ui.theme.style(Role::Dim),
                );
            }
        }
    }
    if let Some(area) = menu_area(ui, area) {
        menu(ui, buffer, area);
    }
    bar(
        ui,
        buffer,
        Rect {
            y: area.bottom() - 1,
            height: 1,
            ..area
        },
    );
    for layer in &ui.layers {
        layer.draw(buffer, area, ui);
    }
    // A message about what is on top stands on top of it, above the line that a filter is typed in.
    if let Some(toast) = ui.toast.as_ref().filter(|_| !ui.layers.is_empty()) {
        let above = Rect { y: status.y - 1, ..status };
        message(ui, buffer, above, &toast.text, toast.role);
    }
    scrub(buffer);
}

/// A message takes as many lines from the bottom as it needs, up to four.
fn message(ui: &Ui, buffer: &mut Buffer, status: Rect, text: &str, role: Role) {
    let lines = super::widgets::paint::wrap(&clean(text), usize::from(status.width.saturating_sub(2)));
    let count = u16::try_from(lines.len().min(4)).unwrap_or(1);
    let top = status.y + 1 - count;
    wipe(
        buffer,
        Rect {
            y: top,
            height: count,
            ..status
        },
    );
    for (line, y) in lines.iter().zip(top..=status.y) {
        put(
            buffer,
            status.x,
            y,
            status.width,
            &format!("{} {line}", if y == top { "●" } else { " " }),
            ui.theme.style(role),
        );
    }
}

fn too_small(ui: &Ui, buffer: &mut Buffer, area: Rect) {
    let count = |n: u16| Arg::Count(i64::from(n));
    let args = [
        ("width", count(SMALLEST.0)),
        ("height", count(SMALLEST.1)),
        ("now_width", count(area.width)),
        ("now_height", count(area.height)),
    ];
    let text = ui.texts().with("too-small", &args);
    for (line, y) in super::widgets::paint::wrap(&text, usize::from(area.width))
        .iter()
        .zip(area.top()..area.bottom())
    {
        put(buffer, area.x, y, area.width, line, ui.theme.style(Role::Warning));
    }
}

fn title(ui: &Ui, buffer: &mut Buffer, area: Rect) {
    let line = Rect { height: 1, ..area };
    fill(buffer, line, ui.theme.style(Role::Bar));
    let right = format!("{} · {} · {} {} ", ui.operator, ui.lang.code(), clock::today(), clock::local_time());
    let name = fit(&clean(&ui.site.name), usize::from(area.width).saturating_sub(width(&right) + 14));
    let used = put(buffer, area.x, area.y, area.width, " Fordring  ", ui.theme.style(Role::Accent));
    put(buffer, area.x + used, area.y, area.width - used, &name, ui.theme.style(Role::Title));
    put_right(buffer, line, area.y, &clean(&right), ui.theme.style(Role::Dim));
}

/// The place right of the menu, without title line and key bar.
pub(super) fn body_area(area: Rect) -> Rect {
    let body = Rect {
        y: area.y + 1,
        height: area.height - 2,
        ..area
    };
    if area.width >= WIDE {
        Rect {
            x: area.x + menu_width(area) + 1,
            width: area.width - menu_width(area) - 2,
            ..body
        }
    } else {
        Rect {
            x: area.x + 1,
            width: area.width - 2,
            ..body
        }
    }
}

/// Where the menu is: beside the screen where there is room, over it where it was opened, else nowhere.
fn menu_area(ui: &Ui, area: Rect) -> Option<Rect> {
    let height = area.height - 2;
    let wanted = u16::try_from(ui.menu_rows().len()).unwrap_or(0) + 2;
    let place = Rect {
        x: area.x,
        y: area.y + 1,
        width: menu_width(area),
        height: if area.width >= WIDE { height } else { wanted.min(height) },
    };
    (area.width >= WIDE || ui.menu_open).then_some(place)
}

/// The first row of the menu that is seen, where not all fit.
fn menu_top(ui: &Ui, height: u16) -> usize {
    let rows = ui.menu_rows();
    let root = screens::ALL.get(ui.root).map(|row| row.id);
    let at = if ui.menu_open {
        Some(ui.menu_at)
    } else {
        rows.iter().position(|row| Some(row.id) == root)
    };
    (at.unwrap_or(0) + 1).saturating_sub(usize::from(height))
}

/// Which line of the menu is at a place.
pub(super) fn menu_row_at(ui: &Ui, x: u16, y: u16) -> Option<&'static screens::ScreenRow> {
    let (width, height) = ui.size.get();
    let area = menu_area(ui, Rect { x: 0, y: 0, width, height })?;
    let row = usize::from(y.checked_sub(area.y + 1)?);
    let inside = x > area.x && x < area.right() - 1 && y < area.bottom() - 1;
    ui.menu_rows().get(menu_top(ui, area.height - 2) + row).copied().filter(|_| inside)
}

fn menu(ui: &Ui, buffer: &mut Buffer, area: Rect) {
    wipe(buffer, area);
    let texts = ui.texts();
    let active = if ui.menu_open { Role::Accent } else { Role::Dim };
    let inside = box_frame(
        buffer,
        area,
        &texts.t("menu-title"),
        "",
        ui.theme.style(active),
        ui.theme.style(active),
    );
    let root = screens::ALL.get(ui.root).map(|row| row.id);
    let (rows, top) = (ui.menu_rows(), menu_top(ui, inside.height));
    for ((place, row), y) in rows.iter().enumerate().skip(top).zip(inside.top()..inside.bottom()) {
        let here = if ui.menu_open { place == ui.menu_at } else { Some(row.id) == root };
        let count = (row.counter)(&ui.counters);
        let number = match count {
            Some(count) if ui.counted => texts.count(count),
            Some(_) => "·".to_owned(),
            None => String::new(),
        };
        let room = usize::from(inside.width).saturating_sub(3);
        let name = pad_right(
            &fit(&texts.t(&format!("screen-{}", row.id)), room.saturating_sub(width(&number) + 1)),
            room.saturating_sub(width(&number)),
        );
        let urgent = row.urgent && count.is_some_and(|count| count > 0);
        let mark = if here { "▸ " } else { "  " };
        put(buffer, inside.x, y, inside.width, mark, ui.theme.style(Role::Accent));
        let role = if here { Role::Title } else { Role::Text };
        let used = put(buffer, inside.x + 2, y, inside.width - 2, &name, ui.theme.style(role));
        let role = if urgent { Role::Warning } else { Role::Dim };
        put(
            buffer,
            inside.x + 2 + used,
            y,
            inside.width - 2,
            &pad_left(&number, width(&number)),
            ui.theme.style(role),
        );
        if here && ui.menu_open {
            fill(buffer, Rect { y, height: 1, ..inside }, ui.theme.style(Role::Cursor));
        }
    }
}

/// The hints that fit. The function menu and help lead to everything else, so they stay when others have to go.
fn fitting(mut hints: Vec<(String, String)>, room: usize) -> Vec<(String, String)> {
    let wide = |hints: &[(String, String)]| hints.iter().map(|(key, label)| width(key) + width(label) + 3).sum::<usize>();
    while wide(&hints) > room + 2 {
        let may_go = |(key, _): &(String, String)| !matches!(key.as_str(), "F9" | "F1");
        // One long name would push several short ones away.
        let long = hints.iter().rposition(|hint| may_go(hint) && width(&hint.1) > LONG_LABEL);
        let Some(last) = long.or_else(|| hints.iter().rposition(may_go)) else {
            break;
        };
        hints.remove(last);
    }
    hints
}

/// At most eight commands that work now.
fn bar(ui: &Ui, buffer: &mut Buffer, area: Rect) {
    let facts = ui.facts();
    let mut x = area.x + 1;
    let hints: Vec<(String, String)> = match ui.layers.last() {
        Some(layer) => layer.hints(ui),
        None => commands::in_scopes(&ui.scopes())
            .filter(|entry| entry.bar && (entry.enabled)(&facts).is_ok())
            .filter_map(|entry| Some((entry.keys.first()?.to_string(), entry.label(ui.texts()))))
            .take(8)
            .collect(),
    };
    for (key, label) in fitting(hints, usize::from(area.width.saturating_sub(1))) {
        x += put(buffer, x, area.y, area.right() - x, &key, ui.theme.style(Role::Key)) + 1;
        x += put(buffer, x, area.y, area.right().saturating_sub(x), &label, ui.theme.style(Role::Dim)) + 2;
    }
}

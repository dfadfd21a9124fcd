//! The first run: there is no site yet. Asks for country and name, or offers the demo.

use std::path::PathBuf;
use std::sync::mpsc::Receiver;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Start;
use super::event::Msg;
use super::terminal::Screen;
use super::theme::{Role, Theme};
use super::widgets::field::TextField;
use super::widgets::paint::{fill, put, scrub, wrap};
use crate::app::commands::key::Code;
use crate::app::texts::{Arg, Lang};
use crate::app::usecase::{backup::system_language, init};
use crate::app::{AppError, Session, demo, paths};
use crate::domain::account::Country;

/// How many claims a demo begins with.
const DEMO_CLAIMS: u32 = 1200;
/// What can be chosen: the key of its text, the country, and whether it is a demo.
const CHOICES: &[(&str, Country, bool)] = &[
    ("first-demo-no", Country::No, true),
    ("first-demo-se", Country::Se, true),
    ("first-demo-dk", Country::Dk, true),
    ("first-new-no", Country::No, false),
    ("first-new-se", Country::Se, false),
    ("first-new-dk", Country::Dk, false),
];

struct First {
    lang: Lang,
    path: PathBuf,
    at: usize,
    name: TextField,
    fault: String,
    making: bool,
}

/// Asks what to begin with and makes it. `None`: the person left.
pub(super) fn ask(start: &mut Start, screen: &mut Screen, happened: &Receiver<Msg>) -> Result<Option<Session>, AppError> {
    let lang = start.lang.unwrap_or_else(system_language);
    let mut first = First {
        lang,
        path: start.path.clone(),
        at: 0,
        name: TextField::default(),
        fault: String::new(),
        making: false,
    };
    let theme = Theme::from_environment();
    loop {
        screen
            .draw(false, |frame| first.draw(frame.buffer_mut(), theme))
            .map_err(AppError::Terminal)?;
        let Ok(msg) = happened.recv() else { return Ok(None) };
        match msg {
            Msg::Key(key) => {
                first.fault.clear();
                match key.code {
                    Code::Esc => return Ok(None),
                    Code::Char('q' | 'c') if key.ctrl => return Ok(None),
                    Code::Up => first.at = first.at.saturating_sub(1),
                    Code::Down => first.at = (first.at + 1).min(CHOICES.len() - 1),
                    Code::Enter => {
                        first.making = true;
                        screen
                            .draw(false, |frame| first.draw(frame.buffer_mut(), theme))
                            .map_err(AppError::Terminal)?;
                        match first.make(start) {
                            Ok(session) => return Ok(Some(session)),
                            Err(error) => first.fault = error.words(lang),
                        }
                        first.making = false;
                    }
                    _ => {
                        first.name.key(key);
                    }
                }
            }
            Msg::Paste(text) => first.name.paste(&text),
            Msg::Signal | Msg::InputEnded => return Ok(None),
            _ => {}
        }
    }
}

impl First {
    fn make(&self, start: &mut Start) -> Result<Session, AppError> {
        let Some((_, country, is_demo)) = CHOICES.get(self.at) else {
            return Err(AppError::NoDataDirectory);
        };
        if !is_demo {
            return init::init(&start.path, *country, self.name.text(), &start.operator, start.lang);
        }
        let path = paths::demo(country.code())?;
        if !path.exists() {
            let wanted = demo::Wanted {
                country: *country,
                claims: DEMO_CLAIMS,
                seed: 1,
            };
            demo::make(&path, &wanted, false, &start.operator, start.lang)?;
        }
        start.path.clone_from(&path);
        Session::open(&path, &start.operator, start.lang)
    }

    fn draw(&self, buffer: &mut Buffer, theme: Theme) {
        let area = buffer.area;
        let t = self.lang.texts();
        let (x, room) = (area.x + 2, area.width.saturating_sub(4));
        put(buffer, x, area.y + 1, room, &t.t("first-title"), theme.style(Role::Title));
        let mut y = area.y + 3;
        for line in wrap(
            &t.with("first-text", &[("path", Arg::Text(self.path.display().to_string()))]),
            usize::from(room),
        ) {
            put(buffer, x, y, room, &line, theme.style(Role::Text));
            y += 1;
        }
        y += 1;
        for (place, (key, _, _)) in CHOICES.iter().enumerate() {
            put(
                buffer,
                x,
                y,
                room,
                &format!("{} {}", if place == self.at { "▸" } else { " " }, t.t(key)),
                theme.style(Role::Text),
            );
            if place == self.at {
                fill(
                    buffer,
                    Rect {
                        x,
                        y,
                        width: room.min(64),
                        height: 1,
                    },
                    theme.style(Role::Cursor),
                );
            }
            y += 1;
        }
        y += 1;
        if CHOICES.get(self.at).is_some_and(|(_, _, is_demo)| !is_demo) {
            let used = put(buffer, x, y, room, &format!("{} ", t.t("first-name")), theme.style(Role::Accent));
            let line = Rect {
                x: x + used,
                y,
                width: room.saturating_sub(used),
                height: 1,
            };
            self.name
                .draw(buffer, line, theme.style(Role::Text), Some(theme.style(Role::Cursor)));
        }
        y += 2;
        if self.making {
            put(buffer, x, y, room, &t.t("first-making"), theme.style(Role::Accent));
        }
        for line in wrap(&self.fault, usize::from(room)).iter().filter(|line| !line.is_empty()) {
            put(buffer, x, y, room, line, theme.style(Role::Danger));
            y += 1;
        }
        put(
            buffer,
            x,
            area.bottom().saturating_sub(1),
            room,
            &t.t("first-hint"),
            theme.style(Role::Dim),
        );
        scrub(buffer);
    }
}

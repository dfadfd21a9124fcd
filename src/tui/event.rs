//! What happens: keys, mouse, answers, outcomes, signals – one channel, one type.

use std::sync::mpsc::SyncSender;

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use crate::app::commands::key::{Code, Key};
use crate::app::exchange::worker::ExchangeNews;
use crate::app::outbox::worker::News;
use crate::app::reader::Answer;
use crate::app::writer::Outcome;

/// The longest paste that is taken, in characters.
const PASTE_MAX: usize = 4096;

/// A mouse button or wheel at a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mouse {
    pub what: Click,
    pub x: u16,
    pub y: u16,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Click {
    Left,
    Right,
    WheelUp,
    WheelDown,
}

/// One thing that happened.
pub(super) enum Msg {
    Key(Key),
    Paste(String),
    Mouse(Mouse),
    Resize,
    Answer(Answer),
    Outcome(Outcome),
    /// The working thread has something to tell.
    News(News),
    /// Bank files came or went by themselves.
    Exchange(ExchangeNews),
    /// The system wants us to end.
    Signal,
    /// The terminal is gone.
    InputEnded,
}

impl From<Answer> for Msg {
    fn from(answer: Answer) -> Self {
        Msg::Answer(answer)
    }
}

impl From<Outcome> for Msg {
    fn from(outcome: Outcome) -> Self {
        Msg::Outcome(outcome)
    }
}

impl From<News> for Msg {
    fn from(news: News) -> Self {
        Msg::News(news)
    }
}

impl From<ExchangeNews> for Msg {
    fn from(news: ExchangeNews) -> Self {
        Msg::Exchange(news)
    }
}

/// Reads the terminal until it is gone.
pub(super) fn read_input(tell: SyncSender<Msg>) {
    std::thread::spawn(move || {
        loop {
            // A reader that panics would leave a console that hears nothing; it ends instead, with the terminal whole.
            let msg = match std::panic::catch_unwind(crossterm::event::read) {
                Ok(Ok(event)) => match translate(event) {
                    Some(msg) => msg,
                    None => continue,
                },
                Ok(Err(_)) | Err(_) => {
                    let _ = tell.send(Msg::InputEnded);
                    return;
                }
            };
            if tell.send(msg).is_err() {
                return;
            }
        }
    });
}

/// Turns the system's wish to end into a message.
#[cfg(unix)]
pub(super) fn watch_signals(tell: SyncSender<Msg>) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    if let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT]) {
        std::thread::spawn(move || {
            for _ in signals.forever() {
                if tell.send(Msg::Signal).is_err() {
                    return;
                }
            }
        });
    }
}

/// Signals of this kind are not sent here.
#[cfg(not(unix))]
pub(super) fn watch_signals(_: SyncSender<Msg>) {}

fn translate(event: Event) -> Option<Msg> {
    match event {
        // A key that is let go is no key.
        Event::Key(key) if key.kind != KeyEventKind::Release => key_of(key.code, key.modifiers).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text.chars().take(PASTE_MAX).collect())),
        Event::Resize(..) | Event::FocusGained => Some(Msg::Resize),
        Event::Mouse(mouse) => {
            let what = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Click::Left,
                MouseEventKind::Down(MouseButton::Right) => Click::Right,
                MouseEventKind::ScrollUp => Click::WheelUp,
                MouseEventKind::ScrollDown => Click::WheelDown,
                _ => return None,
            };
            Some(Msg::Mouse(Mouse {
                what,
                x: mouse.column,
                y: mouse.row,
            }))
        }
        _ => None,
    }
}

fn key_of(code: KeyCode, modifiers: KeyModifiers) -> Option<Key> {
    let (mut ctrl, mut alt) = (modifiers.contains(KeyModifiers::CONTROL), modifiers.contains(KeyModifiers::ALT));
    let mut shift = modifiers.contains(KeyModifiers::SHIFT);
    let code = match code {
        KeyCode::Char(letter) => {
            // AltGr arrives as Ctrl+Alt: it is text.
            if ctrl && alt {
                (ctrl, alt) = (false, false);
            }
            // Alt with a capital is Alt+Shift; with Ctrl terminals do not tell the two apart.
            shift = alt && letter.is_uppercase();
            Code::Char(if ctrl || alt {
                letter.to_lowercase().next().unwrap_or(letter)
            } else {
                letter
            })
        }
        KeyCode::F(number) => Code::F(number),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => {
            shift = false;
            Code::BackTab
        }
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Backspace => Code::Backspace,
        _ => return None,
    };
    Some(Key { code, ctrl, alt, shift })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::commands::key;

    #[test]
    fn altgr_is_text_and_ctrl_is_not() {
        let both = KeyModifiers::CONTROL | KeyModifiers::ALT;
        assert_eq!(key_of(KeyCode::Char('@'), both), Some(key::char('@')));
        assert_eq!(key_of(KeyCode::Char('s'), KeyModifiers::CONTROL), Some(key::ctrl('s')));
        assert_eq!(key_of(KeyCode::Char('Å'), KeyModifiers::SHIFT), Some(key::char('Å')));
        assert_eq!(key_of(KeyCode::F(7), KeyModifiers::SHIFT), Some(key::shift(Code::F(7))));
    }
}

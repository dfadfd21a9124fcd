//! Layers: what lies on top of a screen and has the keyboard – dialogs, menus, the column picker, the filter line.

pub(super) mod account_question;
pub(super) mod answer;
pub(super) mod article_question;
pub(super) mod bank_question;
pub(super) mod bulk;
pub(super) mod confirm;
pub(super) mod dialog;
pub(super) mod draft_question;
pub(super) mod dues_question;
pub(super) mod dues_run;
pub(super) mod exchange_question;
pub(super) mod file_undo;
pub(super) mod filter;
pub(super) mod form;
pub(super) mod help;
pub(super) mod lookup;
pub(super) mod order_question;
pub(super) mod outgoing_question;
pub(super) mod outgoing_write;
pub(super) mod palette;
pub(super) mod party_question;
pub(super) mod payment_question;
pub(super) mod picker;
pub(super) mod prompt;
pub(super) mod qr;
pub(super) mod question;
pub(super) mod recent;
pub(super) mod refund_question;
pub(super) mod remind_question;
pub(super) mod search;
pub(super) mod send_question;
pub(super) mod sending_question;
pub(super) mod setting;
pub(super) mod sim_link;
pub(super) mod sms;
pub(super) mod sms_field;
pub(super) mod sms_question;
pub(super) mod values;
pub(super) mod views;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::event::{Click, Mouse};
use super::ui::Ui;
use crate::app::commands::key::{Code, Key};
use crate::app::reader::Answer;
use crate::app::writer::Outcome;

/// Whether a layer stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    Stay,
    Close,
}

/// Something on top of the screen.
pub(super) trait Layer {
    /// A key.
    fn key(&mut self, key: Key, ui: &mut Ui) -> Flow;
    /// Something pasted.
    fn paste(&mut self, _text: &str, _ui: &mut Ui) {}
    /// Something was chosen for it in a layer that lay on it.
    fn put(&mut self, _text: &str, _ui: &mut Ui) {}
    /// The mouse: the wheel steps, a right click closes.
    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> Flow {
        let step = |code| Key {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        };
        match mouse.what {
            Click::WheelUp => self.key(step(Code::Up), ui),
            Click::WheelDown => self.key(step(Code::Down), ui),
            Click::Right => self.key(step(Code::Esc), ui),
            Click::Left => Flow::Stay,
        }
    }
    /// Something came that was asked for, or somebody changed something. A layer takes what is its own and leaves the rest to what
    /// lies below.
    fn answer(&mut self, _answer: &mut Option<Answer>, _ui: &mut Ui) -> Flow {
        Flow::Stay
    }
    /// What a lookup asked for is there, in [`Ui::found`].
    fn looked_up(&mut self, _ui: &mut Ui) -> Flow {
        Flow::Stay
    }
    /// Something that was given to do is done, or not.
    fn outcome(&mut self, _outcome: &mut Option<Outcome>, _ui: &mut Ui) -> Flow {
        Flow::Stay
    }
    /// What the key bar says: key and what it does.
    fn hints(&self, ui: &Ui) -> Vec<(String, String)>;
    /// Draws it.
    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui);
}

/// Hints from key names and keys of texts.
fn hints(ui: &Ui, rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter().map(|(key, text)| ((*key).to_owned(), ui.texts().t(text))).collect()
}

//! Screens. A new one is a file here with a `SCREEN` row (where it stands in the menu, its key, its maker) and one word in
//! the list below; details that are opened from another screen have no row.

pub(super) mod account;
pub(super) mod accounts;
pub(super) mod articles;
pub(super) mod browse;
pub(super) mod charges;
pub(super) mod claim;
pub(super) mod claims;
pub(super) mod desk;
pub(super) mod dialogues;
pub(super) mod draft;
pub(super) mod drafts;
pub(super) mod dues;
pub(super) mod exchanged;
pub(super) mod file;
pub(super) mod files;
pub(super) mod import;
pub(super) mod journal;
pub(super) mod list;
pub(super) mod mandates;
pub(super) mod manual;
pub(super) mod members;
pub(super) mod memberships;
pub(super) mod notices;
pub(super) mod order;
pub(super) mod orders;
pub(super) mod outgoing;
pub(super) mod parties;
pub(super) mod parties_table;
pub(super) mod party;
pub(super) mod payment;
pub(super) mod payments;
pub(super) mod phones;
pub(super) mod reconcile;
pub(super) mod refunds;
pub(super) mod sendings;
pub(super) mod settings;
pub(super) mod sms_setup;
pub(super) mod start;
pub(super) mod thread;
pub(super) mod transactions;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::event::Mouse;
use super::theme::Role;
use super::ui::Ui;
use crate::app::commands::key::Key;
use crate::app::commands::{Facts, Scope};
use crate::app::overview::Counters;
use crate::app::reader::Answer;
use crate::app::search_all::Kind;
use crate::app::writer::Outcome;

/// A screen that stands in the menu.
pub(in crate::tui) struct ScreenRow {
    /// Stable id, also for `--open`; its title stands under `screen-ID`.
    pub id: &'static str,
    /// Opens it from everywhere.
    pub key: Key,
    /// The number beside it in the menu.
    pub counter: fn(&Counters) -> Option<i64>,
    /// Whether the number wants work.
    pub urgent: bool,
    /// Whether this site has it at all.
    pub there: fn(&Ui) -> bool,
    /// Makes it.
    pub make: fn(&mut Ui) -> Box<dyn Screen>,
}

/// Whether what is being typed is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Settled {
    /// Nothing waits.
    Clean,
    /// It is on its way.
    Saving,
    /// It cannot be saved as it stands; the person was told why.
    Stuck,
}

/// One screen.
pub(in crate::tui) trait Screen: std::any::Any {
    /// Which commands it has.
    fn scope(&self) -> Scope;
    /// Whether it is a list, so that list commands work.
    fn list(&mut self) -> Option<&mut list::ListScreen> {
        None
    }
    /// The same, for looking.
    fn list_ref(&self) -> Option<&list::ListScreen> {
        None
    }
    /// Whether the commands of lists work in it.
    fn is_list(&self) -> bool {
        self.list_ref().is_some()
    }
    /// Whether there is nothing left to show: it is left by itself.
    fn is_over(&self) -> bool {
        false
    }
    /// The record it shows, for the list of those opened last.
    fn record(&self) -> Option<(Kind, i64)> {
        None
    }
    /// Where I am, and at the right how many and in which order.
    fn title(&self, ui: &Ui) -> (String, String);
    /// The line below: counts and sums.
    fn status(&self, ui: &Ui) -> String;
    /// What commands may look at.
    fn facts(&self) -> Facts {
        Facts::default()
    }
    /// The same, with words of the screen's language in them.
    fn facts_in(&self, _ui: &Ui) -> Facts {
        self.facts()
    }
    /// The key of a claim that it shows by number.
    fn claim_key(&self, _number: i64) -> Option<i64> {
        None
    }
    /// A key that is no command. Says whether it was used.
    fn key(&mut self, key: Key, ui: &mut Ui) -> bool;
    /// Whether a key is text for a field of it, before it is a command.
    fn wants(&self, _key: Key) -> bool {
        false
    }
    /// Something pasted.
    fn paste(&mut self, _text: &str, _ui: &mut Ui) {}
    /// Saves what is being typed.
    fn settle(&mut self, _ui: &mut Ui) -> Settled {
        Settled::Clean
    }
    /// How often it wants to look anew by itself, where nothing tells it.
    fn pulse(&self) -> Option<std::time::Duration> {
        None
    }
    /// What the right part of the title is.
    fn title_role(&self) -> Role {
        Role::Dim
    }
    /// The mouse, in cells of the screen. Says whether it was used.
    fn mouse(&mut self, mouse: Mouse, ui: &mut Ui) -> bool;
    /// Something that was asked for came.
    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui);
    /// Something that was given to do is done.
    fn outcome(&mut self, _outcome: &mut Option<Outcome>, _ui: &mut Ui) {}
    /// Comes to the front, or back to it.
    fn enter(&mut self, ui: &mut Ui);
    /// Wants to be left; may stop something first and stay.
    fn leave(&mut self, _ui: &mut Ui) -> bool {
        true
    }
    /// It is gone, whichever way it was left: back, to another screen of the menu, out of the program.
    fn gone(&mut self, _ui: &mut Ui) {}
    /// Asks for what is missing on the screen.
    fn fetch(&mut self, _ui: &mut Ui) {}
    /// Whether leaving would stop something.
    fn is_busy(&self) -> bool {
        false
    }
    /// Draws it.
    fn draw(&self, buffer: &mut Buffer, area: Rect, ui: &Ui);
}

macro_rules! screens {
    ($($module:ident),+ $(,)?) => {
        /// The screens of the menu, in its order.
        pub(in crate::tui) static ALL: &[&ScreenRow] = &[$(&$module::SCREEN),+];
    };
}

screens! {
    start, claims, drafts, manual, desk, payments, refunds, files, exchanged, outgoing, reconcile, notices, mandates, accounts, articles, orders, parties, members, memberships, dues, dialogues, charges, sendings, transactions, journal, settings, phones
}

//! Commands: one row each. Dispatch, key bar, function menu, palette, help, the README's key table and the test for
//! clashes read these rows. A new command is one file here (or in `tui::commands`, when it concerns the screen only) and
//! one word in the list below.

pub mod key;

use crate::app::usecase::claims::Act;
use crate::domain::claim::Claim;
use crate::domain::refusal::Refusal;

pub use key::Key;

/// Where a command can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere.
    Global,
    /// In every list.
    List,
    /// In one claim.
    Claim,
    /// In one payment.
    Payment,
    /// In the list of bank files.
    Files,
    /// On the start screen.
    Start,
    /// While choosing a bank file.
    Browse,
    /// In the preview or the result of an import.
    Import,
}

/// How careful a command has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Danger {
    /// Changes nothing.
    None,
    /// Changes something; a comment and a yes.
    Changes,
    /// Cannot be taken back; the number has to be typed.
    Final,
}

/// What a command may look at to know whether it can run.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The claim that is open.
    pub claim: Option<Claim>,
    /// The line under the cursor.
    pub line: Option<u32>,
    /// Lines that were marked.
    pub marked: Vec<u32>,
    /// How many rows are selected.
    pub selected: usize,
    /// Whether a row stands under the cursor.
    pub has_row: bool,
    /// The claim that belongs to what is shown.
    pub related_claim: Option<i64>,
    /// Whether there is a next step to go on to.
    pub goes_on: bool,
}

impl Facts {
    /// The open claim.
    ///
    /// # Errors
    /// [`Refusal::NothingHere`].
    pub fn claim(&self) -> Result<&Claim, Refusal> {
        self.claim.as_ref().ok_or(Refusal::NothingHere {})
    }
}

/// A field of the dialog that collects what a command needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// An amount.
    Amount,
    /// A text for the line.
    Text,
    /// The mandatory comment.
    Comment,
    /// The claim's number, typed to confirm.
    Number,
}

/// What has to be asked before a claim is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The command's id: title and explanation stand under it.
    pub command: &'static str,
    /// What will be done; amount and text are filled in from the fields.
    pub act: Act,
    /// What to ask.
    pub fields: &'static [Field],
}

/// What a command wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Ask, then change the claim.
    Ask(Question),
}

/// One command.
pub struct Command<R: 'static> {
    /// Stable id; its label stands under `command-ID` (dots as hyphens).
    pub id: &'static str,
    /// Where it can be given.
    pub scope: Scope,
    /// Its keys, the one to show first.
    pub keys: &'static [Key],
    /// Whether it stands in the key bar.
    pub bar: bool,
    /// How careful it has to be.
    pub danger: Danger,
    /// Whether it can run now, or why not.
    pub enabled: fn(&Facts) -> Result<(), Refusal>,
    /// What it does.
    pub run: R,
}

impl<R> Command<R> {
    /// The key of its label.
    pub fn label_key(&self) -> String {
        format!("command-{}", self.id.replace('.', "-"))
    }
}

/// What a command of this layer does: an effect as a value.
pub type Run = fn(&Facts) -> Result<Effect, Refusal>;

/// Always possible.
///
/// # Errors
/// None.
pub fn always(_: &Facts) -> Result<(), Refusal> {
    Ok(())
}

macro_rules! commands {
    ($($module:ident),+ $(,)?) => {
        $(mod $module;)+
        /// Every command that changes the books.
        pub static ALL: &[&Command<Run>] = &[$(&$module::COMMAND),+];
    };
}

commands! { annul, credit, discount, drop_line }

//! stub
use crate::app::commands::PaymentQuestion;
use crate::domain::refusal::Refusal;
use crate::tui::ui::Ui;

/// Opens the dialog of a question.
pub(in crate::tui) fn open(_question: PaymentQuestion, ui: &mut Ui) {
    ui.refuse(&Refusal::NothingHere {});
}

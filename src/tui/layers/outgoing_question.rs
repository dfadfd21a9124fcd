//! A step with a file to the bank: it was sent, it never will be, or the bank's receipt list of it – pasted, or the path of a file –,
//! which is shown as it was understood before it is applied.

use std::path::PathBuf;

use super::Flow;
use super::dialog::{FormDialog, called, comment, said};
use super::form::{Form, Input, label};
use crate::app::commands::key::{Code, Key};
use crate::app::commands::{Field, OutgoingQuestion, OutgoingStep};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::outgoing::OutFile;
use crate::app::usecase::outgoing::act::OutgoingAct;
use crate::app::usecase::outgoing::receipts::{self, Understood};
use crate::app::writer::{Outcome, Work};
use crate::domain::receipt::Verdict;
use crate::domain::text::{clean, fit};
use crate::tui::screens::outgoing::done_words;
use crate::tui::ui::Ui;

/// How many lines of a list are shown.
const SHOWN: usize = 6;
/// How much of each.
const SHOWN_CELLS: usize = 64;

struct Dialog {
    question: OutgoingQuestion,
    form: Form,
    file: Option<OutFile>,
    /// What the list says, and the list.
    understood: Option<(Understood, String)>,
}

/// Opens the dialog of a question.
pub(in crate::tui) fn open(question: OutgoingQuestion, ui: &mut Ui) {
    ui.reader.ask(Ask::Comments);
    ui.reader.ask(Ask::OutgoingFile(question.file));
    let fields: &[Field] = match question.step {
        OutgoingStep::Receipt => &[Field::Text, Field::Comment],
        OutgoingStep::Sent | OutgoingStep::Discard => &[Field::Comment],
    };
    let form = Form::new(fields, |field| match field {
        Field::Text => Input::text(field, "field-receipt"),
        other => Input::text(other, label(other)),
    });
    ui.layers.push(Box::new(Dialog {
        question,
        form,
        file: None,
        understood: None,
    }));
}

impl Dialog {
    /// The path was typed: its list is read.
    fn look(&self, ui: &Ui) {
        let path = self.form.typed(Field::Text);
        if !path.is_empty() {
            ui.reader.ask(Ask::Receipt(self.question.file, Err(PathBuf::from(path))));
        }
    }
}

fn file_words(file: &OutFile, texts: &Texts) -> String {
    let args = [
        ("name", Arg::Text(file.name.clone())),
        ("count", Arg::Count(file.items)),
        ("sum", Arg::Money(file.sum)),
        ("state", Arg::Text(texts.t(&format!("outgoing-state-{}", file.state.code())))),
    ];
    texts.with("outgoing-file", &args)
}

/// What a list says: the counts, what is refused and what was not understood first.
fn understood_words(understood: &Understood, texts: &Texts) -> Vec<String> {
    let count = Arg::count::<usize>;
    let (accepted, refused, rest) = understood.counts();
    let args = [("accepted", count(accepted)), ("refused", count(refused)), ("rest", count(rest))];
    let mut lines = vec![texts.with("receipt-counts", &args)];
    let mut shown: Vec<String> = Vec::new();
    if let Some(whole) = understood.of_file() {
        let verdict = texts.t(if whole.verdict == Verdict::Accepted {
            "receipt-accepted"
        } else {
            "receipt-refused"
        });
        shown.push(format!(
            "{} {verdict} – {}",
            understood.file.name,
            receipts::words(&whole.code, texts)
        ));
    }
    for (item, said) in understood.of_items() {
        if said.verdict == Verdict::Refused {
            let reference = if item.reference.is_empty() {
                &item.own_reference
            } else {
                &item.reference
            };
            shown.push(format!("{reference} {} – {}", item.name, receipts::words(&said.code, texts)));
        }
    }
    for (line, text) in &understood.receipt.unknown {
        shown.push(format!("? {line}: {text}"));
    }
    let more = shown.len().saturating_sub(SHOWN);
    lines.extend(shown.into_iter().take(SHOWN).map(|line| fit(&clean(&line), SHOWN_CELLS)));
    if more > 0 {
        lines.push(texts.with("receipt-more", &[("count", count(more))]));
    }
    lines
}

impl FormDialog for Dialog {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn work(&mut self, ui: &Ui) -> Result<Work, String> {
        let comment = comment(&self.form, ui)?;
        let id = self.question.file;
        let act = match (self.question.step, &self.understood) {
            (OutgoingStep::Sent, _) => OutgoingAct::Sent(id),
            (OutgoingStep::Discard, _) => OutgoingAct::Discard(id),
            (OutgoingStep::Receipt, Some((_, text))) => OutgoingAct::Receipt(id, text.clone()),
            (OutgoingStep::Receipt, None) => return Err(ui.texts().t("receipt-missing")),
        };
        Ok(Work::Outgoing(act, comment))
    }

    fn title(&self, ui: &Ui) -> String {
        called(self.question.command, ui)
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        let texts = ui.texts();
        let file = self.file.as_ref().map_or_else(|| "·".to_owned(), |file| file_words(file, texts));
        let mut says = vec![file, said(self.question.command, ui)];
        if let Some((understood, _)) = &self.understood {
            says.extend(understood_words(understood, texts));
        }
        says
    }

    fn takes(&mut self, key: Key, ui: &Ui) -> bool {
        // The path was typed and is left: its list is read while the comment is written.
        let leaves = matches!(key.code, Code::Enter | Code::Tab) && !self.form.is_saving() && self.form.is_at(Field::Text);
        if leaves && self.question.step == OutgoingStep::Receipt {
            self.look(ui);
        }
        false
    }

    fn takes_paste(&mut self, text: &str, ui: &Ui) -> bool {
        let is_list = self.question.step == OutgoingStep::Receipt && text.trim().contains(['\n', '\r']);
        if is_list {
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            ui.reader.ask(Ask::Receipt(self.question.file, Ok(text)));
        }
        is_list
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) -> Flow {
        match answer.take() {
            Some(Answer::OutgoingFile(file, result)) if file == self.question.file => match *result {
                Ok(file) => self.file = Some(file),
                Err(error) => {
                    ui.fail(&error);
                    return Flow::Close;
                }
            },
            Some(Answer::Receipt(file, result)) if file == self.question.file => match *result {
                Ok(understood) => self.understood = Some(understood),
                Err(error) => self.form.failed(&error, ui),
            },
            other => *answer = other,
        }
        Flow::Stay
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Outgoing(result)) if self.form.is_saving() => match *result {
                Ok(done) => {
                    let (text, role) = done_words(&done, ui.texts());
                    ui.tell(text, role);
                    ui.with_list(|list, ui| list.reload(ui, true));
                    return Flow::Close;
                }
                Err(error) => self.form.failed(&error, ui),
            },
            other => *outcome = other,
        }
        Flow::Stay
    }
}

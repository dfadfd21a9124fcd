//! Before a claim is sent: by what, to whom, what it says and what comes along; or why it cannot be.

use super::Flow;
use super::dialog::FormDialog;
use super::form::{Form, Input, label, title};
use crate::app::commands::{Facts, Field};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::claims::Act;
use crate::app::usecase::sending::{Planned, Wish};
use crate::app::writer::{Outcome, Work};
use crate::domain::claim::Claim;
use crate::domain::party::Channel;
use crate::domain::text::clean;
use crate::tui::theme::Role;
use crate::tui::ui::Ui;

/// By what it can be sent, in the order it is offered.
pub(in crate::tui) const WAYS: [Option<Channel>; 4] = [None, Some(Channel::Email), Some(Channel::Sms), Some(Channel::Print)];

/// The words of [`WAYS`].
pub(in crate::tui) fn ways(texts: &Texts) -> Vec<String> {
    let word = |way: &Option<Channel>| match way {
        None => texts.t("sending-as-chosen"),
        Some(channel) => texts.t(&format!("sending-by-{}", channel.code())),
    };
    WAYS.iter().map(word).collect()
}

struct Dialog {
    claim: Claim,
    form: Form,
    /// The numbers of its credit notes.
    notes: Vec<String>,
    asked: Wish,
    ticket: u64,
    planned: Option<Result<Box<Planned>, String>>,
}

/// Opens it for the open claim.
pub(in crate::tui) fn open(facts: &Facts, ui: &mut Ui) {
    let Ok(claim) = facts.claim().cloned() else { return };
    ui.reader.ask(Ask::Comments);
    // Its credit notes.
    ui.reader.ask(Ask::Claim(claim.id));
    let mut dialog = Dialog {
        form: Form::new(&[Field::Target, Field::Comment], |field| input(field, &[], ui)),
        claim,
        notes: Vec::new(),
        asked: Wish::default(),
        ticket: 0,
        planned: None,
    };
    dialog.ask(Wish::default(), ui);
    ui.layers.push(Box::new(dialog));
}

fn input(field: Field, notes: &[String], ui: &Ui) -> Input {
    let texts = ui.texts();
    match field {
        Field::Target => Input::choice(field, "sending-field-by", ways(texts), 0),
        Field::Owner => {
            let note = |number: &String| texts.with("sending-what-note", &[("number", Arg::from(number.as_str()))]);
            let words = std::iter::once(texts.t("sending-what-claim"))
                .chain(notes.iter().map(note))
                .collect();
            Input::choice(field, "sending-field-what", words, 0)
        }
        _ => Input::text(field, label(field)),
    }
}

impl Dialog {
    /// What is chosen; what was sent before is only sent as a copy, which the preview says.
    fn wish(&self) -> Wish {
        let at = if self.form.has(Field::Owner) {
            self.form.chosen(Field::Owner)
        } else {
            0
        };
        Wish {
            by: WAYS.get(self.form.chosen(Field::Target)).copied().flatten(),
            copy: true,
            note: at.checked_sub(1).and_then(|at| self.notes.get(at)).cloned(),
            notes: false,
        }
    }

    fn ask(&mut self, wish: Wish, ui: &Ui) {
        self.asked = Wish { copy: true, ..wish };
        self.ticket += 1;
        self.planned = None;
        ui.reader.ask(Ask::ClaimPreview(self.ticket, self.claim.id, self.asked.clone()));
    }

    fn lines(planned: &Planned, texts: &Texts) -> Vec<String> {
        let by = texts.t(&format!("sending-by-{}", planned.channel.code()));
        let text = |text: &str| Arg::Text(clean(text).into_owned());
        let mut lines = Vec::new();
        let to = [("name", text(&planned.name)), ("dest", text(&planned.dest)), ("by", Arg::Text(by))];
        lines.push(if planned.channel == Channel::Print {
            texts.with("sending-printed", &to[..1])
        } else {
            texts.with("sending-to", &to)
        });
        if planned.channel == Channel::Email {
            lines.push(texts.with("sending-subject", &[("subject", text(&planned.subject))]));
        }
        if planned.channel == Channel::Sms {
            let parts = Arg::count(planned.parts);
            lines.push(texts.with("sending-says", &[("parts", parts), ("text", text(&planned.text))]));
        } else {
            let language = planned.lang.texts().t("language-name");
            let args = [("file", text(&planned.file)), ("language", Arg::Text(language))];
            lines.push(texts.with("sending-attached", &args));
        }
        if planned.copy {
            lines.push(texts.t("sending-a-copy"));
        }
        lines
    }
}

impl FormDialog for Dialog {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn work(&mut self, ui: &Ui) -> Result<Work, String> {
        // Nothing is sent that was not shown before.
        match &self.planned {
            None => Err(ui.texts().t("says-claim-send")),
            Some(Err(why)) => Err(why.clone()),
            Some(Ok(_)) => Ok(Work::Change {
                id: self.claim.id,
                act: Act::Send(self.asked.clone()),
                comment: self.form.typed(Field::Comment).to_owned(),
                seen: Box::new(self.claim.clone()),
            }),
        }
    }

    fn title(&self, ui: &Ui) -> String {
        title("claim.send", self.claim.number, ui)
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        match &self.planned {
            None => vec![ui.texts().t("says-claim-send")],
            Some(Err(why)) => vec![why.clone()],
            Some(Ok(planned)) => Dialog::lines(planned, ui.texts()),
        }
    }

    fn typed(&mut self, ui: &Ui) {
        let wish = self.wish();
        if wish != self.asked {
            self.ask(wish, ui);
        }
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) -> Flow {
        match answer {
            Some(Answer::ClaimPreview(ticket, _)) if *ticket == self.ticket => {
                if let Some(Answer::ClaimPreview(_, result)) = answer.take() {
                    self.planned = Some((*result).map(Box::new).map_err(|error| error.words(ui.lang)));
                }
            }
            Some(Answer::Claim(id, result)) if *id == self.claim.id => {
                let Ok(shown) = result.as_ref() else { return Flow::Stay };
                self.claim = shown.detail.claim.clone();
                let notes: Vec<String> = shown.detail.credit_notes.iter().map(|note| note.number.clone()).collect();
                if !notes.is_empty() && notes != self.notes {
                    let fields = [Field::Owner, Field::Target, Field::Comment];
                    self.form.refit(&fields, |field| input(field, &notes, ui));
                    self.notes = notes;
                }
            }
            _ => {}
        }
        Flow::Stay
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Changed(id, result)) if id == self.claim.id && self.form.is_saving() => match *result {
                Ok(_) => {
                    ui.worker.wake();
                    let number = Arg::Count(self.claim.number);
                    ui.tell(ui.texts().with("sending-asked", &[("number", number)]), Role::Good);
                    ui.reader.ask(Ask::Claim(id));
                    ui.reader.ask(Ask::Overview);
                    return Flow::Close;
                }
                Err(error) => {
                    self.form.failed(&error, ui);
                    ui.reader.ask(Ask::Claim(id));
                }
            },
            other => *outcome = other,
        }
        Flow::Stay
    }
}

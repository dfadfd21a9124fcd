//! Asking before a draft becomes a claim or is given up, and before a claim is credited for one in its place: what it will do in
//! numbers, the comment and the typed number where it cannot be taken back.

use super::Flow;
use super::dialog::{FormDialog, comment};
use super::form::{Form, Input, label, title};
use crate::app::commands::{DraftFacts, DraftQuestion, Facts, Field};
use crate::app::reader::{Answer, Ask};
use crate::app::texts::Arg;
use crate::app::usecase::drafts::act::DraftAct;
use crate::app::writer::{Outcome, Work};
use crate::domain::claim::Claim;
use crate::domain::draft::Missing;
use crate::domain::refusal::{Listed, Refusal};
use crate::tui::screens::draft::{DraftScreen, facts_of};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;

struct Dialog {
    question: DraftQuestion,
    facts: DraftFacts,
    form: Form,
}

/// Opens the dialog of a draft.
pub(in crate::tui) fn open(question: DraftQuestion, facts: &Facts, ui: &mut Ui) {
    let Ok(facts) = facts.draft().cloned() else { return };
    let form = Form::new(&[], |field| Input::text(field, label(field)));
    ui.layers.push(Box::new(Dialog { question, facts, form }));
}

impl FormDialog for Dialog {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn work(&mut self, ui: &Ui) -> Result<Work, String> {
        if self.question.act == DraftAct::Issue && !self.facts.missing.is_empty() {
            let missing = Listed(self.facts.missing.iter().map(Missing::key).collect());
            let draft = self.facts.id;
            return Err(ui.texts().refusal(&Refusal::DraftIncomplete { draft, missing }));
        }
        Ok(Work::Draft {
            id: self.facts.id,
            act: self.question.act.clone(),
            seen: Some(self.facts.revision),
        })
    }

    fn title(&self, ui: &Ui) -> String {
        title(self.question.command, self.facts.id, ui)
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        let (texts, facts) = (ui.texts(), &self.facts);
        let (name, number) = facts.party.clone().unwrap_or_default();
        let sums = facts.draft.sums().unwrap_or_default();
        let args = [
            ("name", Arg::Text(name)),
            ("number", Arg::Text(number)),
            ("amount", Arg::Money(sums.total)),
            ("issued", Arg::Text(facts.issued_on.to_string())),
            ("due", Arg::Text(facts.due_on.to_string())),
        ];
        if self.question.act != DraftAct::Issue {
            return vec![texts.with("says-draft-discard", &args)];
        }
        let mut lines = vec![texts.with("says-draft-issue", &args)];
        for (rate, net, vat) in sums.vat.iter().filter(|(rate, ..)| !rate.is_zero()) {
            let rate = Arg::Text(rate.normalize().to_string());
            let args = [("rate", rate), ("net", Arg::Money(*net)), ("vat", Arg::Money(*vat))];
            lines.push(texts.with("draft-vat-of", &args));
        }
        lines.push(match (&facts.account, facts.draft.reference.as_str()) {
            (None, _) => texts.t("says-draft-no-account"),
            (Some(account), "") => texts.with("says-draft-reference", &[("account", Arg::Text(account.clone()))]),
            (Some(account), given) => {
                let args = [("account", Arg::Text(account.clone())), ("reference", Arg::from(given))];
                texts.with("says-draft-given", &args)
            }
        });
        lines
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) -> Flow {
        let id = self.facts.id;
        match answer {
            Some(Answer::Changed { records, many }) if *many || records.iter().any(|(kind, of)| kind == "claim_draft" && *of == id) => {
                ui.reader.ask(Ask::Draft(id));
            }
            Some(Answer::Draft(of, result)) if *of == id => {
                if let Ok(shown) = result.as_ref() {
                    let now = facts_of(shown);
                    if now != self.facts && !self.form.is_saving() {
                        self.form.blame(ui.texts().t("draft-changed-look"));
                        self.facts = now;
                    }
                }
            }
            _ => {}
        }
        Flow::Stay
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Draft(id, act, result)) if id == self.facts.id && self.form.is_saving() && act == self.question.act => {
                match *result {
                    // The screen below tells what was done.
                    Ok(done) => {
                        *outcome = Some(Outcome::Draft(id, act, Box::new(Ok(done))));
                        return Flow::Close;
                    }
                    Err(error) => {
                        self.form.failed(&error, ui);
                        ui.reader.ask(Ask::Draft(id));
                    }
                }
            }
            other => *outcome = other,
        }
        Flow::Stay
    }
}

struct Reissue {
    claim: Claim,
    form: Form,
}

/// Opens the dialog that credits a claim for one in its place.
pub(in crate::tui) fn open_reissue(facts: &Facts, ui: &mut Ui) {
    let Ok(claim) = facts.claim().cloned() else { return };
    ui.reader.ask(Ask::Comments);
    ui.reader.ask(Ask::Claim(claim.id));
    let form = Form::new(&[Field::Comment, Field::Number], |field| Input::text(field, label(field)));
    ui.layers.push(Box::new(Reissue { claim, form }));
}

impl FormDialog for Reissue {
    fn form(&self) -> &Form {
        &self.form
    }

    fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    fn work(&mut self, ui: &Ui) -> Result<Work, String> {
        let comment = comment(&self.form, ui)?;
        let number = self.claim.number.to_string();
        if self.form.typed(Field::Number) != number {
            return Err(ui.texts().with("type-number", &[("number", Arg::Text(number))]));
        }
        Ok(Work::Reissue {
            id: self.claim.id,
            comment,
            seen: Box::new(self.claim.clone()),
        })
    }

    fn title(&self, ui: &Ui) -> String {
        title("claim.reissue", self.claim.number, ui)
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        let owed = self.claim.owed().unwrap_or_default();
        let args = [("number", Arg::Count(self.claim.number)), ("amount", Arg::Money(owed))];
        vec![ui.texts().with("says-claim-reissue", &args)]
    }

    fn answer(&mut self, answer: &mut Option<Answer>, ui: &mut Ui) -> Flow {
        let id = self.claim.id;
        match answer {
            Some(Answer::Changed { records, many }) if *many || records.iter().any(|(kind, of)| kind == "claim" && *of == id) => {
                ui.reader.ask(Ask::Claim(id));
            }
            Some(Answer::Claim(of, result)) if *of == id => {
                if let Ok(shown) = result.as_ref() {
                    let now = &shown.detail;
                    if self.form.looked(now.claim != self.claim, &now.changes, ui) {
                        self.claim = now.claim.clone();
                    }
                }
            }
            _ => {}
        }
        Flow::Stay
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Reissued(id, result)) if id == self.claim.id && self.form.is_saving() => match *result {
                Ok((draft, note)) => {
                    let args = [
                        ("claim", Arg::Count(self.claim.number)),
                        ("note", Arg::Text(note)),
                        ("draft", Arg::Count(draft)),
                    ];
                    ui.tell(ui.texts().with("done-reissue", &args), Role::Good);
                    ui.push(Box::new(DraftScreen::new(draft)));
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

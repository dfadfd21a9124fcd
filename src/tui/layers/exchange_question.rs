//! Asking how files of a bank account come and go, and by which server (OCR-4, OCR-24).

use super::Flow;
use super::dialog::{FormDialog, comment};
use super::form::{Form, Input, label};
use crate::app::commands::Field;
use crate::app::exchange::setup::{self, Way};
use crate::app::exchange::{Server, Setup};
use crate::app::reader::Ask;
use crate::app::texts::Arg;
use crate::app::usecase::accounts::{self, Shown};
use crate::app::writer::{Outcome, Work};
use crate::domain::account::display;
use crate::domain::setup::{ExchangeMode, Field as Asked, ServerPart};
use crate::tui::theme::Role;
use crate::tui::ui::Ui;

struct Dialog {
    before: Setup,
    form: Form,
}

/// Opens the dialog of an account.
pub(in crate::tui) fn open(shown: &Shown, ui: &mut Ui) {
    ui.reader.ask(Ask::Comments);
    let before = shown.exchange.clone();
    let now = shown.account.exchange;
    let at = ExchangeMode::ALL.iter().position(|mode| *mode == now).unwrap_or(0);
    let words: Vec<String> = ExchangeMode::ALL
        .iter()
        .map(|mode| ui.texts().t(&accounts::words(Asked::Exchange, mode.code())))
        .collect();
    let form = Form::new(&fields(now), |field| match field {
        Field::Method => Input::choice(field, "account-choose", words.clone(), at),
        other => input(other, &before),
    });
    ui.layers.push(Box::new(Dialog { before, form }));
}

/// What is asked for: a server only where there is one.
fn fields(mode: ExchangeMode) -> Vec<Field> {
    let parts = if mode == ExchangeMode::Sftp { ServerPart::ALL } else { &[] };
    let mut all = vec![Field::Method];
    all.extend(parts.iter().copied().map(Field::Server));
    all.push(Field::Comment);
    all
}

/// A field with what is set already; a server stays known while files come another way.
fn input(field: Field, before: &Setup) -> Input {
    match (field, &before.server) {
        (Field::Server(part), Some(server)) => Input::filled(field, label(field), &said(part, server)),
        _ => Input::text(field, label(field)),
    }
}

fn said(part: ServerPart, server: &Server) -> String {
    match part {
        ServerPart::Address => setup::address(server),
        ServerPart::KeyFile => server.key_file.clone(),
        ServerPart::HostKeys => server.known_hosts.clone(),
        ServerPart::FetchFrom => server.fetch_from.clone(),
        ServerPart::DeliverTo => server.deliver_to.clone(),
    }
}

impl Dialog {
    fn mode(&self) -> ExchangeMode {
        let chosen = ExchangeMode::ALL.get(self.form.chosen(Field::Method));
        chosen.copied().unwrap_or(ExchangeMode::Hand)
    }

    /// What was chosen; or what cannot be read, in words.
    fn way(&self, ui: &Ui) -> Result<Way, String> {
        let typed = |part| self.form.typed(Field::Server(part)).to_owned();
        Ok(match self.mode() {
            ExchangeMode::Hand => Way::Hand,
            ExchangeMode::Folder => Way::Folder,
            ExchangeMode::Sftp => {
                let address = setup::parse_address(&typed(ServerPart::Address));
                let (user, host, port) = address.map_err(|error| error.words(ui.lang))?;
                Way::Sftp(Server {
                    host,
                    port,
                    user,
                    key_file: typed(ServerPart::KeyFile),
                    known_hosts: typed(ServerPart::HostKeys),
                    fetch_from: typed(ServerPart::FetchFrom),
                    deliver_to: typed(ServerPart::DeliverTo),
                })
            }
        })
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
        Ok(Work::Exchange {
            number: self.before.number.clone(),
            way: Box::new(self.way(ui)?),
            comment: comment(&self.form, ui)?,
        })
    }

    fn title(&self, ui: &Ui) -> String {
        let number = display(ui.site.country, &self.before.number);
        format!("{} · {number}", ui.texts().t("account-field-exchange"))
    }

    fn says(&self, ui: &Ui) -> Vec<String> {
        let key = match self.mode() {
            ExchangeMode::Sftp => "says-exchange-set",
            _ => "account-help-exchange",
        };
        vec![ui.texts().t(key)]
    }

    fn typed(&mut self, _ui: &Ui) {
        let (wanted, before) = (fields(self.mode()), &self.before);
        self.form.refit(&wanted, |field| input(field, before));
    }

    fn outcome(&mut self, outcome: &mut Option<Outcome>, ui: &mut Ui) -> Flow {
        match outcome.take() {
            Some(Outcome::Exchange(result)) if self.form.is_saving() => match *result {
                Ok(done) => {
                    let way = ui.texts().t(&accounts::words(Asked::Exchange, &done.way));
                    let number = display(ui.site.country, &done.number);
                    let args = [("number", Arg::Text(number)), ("way", Arg::Text(way))];
                    ui.tell(ui.texts().with("exchange-set-told", &args), Role::Good);
                    ui.reader.ask(Ask::Account(done.account));
                    return Flow::Close;
                }
                Err(error) => self.form.failed(&error, ui),
            },
            other => *outcome = other,
        }
        Flow::Stay
    }
}

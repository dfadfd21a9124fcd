//! What the threads behind the screen tell, and who hears it: the layer on top, the screens from the top down, and what is left
//! over the console itself.

use super::layers::{self, Flow, Layer};
use super::screens::{self, Settled};
use super::theme::Role;
use super::ui::Ui;
use crate::app::AppError;
use crate::app::exchange::worker::ExchangeNews;
use crate::app::outbox::worker::News;
use crate::app::reader::{Answer, Ask};
use crate::app::writer::Outcome;

impl Ui {
    pub(super) fn answer(&mut self, answer: Answer) {
        if let Answer::Overview(counters, overview) = answer {
            self.counters = counters;
            self.counted = true;
            self.overview = *overview;
            return;
        }
        if let Answer::Found(ticket, rows) = answer {
            if ticket >= self.found.0 {
                self.found = (ticket, rows);
                self.ask_layers(|layer, ui| layer.looked_up(ui));
            }
            return;
        }
        if let Answer::SendPreview(_, result) = answer {
            match *result {
                Ok(preview) => self.preview = Some(preview),
                Err(error) => self.fail(&error),
            }
            return;
        }
        if let Answer::Changed { .. } | Answer::Touched = &answer {
            self.reader.ask(Ask::Overview);
        }
        let mut rest = Some(answer);
        // What lies on top hears it first.
        self.ask_layers(|layer, ui| layer.answer(&mut rest, ui));
        // A change concerns every screen of the stack; anything else the one that asked.
        let mut stack = std::mem::take(&mut self.screens);
        for (depth, screen) in stack.iter_mut().rev().enumerate() {
            // A list that lies below reads itself anew when it is seen again: asking now, it would take the place of the one on top.
            let is_news = matches!(rest, Some(Answer::Changed { .. } | Answer::Touched));
            match screen.list() {
                Some(list) if depth > 0 && is_news => list.state.changed_all(),
                _ if rest.is_some() => screen.answer(&mut rest, self),
                _ => {}
            }
        }
        stack.append(&mut self.screens);
        self.screens = stack;
        match rest {
            Some(Answer::Comments(comments)) => self.comments = comments,
            Some(Answer::Exported(path, result)) => self.exported(&path, result),
            Some(Answer::FileExported(path, result)) => self.file_exported(&path, result),
            Some(Answer::Failed(_, error)) => self.fail(&error),
            _ => {}
        }
    }

    /// Tells every layer something, the top one first; one that is done goes.
    fn ask_layers(&mut self, mut tell: impl FnMut(&mut dyn Layer, &mut Ui) -> Flow) {
        let (mut kept, mut opened) = (Vec::new(), Vec::new());
        // What lies below a layer stays within its reach: what is chosen in it is for the dialog that it lies on.
        while let Some(mut layer) = self.layers.pop() {
            let depth = self.layers.len();
            if tell(layer.as_mut(), self) == Flow::Stay {
                kept.push(layer);
            }
            opened.extend(self.layers.drain(depth.min(self.layers.len())..));
        }
        kept.reverse();
        kept.append(&mut opened);
        self.layers = kept;
    }

    fn exported(&mut self, path: &std::path::Path, result: Result<i64, AppError>) {
        use crate::app::texts::Arg;
        match result {
            Ok(count) => {
                let args = [
                    ("count", Arg::Text(self.texts().count(count))),
                    ("path", Arg::Text(path.display().to_string())),
                ];
                self.tell(self.texts().with("done-exported", &args), Role::Good);
            }
            Err(error) => self.fail(&error),
        }
    }

    fn file_exported(&mut self, path: &std::path::Path, result: Result<u64, AppError>) {
        use crate::app::texts::Arg;
        match result {
            Ok(bytes) => {
                let args = [("count", Arg::count(bytes)), ("path", Arg::Text(path.display().to_string()))];
                self.tell(self.texts().with("done-file-exported", &args), Role::Good);
            }
            Err(error) => self.fail(&error),
        }
    }

    pub(super) fn outcome(&mut self, outcome: Outcome) {
        let mut rest = Some(outcome);
        self.ask_layers(|layer, ui| layer.outcome(&mut rest, ui));
        let mut stack = std::mem::take(&mut self.screens);
        for screen in stack.iter_mut().rev() {
            if rest.is_some() {
                screen.outcome(&mut rest, self);
            }
        }
        stack.append(&mut self.screens);
        self.screens = stack;
        self.drop_over();
        self.reader.ask(Ask::Watch);
        match rest {
            Some(Outcome::Failed(error)) => self.fail(&error),
            Some(Outcome::OrderMade(made)) => match *made {
                Ok(id) => {
                    let below = self.screens.last_mut().and_then(|screen| screen.list());
                    if let (Some(list), Ok(key)) = (below, u32::try_from(id)) {
                        list.state.point_at(key);
                    }
                    self.push(Box::new(screens::order::OrderScreen::new(id)));
                }
                Err(error) => self.fail(&error),
            },
            Some(Outcome::DraftMade(made)) => match *made {
                Ok(id) => self.push(Box::new(screens::draft::DraftScreen::new(id))),
                Err(error) => self.fail(&error),
            },
            // The screen or the dialog was left before the answer came.
            Some(Outcome::Draft(_, _, done)) => {
                if let Err(error) = *done {
                    self.fail(&error);
                }
            }
            Some(Outcome::Article(done)) => {
                if let Err(error) = *done {
                    self.fail(&error);
                }
            }
            // It was credited; the draft waits in its list.
            Some(Outcome::Reissued(_, done)) => match *done {
                Ok((draft, _)) => self.push(Box::new(screens::draft::DraftScreen::new(draft))),
                Err(error) => self.fail(&error),
            },
            // No desk is open that would go on to the next payment.
            Some(Outcome::Payment(_, done)) => match *done {
                Ok(done) => self.tell(screens::desk::done_words(&done, self.texts()), Role::Good),
                Err(error) => self.fail(&error),
            },
            Some(Outcome::FileUndone(_, done)) => {
                if let Err(error) = *done {
                    self.fail(&error);
                }
            }
            // The dialog was left before the answer came.
            Some(Outcome::Outgoing(done)) => match *done {
                Ok(done) => {
                    let (text, role) = screens::outgoing::done_words(&done, self.texts());
                    self.tell(text, role);
                }
                Err(error) => self.fail(&error),
            },
            // The dialog was left before the answer came.
            some @ Some(Outcome::Sms(..)) => layers::sms_question::heard(&mut { some }, self),
            Some(Outcome::Setting(done)) => match *done {
                Ok(shown) => layers::setting::tell_done(&shown, self),
                Err(error) => self.fail(&error),
            },
            // The dialog was left before the answer came.
            some @ Some(Outcome::Party(..)) => layers::party_question::heard(&mut { some }, self),
            // The dialog was left before the answer came.
            some @ Some(Outcome::Sending(..)) => layers::sending_question::heard(&mut { some }, self),
            // The screen was left before the answer came.
            Some(Outcome::Order(_, _, done)) => {
                if let Err(error) = *done {
                    self.fail(&error);
                }
            }
            Some(Outcome::Changed(_, done)) => {
                if let Err(error) = *done {
                    self.fail(&error);
                }
            }
            Some(Outcome::Waiting(busy)) => {
                use crate::app::texts::Arg;
                let args = [
                    ("operator", Arg::Text(busy.operator)),
                    ("work", Arg::Text(busy.work)),
                    ("percent", Arg::Count(i64::from(busy.percent))),
                ];
                self.tell(self.texts().with("waiting-for", &args), Role::Warning);
            }
            _ => {}
        }
        if self.waiting.is_some() {
            match self.settle() {
                Settled::Clean => self.resume(),
                Settled::Saving => {}
                Settled::Stuck => self.waiting = None,
            }
        }
    }

    /// Bank files that came or went by themselves, in one line.
    pub(super) fn exchange_news(&mut self, news: ExchangeNews) {
        use crate::app::texts::Arg;
        let texts = self.texts();
        let count = Arg::count::<usize>;
        match news {
            ExchangeNews::Came(files) => {
                let refused = files.iter().filter(|file| file.status == "refused").count();
                let (text, role) = match files.as_slice() {
                    [file] => {
                        let args = [
                            ("name", Arg::Text(file.name.clone())),
                            ("payments", Arg::Count(file.counts.stored)),
                            ("settled", Arg::Count(file.counts.settled)),
                            ("booked", Arg::Money(file.counts.booked)),
                        ];
                        let key = match file.status {
                            "refused" => "came-refused",
                            "duplicate" => "came-known",
                            _ => "came-one",
                        };
                        (texts.with(key, &args), if refused > 0 { Role::Warning } else { Role::Good })
                    }
                    files => {
                        let payments = files.iter().map(|file| file.counts.stored).sum();
                        let args = [
                            ("files", count(files.len())),
                            ("payments", Arg::Count(payments)),
                            ("refused", count(refused)),
                        ];
                        (
                            texts.with("came-several", &args),
                            if refused > 0 { Role::Warning } else { Role::Good },
                        )
                    }
                };
                self.tell(text, role);
                self.reader.ask(Ask::Watch);
            }
            ExchangeNews::Delivered(names) => {
                let args = [("names", Arg::Text(names.join(", "))), ("count", count(names.len()))];
                self.tell(texts.with("came-delivered", &args), Role::Good);
                self.reader.ask(Ask::Watch);
            }
            ExchangeNews::Nothing(known) => self.tell(texts.with("exchange-nothing-new", &[("known", count(known))]), Role::Good),
            ExchangeNews::Trouble(error) => self.fail(&error),
        }
    }

    pub(super) fn news(&mut self, news: News) {
        use crate::app::texts::Arg;
        let texts = self.texts();
        match news {
            News::Trouble(detail) => self.tell(texts.with("gateway-trouble", &[("detail", Arg::Text(detail))]), Role::Warning),
            News::Stuck(again, lost) => {
                let count = Arg::count::<usize>;
                let key = if lost > 0 { "outbox-lost" } else { "outbox-again" };
                self.tell(
                    texts.with(key, &[("count", count(if lost > 0 { lost } else { again }))]),
                    Role::Warning,
                );
            }
            News::Checked(id, checked) => match *checked {
                Ok(checked) => {
                    let (text, role) = screens::order::checked_words(&checked, texts);
                    self.tell(text, role);
                    self.reader.ask(Ask::Order(id));
                }
                Err(error) => self.fail(&error),
            },
            News::Resumed(resumed) => {
                let count = Arg::Text(texts.count(resumed.stored));
                let args = [("name", Arg::Text(resumed.name)), ("count", count)];
                self.tell(texts.with("import-resumed", &args), Role::Good);
                self.reader.ask(Ask::Overview);
            }
            News::Failed(error) => self.fail(&error),
        }
    }
}

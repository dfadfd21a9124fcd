//! The console's state, and what each thing that happens does to it.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::Start;
use super::commands::{self, Entry};
use super::event::{Click, Mouse, Msg};
use super::layers::{Flow, Layer};
use super::screens::{self, Screen, Settled};
use super::theme::{Role, Theme};
use crate::app::assets::{self, HandlingTerms};
use crate::app::commands::key::{Code, Key, ctrl, plain};
use crate::app::commands::{Danger, Facts, Scope};
use crate::app::exchange::worker::Watching;
use crate::app::outbox::worker::Worker;
use crate::app::overview::{Counters, Overview};
use crate::app::reader::{Found, Reader};
use crate::app::session::Site;
use crate::app::settings::Sms as SmsSettings;
use crate::app::texts::{Lang, Texts};
use crate::app::usecase::orders::send::Preview;
use crate::app::writer::{Work, Writer};
use crate::app::{AppError, clock, paths};
use crate::domain::refusal::Refusal;

/// How long a message stays when no key takes it away.
const TOAST: Duration = Duration::from_secs(12);

/// A message to the person.
pub(super) struct Toast {
    pub text: String,
    pub role: Role,
    until: Instant,
}

/// The threads behind the screen.
pub(super) struct Threads {
    pub reader: Reader,
    pub writer: Writer,
    pub worker: Worker,
    pub watching: Watching,
}

/// Everything the console knows.
pub(super) struct Ui {
    pub lang: Lang,
    pub theme: Theme,
    pub site: Site,
    pub operator: String,
    pub reader: Reader,
    pub writer: Writer,
    pub worker: Worker,
    /// Takes bank files that come by themselves.
    pub watching: Watching,
    /// What this operator may do by hand.
    pub terms: HandlingTerms,
    /// What the site chose for SMS, for counting what is typed.
    pub sms: SmsSettings,
    /// Whether anything outside the site is simulated.
    pub simulated: bool,
    pub counters: Counters,
    /// Whether the counters have come.
    pub counted: bool,
    pub overview: Overview,
    pub screens: Vec<Box<dyn Screen>>,
    /// Counts how often the stack of screens was begun anew.
    stack: u64,
    /// Which row of the menu the bottom screen is.
    pub root: usize,
    pub layers: Vec<Box<dyn Layer>>,
    pub toast: Option<Toast>,
    pub menu_open: bool,
    pub menu_at: usize,
    pub mouse: bool,
    pub repaint: bool,
    pub dirty: bool,
    pub quit: bool,
    /// A row was double-clicked.
    pub open_row: bool,
    /// Where bank files are looked for.
    pub folder: PathBuf,
    /// Comments for recall.
    pub comments: Vec<String>,
    /// What a lookup found last, and for which question.
    pub found: (u64, Vec<Found>),
    /// What *Skicka mobilbetalning (SMS)* would send, as asked last.
    pub preview: Option<Preview>,
    /// A command that waits until what was typed is saved.
    pub waiting: Option<Entry>,
    /// Cells of the last frame.
    pub size: std::cell::Cell<(u16, u16)>,
}

impl Ui {
    pub fn new(start: &Start, lang: Lang, site: Site, threads: Threads) -> Ui {
        Ui {
            lang,
            theme: Theme::from_environment(),
            operator: start.operator.clone(),
            folder: paths::import_folder(&start.path),
            reader: threads.reader,
            writer: threads.writer,
            worker: threads.worker,
            watching: threads.watching,
            terms: assets::handling(site.country, clock::today())
                .map(|usual| start.settings.handling.terms(usual, &start.operator))
                .unwrap_or_default(),
            sms: start.settings.sms.clone(),
            simulated: start.settings.simulated(),
            site,
            counters: Counters::default(),
            counted: false,
            overview: Overview::default(),
            screens: Vec::new(),
            stack: 0,
            root: 0,
            layers: Vec::new(),
            toast: None,
            menu_open: false,
            menu_at: 0,
            mouse: true,
            repaint: false,
            dirty: true,
            quit: false,
            open_row: false,
            comments: Vec::new(),
            found: (0, Vec::new()),
            preview: None,
            waiting: None,
            size: std::cell::Cell::new((80, 24)),
        }
    }

    /// The texts of the language in use.
    pub fn texts(&self) -> &'static Texts {
        self.lang.texts()
    }

    /// Opens the first screen.
    pub fn open_first(&mut self, id: Option<&str>) {
        if id == Some("import") {
            self.go("files");
            let browse = screens::browse::BrowseScreen::new(self.folder.clone());
            self.push(Box::new(browse));
        } else {
            // Whoever names a screen gets it, also one that the menu does not show as long as it is empty.
            let named = screens::ALL.iter().position(|row| Some(row.id) == id);
            match named {
                Some(place) => self.go_to(place),
                None => self.go("start"),
            }
        }
    }

    /// Goes to a screen of the menu.
    pub fn go(&mut self, id: &str) {
        let Some(place) = screens::ALL.iter().position(|row| row.id == id) else {
            return;
        };
        if screens::ALL.get(place).is_some_and(|row| (row.there)(self)) {
            self.go_to(place);
        }
    }

    fn go_to(&mut self, place: usize) {
        let Some(row) = screens::ALL.get(place) else { return };
        if self.settle() == Settled::Stuck {
            return;
        }
        let made = (row.make)(self);
        self.layers.clear();
        self.leave_all();
        self.stack += 1;
        self.root = place;
        self.menu_at = self.menu_rows().iter().position(|shown| shown.id == row.id).unwrap_or(0);
        self.menu_open = false;
        self.push(made);
    }

    /// Opens a screen of the menu on top of the one that led to it: Esc comes back there.
    pub fn go_over(&mut self, id: &str) {
        if let Some(row) = screens::ALL.iter().find(|row| row.id == id && (row.there)(self)) {
            let made = (row.make)(self);
            self.push(made);
        }
    }

    /// Leaves every screen, the top one first.
    pub fn leave_all(&mut self) {
        while let Some(mut left) = self.screens.pop() {
            left.gone(self);
        }
    }

    /// Puts a screen on top.
    pub fn push(&mut self, mut screen: Box<dyn Screen>) {
        if self.settle() == Settled::Stuck {
            return;
        }
        screen.enter(self);
        if let Some((kind, id)) = screen.record() {
            self.writer.give(Work::Opened(kind, id));
        }
        self.screens.push(screen);
        self.dirty = true;
    }

    /// Goes back by one screen; from the bottom one to the menu.
    pub fn back(&mut self) {
        if self.screens.len() > 1 {
            let mut leaves = true;
            self.with_top(|screen, ui| leaves = screen.leave(ui));
            if !leaves {
                return;
            }
            if let Some(mut left) = self.screens.pop() {
                left.gone(self);
            }
            self.with_top(|screen, ui| screen.enter(ui));
        } else {
            self.menu_open = !self.menu_open;
        }
    }

    /// Lets the top screen do something.
    pub fn with_top(&mut self, work: impl FnOnce(&mut dyn Screen, &mut Ui)) {
        if let Some(mut top) = self.screens.pop() {
            let (depth, stack) = (self.screens.len(), self.stack);
            work(top.as_mut(), self);
            // It may have opened another screen on top of itself, or gone somewhere else altogether.
            if stack == self.stack {
                let place = depth.min(self.screens.len());
                self.screens.insert(place, top);
            }
        }
    }

    /// Lets the top screen do something, when it is of this kind.
    pub fn with_screen<S: Screen + 'static>(&mut self, work: impl FnOnce(&mut S, &mut Ui)) {
        self.with_top(|screen, ui| {
            let screen: &mut dyn std::any::Any = screen;
            if let Some(screen) = screen.downcast_mut::<S>() {
                work(screen, ui);
            }
        });
    }

    /// Saves what is being typed on the top screen.
    pub fn settle(&mut self) -> Settled {
        let mut settled = Settled::Clean;
        self.with_top(|screen, ui| settled = screen.settle(ui));
        settled
    }

    /// The rows of the menu that are there on this site.
    pub fn menu_rows(&self) -> Vec<&'static screens::ScreenRow> {
        screens::ALL.iter().copied().filter(|row| (row.there)(self)).collect()
    }

    /// Leaves screens that have nothing left to show.
    pub fn drop_over(&mut self) {
        let top_goes = self.screens.last().is_some_and(|screen| screen.is_over());
        self.screens.retain(|screen| !screen.is_over());
        if top_goes {
            self.with_top(|screen, ui| screen.enter(ui));
        }
    }

    /// What was typed is saved: the command that waited for it runs.
    pub fn resume(&mut self) {
        if let Some(entry) = self.waiting.take() {
            self.run(&entry);
        }
    }

    /// Lets the top screen do something with its list.
    pub fn with_list(&mut self, work: impl FnOnce(&mut screens::list::ListScreen, &mut Ui)) {
        self.with_top(|screen, ui| {
            if let Some(list) = screen.list() {
                work(list, ui);
            }
        });
    }

    /// Tells something good or neutral.
    pub fn tell(&mut self, text: String, role: Role) {
        self.toast = Some(Toast {
            text,
            role,
            until: Instant::now() + TOAST,
        });
        self.dirty = true;
    }

    /// Tells a refusal with its way out.
    pub fn refuse(&mut self, refusal: &Refusal) {
        self.tell(self.texts().refusal(refusal), Role::Warning);
    }

    /// Tells an error.
    pub fn fail(&mut self, error: &AppError) {
        if !error.is_cancelled() {
            tracing::warn!(code = error.code(), "refused or failed");
            self.tell(error.words(self.lang).replace('\n', " "), Role::Danger);
        }
    }

    /// What commands may look at now.
    pub fn facts(&self) -> Facts {
        self.screens.last().map(|screen| screen.facts_in(self)).unwrap_or_default()
    }

    /// The scopes whose commands work now, the nearest first.
    pub fn scopes(&self) -> Vec<Scope> {
        let mut scopes = Vec::new();
        if let Some(top) = self.screens.last() {
            scopes.push(top.scope());
            if top.is_list() && top.scope() != Scope::List {
                scopes.push(Scope::List);
            }
        }
        scopes.push(Scope::Global);
        scopes
    }

    /// Runs a command, or says why it cannot run.
    pub fn run(&mut self, entry: &Entry) {
        // What changes an order or issues a draft sees what was typed last.
        if matches!(entry.scope, Scope::Order | Scope::Draft) && entry.danger != Danger::None {
            match self.settle() {
                Settled::Clean => {}
                Settled::Saving => {
                    self.waiting = Some(*entry);
                    return;
                }
                Settled::Stuck => return,
            }
        }
        let facts = self.facts();
        match (entry.enabled)(&facts) {
            Err(refusal) => self.refuse(&refusal),
            Ok(()) => commands::run(entry, &facts, self),
        }
        self.dirty = true;
    }

    /// Looks after time: messages go, the clock moves.
    pub fn tick(&mut self) {
        if self.toast.as_ref().is_some_and(|toast| toast.until <= Instant::now()) {
            self.toast = None;
        }
        if self.screens.last().is_some_and(|screen| screen.pulse().is_some()) {
            self.with_top(|screen, ui| screen.enter(ui));
        }
        self.dirty = true;
    }

    /// When time has to be looked after.
    pub fn next_deadline(&self) -> Option<Duration> {
        let pulse = self.screens.last().and_then(|screen| screen.pulse());
        let toast = self
            .toast
            .as_ref()
            .map(|toast| toast.until.saturating_duration_since(Instant::now()) + Duration::from_millis(1));
        pulse.into_iter().chain(toast).min()
    }

    /// Asks for what the last frame showed as missing.
    pub fn fetch(&mut self) {
        self.with_top(|screen, ui| screen.fetch(ui));
    }

    /// One thing happened.
    pub fn update(&mut self, msg: Msg) {
        match msg {
            Msg::Key(key) => {
                self.dirty = true;
                self.key(key);
            }
            Msg::Paste(text) => {
                self.dirty = true;
                if let Some(mut layer) = self.layers.pop() {
                    layer.paste(&text, self);
                    self.layers.push(layer);
                } else {
                    self.with_top(|screen, ui| screen.paste(&text, ui));
                }
            }
            Msg::Mouse(mouse) => {
                self.dirty = true;
                self.mouse_at(mouse);
            }
            Msg::Resize => {
                self.dirty = true;
                self.repaint = true;
            }
            Msg::Answer(answer) => {
                self.dirty = true;
                self.answer(answer);
            }
            Msg::Outcome(outcome) => {
                self.dirty = true;
                self.outcome(outcome);
            }
            Msg::News(news) => {
                self.dirty = true;
                self.news(news);
            }
            Msg::Exchange(news) => {
                self.dirty = true;
                self.exchange_news(news);
            }
            Msg::Signal | Msg::InputEnded => self.quit = true,
        }
    }

    fn key(&mut self, key: Key) {
        // Ctrl+C closes the top layer or stops what runs; it never kills.
        let key = if key == ctrl('c') { plain(Code::Esc) } else { key };
        self.toast = None;
        if let Some(mut layer) = self.layers.pop() {
            let depth = self.layers.len();
            match layer.key(key, self) {
                Flow::Stay => {
                    let place = depth.min(self.layers.len());
                    self.layers.insert(place, layer);
                }
                Flow::Close => {}
            }
            return;
        }
        if self.menu_open && self.menu_key(key) {
            return;
        }
        // What is typed is text before it is a command.
        if self.screens.last().is_some_and(|screen| screen.wants(key)) {
            self.with_top(|screen, ui| {
                screen.key(key, ui);
            });
            return;
        }
        if let Some(entry) = commands::find(key, &self.scopes()) {
            // What a command opens is not to lie below the menu.
            self.menu_open &= entry.id == "menu";
            self.run(&entry);
            return;
        }
        self.with_top(|screen, ui| {
            screen.key(key, ui);
        });
    }

    fn menu_key(&mut self, key: Key) -> bool {
        let rows = self.menu_rows();
        let last = rows.len().saturating_sub(1);
        match key.code {
            Code::Up => self.menu_at = self.menu_at.saturating_sub(1),
            Code::Down => self.menu_at = (self.menu_at + 1).min(last),
            Code::Home => self.menu_at = 0,
            Code::End => self.menu_at = last,
            Code::Enter | Code::Right => {
                if let Some(row) = rows.get(self.menu_at) {
                    self.go(row.id);
                }
            }
            Code::Esc => self.menu_open = false,
            _ => return false,
        }
        true
    }

    fn mouse_at(&mut self, mouse: Mouse) {
        if let Some(mut layer) = self.layers.pop() {
            match layer.mouse(mouse, self) {
                Flow::Stay => self.layers.push(layer),
                Flow::Close => {}
            }
            return;
        }
        if mouse.what == Click::Left
            && let Some(row) = super::draw::menu_row_at(self, mouse.x, mouse.y)
        {
            self.go(row.id);
            return;
        }
        let mut used = false;
        self.with_top(|screen, ui| used = screen.mouse(mouse, ui));
        if std::mem::take(&mut self.open_row) {
            if let Some(entry) = commands::by_id("list.open") {
                self.run(&entry);
            }
        } else if !used
            && mouse.what == Click::Right
            && let Some(entry) = commands::by_id("functions")
        {
            self.run(&entry);
        }
    }

    /// Switches the language, for this person from now on.
    pub fn set_language(&mut self, lang: Lang) {
        self.lang = lang;
        self.writer.give(Work::Language(lang));
        let name = self.texts().t("language-name");
        self.tell(name, Role::Good);
    }
}

//! Who works, on which file, in which language.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::assets::HandlingTerms;
use super::import::{self, Resumed};
use super::settings::Settings;
use super::texts::Lang;
use super::{AppError, assets, clock};
use crate::domain::refusal::Refusal;
pub use crate::store::site::Site;
use crate::store::tx::Actor;
use crate::store::{Store, Tx, busy, preference, site};

/// How long a use case waits for another writer before it refuses and says who it is.
const WAIT_MAX: Duration = Duration::from_secs(30);

/// An open file with the person who works on it.
pub struct Session {
    pub(crate) store: Store,
    /// The operator's name.
    pub operator: String,
    /// The site.
    pub site: Site,
    /// The language this person reads.
    pub lang: Lang,
    /// What the site chose outside its file.
    pub settings: Arc<Settings>,
    /// Who acts instead of the operator, and when: only a demo site, whose past is made up, sets it.
    pub(crate) acting: Option<Actor>,
    /// Hears who else is writing for long, and how far they are, while this session waits.
    pub on_wait: Option<OnWait>,
    /// Hears of imports that were interrupted and are finished now. Where it is set, they are before the first change.
    pub on_resumed: Option<OnResumed>,
    looked: bool,
}

/// Everything a thread needs to open a session of its own.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The site's file.
    pub path: PathBuf,
    /// Who works.
    pub operator: String,
    /// Their language.
    pub lang: Lang,
    /// What the site chose outside its file.
    pub settings: Arc<Settings>,
}

impl Opening {
    /// Opens a session.
    ///
    /// # Errors
    /// Whatever is wrong with the file.
    pub fn open(&self) -> Result<Session, AppError> {
        let mut session = Session::open(&self.path, &self.operator, Some(self.lang))?;
        session.settings = Arc::clone(&self.settings);
        Ok(session)
    }
}

/// Told again and again while somebody else writes.
pub type OnWait = Box<dyn FnMut(&busy::Busy) + Send>;
/// Told of each import that was finished for somebody.
pub type OnResumed = Box<dyn FnMut(&Resumed) + Send>;

impl Session {
    /// Opens the site's file for an operator.
    ///
    /// # Errors
    /// Whatever is wrong with the file.
    pub fn open(path: &Path, operator: &str, lang: Option<Lang>) -> Result<Session, AppError> {
        Session::with(Store::open(path)?, operator, lang)
    }

    /// Takes an open store into use.
    ///
    /// # Errors
    /// When the store has no site.
    pub fn with(store: Store, operator: &str, lang: Option<Lang>) -> Result<Session, AppError> {
        let site = site::load(&store.conn).map_err(|e| e.at(store.path()))?;
        store.add_fold(site.country.alphabet())?;
        let chosen = preference::get(&store.conn, operator, "language")?;
        let lang = lang
            .or_else(|| chosen.and_then(|code| Lang::from_code(&code)))
            .or_else(|| Lang::from_code(&site.language))
            .unwrap_or(Lang::En);
        Ok(Session {
            store,
            operator: operator.to_owned(),
            site,
            lang,
            settings: Arc::default(),
            acting: None,
            on_wait: None,
            on_resumed: None,
            looked: false,
        })
    }

    /// Who acts, and when: now.
    pub fn actor(&self) -> Actor {
        if let Some(acting) = &self.acting {
            return acting.clone();
        }
        Actor {
            operator: self.operator.clone(),
            at_ms: clock::now_ms(),
            today: clock::today(),
        }
    }

    /// What this operator may do by hand, and how far it may go: the country's terms, or what the site chose.
    ///
    /// # Errors
    /// [`AppError::Asset`] when the asset is broken.
    pub fn terms(&self) -> Result<HandlingTerms, AppError> {
        let usual = assets::handling(self.site.country, self.actor().today)?;
        Ok(self.settings.handling.terms(usual, &self.operator))
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// Does something in one transaction. While somebody else writes for long, `on_wait` hears who it is and how far.
    ///
    /// # Errors
    /// Whatever `work` answers with; [`Refusal::Busy`] when the other one takes too long.
    pub fn write<T>(&mut self, work: impl FnOnce(&Tx<'_>) -> Result<T, AppError>) -> Result<T, AppError> {
        self.look_for_interrupted();
        let actor = self.actor();
        let path = self.store.path().to_path_buf();
        let began = Instant::now();
        loop {
            match self.store.begin(actor.clone()) {
                Ok(tx) => {
                    let done = work(&tx).map_err(|error| place(error, &path))?;
                    tx.commit().map_err(|e| e.at(&path))?;
                    return Ok(done);
                }
                Err(error) if error.is_busy() => {
                    tell(&mut self.on_wait, &path);
                    if began.elapsed() > WAIT_MAX {
                        return Err(busy_refusal(&path).into());
                    }
                }
                Err(error) => return Err(error.at(&path).into()),
            }
        }
    }
}

impl Session {
    /// Tells who else is busy, and how far.
    pub(crate) fn tell_waiting(&mut self) {
        tell(&mut self.on_wait, self.store.path());
    }

    /// Tells of imports that were finished for somebody.
    pub(crate) fn tell_resumed(&mut self, resumed: &[Resumed]) {
        if let Some(on_resumed) = &mut self.on_resumed {
            resumed.iter().for_each(on_resumed);
        }
    }

    /// Once, before the first change: finishes what an importer that died left. If that fails, it is no reason not to work.
    fn look_for_interrupted(&mut self) {
        if self.on_resumed.is_none() || std::mem::replace(&mut self.looked, true) {
            return;
        }
        if let Err(error) = import::finish_interrupted(self) {
            tracing::warn!(code = error.code(), "an interrupted import could not be finished");
        }
    }
}

fn tell(on_wait: &mut Option<OnWait>, path: &Path) {
    if let (Some(busy), Some(on_wait)) = (busy::look(path), on_wait) {
        on_wait(&busy);
    }
}

/// The refusal that says who is busy with a file.
pub(crate) fn busy_refusal(path: &Path) -> Refusal {
    let busy = busy::look(path).unwrap_or_else(|| busy::Busy {
        operator: "?".to_owned(),
        work: "?".to_owned(),
        percent: 0,
    });
    Refusal::Busy {
        operator: busy.operator,
        work: busy.work,
        percent: i64::from(busy.percent),
    }
}

/// Gives a store failure the file's path.
fn place(error: AppError, path: &Path) -> AppError {
    match error {
        AppError::Store(inner) => AppError::Store(inner.at(path)),
        other => other,
    }
}

/// The operator: as given, or the login name from the environment or the system's user record.
pub fn operator(given: Option<&str>) -> String {
    let named = given.map(str::to_owned).filter(|name| !name.trim().is_empty());
    named
        .or_else(|| whoami::username().ok())
        .map(|name| name.trim().chars().take(40).collect())
        .unwrap_or_else(|| "operator".to_owned())
}

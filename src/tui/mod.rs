//! The console. One thread owns all state and draws; it never touches SQLite, files or the network: it asks the reading
//! threads and gives work to the writing thread, and hears of both on one channel.

mod commands;
mod draw;
mod event;
mod first_run;
mod heard;
mod layers;
mod screens;
mod terminal;
mod theme;
mod ui;
mod widgets;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::app::exchange::worker::Watching;
use crate::app::outbox::worker::Worker;
use crate::app::reader::{Ask, Reader};
use crate::app::session::Opening;
use crate::app::settings::Settings;
use crate::app::texts::Lang;
use crate::app::usecase::backup::system_language;
use crate::app::usecase::views;
use crate::app::writer::Writer;
use crate::app::{AppError, Session};

use event::Msg;
use ui::{Threads, Ui};

pub use commands::key_table;

/// How many messages may wait for the screen.
const MESSAGES_MAX: usize = 1024;
/// How many messages are taken before the screen is drawn.
const DRAIN_MAX: usize = 256;
/// The shortest time between two frames.
const FRAME_MIN: Duration = Duration::from_millis(5);
/// How often the clock in the title is looked at.
const CLOCK: Duration = Duration::from_secs(20);

/// How the console starts.
pub struct Start {
    /// The site's file.
    pub path: PathBuf,
    /// Who works.
    pub operator: String,
    /// Their language, where it was given.
    pub lang: Option<Lang>,
    /// The screen to open on.
    pub open: Option<String>,
    /// What the site chose outside its file.
    pub settings: Arc<Settings>,
}

/// Runs the console until it is left.
///
/// # Errors
/// When the file cannot be opened or the terminal fails.
pub fn run(mut start: Start) -> Result<(), AppError> {
    // A file that is there is opened once before the terminal is taken, so that a refusal is read on an ordinary screen.
    let first = !start.path.exists();
    let known = if first {
        None
    } else {
        Some(Session::open(&start.path, &start.operator, start.lang)?)
    };
    let lang = known
        .as_ref()
        .map(|session| session.lang)
        .or(start.lang)
        .unwrap_or_else(system_language);
    commands::own::take(&start.settings.keys, lang.texts())?;
    let ids: Vec<&str> = screens::ALL.iter().map(|row| row.id).chain(["import"]).collect();
    if let Some(open) = start.open.as_deref().filter(|open| !ids.contains(open)) {
        return Err(AppError::Usage {
            code: "screen",
            given: format!("{open} ({})", ids.join(", ")),
        });
    }
    let mut screen = terminal::Screen::take().map_err(AppError::Terminal)?;
    let (tell, happened) = std::sync::mpsc::sync_channel(MESSAGES_MAX);
    event::read_input(tell.clone());
    event::watch_signals(tell.clone());
    let session = match known {
        Some(session) => session,
        None => match first_run::ask(&mut start, &mut screen, &happened)? {
            Some(session) => session,
            None => return Ok(()),
        },
    };
    let (lang, site) = (session.lang, session.site.clone());
    let folder = views::import_folder(&session)?;
    drop(session);
    let opening = Opening {
        path: start.path.clone(),
        operator: start.operator.clone(),
        lang,
        settings: Arc::clone(&start.settings),
    };
    let threads = Threads {
        reader: Reader::start::<Msg>(&opening, tell.clone()),
        writer: Writer::start::<Msg>(&opening, tell.clone()),
        worker: Worker::start::<Msg>(&opening, tell.clone()),
        watching: Watching::start::<Msg>(&opening, tell),
    };
    let mut ui = Ui::new(&start, lang, site, threads);
    ui.folder = folder.unwrap_or(ui.folder);
    ui.open_first(start.open.as_deref());
    let done = serve(&mut ui, &mut screen, &happened);
    drop(screen);
    ui.writer.finish();
    ui.worker.finish();
    ui.watching.finish();
    done
}

fn serve(ui: &mut Ui, screen: &mut terminal::Screen, happened: &Receiver<Msg>) -> Result<(), AppError> {
    let mut drawn = draw(ui, screen)?;
    ui.reader.ask(Ask::Overview);
    while !ui.quit {
        let wait = if ui.dirty {
            FRAME_MIN.saturating_sub(drawn.elapsed())
        } else {
            ui.next_deadline().unwrap_or(CLOCK)
        };
        match happened.recv_timeout(wait) {
            Ok(first) => {
                ui.update(first);
                for more in happened.try_iter().take(DRAIN_MAX) {
                    ui.update(more);
                }
            }
            Err(RecvTimeoutError::Timeout) => ui.tick(),
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        screen.set_mouse(ui.mouse).map_err(AppError::Terminal)?;
        if ui.dirty && drawn.elapsed() >= FRAME_MIN {
            drawn = draw(ui, screen)?;
        }
    }
    ui.leave_all();
    Ok(())
}

fn draw(ui: &mut Ui, screen: &mut terminal::Screen) -> Result<Instant, AppError> {
    let repaint = std::mem::take(&mut ui.repaint);
    let result = screen.draw(repaint, |frame| {
        draw::frame(ui, frame.buffer_mut());
    });
    result.map_err(AppError::Terminal)?;
    ui.dirty = false;
    // What the frame showed as missing is asked for now that the height is known.
    ui.fetch();
    Ok(Instant::now())
}

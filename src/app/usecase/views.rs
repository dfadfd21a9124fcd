//! Layouts remembered per operator and list, and saved views: mine and the site's.

use std::path::{Path, PathBuf};

use crate::app::columns::List;
use crate::app::layout::Layout;
use crate::app::{AppError, Session};
use crate::domain::refusal::Refusal;
use crate::store::preference::{self, StoredView};

/// A view of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its name; for one that comes with the program, the key of its text.
    pub name: String,
    /// Where it comes from.
    pub from: From,
    /// What it shows.
    pub layout: Layout,
}

/// Where a view comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The program.
    Program,
    /// The site.
    Site,
    /// This operator.
    Mine,
}

/// The layout this operator used last, else the program's.
///
/// # Errors
/// When the file cannot be read.
pub fn last_layout(session: &Session, list: &'static List) -> Result<Layout, AppError> {
    let stored = preference::views(&session.store.conn, list.id, &session.operator)?;
    let mine = stored
        .into_iter()
        .find(|view| view.name.is_empty() && view.owner == session.operator);
    Ok(mine
        .and_then(|view| Layout::read(list, &view.body))
        .unwrap_or_else(|| Layout::of(list)))
}

/// All views of a list, the program's first.
///
/// # Errors
/// When the file cannot be read.
pub fn views(session: &Session, list: &'static List) -> Result<Vec<View>, AppError> {
    let program = list.views.iter().map(|view| View {
        name: format!("view-{}-{}", list.id, view.code),
        from: From::Program,
        layout: Layout::of(list).with_view(list, view),
    });
    let mut views: Vec<View> = program.collect();
    for stored in preference::views(&session.store.conn, list.id, &session.operator)? {
        if let (false, Some(layout)) = (stored.name.is_empty(), Layout::read(list, &stored.body)) {
            let from = if stored.owner.is_empty() { From::Site } else { From::Mine };
            views.push(View {
                name: stored.name,
                from,
                layout,
            });
        }
    }
    Ok(views)
}

/// Remembers the layout in use.
///
/// # Errors
/// When the file cannot be written.
pub fn remember(session: &Session, list: &List, layout: &Layout) -> Result<(), AppError> {
    let view = StoredView {
        name: String::new(),
        owner: session.operator.clone(),
        body: layout.body(),
    };
    Ok(session.store.set_view(list.id, &view)?)
}

/// Saves a view under a name, for this operator or for the site.
///
/// # Errors
/// [`Refusal::ViewNameMissing`].
pub fn save(session: &Session, list: &List, name: &str, layout: &Layout, for_site: bool) -> Result<(), AppError> {
    let name: String = name.trim().chars().take(40).collect();
    if name.is_empty() {
        return Err(Refusal::ViewNameMissing {}.into());
    }
    let owner = if for_site { String::new() } else { session.operator.clone() };
    Ok(session.store.set_view(
        list.id,
        &StoredView {
            name,
            owner,
            body: layout.body(),
        },
    )?)
}

/// Takes a saved view away.
///
/// # Errors
/// [`Refusal::NoSuchView`].
pub fn remove(session: &Session, list: &List, name: &str, from: From) -> Result<(), AppError> {
    let owner = if from == From::Site { "" } else { &session.operator };
    if from != From::Program && session.store.drop_view(list.id, owner, name)? {
        return Ok(());
    }
    Err(Refusal::NoSuchView { name: name.to_owned() }.into())
}

/// Remembers the language an operator reads.
///
/// # Errors
/// When the file cannot be written.
pub fn set_language(session: &Session, code: &str) -> Result<(), AppError> {
    Ok(session.store.set_preference(&session.operator, "language", code)?)
}

/// The folder this operator took the last bank file from, while it is still there.
///
/// # Errors
/// When the file cannot be read.
pub fn import_folder(session: &Session) -> Result<Option<PathBuf>, AppError> {
    let stored = preference::get(&session.store.conn, &session.operator, "import-folder")?;
    Ok(stored.map(PathBuf::from).filter(|folder| folder.is_dir()))
}

/// Remembers the folder a bank file was taken from.
///
/// # Errors
/// When the file cannot be written.
pub fn set_import_folder(session: &Session, folder: &Path) -> Result<(), AppError> {
    Ok(session
        .store
        .set_preference(&session.operator, "import-folder", &folder.to_string_lossy())?)
}

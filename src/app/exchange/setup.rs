//! Setting up how files of an account come and go (OCR-4, OCR-24), and trying it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::fault::Fault;
use crate::app::usecase::claims::required;
use crate::app::{AppError, Session, clock};
use crate::domain::refusal::Refusal;
use crate::gateways::exchange::{Exchange, ExchangeError, RemoteFile, is_safe_folder};
use crate::gateways::sftp::{Sftp, SftpConfig};
use crate::store::exchange::{self as table, Server, Setup};

/// How files of every account come and go.
///
/// # Errors
/// When the file cannot be read.
pub fn list(session: &Session) -> Result<Vec<Setup>, AppError> {
    Ok(table::setups(&session.store.conn)?)
}

/// How files of one account do.
///
/// # Errors
/// [`Refusal::ExchangeNoAccount`].
pub fn find(session: &Session, number: &str) -> Result<Setup, AppError> {
    Ok(table::find(&session.store.conn, number)?)
}

/// How files of an account are to come and go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// A person carries them.
    Hand,
    /// Another program puts them into the watched folder.
    Folder,
    /// By SFTP.
    Sftp(Server),
}

/// Sets it, with a comment.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::ExchangeNoAccount`], [`Refusal::ExchangeField`].
pub fn set(session: &mut Session, number: &str, way: &Way, comment: &str) -> Result<Setup, AppError> {
    let comment = required(comment)?;
    let (word, server) = match way {
        Way::Hand => ("hand", None),
        Way::Folder => ("folder", None),
        Way::Sftp(server) => ("sftp", Some(server)),
    };
    if let Some((field, value)) = server.and_then(fault) {
        let field = field.to_owned();
        return Err(Refusal::ExchangeField { field, value }.into());
    }
    session.write(|tx| {
        let before = table::find(tx.conn(), number)?;
        Ok(table::set(tx, &before, word, server, &comment)?)
    })?;
    find(session, number)
}

/// Reads `USER@HOST[:PORT]`; an address with colons stands in brackets.
///
/// # Errors
/// [`Refusal::ExchangeField`].
pub fn parse_address(text: &str) -> Result<(String, String, u16), AppError> {
    let wrong = || Refusal::ExchangeField {
        field: "sftp".to_owned(),
        value: text.to_owned(),
    };
    let (user, rest) = text.trim().rsplit_once('@').ok_or_else(wrong)?;
    let (host, port) = match rest.strip_prefix('[') {
        Some(bracketed) => {
            let (host, after) = bracketed.split_once(']').ok_or_else(wrong)?;
            (host, after.strip_prefix(':'))
        }
        None => rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port))),
    };
    let port = port.map_or(Ok(22), |port| port.parse().map_err(|_| wrong()))?;
    Ok((user.to_owned(), host.to_owned(), port))
}

/// The same in writing.
pub fn address(server: &Server) -> String {
    let Server { user, host, port, .. } = server;
    if host.contains(':') {
        format!("{user}@[{host}]:{port}")
    } else {
        format!("{user}@{host}:{port}")
    }
}

/// What is wrong with a server's set-up, by the name of the option.
fn fault(server: &Server) -> Option<(&'static str, String)> {
    let folders = [("fetch", &server.fetch_from), ("deliver", &server.deliver_to)];
    let folder = folders.iter().find(|(_, folder)| !is_safe_folder(folder));
    let nothing = server.fetch_from.is_empty() && server.deliver_to.is_empty();
    config(server)
        .fault()
        .or(folder.map(|(name, folder)| (*name, (*folder).clone())))
        .or(nothing.then(|| ("fetch", String::new())))
}

fn config(server: &Server) -> SftpConfig {
    SftpConfig {
        host: server.host.clone(),
        port: server.port,
        user: server.user.clone(),
        key_file: PathBuf::from(&server.key_file),
        known_hosts: PathBuf::from(&server.known_hosts),
    }
}

/// A server by the system's own client.
pub(super) fn connect(server: &Server, stop: Arc<AtomicBool>) -> Sftp {
    Sftp::new(config(server), clock::now_ms, Box::new(move || stop.load(Ordering::Relaxed)))
}

/// What lies in a folder at the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// The folder.
    pub folder: String,
    /// Whether it is the one that files are fetched from.
    pub fetched_from: bool,
    /// Its files.
    pub files: Vec<RemoteFile>,
}

/// Looks into an account's folders at its server, and changes nothing.
///
/// # Errors
/// [`Refusal::ExchangeNoServer`]; [`AppError::Exchange`].
pub fn look(setup: &Setup) -> Result<Vec<Looked>, AppError> {
    let server = setup.server.as_ref().ok_or_else(|| Refusal::ExchangeNoServer {
        number: setup.number.clone(),
    })?;
    let mut remote = connect(server, Arc::default());
    let folders = [(&server.fetch_from, true), (&server.deliver_to, false)];
    let mut look = |folder: &String, fetched_from| -> Result<Looked, ExchangeError> {
        Ok(Looked {
            folder: folder.clone(),
            fetched_from,
            files: remote.list(folder)?,
        })
    };
    folders
        .into_iter()
        .filter(|(folder, _)| !folder.is_empty())
        .map(|(folder, fetched_from)| look(folder, fetched_from).map_err(Fault::of(setup, server)))
        .collect()
}

//! Delivering files to a bank (OCR-3, OCR-4): each once. A file is put under another name, its length is asked for, and only
//! then it gets its own; after a crash the server is asked how far it came before anything is put again.

use std::path::Path;

use super::fetch::{Failed, PART};
use super::hands;
use crate::app::{AppError, Session};
use crate::domain::exchange::ExchangeState;
use crate::gateways::exchange::{Exchange, ExchangeError, is_safe};
use crate::store::bankfile::Bytes;
use crate::store::exchange::{self as table, Beginning, DELIVERED, Waiting};

/// The part is whole at the server, and may have its name already.
const NAMING: &str = "naming";
/// The bank took it before it was seen under its name.
const TAKEN: &str = "taken";

/// Delivers one file of an account into a folder of its server. `outgoing`: where it lies meanwhile.
pub(super) fn one(
    session: &mut Session,
    account: i64,
    waiting: &Waiting,
    remote: &mut dyn Exchange,
    folder: &str,
    outgoing: &Path,
) -> Result<(), Failed> {
    let name = waiting.name.as_str();
    if !is_safe(name) {
        let what = name.to_owned();
        return Err(ExchangeError::UnsafeName { what }.into());
    }
    let part = format!("{name}{PART}");
    let ours = outgoing.join(name);
    hands::make(outgoing)?;
    copy_out(session, waiting.file, &ours)?;
    let (digest, length) = hands::digest(&ours)?;
    let there = Seen::at(remote, folder, name, &part)?;
    let begun = waiting.begun.as_ref().filter(|row| row.state == ExchangeState::Begun);
    let (id, naming) = match begun {
        Some(row) => (row.id, row.detail == NAMING),
        None => {
            let new = Beginning {
                account,
                direction: DELIVERED,
                name,
                length,
                modified_ms: 0,
                file: Some(waiting.file),
            };
            (session.write(|tx| Ok(table::begin(tx, &new)?))?, false)
        }
    };
    let mut delivery = Delivery {
        remote,
        folder,
        name,
        part: &part,
        length,
    };
    let done = match (naming, there) {
        (true, there) => delivery.named(there),
        (false, Seen { whole: Some(_), .. }) => Err(delivery.in_the_way()),
        (false, _) => delivery.put(&ours).and_then(|()| {
            session
                .write(|tx| Ok(table::step(tx, id, ExchangeState::Begun, NAMING)?))
                .map_err(Failed::Here)?;
            delivery.name()
        }),
    };
    match done {
        Ok(detail) => {
            session.write(|tx| Ok(table::done(tx, id, DELIVERED, &digest, detail)?))?;
            std::fs::remove_file(&ours).map_err(hands::at(&ours))?;
            Ok(())
        }
        Err(Failed::There(error)) if !error.is_of_server() => {
            session.write(|tx| Ok(table::step(tx, id, ExchangeState::Failed, &error.to_string())?))?;
            Err(error.into())
        }
        Err(error) => Err(error),
    }
}

/// Writes the bytes that are kept to a file, byte for byte.
fn copy_out(session: &Session, file: i64, to: &Path) -> Result<(), AppError> {
    let mut bytes = Bytes::of(&session.store.conn, file)?;
    let mut target = std::fs::File::create(to).map_err(hands::at(to))?;
    std::io::copy(&mut bytes, &mut target)
        .and_then(|_| target.sync_all())
        .map_err(hands::at(to))
}

/// The lengths of what is at the server.
#[derive(Clone, Copy)]
struct Seen {
    whole: Option<u64>,
    part: Option<u64>,
}

impl Seen {
    fn at(remote: &mut dyn Exchange, folder: &str, name: &str, part: &str) -> Result<Seen, ExchangeError> {
        let files = remote.list(folder)?;
        let length = |name: &str| files.iter().find(|file| file.name == name).map(|file| file.length);
        Ok(Seen {
            whole: length(name),
            part: length(part),
        })
    }
}

struct Delivery<'a> {
    remote: &'a mut dyn Exchange,
    folder: &'a str,
    name: &'a str,
    part: &'a str,
    length: u64,
}

impl Delivery<'_> {
    fn in_the_way(&self) -> Failed {
        ExchangeError::InTheWay {
            what: self.name.to_owned(),
        }
        .into()
    }

    fn seen(&mut self) -> Result<Seen, ExchangeError> {
        Seen::at(self.remote, self.folder, self.name, self.part)
    }

    fn put(&mut self, ours: &Path) -> Result<(), Failed> {
        self.remote.put(ours, self.folder, self.part)?;
        let found = self.seen()?.part.unwrap_or(0);
        if found == self.length {
            return Ok(());
        }
        Err(ExchangeError::Length {
            what: self.part.to_owned(),
            found,
            expected: self.length,
        }
        .into())
    }

    /// Gives the whole part its name.
    fn name(&mut self) -> Result<&'static str, Failed> {
        match self.remote.rename(self.folder, self.part, self.name) {
            // It may have been done and the answer lost, or the part be gone: what is there decides.
            Ok(()) | Err(ExchangeError::InTheWay { .. } | ExchangeError::NotThere { .. }) => {
                let there = self.seen()?;
                match there.part {
                    Some(_) if there.whole != Some(self.length) => Err(self.in_the_way()),
                    _ => self.named(there),
                }
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The naming was asked for: what it came to. A part that was whole and is gone got its name, for nobody else takes parts away.
    fn named(&mut self, there: Seen) -> Result<&'static str, Failed> {
        match (there.whole, there.part) {
            (None, None) => Ok(TAKEN),
            (None, Some(_)) => self.name(),
            (Some(length), None) if length == self.length => Ok(""),
            // The server gives the second name before it takes away the first, and was cut in between.
            (Some(length), Some(part)) if length == self.length && part == length => {
                self.remote.remove(self.folder, self.part)?;
                Ok("")
            }
            _ => Err(self.in_the_way()),
        }
    }
}

//! E-mail of a site that has no server: kept in the simulator's file, read by `simulate mails`.

use rusqlite::{Transaction, params};

use super::{Fault, Outcome, SimError, Simulator, not_reached, refused, temporary, times};
use crate::domain::sending::address;
use crate::gateways::PortError;
use crate::gateways::mail::{Letter, Mail, one_line};
use crate::gateways::sending::is_key;

/// How often `busy@` is busy.
const BUSY_TIMES: i64 = 2;

/// A letter in a mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimMail {
    /// The site's key. A letter that came twice is there twice, as in any mailbox.
    pub key: String,
    /// The address.
    pub to: String,
    /// The recipient's name.
    pub name: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The name of the file that came along; may be empty.
    pub file: String,
    /// The file.
    pub pdf: Vec<u8>,
    /// When it came, ms.
    pub at_ms: i64,
}

impl Simulator {
    /// Every letter that came, oldest first.
    ///
    /// # Errors
    /// [`SimError::File`].
    pub fn mails(&mut self) -> Result<Vec<SimMail>, SimError> {
        self.change(|tx, _| {
            let mut rows = tx.prepare_cached("SELECT key, dest, name, subject, text, file, pdf, at_ms FROM mail ORDER BY id")?;
            let rows = rows.query_map([], |row| {
                Ok(SimMail {
                    key: row.get(0)?,
                    to: row.get(1)?,
                    name: row.get(2)?,
                    subject: row.get(3)?,
                    text: row.get(4)?,
                    file: row.get(5)?,
                    pdf: row.get(6)?,
                    at_ms: row.get(7)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

impl Mail for Simulator {
    fn id(&self) -> &'static str {
        "simulator"
    }

    fn send(&mut self, letter: &Letter<'_>) -> Result<String, PortError> {
        // What no real server would take is not taken here either.
        if !is_key(letter.key) {
            return Err(refused("key", "not a key"));
        }
        let Some(to) = address(letter.to) else {
            return Err(refused("address", "not an address of e-mail"));
        };
        self.call(|tx, now| take(tx, now, letter, to))
    }

    fn examine(&mut self) -> Vec<String> {
        self.examine_file()
    }
}

fn take(tx: &Transaction<'_>, now: i64, letter: &Letter<'_>, to: &str) -> Result<Outcome<String>, Fault> {
    let who = to.split('@').next().unwrap_or_default();
    match who {
        "refused" => return Ok(Outcome::Failed(refused("550", "simulated: no such mailbox"))),
        "nowhere" => return Ok(Outcome::Failed(not_reached("simulated: nobody answers"))),
        "busy" if times(tx, "mail", letter.key)? <= BUSY_TIMES => {
            return Ok(Outcome::Failed(temporary("451", "simulated: try again later")));
        }
        _ => {}
    }
    let (file, pdf) = letter
        .attachment
        .map_or((String::new(), &[][..]), |attachment| (one_line(attachment.file), attachment.pdf));
    tx.execute(
        "INSERT INTO mail(key, dest, name, subject, text, file, pdf, at_ms) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            letter.key,
            to,
            one_line(letter.name),
            one_line(letter.subject),
            letter.text,
            file,
            pdf,
            now
        ],
    )?;
    if who == "lost" && times(tx, "mail", letter.key)? == 1 {
        return Ok(Outcome::Lost);
    }
    Ok(Outcome::Answer(format!("250 simulated: {}", tx.last_insert_rowid())))
}

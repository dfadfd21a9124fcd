//! How dues are paid by SMS: words, texts, bounds; and whose a number is.

use rusqlite::{Connection, OptionalExtension, params};

use super::{StoreError, Tx, minor};
use crate::domain::dues_sms::Reply;
use crate::domain::money::Money;

/// How dues are paid by SMS (SMS-9, SMS-10, SMS-11, SMS-14).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// Whether messages are taken.
    pub is_open: bool,
    /// The number that people send to.
    pub number: String,
    /// The organisation's keywords.
    pub keywords: Vec<String>,
    /// Words that mean payment.
    pub sub_keywords: Vec<String>,
    /// As the replies name it; empty: the site's name.
    pub organisation: String,
    /// Where members handle their membership.
    pub url: String,
    /// The language of the replies; empty: the member's own.
    pub language: String,
    /// The least at once.
    pub least: Money,
    /// The most at once.
    pub most: Money,
    /// The youngest who may pay.
    pub age: Option<u8>,
    /// How long an outcome may take before a person is asked.
    pub wait_minutes: i64,
}

fn split(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

/// The set-up, if there is one.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn load(conn: &Connection) -> Result<Option<Setup>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT is_open, number, keywords, sub_keywords, organisation, url, language, least, most, age, wait_minutes FROM dues_sms WHERE id = 1",
    )?;
    Ok(statement
        .query_row([], |row| {
            Ok(Setup {
                is_open: row.get(0)?,
                number: row.get(1)?,
                keywords: split(&row.get::<_, String>(2)?),
                sub_keywords: split(&row.get::<_, String>(3)?),
                organisation: row.get(4)?,
                url: row.get(5)?,
                language: row.get(6)?,
                least: Money::from_minor(row.get(7)?),
                most: Money::from_minor(row.get(8)?),
                age: row.get(9)?,
                wait_minutes: row.get(10)?,
            })
        })
        .optional()?)
}

/// Keeps the set-up.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn save(tx: &Tx<'_>, setup: &Setup) -> Result<(), StoreError> {
    tx.conn()
        .prepare_cached(
            "INSERT INTO dues_sms (id, is_open, number, keywords, sub_keywords, organisation, url, language, least, most, age, wait_minutes)
             VALUES (1,?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)
             ON CONFLICT (id) DO UPDATE SET is_open=?1, number=?2, keywords=?3, sub_keywords=?4, organisation=?5, url=?6, language=?7,
               least=?8, most=?9, age=?10, wait_minutes=?11",
        )?
        .execute(params![
            setup.is_open,
            setup.number,
            setup.keywords.join(" "),
            setup.sub_keywords.join(" "),
            setup.organisation,
            setup.url,
            setup.language,
            minor(setup.least),
            minor(setup.most),
            setup.age,
            setup.wait_minutes
        ])?;
    Ok(())
}

/// Texts of the site's own: reply, language, text.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn texts(conn: &Connection) -> Result<Vec<(Reply, String, String)>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT reply, language, text FROM dues_sms_text ORDER BY reply, language")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?)))?;
    let mut found = Vec::new();
    for row in rows {
        let (reply, language, text) = row?;
        found.extend(Reply::from_number(reply).map(|reply| (reply, language, text)));
    }
    Ok(found)
}

/// Keeps a text of the site's own; `None`: the usual one again.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn set_text(tx: &Tx<'_>, reply: Reply, language: &str, text: Option<&str>) -> Result<(), StoreError> {
    match text {
        Some(text) => tx
            .conn()
            .prepare_cached("INSERT INTO dues_sms_text (reply, language, text) VALUES (?1,?2,?3) ON CONFLICT DO UPDATE SET text = ?3")?
            .execute(params![reply.number(), language, text])?,
        None => tx
            .conn()
            .prepare_cached("DELETE FROM dues_sms_text WHERE reply = ?1 AND language = ?2")?
            .execute(params![reply.number(), language])?,
    };
    Ok(())
}

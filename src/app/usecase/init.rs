//! Making an empty site.

use std::path::Path;

use crate::app::{AppError, Session, assets, clock, texts::Lang};
use crate::domain::account::Country;
use crate::domain::refusal::Refusal;
use crate::store::site::{self, Site};
use crate::store::tx::Actor;
use crate::store::{Store, StoreError};

/// Makes the site's file with its chart of accounts and number series, and opens it.
///
/// # Errors
/// [`Refusal::SiteExists`], or whatever is wrong with the place. A file half made is taken away again.
pub fn init(path: &Path, country: Country, name: &str, operator: &str, lang: Option<Lang>) -> Result<Session, AppError> {
    if path.exists() {
        let path_words = path.display().to_string();
        return Err(match Session::open(path, operator, lang) {
            Ok(session) => Refusal::SiteExists {
                name: session.site.name,
                path: path_words,
            },
            Err(_) => Refusal::FileExists { path: path_words },
        }
        .into());
    }
    let name = name.trim();
    if name.is_empty() {
        return Err(AppError::Usage {
            code: "name",
            given: String::new(),
        });
    }
    let actor = Actor {
        operator: operator.to_owned(),
        at_ms: clock::now_ms(),
        today: clock::today(),
    };
    let store = init_as(path, country, name, actor)?;
    tracing::info!("site made");
    Session::with(store, operator, lang)
}

/// Makes the site's file as somebody did it at some time. A file half made is taken away again.
///
/// # Errors
/// Whatever is wrong with the place.
pub(crate) fn init_as(path: &Path, country: Country, name: &str, actor: Actor) -> Result<Store, AppError> {
    let (chart, language) = (assets::chart(country)?, assets::language(country)?);
    let site = Site {
        country,
        currency: country.currency(),
        name: name.to_owned(),
        language,
    };
    let made = make(path, &site, &chart, actor);
    if made.is_err() {
        let _ = std::fs::remove_file(path);
    }
    Ok(made?)
}

fn make(path: &Path, site: &Site, chart: &[site::ChartAccount], actor: Actor) -> Result<Store, StoreError> {
    let mut store = Store::create(path)?;
    let tx = store.begin(actor)?;
    site::create(&tx, site, chart)?;
    tx.commit()?;
    Ok(store)
}

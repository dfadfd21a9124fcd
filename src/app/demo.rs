//! Demo sites: a site with made-up data, as if people had worked in it for fourteen months (design, part 7).
//!
//! The same seed gives the same data on the same day. Nothing is written past the rules: claims are issued, payments come
//! from bank files that are imported, and people annul, credit and discount through the same functions as everybody; only
//! the clock is made up. Payments of bank files exist in `no`; the workshop of `se` has orders that were paid at the counter or
//! by mobile. There are agreements to draw everywhere. However many claims are asked for, payments are at most 100 000, and claims
//! that people change at most 20 000.
//!
//! `profile` says what a site of a country is like, `life` lets the days pass, `issue`, `money`
//! and `handle` say what happens on each, `people` who they are, `bank` writes bank
//! files, `set_up` what is agreed about the accounts, `agreements` who may be drawn from, `orders` the workshop's orders, `membership` the kinds and the dues of the next year, `dialogues` the messages of members;
//! `files`, `statement`, `bad_files`, `files_se` and `files_dk` make those that are left for trying, with what `trial` has in
//! common; `place` puts everything where it belongs.

mod agreements;
mod bad_files;
mod bank;
mod country_dk;
mod country_no;
mod country_se;
mod days;
mod dialogues;
mod files;
mod files_dk;
mod files_se;
mod handle;
mod issue;
mod life;
mod membership;
mod money;
mod orders;
mod people;
mod place;
mod profile;
mod set_up;
mod statement;
mod trial;

use std::path::Path;

use crate::app::{AppError, Session, texts::Lang};
use crate::domain::account::Country;
use life::Life;
use place::Workshop;
use profile::Profile;

/// How many payments a demo site gets at most.
const PAYMENTS_MAX: u32 = 100_000;
/// How many claims are annulled, credited or discounted at most.
const CHANGES_MAX: u32 = 20_000;
/// Page cache while it is made, in KiB.
const CACHE_KIB: i64 = 192 * 1024;

/// What a demo site is to be like.
pub struct Wanted {
    /// no: a membership organisation; se: a workshop; dk: a fundraising organisation.
    pub country: Country,
    /// How many claims.
    pub claims: u32,
    /// The same seed makes the same data.
    pub seed: u64,
}

/// A bank file for trying the import with.
struct TrialFile {
    name: String,
    bytes: Vec<u8>,
}

/// Makes a demo site at `path`, and an `import/` folder beside it with bank files to try. The file appears when it is whole;
/// until then an older one stays.
///
/// # Errors
/// [`Refusal::FileExists`](crate::domain::refusal::Refusal::FileExists) when something is there and `fresh` is not asked
/// for, [`Refusal::NotADemo`](crate::domain::refusal::Refusal::NotADemo) when that is no demo site, or whatever is wrong with
/// the place.
pub fn make(path: &Path, wanted: &Wanted, fresh: bool, operator: &str, lang: Option<Lang>) -> Result<(), AppError> {
    let old = place::old_files(path, fresh)?;
    let workshop = Workshop::open(path)?;
    let files = build(&workshop, wanted, operator, lang)?;
    workshop.deliver(path, &old, &files)?;
    tracing::info!(claims = wanted.claims, "demo site made");
    Ok(())
}

fn build(workshop: &Workshop, wanted: &Wanted, operator: &str, lang: Option<Lang>) -> Result<Vec<TrialFile>, AppError> {
    let profile = Profile::of(wanted.country);
    let mut life = Life::new(profile, wanted);
    let store = crate::app::usecase::init::init_as(&workshop.site(), wanted.country, profile.site, life.founder())?;
    let (store, indexes) = store.make_in_haste()?;
    store.set_cache_kib(CACHE_KIB)?;
    let mut session = Session::with(store, operator, lang)?;
    life.live(&mut session, workshop.folder())?;
    if wanted.country == Country::Se {
        life.orders(&mut session)?;
    }
    if wanted.country == Country::No {
        life.memberships(&mut session)?;
        life.dialogues(&mut session)?;
    }
    let conn = &session.store.conn;
    let files = match wanted.country {
        Country::No => files::trial_files(&mut life, conn)?,
        Country::Se => files_se::trial_files(&mut life, conn)?,
        Country::Dk => files_dk::trial_files(&mut life, conn)?,
    };
    place::mark(&session, &files)?;
    session.store.finish_made(&indexes)?;
    Ok(files)
}

//! Ready-made recipes, from `assets/references/`, and a recipe in words with an example.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::app::AppError;
use crate::app::texts::{Arg, Texts};
use crate::domain::account::Country;
use crate::domain::claim::Kind;
use crate::domain::reference::Recipe;
use crate::domain::reference::recipe::{Apart, Part, Piece, Values, Width};

/// A recipe that others use.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ReadyMade {
    /// From when on it is offered.
    from: NaiveDate,
    /// The mask.
    pub mask: String,
    /// Who makes references so.
    pub who: String,
    /// Whether it is the one to take.
    #[serde(default)]
    pub recommended: bool,
}

#[derive(Deserialize)]
struct File {
    recipes: Vec<ReadyMade>,
}

/// The ready-made recipes of a country on a day, the recommended one first.
///
/// # Errors
/// [`AppError::Asset`] when the asset is broken.
pub fn ready_made(country: Country, on: NaiveDate) -> Result<Vec<ReadyMade>, AppError> {
    let (name, text) = match country {
        Country::No => ("references/no.toml", include_str!("../../../../assets/references/no.toml")),
        Country::Se => ("references/se.toml", include_str!("../../../../assets/references/se.toml")),
        Country::Dk => ("references/dk.toml", include_str!("../../../../assets/references/dk.toml")),
    };
    let file: File = toml::from_str(text).map_err(|error| AppError::Asset {
        name: name.to_owned(),
        detail: error.to_string(),
    })?;
    let mut recipes = file.recipes;
    recipes.retain(|recipe| recipe.from <= on);
    recipes.sort_by_key(|recipe| !recipe.recommended);
    Ok(recipes)
}

/// The number of the made-up member of examples, as far as the mask has room for it.
const MEMBER: &str = "104217";
/// The number of the made-up claim of examples.
const CLAIM: u64 = 10_241;

/// What a recipe makes of a made-up claim.
pub fn example(recipe: &Recipe) -> Option<String> {
    let room = |wanted: Part, most: usize| {
        let width = recipe.pieces().iter().find_map(|piece| match piece {
            Piece::Number(part, Width::Digits(digits)) if *part == wanted => Some(*digits),
            _ => None,
        });
        width.unwrap_or(most).min(most)
    };
    let member = MEMBER.get(MEMBER.len() - room(Part::Member, MEMBER.len())..)?;
    let claim = CLAIM % 10u64.checked_pow(u32::try_from(room(Part::Claim, 5)).ok()?)?;
    let of = |running| Values {
        member,
        claim: claim.max(1),
        kind: Kind::Dues,
        running,
    };
    // One number in eleven has no check digit modulo 11; its neighbour has.
    let made = (1..=3).find_map(|running| recipe.make(&of(running)).ok());
    made.map(|reference| reference.to_string())
}

/// A recipe in words: `member number 6 · kind of claim 2 · running number 2 · check digit mod 10`.
pub fn explained(recipe: &Recipe, texts: &Texts) -> String {
    let mut words: Vec<String> = Vec::new();
    for piece in recipe.pieces() {
        words.push(match piece {
            Piece::Fixed(digits) => digits.clone(),
            Piece::Number(part, Width::Digits(digits)) => {
                let count = Arg::count(*digits);
                texts.with("recipe-digits", &[("part", Arg::Text(texts.t(part.key()))), ("digits", count)])
            }
            Piece::Number(part, Width::AsIs) => texts.with("recipe-as-is", &[("part", Arg::Text(texts.t(part.key())))]),
        });
    }
    if recipe.has_length_digit() {
        words.push(texts.t("recipe-length-digit"));
    }
    words.push(texts.t(if recipe.is_mod11() { "recipe-check-11" } else { "recipe-check-10" }));
    words.join(" · ")
}

/// What a reference seems to be made of: `member number 104217 · kind of claim Dues · running number 3`.
pub fn apart_words(apart: &Apart, texts: &Texts) -> String {
    let kind = apart.kind.map(|kind| texts.t(&format!("kind-{}", kind.code())));
    let parts = [
        (Part::Member, apart.member.clone()),
        (Part::Claim, apart.claim.map(|number| number.to_string())),
        (Part::Kind, kind),
        (Part::Running, apart.running.map(|number| number.to_string())),
    ];
    let words = parts
        .into_iter()
        .filter_map(|(part, value)| Some(format!("{} {}", texts.t(part.key()), value?)));
    words.collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reference::ReferenceRules;

    #[test]
    fn ocr_18_every_ready_made_recipe_is_one_and_the_first_is_what_hypersys_recommends() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let rules = [
            (Country::No, "mod10:9,mod10:11,mod10:12,mod10:13,mod10:14,mod10:15,mod11:15"),
            (Country::Se, "ocr,ocr-length"),
            (Country::Dk, "fik71:89999993,fik75:89999993"),
        ];
        for (country, rules) in rules {
            let rules: ReferenceRules = rules.parse().unwrap();
            let all = ready_made(country, day).unwrap();
            assert!(all.first().is_some_and(|first| first.recommended), "{country:?}");
            for ready in &all {
                let recipe: Recipe = ready.mask.parse().unwrap_or_else(|fault| panic!("{}: {fault}", ready.mask));
                assert!(recipe.fits_one(&rules), "{}", ready.mask);
                let example = example(&recipe).unwrap_or_else(|| panic!("{}", ready.mask));
                assert!(rules.check(&example).is_ok(), "{} {example}", ready.mask);
            }
        }
        assert_eq!(ready_made(Country::No, day).unwrap()[0].mask, "mmmmmmttrr#");
        assert!(
            ready_made(Country::No, NaiveDate::from_ymd_opt(1969, 1, 1).unwrap())
                .unwrap()
                .is_empty()
        );
    }
}

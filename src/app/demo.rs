//! stub
use crate::app::{AppError, texts::Lang};
use crate::domain::account::Country;
use std::path::Path;
/// w
pub struct Wanted {
    /// c
    pub country: Country,
    /// n
    pub claims: u32,
    /// s
    pub seed: u64,
}
/// m
/// # Errors
/// e
pub fn make(_: &Path, _: &Wanted, _: bool, _: &str, _: Option<Lang>) -> Result<(), AppError> {
    Ok(())
}

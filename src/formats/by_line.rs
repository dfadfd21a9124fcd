//! A file read line by line: what each of its formats answers for a line, and when reading stops.

use std::ops::ControlFlow;

use super::ReadError;
use super::lines::Lines;

/// Why reading stops before the end.
pub enum Halt {
    /// The sink broke off.
    Cancelled,
    /// What follows cannot be understood, or there are findings enough.
    Useless,
}

/// Whether to go on with the next line.
pub type Step = ControlFlow<Halt>;
/// Go on.
pub const ON: Step = ControlFlow::Continue(());

/// Hands over every line. Answers whether the lines that follow were of no use.
///
/// # Errors
/// [`ReadError::Io`], [`ReadError::Cancelled`] when the sink broke off.
pub fn each_line(lines: &mut Lines<'_>, mut take: impl FnMut(&Lines<'_>) -> Step) -> Result<bool, ReadError> {
    while lines.advance()? {
        match take(lines) {
            ControlFlow::Continue(()) => {}
            ControlFlow::Break(Halt::Cancelled) => return Err(ReadError::Cancelled),
            ControlFlow::Break(Halt::Useless) => return Ok(true),
        }
    }
    Ok(false)
}

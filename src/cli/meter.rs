//! How far long work has come, for whoever waits at a terminal: one line on standard error, which is gone when it is done.

use std::io::{IsTerminal, Write};

/// One line that is written over. Nothing is written where nobody looks.
pub(super) struct Meter {
    shows: bool,
    shown: Option<u8>,
}

impl Meter {
    pub(super) fn new() -> Meter {
        Meter {
            shows: std::io::stderr().is_terminal(),
            shown: None,
        }
    }

    /// So many percent of the work are done.
    pub(super) fn tell(&mut self, percent: u8) {
        if self.shows && self.shown != Some(percent) {
            self.shown = Some(percent);
            let _ = write!(std::io::stderr(), "\r{percent:>3} %");
        }
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        if self.shown.is_some() {
            let _ = write!(std::io::stderr(), "\r     \r");
        }
    }
}

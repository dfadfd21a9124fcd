//! Keys as data: what a command row names, what the key bar prints, what a settings file may say.

use std::fmt;
use std::str::FromStr;

/// What was pressed, without modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character; capitals are the character itself.
    Char(char),
    /// F1 to F12.
    F(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift+Tab.
    BackTab,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Backspace.
    Backspace,
}

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// What.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift (for characters only together with Alt).
    pub shift: bool,
}

/// A key alone.
pub const fn plain(code: Code) -> Key {
    Key {
        code,
        ctrl: false,
        alt: false,
        shift: false,
    }
}

/// A function key.
pub const fn f(number: u8) -> Key {
    plain(Code::F(number))
}

/// Shift with a key that is no character.
pub const fn shift(code: Code) -> Key {
    Key {
        code,
        ctrl: false,
        alt: false,
        shift: true,
    }
}

/// Ctrl with a character.
pub const fn ctrl(letter: char) -> Key {
    Key {
        code: Code::Char(letter),
        ctrl: true,
        alt: false,
        shift: false,
    }
}

/// Ctrl with a key that is no character.
pub const fn ctrl_key(code: Code) -> Key {
    Key {
        code,
        ctrl: true,
        alt: false,
        shift: false,
    }
}

/// Alt with a character.
pub const fn alt(letter: char) -> Key {
    Key {
        code: Code::Char(letter),
        ctrl: false,
        alt: true,
        shift: false,
    }
}

/// Alt and Shift with a letter.
pub const fn alt_shift(letter: char) -> Key {
    Key {
        code: Code::Char(letter),
        ctrl: false,
        alt: true,
        shift: true,
    }
}

/// Alt with a key that is no character.
pub const fn alt_key(code: Code) -> Key {
    Key {
        code,
        ctrl: false,
        alt: true,
        shift: false,
    }
}

/// A character alone.
pub const fn char(letter: char) -> Key {
    plain(Code::Char(letter))
}

const NAMES: &[(&str, Code)] = &[
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Tab", Code::Tab),
    ("Shift+Tab", Code::BackTab),
    ("↑", Code::Up),
    ("↓", Code::Down),
    ("←", Code::Left),
    ("→", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PgUp", Code::PageUp),
    ("PgDn", Code::PageDown),
    ("Del", Code::Delete),
    ("Ins", Code::Insert),
    ("Backspace", Code::Backspace),
    ("Space", Code::Char(' ')),
];

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            out.write_str("Ctrl+")?;
        }
        if self.alt {
            out.write_str("Alt+")?;
        }
        if self.shift {
            out.write_str("Shift+")?;
        }
        match (self.code, NAMES.iter().find(|(_, code)| *code == self.code)) {
            (_, Some((name, _))) => out.write_str(name),
            (Code::F(number), None) => write!(out, "F{number}"),
            (Code::Char(letter), None) if self.ctrl || self.alt => write!(out, "{}", letter.to_uppercase()),
            (Code::Char(letter), None) => write!(out, "{letter}"),
            _ => Ok(()),
        }
    }
}

impl FromStr for Key {
    type Err = ();

    /// Reads `Ctrl+S`, `Shift+F7`, `Space`, `?`.
    fn from_str(text: &str) -> Result<Key, ()> {
        if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == text) {
            return Ok(plain(*code));
        }
        if let Some((prefix, rest)) = text.split_once('+').filter(|(_, rest)| !rest.is_empty()) {
            let mut key: Key = rest.parse()?;
            match prefix {
                "Ctrl" => key.ctrl = true,
                "Alt" => key.alt = true,
                "Shift" => key.shift = true,
                _ => return Err(()),
            }
            if let (Code::Char(letter), true) = (key.code, key.ctrl || key.alt) {
                key.code = Code::Char(letter.to_ascii_lowercase());
            }
            return Ok(key);
        }
        let mut letters = text.chars();
        match (letters.next(), letters.as_str()) {
            (Some(letter), "") => Ok(char(letter)),
            (Some('F'), number) => number.parse().ok().filter(|n| (1..=12).contains(n)).map(f).ok_or(()),
            _ => Err(()),
        }
    }
}

impl Key {
    /// Whether every terminal tells this key from others and hands it to us (ui, part 2: never bound).
    pub fn is_safe(&self) -> bool {
        match self.code {
            Code::Char(_) if self.ctrl && self.alt => false,
            Code::Char(letter) if self.ctrl => letter.is_ascii_lowercase() && !matches!(letter, 'i' | 'm' | 'h' | 'j' | 'c' | 'z'),
            // Escape and O, or a bracket, begin what a function key sends.
            Code::Char(letter) if self.alt => letter != '[' && !(self.shift && letter == 'o'),
            Code::Char(_) => !self.shift,
            Code::Enter | Code::Tab | Code::Esc | Code::Backspace => !self.ctrl && !self.alt && !self.shift,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_printed_and_read_alike() {
        for key in [
            f(5),
            ctrl('s'),
            alt('m'),
            shift(Code::F(7)),
            char('/'),
            char(' '),
            plain(Code::Esc),
            ctrl_key(Code::F(7)),
            alt('1'),
            alt_shift('b'),
            alt_key(Code::Right),
        ] {
            assert_eq!(key.to_string().parse(), Ok(key), "{key}");
        }
        for wrong in ["", "F13", "Hyper+X", "Ctrl+"] {
            assert!(wrong.parse::<Key>().is_err(), "{wrong}");
        }
    }
}

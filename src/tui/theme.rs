//! Colours by role, never raw. Every role differs from text by more than colour, so that it survives `NO_COLOR`.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    Dim,
    Title,
    Head,
    Accent,
    Warning,
    Danger,
    Good,
    Cursor,
    Selected,
    Bar,
    Key,
}

/// The colours in use.
#[derive(Clone, Copy, Debug)]
pub(super) struct Theme {
    colours: bool,
}

impl Theme {
    /// As the environment wants it.
    pub fn from_environment() -> Theme {
        Theme {
            colours: std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        }
    }

    /// How a role looks.
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        let (colour, rest) = match role {
            Role::Text => (None, plain),
            Role::Dim => (
                Some(Color::DarkGray),
                if self.colours { plain } else { plain.add_modifier(Modifier::DIM) },
            ),
            Role::Title => (None, plain.add_modifier(Modifier::BOLD)),
            Role::Head => (Some(Color::Cyan), plain.add_modifier(Modifier::BOLD)),
            Role::Accent => (Some(Color::Cyan), plain),
            Role::Warning => (Some(Color::Yellow), plain),
            Role::Danger => (Some(Color::LightRed), plain.add_modifier(Modifier::BOLD)),
            Role::Good => (Some(Color::Green), plain),
            Role::Cursor => (None, plain.add_modifier(Modifier::REVERSED)),
            Role::Selected => (Some(Color::Cyan), plain.add_modifier(Modifier::BOLD)),
            Role::Bar => (None, plain),
            Role::Key => (Some(Color::Cyan), plain.add_modifier(Modifier::BOLD)),
        };
        match colour {
            Some(colour) if self.colours => rest.fg(colour),
            _ => rest,
        }
    }
}

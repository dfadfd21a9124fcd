//! A page as a list of things at places, in twips from the upper left corner. Layout puts them there, `pdf` writes them down, and
//! the tests look at them.

use super::letters::{Faces, Weight};
use super::template::{Align, Colour, Template, Twips};

/// One thing on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A printable text; `y` is its baseline.
    Text {
        /// Left end.
        x: Twips,
        /// Baseline.
        y: Twips,
        /// Size.
        size: Twips,
        /// Face.
        weight: Weight,
        /// Colour.
        colour: Colour,
        /// Letters, all of the font.
        text: String,
    },
    /// A filled rectangle.
    Area {
        /// Left.
        x: Twips,
        /// Top.
        y: Twips,
        /// Width.
        wide: Twips,
        /// Height.
        high: Twips,
        /// Colour.
        colour: Colour,
    },
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Size.
    pub size: Twips,
    /// Face.
    pub weight: Weight,
    /// Colour.
    pub colour: Colour,
}

/// A room between two edges, at a baseline.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Left edge.
    pub left: Twips,
    /// Right edge.
    pub right: Twips,
    /// Baseline.
    pub y: Twips,
}

/// A page while it is filled.
pub struct Sheet<'a> {
    /// Sizes and colours.
    pub template: &'a Template,
    /// The font.
    pub faces: &'a Faces,
    /// What stands on it.
    pub items: Vec<Item>,
}

impl<'a> Sheet<'a> {
    /// An empty one.
    pub fn new(template: &'a Template, faces: &'a Faces) -> Self {
        Sheet {
            template,
            faces,
            items: Vec::new(),
        }
    }

    /// Text like the body.
    pub fn body(&self) -> Style {
        self.style(self.template.letters.body.0, Weight::Regular, self.template.colours.ink)
    }

    /// Body text that carries weight.
    pub fn bold(&self) -> Style {
        self.style(self.template.letters.body.0, Weight::Bold, self.template.colours.ink)
    }

    /// A label.
    pub fn label(&self) -> Style {
        self.style(self.template.letters.small.0, Weight::Regular, self.template.colours.quiet)
    }

    /// A style of its own.
    pub fn style(&self, size: Twips, weight: Weight, colour: Colour) -> Style {
        Style { size, weight, colour }
    }

    /// Height of a line of letters of a size.
    pub fn leading(&self, size: Twips) -> Twips {
        size * self.template.letters.leading / 100
    }

    /// Height of a line of the body.
    pub fn line(&self) -> Twips {
        self.leading(self.template.letters.body.0)
    }

    /// A text from outside or of ours, in a room: cut with `…` when it is too wide. Answers where it ends.
    pub fn put(&mut self, room: Room, align: Align, style: Style, text: &str) -> Twips {
        let text = self.faces.printable(text);
        let text = self.faces.fit(&text, style.weight, style.size, room.right - room.left);
        self.place(room, align, style, text)
    }

    /// As [`Sheet::put`], but made smaller instead of cut: amounts, account numbers and references are never cut. A text that
    /// would become unreadable is cut after all, which no amount is wide enough for.
    pub fn put_whole(&mut self, room: Room, align: Align, mut style: Style, text: &str) -> Twips {
        let text = self.faces.printable(text);
        let (width, smallest) = (room.right - room.left, 70);
        while self.faces.width(&text, style.weight, style.size) > width && style.size > smallest {
            style.size -= 2;
        }
        let text = self.faces.fit(&text, style.weight, style.size, width);
        self.place(room, align, style, text)
    }

    fn place(&mut self, room: Room, align: Align, style: Style, text: String) -> Twips {
        let width = self.faces.width(&text, style.weight, style.size);
        let x = match align {
            Align::Left => room.left,
            Align::Right => room.right - width,
        };
        if !text.is_empty() {
            self.items.push(Item::Text {
                x,
                y: room.y,
                size: style.size,
                weight: style.weight,
                colour: style.colour,
                text,
            });
        }
        x + width
    }

    /// Puts lines that were wrapped already, one below the other. Answers the baseline after the last.
    pub fn put_lines(&mut self, mut room: Room, style: Style, lines: &[String]) -> Twips {
        for line in lines {
            self.place(room, Align::Left, style, line.clone());
            room.y += self.leading(style.size);
        }
        room.y
    }

    /// A filled rectangle.
    pub fn area(&mut self, [x, y, wide, high]: [Twips; 4], colour: Colour) {
        self.items.push(Item::Area { x, y, wide, high, colour });
    }

    /// A horizontal rule, `thick` twips, below `y`.
    pub fn rule(&mut self, left: Twips, right: Twips, y: Twips, thick: Twips, colour: Colour) {
        self.area([left, y, right - left, thick], colour);
    }

    /// A frame, `thick` twips, inside a rectangle.
    pub fn frame(&mut self, [x, y, wide, high]: [Twips; 4], thick: Twips, colour: Colour) {
        self.area([x, y, wide, thick], colour);
        self.area([x, y + high - thick, wide, thick], colour);
        self.area([x, y + thick, thick, high - 2 * thick], colour);
        self.area([x + wide - thick, y + thick, thick, high - 2 * thick], colour);
    }
}

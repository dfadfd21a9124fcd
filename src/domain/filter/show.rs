//! Prints a filter in canonical text, which reads back as the same filter: column ids, ISO dates, amounts with a
//! point, quotes where they are needed.

use std::fmt;

use super::{Filter, Op, Operand, Term, Test};

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, term) in self.terms.iter().enumerate() {
            let blank = if place == 0 { "" } else { " " };
            write!(f, "{blank}{term}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.exclude { "-" } else { "" })?;
        match &self.test {
            Test::Word(word) => quoted(f, word),
            Test::Column { column, op, values } => {
                f.write_str(column)?;
                f.write_str(match op {
                    Op::Is | Op::Between | Op::Empty | Op::NotEmpty => ":",
                    Op::Less => "<",
                    Op::LessEq => "<=",
                    Op::Greater => ">",
                    Op::GreaterEq => ">=",
                })?;
                if *op == Op::NotEmpty {
                    return f.write_str("*");
                }
                let between = if *op == Op::Between { ".." } else { "," };
                for (place, value) in values.iter().enumerate() {
                    f.write_str(if place == 0 { "" } else { between })?;
                    write!(f, "{value}")?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Operand::Text(text) | Operand::Choice(text) => quoted(f, text),
            Operand::Number(number) => write!(f, "{number}"),
            Operand::Money(money) => write!(f, "{money}"),
            Operand::Date(date) => write!(f, "{}", date.format("%Y-%m-%d")),
            Operand::RelativeDays(0) => f.write_str("today"),
            Operand::RelativeDays(days) => write!(f, "{days}d"),
            Operand::RelativeMonths(months) => write!(f, "{months}m"),
            Operand::Flag(true) => f.write_str("yes"),
            Operand::Flag(false) => f.write_str("no"),
        }
    }
}

/// Writes a text, in quotes if anything in it could mean something.
fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@' | '/' | '+');
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(plain) {
        return f.write_str(text);
    }
    write!(f, "\"{}\"", text.replace('"', "\"\""))
}

//! One macro for the small sets of codes that stand in the database as numbers and everywhere else as words.

/// Declares an enum whose variants have a stable number (in the file) and a stable word (on the command line,
/// in JSON and as the key of their texts).
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $number:literal $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The number that stands in the file.
            pub const fn number(self) -> i64 {
                match self { $($name::$variant => $number),+ }
            }

            /// The stable word.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// The value of a number in the file.
            pub fn from_number(number: i64) -> Option<$name> {
                Self::ALL.iter().copied().find(|v| v.number() == number)
            }

            /// The value of a word.
            pub fn from_code(word: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|v| v.code() == word)
            }
        }
    };
}

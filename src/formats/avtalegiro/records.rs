//! The fields of AvtaleGiro records that other services do not have, by position (Nets, "AvtaleGiro – system specification").

/// Record 70, one mandate.
pub mod mandate {
    use crate::formats::fixed::Field;
    /// Why it is told: 0 one of the complete list, 1 new or changed, 2 ended.
    pub const REASON: Field = Field::new(16, 16);
    /// Its KID, blanks in front.
    pub const KID: Field = Field::new(17, 41);
    /// Whether the payer wants to be told before each draw: `J` or `N`.
    pub const NOTIFY: Field = Field::new(42, 42);
}

/// Record 49, one line of what a claim is for.
pub mod line {
    use crate::formats::fixed::Field;
    /// Always `4`.
    pub const MARKER: Field = Field::new(16, 16);
    /// 1 to 42.
    pub const NUMBER: Field = Field::new(17, 19);
    /// 1 the left half of the line, 2 the right.
    pub const COLUMN: Field = Field::new(20, 20);
    /// Half a line.
    pub const TEXT: Field = Field::new(21, 60);
}

/// 30: was a mobile number once; blank.
pub const UNUSED: crate::formats::fixed::Field = crate::formats::fixed::Field::new(22, 32);

/// How many lines of what it is for a claim may have.
pub const LINES_MAX: usize = 42;

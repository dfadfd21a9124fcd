//! What can be said about dues paid by SMS, and the SMS dialogue.

use clap::{Args as ClapArgs, Subcommand};

use super::args::{Change, ListArgs};

#[derive(Subcommand)]
pub(super) enum SmsCommand {
    /// How dues are paid by SMS
    Show {
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Set how dues are paid by SMS
    Set(Box<SetUp>),
    /// Show what members are answered
    Texts {
        /// Only this language
        #[arg(long)]
        language: Option<String>,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Set a text of your own; an empty one gives the usual one again
    Text {
        /// Which reply: charge, paid, failed, no-party, several-parties, closed, nothing-outstanding, not-an-amount, no-amount,
        /// outside-limits, under-way
        reply: String,
        /// The text; {amount}, {given}, {organisation}, {url} are filled in
        text: String,
        /// In which language: nn, nb, sv, da, en
        #[arg(long)]
        language: String,
        #[command(flatten)]
        change: Change,
    },
    /// What a message would be answered, and why; nothing is sent
    Try {
        /// The message, in quotes
        text: String,
        /// From which number
        #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
        from: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// List dialogues, a row a number
    List(ListArgs),
    /// Show the dialogue with a number
    Read {
        /// The number
        #[arg(allow_hyphen_values = true)]
        number: String,
        /// What came is seen
        #[arg(long, conflicts_with = "unread")]
        seen: bool,
        /// The last that came is not seen
        #[arg(long)]
        unread: bool,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Answer a number
    Answer {
        /// The number
        #[arg(allow_hyphen_values = true)]
        number: String,
        /// What to say
        text: String,
        /// Only count the parts and what they cost
        #[arg(long)]
        dry_run: bool,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Say whose a number is
    Tie {
        /// The number
        #[arg(allow_hyphen_values = true)]
        number: String,
        /// The party's number
        #[arg(long)]
        party: String,
        /// It is not theirs any more
        #[arg(long)]
        untie: bool,
        #[command(flatten)]
        change: Change,
    },
    /// List charges: what was drawn by messages that cost
    Charges(ListArgs),
    /// Say what became of a charge that nobody knows of
    Decide {
        /// Its number in the list
        charge: String,
        /// The money was drawn
        #[arg(long, required_unless_present = "not_paid", conflicts_with = "not_paid")]
        paid: bool,
        /// Nothing was drawn
        #[arg(long)]
        not_paid: bool,
        #[command(flatten)]
        change: Change,
    },
    /// Give the money of a charge back; its claim is unpaid again
    Refund {
        /// Its number in the list
        charge: String,
        /// The provider does not do it: it was given back by hand
        #[arg(long, value_name = "FROM", value_parser = ["bank", "cash"])]
        by_hand: Option<String>,
        #[command(flatten)]
        change: Change,
    },
}

#[derive(ClapArgs)]
pub(super) struct SetUp {
    /// Take messages
    #[arg(long, conflicts_with = "closed")]
    pub open: bool,
    /// Take none
    #[arg(long)]
    pub closed: bool,
    /// The number that people send to
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    pub number: Option<String>,
    /// The organisation's keywords, with blanks between
    #[arg(long, value_name = "WORDS")]
    pub keywords: Option<String>,
    /// Words that mean payment, with blanks between; the amount is not one of them
    #[arg(long, value_name = "WORDS")]
    pub sub_keywords: Option<String>,
    /// The organisation, as the replies name it
    #[arg(long, value_name = "NAME")]
    pub organisation: Option<String>,
    /// Where members handle their membership: https://…
    #[arg(long)]
    pub url: Option<String>,
    /// Of the replies: nn, nb, sv, da, en; member: each member's own
    #[arg(long)]
    pub language: Option<String>,
    /// The least that is paid at once
    #[arg(long, value_name = "AMOUNT")]
    pub least: Option<String>,
    /// The most that is paid at once
    #[arg(long, value_name = "AMOUNT")]
    pub most: Option<String>,
    /// The youngest who may pay: 16 or 18; 0: no limit
    #[arg(long)]
    pub age: Option<u8>,
    /// After how many minutes without an outcome a person is asked
    #[arg(long, value_name = "MINUTES")]
    pub wait_minutes: Option<i64>,
    #[command(flatten)]
    pub change: Change,
}

//! Customers and members.

codes! {
    /// How claims reach a party.
    Channel {
        /// By e-mail, with the invoice as PDF.
        Email = 1 "email",
        /// By SMS.
        Sms = 2 "sms",
        /// On paper.
        Print = 3 "print",
    }
}

//! Messages to and from phones as records: where one stands.

codes! {
    /// Which way a message went.
    Direction {
        /// To a phone.
        Out = 1 "out",
        /// From a phone.
        In = 2 "in",
    }
}

codes! {
    /// Where a message stands.
    MessageState {
        /// To be sent.
        Queued = 1 "queued",
        /// Given to the gateway.
        Handed = 2 "handed",
        /// Sent to the network.
        Sent = 3 "sent",
        /// On the phone.
        Delivered = 4 "delivered",
        /// Not sent, or not delivered.
        Failed = 5 "failed",
        /// Nobody knows whether it was sent.
        Unknown = 6 "unknown",
        /// Came in.
        Received = 7 "received",
        /// Taken back before it left.
        Cancelled = 8 "cancelled",
    }
}

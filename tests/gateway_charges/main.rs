//! The contract of messages that cost: one suite over the simulator, Strex Connect and Puzzel, the latter two before servers
//! on this machine that play them as their public descriptions say, well and badly. What only one of them does, and the
//! folder of the relay, stand in files of their own.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "../gateway_payments/common.rs"]
mod common;
mod puzzel;
mod puzzel_only;
mod relay;
mod settings;
mod simulator;
mod strex;
mod strex_only;
mod strex_stub;
#[path = "../gateway_payments/stub.rs"]
#[allow(dead_code, reason = "shared with another test")]
mod stub;
mod suite;

use puzzel::PuzzelRig;
use simulator::SimulatorRig;
use strex::StrexRig;

/// How long the gateways under test wait.
pub const TIMEOUT_MS: u64 = 1_500;

suite::whole_suite!(with_simulator, crate::SimulatorRig);
suite::whole_suite!(with_strex, crate::StrexRig);
suite::whole_suite!(with_puzzel, crate::PuzzelRig);

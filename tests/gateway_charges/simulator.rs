//! The simulator as a rig of the suite: what happens is in the last digits of the number.

use fordring::gateways::charges::{ChargeState, Charges};
use fordring::gateways::simulator::Simulator;

use crate::suite::{EVERYBODY, Rig, Row, Trouble};

pub struct SimulatorRig {
    folder: tempfile::TempDir,
    sim: Simulator,
}

fn open(folder: &tempfile::TempDir) -> Simulator {
    Simulator::open(&folder.path().join("simulator.db"), crate::common::now).unwrap()
}

impl Rig for SimulatorRig {
    fn new() -> SimulatorRig {
        let folder = tempfile::tempdir().unwrap();
        let sim = open(&folder);
        SimulatorRig { folder, sim }
    }

    fn gateway(&mut self) -> &mut dyn Charges {
        &mut self.sim
    }

    fn restart(&mut self) {
        self.sim = open(&self.folder);
    }

    fn prepare(&mut self, trouble: Trouble) -> Option<&'static str> {
        match trouble {
            Trouble::Refused => Some("+4799990001"),
            Trouble::Busy => Some("+4799990011"),
            Trouble::Lost => Some("+4799990005"),
            _ => None,
        }
    }

    fn will(&mut self, row: Row) -> Option<&'static str> {
        Some(match row {
            Row::Paid => EVERYBODY,
            Row::NoFunds => "+4799990020",
            Row::Barred => "+4799990021",
            Row::Age => "+4799990022",
            Row::Limit => "+4799990023",
            Row::MustRegister => "+4799990024",
            Row::Declined => "+4799990025",
            Row::DeliveredNotBilled => "+4799990030",
            Row::BilledNotDelivered => "+4799990031",
            Row::NotKnown => "+4799990032",
        })
    }

    fn decide(&mut self, _key: &str) {
        crate::common::later(60_000);
    }

    fn made(&mut self) -> usize {
        self.sim.charges().unwrap().len()
    }

    fn price(&mut self, key: &str) -> i64 {
        let charges = self.sim.charges().unwrap();
        charges.into_iter().find(|charge| charge.key == key).unwrap().amount.minor()
    }

    fn asked(&mut self) -> Option<usize> {
        None
    }

    fn reversals(&mut self) -> usize {
        let charges = self.sim.charges().unwrap();
        charges.into_iter().filter(|charge| charge.state == ChargeState::Refunded).count()
    }

    fn unplug(&mut self) -> bool {
        false
    }
}

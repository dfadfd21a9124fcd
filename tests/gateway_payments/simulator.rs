//! The simulator as a rig of the suite: what goes wrong is in the amounts.

use fordring::domain::money::Money;
use fordring::gateways::simulator::{LinkAnswer, Simulator};
use fordring::gateways::{LinkState, Payments};

use crate::suite::{Books, Rig, Trouble};

pub struct SimulatorRig {
    folder: tempfile::TempDir,
    sim: Simulator,
}

fn open(folder: &tempfile::TempDir) -> Simulator {
    Simulator::open(&folder.path().join("simulator.db"), crate::common::now).unwrap()
}

impl SimulatorRig {
    fn url(&mut self, reference: &str) -> String {
        let payments = self.sim.payments().unwrap();
        payments.into_iter().find(|p| p.reference == reference).unwrap().url
    }
}

impl Rig for SimulatorRig {
    fn new() -> SimulatorRig {
        let folder = tempfile::tempdir().unwrap();
        let sim = open(&folder);
        SimulatorRig { folder, sim }
    }

    fn gateway(&mut self) -> &mut dyn Payments {
        &mut self.sim
    }

    fn restart(&mut self) {
        self.sim = open(&self.folder);
    }

    fn prepare(&mut self, trouble: Trouble) -> Option<i64> {
        let ore = match trouble {
            Trouble::Nothing => 50,
            Trouble::CreateRefused => 2,
            Trouble::CreateBusy => 14,
            Trouble::CreateLost => 5,
            Trouble::CancelCrosses => 4,
            Trouble::CancelWhilePaying => 7,
            Trouble::CancelLost => 15,
            Trouble::CaptureLost => 10,
            Trouble::RefundLost => 9,
            _ => return None,
        };
        Some(124_900 + ore)
    }

    fn pay(&mut self, reference: &str) -> bool {
        let url = self.url(reference);
        matches!(self.sim.pay(&url, None).unwrap(), LinkAnswer::Paid(_))
    }

    fn decline(&mut self, reference: &str) {
        let url = self.url(reference);
        assert_eq!(self.sim.decline(&url).unwrap(), LinkAnswer::Dead);
    }

    fn books(&mut self, reference: &str) -> Books {
        let payments = self.sim.payments().unwrap();
        let ours: Vec<_> = payments.iter().filter(|p| p.reference == reference).collect();
        ours.first().map_or(Books::default(), |p| Books {
            made: ours.len(),
            authorised: p.authorised.minor(),
            captured: p.captured.minor(),
            refunded: p.refunded.minor(),
            open: p.state == LinkState::Open && p.amount != Money::ZERO,
        })
    }

    fn unplug(&mut self) {
        self.sim.set_offline(true).unwrap();
    }

    fn currency(&self) -> &'static str {
        "SEK"
    }
}

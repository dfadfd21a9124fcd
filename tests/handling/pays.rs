//! What is done with a payment, and where the model says that its money is then.

use fordring::app::usecase::claims::Target;
use fordring::app::usecase::payments::{Handled, Part, PaymentAct, handle};
use fordring::domain::claim::{Claim, Whereto};
use fordring::domain::money::Money;

use super::common::day;
use super::walk::{Rng, claim_number, part, target};
use super::world::{PARTIES, World, is_refused};

impl World {
    pub fn pay(&mut self, id: i64, act: &PaymentAct) -> Option<Handled> {
        let done = handle(&mut self.session, id, act, "prøve", None);
        if std::env::var_os("FORDRING_SEED").is_some() {
            println!("{act:?} on {id}: {}", done.is_ok());
        }
        if done.is_err() {
            assert!(is_refused(&done), "{act:?} on payment {id}: {done:?}");
            return None;
        }
        let done = done.unwrap();
        for claim in &done.claims {
            assert_eq!(*claim, self.claim(claim.number), "what was told is what stands there");
        }
        Some(done)
    }

    pub fn place(&mut self, rng: &mut Rng) {
        let waiting = "SELECT id, amount - used FROM payment WHERE amount > 0 AND used < amount";
        let Some(id) = self.any(rng, waiting).or_else(|| self.any(rng, "SELECT id, 0 FROM payment")) else {
            return;
        };
        let numbers: Vec<i64> = (0..rng.usize(1..3)).map(|_| claim_number(rng)).collect();
        let write_off = rng.u8(0..4) == 0;
        let parts: Vec<Part> = numbers
            .iter()
            .map(|number| Part {
                claim: number.to_string(),
                amount: part(rng, 5_000),
                seen_left: None,
            })
            .collect();
        let before: Vec<Claim> = numbers.iter().map(|number| self.claim(*number)).collect();
        let row = self.row(numbers[0]);
        let mut left = self.one(&format!("SELECT amount - used FROM payment WHERE id = {id}"));
        let Some(done) = self.pay(
            id,
            &PaymentAct::Match {
                parts: parts.clone(),
                write_off,
            },
        ) else {
            return;
        };
        let mut free: std::collections::BTreeMap<i64, i64> = before.iter().map(|c| (c.number, c.left().unwrap().minor())).collect();
        for (part, claim) in parts.iter().zip(&before) {
            let free = free.get_mut(&claim.number).unwrap();
            let amount = part.amount.map_or(left.min(*free), Money::minor);
            *free -= amount;
            left -= amount;
            self.model.left -= amount;
            self.model.pay(claim.number, amount);
            if write_off {
                let now = done.claims.iter().find(|now| now.number == claim.number).unwrap();
                assert!(now.left().unwrap().is_zero(), "the difference was given up");
            }
        }
        self.count(if write_off { "match, writing off" } else { "match" });
        let new = before[0].placed.iter().all(|placed| placed.payment != id);
        if numbers.len() == 1 && new && !write_off && rng.bool() {
            let amount = self.claim(numbers[0]).placed_of(id).unwrap().minor();
            self.pay(
                id,
                &PaymentAct::Unmatch {
                    claim: numbers[0].to_string(),
                },
            )
            .unwrap();
            assert_eq!(self.row(numbers[0]), row, "an allocation that is undone leaves the claim as it was");
            self.model.pay(numbers[0], -amount);
            self.model.left += amount;
            self.count("match undone at once");
        }
    }

    pub fn oldest(&mut self, rng: &mut Rng) {
        let Some(id) = self.any(rng, "SELECT id, 0 FROM payment WHERE amount > 0 AND used < amount") else {
            return;
        };
        let party = rng.i64(0..=PARTIES);
        let Some(done) = self.pay(
            id,
            &PaymentAct::Oldest {
                party: format!("M{party}"),
            },
        ) else {
            return;
        };
        let mut last = i64::MIN;
        for claim in &done.claims {
            let more = claim.paid.minor() - self.model.paid.get(&claim.number).copied().unwrap_or(0);
            assert!(more > 0 && claim.number % PARTIES == party);
            let due = self.one(&format!("SELECT due_on FROM claim WHERE number = {}", claim.number));
            assert!(due >= last, "the oldest first");
            last = due;
            self.model.pay(claim.number, more);
            self.model.left -= more;
        }
        self.count("oldest");
    }

    pub fn unmatch(&mut self, rng: &mut Rng) {
        let number = claim_number(rng);
        let before = self.claim(number);
        let Some(placed) = before.placed.first() else { return };
        let amount = before.placed_of(placed.payment).unwrap().minor();
        if self
            .pay(placed.payment, &PaymentAct::Unmatch { claim: number.to_string() })
            .is_some()
        {
            self.model.pay(number, -amount);
            self.model.left += amount;
            self.count("unmatch");
        }
    }

    pub fn send(&mut self, rng: &mut Rng) {
        let Some(id) = self.any(rng, "SELECT id, 0 FROM payment WHERE amount > 0 AND used < amount") else {
            return;
        };
        let left = self.one(&format!("SELECT amount - used FROM payment WHERE id = {id}"));
        let (to, amount) = (target(rng), part(rng, left));
        let given = rng.bool().then(|| rng.i64(0..PARTIES));
        let act = PaymentAct::Send {
            to: to.clone(),
            party: given.map(|party| format!("M{party}")),
            amount,
        };
        let Some(done) = self.pay(id, &act) else { return };
        let amount = amount.map_or(left, Money::minor);
        self.model.left -= amount;
        let whose = "SELECT coalesce((SELECT CAST(substr(p.number, 2) AS INTEGER) FROM away w JOIN party p ON p.id = w.party_id ORDER BY w.id DESC LIMIT 1), 0)";
        let party = given.unwrap_or_else(|| self.one(whose));
        self.went(&to, amount, party, &done.refunds, 0);
        self.count("send");
    }

    pub fn recall_or_park(&mut self, rng: &mut Rng) {
        let Some(id) = self.any(rng, "SELECT id, 0 FROM payment") else {
            return;
        };
        match rng.u8(0..6) {
            0 | 1 => {
                let park = PaymentAct::Park {
                    note: "spør".to_owned(),
                    owner: "ola".to_owned(),
                    until: Some(day(3)),
                    replaces: true,
                };
                if self.pay(id, &park).is_some() {
                    self.count("park");
                }
            }
            2 => {
                if self.pay(id, &PaymentAct::Unpark).is_some() {
                    self.count("unpark");
                }
            }
            _ => {
                let away = "SELECT w.payment_id, 0 FROM away w WHERE w.undone_seq IS NULL AND w.kind IN (2, 5, 6)";
                let Some(id) = self.any(rng, away) else { return };
                let there = format!(
                    "SELECT w.kind * 100 + coalesce((SELECT CAST(substr(p.number, 2) AS INTEGER) FROM party p WHERE p.id = w.party_id), 0), w.amount
                       FROM away w WHERE w.payment_id = {id} AND w.undone_seq IS NULL AND w.kind IN (2, 5, 6)"
                );
                let there = self.all(&there);
                self.pay(id, &PaymentAct::Recall).unwrap();
                if self.one(&format!("SELECT amount < 0 FROM payment WHERE id = {id}")) == 1 {
                    let amount: i64 = there.iter().map(|(_, amount)| amount).sum();
                    self.model.borne -= amount;
                    self.model.out += amount;
                    self.count("recall of what went out");
                    return;
                }
                for (what, amount) in there {
                    *self.model.away.entry(what / 100).or_default() -= amount;
                    if what / 100 == 2 {
                        *self.model.credit.entry(what % 100).or_default() -= amount;
                    }
                    self.model.left += amount;
                }
                self.count("recall");
            }
        }
    }

    /// Money that went out is explained.
    pub fn out(&mut self, rng: &mut Rng) {
        let Some(id) = self.any(rng, "SELECT id, 0 FROM payment WHERE amount < 0 AND state <> 8") else {
            return;
        };
        let amount = -self.one(&format!("SELECT amount FROM payment WHERE id = {id}"));
        if rng.u8(0..3) == 0 {
            let act = PaymentAct::Send {
                to: Target::Account("7770".to_owned()),
                party: None,
                amount: part(rng, amount),
            };
            if self.pay(id, &act).is_some() {
                self.model.out -= amount;
                self.model.borne += amount;
                self.count("borne");
            }
            return;
        }
        if let Some(refund) = self.any(
            rng,
            &format!("SELECT id, 0 FROM refund WHERE state IN (1, 2) AND amount = {amount}"),
        ) {
            if self.pay(id, &PaymentAct::IsRefund { refund }).is_some() {
                self.model.out -= amount;
                self.model.refunds.get_mut(&refund).unwrap().0 = 3;
                self.count("is refund");
            }
        } else if let Some(payment) = self.any(rng, &format!("SELECT id, 0 FROM payment WHERE amount >= {amount}"))
            && let Some(done) = self.pay(id, &PaymentAct::Reverses { payment })
        {
            for claim in &done.claims {
                let less = self.model.paid[&claim.number] - claim.paid.minor();
                self.model.pay(claim.number, -less);
                self.model.left += less;
            }
            self.model.left -= amount;
            self.model.out -= amount;
            self.model.go(Whereto::Reversed, amount);
            self.count("reverses");
        }
    }
}

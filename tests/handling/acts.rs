//! What is done to a claim, a refund, a file, and where the model says that its money is then.

use fordring::app::usecase::claims::{Act, Target, change};
use fordring::app::usecase::refunds;
use fordring::domain::claim::{Claim, Whereto};
use fordring::domain::money::Money;
use fordring::domain::payment::RefundState;

use super::walk::{Rng, claim_number};
use super::world::{LAST, PARTIES, World, is_refused};

impl World {
    pub fn act(&mut self, rng: &mut Rng, make: impl Fn(&mut Rng, &Claim) -> Act) {
        let number = claim_number(rng);
        let before = self.claim(number);
        let act = make(rng, &before);
        let done = change(&mut self.session, before.id, &act, "prøve", Some(&before));
        let Ok(done) = done else {
            assert!(is_refused(&done), "{act:?} on {before:?}: {done:?}");
            return;
        };
        let after = self.claim(number);
        assert_eq!(done.after, after, "what was told is what stands there");
        let party = number % PARTIES;
        match &act {
            Act::MoveRemainder { amount, to } => {
                let amount = amount.map_or(before.remainder().unwrap().minor(), Money::minor);
                self.model.pay(number, -amount);
                self.went(to, amount, party, &done.refunds, 0);
            }
            Act::RefundAll => {
                self.model.pay(number, -before.paid.minor());
                self.model.go(Whereto::Fee, 1_400);
                self.went(&Target::Payer(None), before.paid.minor() - 1_400, party, &done.refunds, 1_400);
            }
            Act::RefundLines { lines } => {
                let paid = |no: u32| before.lines.iter().find(|line| line.no == no).unwrap().paid;
                let sum: i64 = lines.iter().map(|(no, amount)| amount.unwrap_or_else(|| paid(*no)).minor()).sum();
                self.model.pay(number, -sum);
                self.went(&Target::Payer(None), sum, party, &done.refunds, 0);
            }
            Act::UseCredit { amount } => {
                let credit = self.model.credit.get(&party).copied().unwrap_or(0);
                let amount = amount.map_or(credit.min(before.left().unwrap().minor()), Money::minor);
                self.model.go(Whereto::Credit, -amount);
                *self.model.credit.entry(party).or_default() -= amount;
                self.model.pay(number, amount);
            }
            _ => assert_eq!(before.paid, after.paid),
        }
        self.count(act.operation().code());
    }

    /// Money went somewhere, from a claim or from what was left over.
    pub fn went(&mut self, to: &Target, amount: i64, party: i64, refunds: &[i64], fee: i64) {
        match to {
            Target::Credit => {
                self.model.go(Whereto::Credit, amount);
                *self.model.credit.entry(party).or_default() += amount;
            }
            Target::Claim(other) => self.model.pay(other.parse().unwrap(), amount),
            Target::Account(_) => self.model.go(Whereto::Account, amount),
            Target::Donation => self.model.go(Whereto::Donation, amount),
            Target::Payer(_) => {
                self.model.go(Whereto::Refund, amount);
                let mut asked = 0;
                for id in refunds {
                    let one = self.one(&format!("SELECT amount FROM refund WHERE id = {id}"));
                    let kept = self.one(&format!(
                        "SELECT coalesce(sum(amount), 0) FROM away WHERE refund_id = {id} AND kind = 4"
                    ));
                    asked += one;
                    self.model.refunds.insert(*id, (1, one, kept));
                }
                assert_eq!(asked, amount, "{fee}");
            }
        }
    }

    pub fn refund(&mut self, rng: &mut Rng) {
        let Some(id) = self.any(rng, "SELECT id, 0 FROM refund") else {
            return;
        };
        let to = [RefundState::Sent, RefundState::Done, RefundState::Failed, RefundState::Requested][rng.usize(0..4)];
        let done = refunds::move_on(&mut self.session, id, to, "banken");
        if done.is_err() {
            assert!(is_refused(&done), "{done:?}");
            return;
        }
        let (state, amount, fee) = self.model.refunds[&id];
        assert!(RefundState::from_number(state).unwrap().may_become(to));
        match to {
            RefundState::Done => self.model.bank -= amount,
            RefundState::Failed => {
                self.model.go(Whereto::Refund, -amount);
                self.model.go(Whereto::Fee, -fee);
                self.model.left += amount + fee;
            }
            _ => {}
        }
        self.model.refunds.insert(id, (to.number(), amount, fee));
        self.count(to.code());
    }

    pub fn undo_some(&mut self, rng: &mut Rng) {
        if self.files.is_empty() {
            return;
        }
        let at = rng.usize(0..self.files.len());
        let (_, path, file) = self.files[at].clone();
        let Some(file) = file else {
            // It was undone: it is read again. Claims have moved on, so the file and not the model tells where its money is.
            return drop(path);
        };
        let sums = format!("SELECT id, amount FROM payment WHERE file_id = {file}");
        let (payments, before) = (self.all(&sums), self.rows());
        let placed: Vec<(i64, i64)> = (101..=LAST)
            .map(|number| {
                (
                    number,
                    payments.iter().map(|p| self.claim(number).placed_of(p.0).unwrap().minor()).sum(),
                )
            })
            .collect();
        let done = self.undo(file);
        if done.is_err() {
            assert!(is_refused(&done), "{done:?}");
            assert_eq!(self.rows(), before, "a refusal changes nothing");
            return self.count("undo refused");
        }
        for (_, amount) in &payments {
            self.model.bank -= amount;
            if *amount > 0 {
                self.model.left -= amount;
                self.model.go(Whereto::FileUndone, *amount);
            } else {
                self.model.out += amount;
            }
        }
        for (number, amount) in placed {
            self.model.pay(number, -amount);
            self.model.left += amount;
        }
        self.files[at].2 = None;
        self.count("undo");
    }
}

//! Random walks over every use case.

use fordring::app::usecase::claims::{Act, Target, change};
use fordring::app::usecase::payments::{Part, PaymentAct, handle};
use fordring::app::usecase::refunds;
use fordring::domain::bankfile::Direction;
use fordring::domain::claim::{Claim, Status, Whereto};
use fordring::domain::money::Money;
use fordring::domain::payment::RefundState;
use fordring::formats::WritePayment;

use super::common::{PAYERS, archived, day, kid, nobody, ocr};
use super::world::{LAST, PARTIES, World, is_refused};

type Rng = fastrand::Rng;

/// What a walk does, the ordinary more often.
const OFTEN: [u8; 26] = [0, 0, 0, 1, 1, 2, 2, 2, 3, 4, 4, 5, 5, 6, 7, 8, 9, 9, 10, 10, 11, 12, 13, 14, 15, 16];

/// A part of what there is: often all of it, sometimes none said, sometimes too much.
fn part(rng: &mut Rng, there: i64) -> Option<Money> {
    match rng.u8(0..6) {
        0..=2 => None,
        3 => Some(Money::from_minor(there)),
        4 => Some(Money::from_minor(rng.i64(0..=there.max(0)))),
        _ => Some(Money::from_minor(rng.i64(-1..20_000))),
    }
}

fn claim_number(rng: &mut Rng) -> i64 {
    rng.i64(101..=LAST)
}

fn target(rng: &mut Rng) -> Target {
    match rng.u8(0..9) {
        0..=2 => Target::Credit,
        3 => Target::Claim(claim_number(rng).to_string()),
        4 => Target::Account(["3100", "7770", "1500", "0"][rng.usize(0..4)].to_owned()),
        5 | 6 => Target::Payer(None),
        7 => Target::Payer(Some("12345678903".to_owned())),
        _ => Target::Donation,
    }
}

impl World {
    fn any(&self, rng: &mut Rng, sql: &str) -> Option<i64> {
        let found = self.all(sql);
        (!found.is_empty()).then(|| found[rng.usize(0..found.len())].0)
    }

    pub fn step(&mut self, rng: &mut Rng) {
        match OFTEN[rng.usize(0..OFTEN.len())] {
            0 => self.import_some(rng),
            1 => self.act(rng, |rng, on| Act::MoveRemainder {
                amount: part(rng, on.remainder().unwrap().minor()),
                to: target(rng),
            }),
            2 => self.place(rng),
            3 => self.act(rng, |_, _| Act::Approve),
            4 => self.act(rng, |rng, on| {
                let lines = on.lines.iter().filter(|_| rng.bool());
                let lines: Vec<u32> = lines.map(|line| line.no).collect();
                Act::RefundLines {
                    lines: lines.into_iter().map(|no| (no, part(rng, 4_000))).collect(),
                }
            }),
            5 => self.act(rng, |rng, on| Act::UseCredit {
                amount: part(rng, on.left().unwrap().minor()),
            }),
            6 => self.act(rng, |rng, _| match rng.u8(0..6) {
                0 => Act::Annul,
                1 => Act::DropLine { line: rng.u32(1..4) },
                2 => Act::Credit {
                    lines: (1..4).filter(|_| rng.bool()).collect(),
                },
                3 => Act::RefundAll,
                _ => Act::Discount {
                    line: rng.u32(1..4),
                    amount: Money::from_minor(rng.i64(0..4_000)),
                    text: "Rabatt".to_owned(),
                },
            }),
            7 => self.act(rng, |_, _| Act::WriteOff),
            8 => self.act(rng, |rng, _| {
                if rng.bool() {
                    Act::Remind
                } else {
                    Act::SetDue {
                        due_on: day(rng.i64(-25..20)),
                    }
                }
            }),
            9 => self.send(rng),
            10 => self.unmatch(rng),
            11 => self.recall_or_park(rng),
            12 => self.oldest(rng),
            13 => self.out(rng),
            14 | 15 => self.refund(rng),
            _ => self.undo_some(rng),
        }
    }

    fn import_some(&mut self, rng: &mut Rng) {
        let number = u32::try_from(self.files.len()).unwrap() + 1;
        let mut payments: Vec<WritePayment> = Vec::new();
        let mut expected: Vec<(Option<i64>, i64)> = Vec::new();
        for place in 0..rng.u32(1..4) {
            let claim = claim_number(rng);
            let left = self.claim(claim).left().unwrap().minor();
            let amount = if rng.bool() && left > 0 { left } else { rng.i64(1..15_000) };
            let to = if rng.u8(0..3) == 0 { 999_999 } else { claim };
            let (refund, came) = (
                self.refund_to_pay(rng),
                self.any(rng, "SELECT id, 0 FROM payment WHERE amount > 0 AND state <> 8"),
            );
            let payment = match rng.u8(0..8) {
                0 => WritePayment {
                    archive_reference: Some(format!("{:09}", number * 10 + place)),
                    ..nobody(&kid(to.unsigned_abs()), amount)
                },
                1 => {
                    let amount = match (refund, came) {
                        (Some(refund), _) => self.model.refunds[&refund].1,
                        (None, Some(came)) => self.one(&format!("SELECT amount FROM payment WHERE id = {came}")),
                        _ => amount,
                    };
                    WritePayment {
                        direction: Direction::Out,
                        ..archived(&kid(to.unsigned_abs()), amount, &format!("{:09}", number * 10 + place))
                    }
                }
                _ => {
                    let payer = Some(PAYERS[rng.usize(0..2)].to_owned());
                    WritePayment {
                        payer_account: payer,
                        ..archived(&kid(to.unsigned_abs()), amount, &format!("{:09}", number * 10 + place))
                    }
                }
            };
            let out = payment.direction == Direction::Out;
            let amount = payment.amount.minor();
            expected.push((Some(to).filter(|to| !out && *to <= LAST), if out { -amount } else { amount }));
            payments.push(payment);
        }
        let sum: i64 = expected.iter().map(|e| e.1).sum();
        if sum <= 0 {
            // No file is of less than nothing.
            payments.push(archived(&kid(999_999), 100 - sum, &format!("{:09}", number * 10 + 9)));
            expected.push((None, 100 - sum));
        }
        let path = self.dir.path().join(format!("{number}.ocr"));
        std::fs::write(&path, ocr(number, payments)).unwrap();
        let was = self.rows();
        let file = self.import(&path);
        let model = self.model.clone();
        for (claim, amount) in &expected {
            self.model.bank += amount;
            self.model.came += amount.max(&0);
            match claim {
                Some(claim) => self.model.pay(*claim, *amount),
                None if *amount > 0 => self.model.left += amount,
                None => self.model.out -= amount,
            }
        }
        self.files.push((number, path.clone(), file));
        self.count("import");
        if rng.u8(0..4) == 0 {
            // Undone at once, it leaves every claim as it was, and it can be read again with the same result.
            let is = self.rows();
            let done = self.undo(file.unwrap()).unwrap();
            assert_eq!(done.amount.minor(), self.model.bank - model.bank);
            assert_eq!(self.rows(), was, "a file that is undone leaves every claim as it was");
            let file = self.import(&path);
            assert_eq!(self.rows(), is, "read again, it does the same");
            let came: i64 = expected.iter().map(|e| e.1.max(0)).sum();
            self.model.go(Whereto::FileUndone, came);
            self.model.came += came;
            self.files.last_mut().unwrap().2 = file;
            self.count("undone at once");
        }
    }

    fn act(&mut self, rng: &mut Rng, make: impl Fn(&mut Rng, &Claim) -> Act) {
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
    fn went(&mut self, to: &Target, amount: i64, party: i64, refunds: &[i64], fee: i64) {
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

    fn pay(&mut self, id: i64, act: &PaymentAct) -> Option<fordring::app::usecase::payments::Handled> {
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

    fn place(&mut self, rng: &mut Rng) {
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

    fn oldest(&mut self, rng: &mut Rng) {
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

    fn unmatch(&mut self, rng: &mut Rng) {
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

    fn send(&mut self, rng: &mut Rng) {
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

    fn recall_or_park(&mut self, rng: &mut Rng) {
        let Some(id) = self.any(rng, "SELECT id, 0 FROM payment") else {
            return;
        };
        match rng.u8(0..6) {
            0 | 1 => {
                let park = PaymentAct::Park {
                    note: "spør".to_owned(),
                    owner: "ola".to_owned(),
                    until: Some(day(3)),
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

    fn refund_to_pay(&self, rng: &mut Rng) -> Option<i64> {
        self.any(rng, "SELECT id, 0 FROM refund WHERE state IN (1, 2)")
    }

    /// Money that went out is explained.
    fn out(&mut self, rng: &mut Rng) {
        let Some(id) = self.any(rng, "SELECT id, 0 FROM payment WHERE amount < 0 AND state <> 8") else {
            return;
        };
        let amount = -self.one(&format!("SELECT amount FROM payment WHERE id = {id}"));
        if let Some(refund) = self.any(
            rng,
            &format!("SELECT id, 0 FROM refund WHERE state IN (1, 2) AND amount = {amount}"),
        ) {
            if self.pay(id, &PaymentAct::IsRefund { refund }).is_some() {
                self.model.out -= amount;
                self.model.refunds.get_mut(&refund).unwrap().0 = 3;
                self.count("is refund");
            }
        } else if let Some(payment) = self.any(rng, &format!("SELECT id, 0 FROM payment WHERE amount >= {amount}")) {
            if let Some(done) = self.pay(id, &PaymentAct::Reverses { payment }) {
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

    fn refund(&mut self, rng: &mut Rng) {
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

    fn undo_some(&mut self, rng: &mut Rng) {
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

    pub fn count(&mut self, what: &'static str) {
        if std::env::var_os("FORDRING_SEED").is_some() {
            println!("{what}");
        }
        *self.done.entry(what).or_default() += 1;
    }
}

/// One walk of 100 steps.
fn walk(seed: u64) -> std::collections::BTreeMap<&'static str, u32> {
    let mut rng = Rng::with_seed(seed);
    let mut world = World::new();
    for step in 0..100 {
        world.step(&mut rng);
        world.model.agree(&world);
        if step % 25 == 24 {
            world.check(&format!("seed {seed}, step {step}"));
        }
    }
    let open = (101..=LAST)
        .filter(|number| world.claim(*number).status == Status::ManualHandling)
        .count();
    if open > 0 {
        world.count("in manual handling");
    }
    world.done
}

#[test]
fn any_hundred_steps_keep_every_ore_in_its_place() {
    let (first, runs) = (std::env::var("FORDRING_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(0), 500);
    let runs: u64 = std::env::var("FORDRING_RUNS").ok().and_then(|s| s.parse().ok()).unwrap_or(runs);
    let worker = |which: u64| {
        let mut sums = std::collections::BTreeMap::<&'static str, u32>::new();
        for seed in (first + which..first + runs).step_by(2) {
            let done = std::panic::catch_unwind(|| walk(seed)).unwrap_or_else(|_| panic!("FORDRING_SEED={seed}"));
            done.into_iter().for_each(|(what, times)| *sums.entry(what).or_default() += times);
        }
        sums
    };
    let sums = std::thread::scope(|scope| {
        let other = scope.spawn(|| worker(1));
        let mut sums = worker(0);
        other
            .join()
            .unwrap()
            .into_iter()
            .for_each(|(what, times)| *sums.entry(what).or_default() += times);
        sums
    });
    println!("{sums:#?}");
}

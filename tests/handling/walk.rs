//! Random walks over every use case.

use fordring::app::usecase::claims::{Act, Target};
use fordring::app::usecase::remind::Wish;
use fordring::domain::bankfile::Direction;
use fordring::domain::claim::{Status, Whereto};
use fordring::domain::money::Money;
use fordring::formats::WritePayment;

use super::common::{PAYERS, archived, day, kid, nobody, ocr};
use super::world::{LAST, World};

pub type Rng = fastrand::Rng;

/// How many walks there are, of 100 steps each.
const RUNS: u64 = 500;
/// What a walk does, the ordinary more often.
const OFTEN: [u8; 27] = [
    0, 0, 0, 1, 1, 2, 2, 2, 3, 4, 4, 5, 5, 6, 7, 8, 8, 9, 9, 10, 10, 11, 12, 13, 14, 15, 16,
];

/// A part of what there is: often all of it, sometimes none said, sometimes too much.
pub fn part(rng: &mut Rng, there: i64) -> Option<Money> {
    match rng.u8(0..6) {
        0..=2 => None,
        3 => Some(Money::from_minor(there)),
        4 => Some(Money::from_minor(rng.i64(0..=there.max(0)))),
        _ => Some(Money::from_minor(rng.i64(-1..20_000))),
    }
}

pub fn claim_number(rng: &mut Rng) -> i64 {
    rng.i64(101..=LAST)
}

pub fn target(rng: &mut Rng) -> Target {
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
    pub fn any(&self, rng: &mut Rng, sql: &str) -> Option<i64> {
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
            6 => self.act(rng, |rng, _| match rng.u8(0..7) {
                0 => Act::Annul,
                6 => Act::Waive,
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
            8 => self.act(rng, |rng, _| match rng.u8(0..8) {
                0..=2 => Act::Remind(Wish {
                    fee: [None, Some(Money::from_minor(3_500))][rng.usize(0..2)],
                    keep: Some(rng.bool()),
                    ..Wish::default()
                }),
                3 | 4 => Act::Waive,
                _ => Act::SetDue {
                    due_on: day(rng.i64(-45..20)),
                },
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
            let now = self.claim(claim);
            let (left, least) = (now.left().unwrap().minor(), now.least().unwrap().minor());
            let amount = match rng.u8(0..8) {
                0..=2 if left > 0 => left,
                3 | 4 if least > 0 => least,
                _ => rng.i64(1..15_000),
            };
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

    fn refund_to_pay(&self, rng: &mut Rng) -> Option<i64> {
        self.any(rng, "SELECT id, 0 FROM refund WHERE state IN (1, 2)")
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
    let (first, runs) = (std::env::var("FORDRING_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(0), RUNS);
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
    let all = [
        "annul",
        "approve",
        "borne",
        "credit",
        "discount",
        "done",
        "drop-line",
        "failed",
        "import",
        "is refund",
        "match",
        "match undone at once",
        "match, writing off",
        "move-remainder",
        "oldest",
        "park",
        "place",
        "recall",
        "recall of what went out",
        "refund-all",
        "refund-lines",
        "remind",
        "reverses",
        "send",
        "sent",
        "set-due",
        "undo",
        "undo refused",
        "undone at once",
        "unmatch",
        "unpark",
        "waive",
        "write-off",
    ];
    if runs == RUNS {
        let seldom: Vec<_> = all.iter().filter(|what| sums.get(**what).is_none_or(|times| *times < 25)).collect();
        assert!(seldom.is_empty(), "too seldom to prove anything: {seldom:?} of {sums:#?}");
    }
}

use super::*;
use proptest::prelude::*;

const COLUMNS: [ColumnWord; 7] = [
    ColumnWord {
        id: "name",
        kind: ValueKind::Text,
    },
    ColumnWord {
        id: "number",
        kind: ValueKind::Number,
    },
    ColumnWord {
        id: "amount",
        kind: ValueKind::Money,
    },
    ColumnWord {
        id: "due",
        kind: ValueKind::Date,
    },
    ColumnWord {
        id: "paid_on",
        kind: ValueKind::Moment,
    },
    ColumnWord {
        id: "open",
        kind: ValueKind::Flag,
    },
    ColumnWord {
        id: "status",
        kind: ValueKind::Choice,
    },
];

fn resolve(word: &str) -> Option<ColumnWord> {
    let key = text::loose_key(word);
    let id = match key.as_str() {
        "belopp" => "amount",
        "forfaller" => "due",
        other => other,
    };
    COLUMNS.into_iter().find(|column| column.id == id)
}

fn read(text: &str) -> Result<Filter, FilterFault> {
    parse(text, &resolve)
}

/// The only test of a filter with one term that excludes nothing.
fn one(text: &str) -> Test {
    let filter = read(text).expect(text);
    assert_eq!(filter.terms.len(), 1, "{text}");
    assert!(!filter.terms[0].exclude);
    filter.terms[0].test.clone()
}

fn column(column: &'static str, op: Op, values: Vec<Operand>) -> Test {
    Test::Column { column, op, values }
}

fn minor(amount: i64) -> Operand {
    Operand::Money(Money::from_minor(amount))
}

#[test]
fn words_and_what_only_looks_like_a_column() {
    for (text, word) in [
        ("berg", "berg"),
        ("\"two words\"", "two words"),
        ("Ås\"e Ø\"", "Åse Ø"),
        ("\"a \"\"b\"\"\"", "a \"b\""),
        ("12:30", "12:30"),
        ("https://example.test/x?a:b", "https://example.test/x?a:b"),
        ("\"name:x\"", "name:x"),
        ("<3", "<3"),
        (":x", ":x"),
        ("kari@example.test:25", "kari@example.test:25"),
        ("500,00", "500,00"),
    ] {
        assert_eq!(one(text), Test::Word(word.to_owned()), "{text}");
    }
    assert_eq!(read("  \t").map(|f| f.terms.len()), Ok(0));
}

#[test]
fn amounts_and_their_commas() {
    let is = |values: &[i64]| column("amount", Op::Is, values.iter().copied().map(minor).collect());
    for (text, values) in [
        ("belopp:500", &[50_000][..]),
        ("belopp:500,00", &[50_000]),
        ("BELOPP:500,60", &[50_060]),
        ("belopp:500,600", &[50_000, 60_000]),
        ("belopp:500,5", &[50_000, 500]),
        ("belopp:500,60,70", &[50_000, 6_000, 7_000]),
        ("belopp:500.50,60", &[50_050, 6_000]),
        ("belopp:-500,50", &[-50_050]),
        ("belopp:\"1 250,00\"", &[125_000]),
        ("belopp:\"1 250,00\",\"3,5\"", &[125_000, 350]),
    ] {
        assert_eq!(one(text), is(values), "{text}");
    }
    for (text, op, values) in [
        ("belopp>500,5", Op::Greater, &[50_050][..]),
        ("amount>=500", Op::GreaterEq, &[50_000]),
        ("amount<-30", Op::Less, &[-3_000]),
        ("amount<=0,05", Op::LessEq, &[5]),
        ("belopp:500..1000", Op::Between, &[50_000, 100_000]),
        ("belopp:1000..500,5", Op::Between, &[50_050, 100_000]),
        ("belopp:500..", Op::GreaterEq, &[50_000]),
        ("belopp:..1000.00", Op::LessEq, &[100_000]),
    ] {
        let values = values.iter().copied().map(minor).collect();
        assert_eq!(one(text), column("amount", op, values), "{text}");
    }
}

#[test]
fn dates_near_and_far() {
    let day = |y, m, d| Operand::Date(NaiveDate::from_ymd_opt(y, m, d).expect("a day"));
    for (text, op, values) in [
        ("förfaller<-30d", Op::Less, vec![Operand::RelativeDays(-30)]),
        ("fo\u{308}rfaller>2w", Op::Greater, vec![Operand::RelativeDays(14)]),
        ("due:+1m", Op::Is, vec![Operand::RelativeMonths(1)]),
        ("due<5000w", Op::Less, vec![Operand::RelativeDays(35_000)]),
        ("due>=-1Y", Op::GreaterEq, vec![Operand::RelativeMonths(-12)]),
        ("due<=t", Op::LessEq, vec![Operand::RelativeDays(0)]),
        (
            "due:-30d..today",
            Op::Between,
            vec![Operand::RelativeDays(-30), Operand::RelativeDays(0)],
        ),
        ("due:2026-09-21", Op::Is, vec![day(2026, 9, 21)]),
        ("due:21.9.2026..22.09.2026", Op::Between, vec![day(2026, 9, 21), day(2026, 9, 22)]),
        ("due:20260921,2026-09-22", Op::Is, vec![day(2026, 9, 21), day(2026, 9, 22)]),
        ("due:2026-09-21..t", Op::Between, vec![day(2026, 9, 21), Operand::RelativeDays(0)]),
    ] {
        assert_eq!(one(text), column("due", op, values), "{text}");
    }
}

#[test]
fn other_kinds_and_exclusion() {
    let text = |t: &str| Operand::Text(t.to_owned());
    let choice = |t: &str| Operand::Choice(t.to_owned());
    assert_eq!(
        one("name:\"Åse Ø\",b..c"),
        column("name", Op::Is, vec![text("Åse Ø"), text("b..c")])
    );
    assert_eq!(one("name:a:b"), column("name", Op::Is, vec![text("a:b")]));
    assert_eq!(one("name:\"*\""), column("name", Op::Is, vec![text("*")]));
    assert_eq!(one("name:"), column("name", Op::Empty, vec![]));
    assert_eq!(one("due:*"), column("due", Op::NotEmpty, vec![]));
    assert_eq!(
        one("status:unpaid,manual"),
        column("status", Op::Is, vec![choice("unpaid"), choice("manual")])
    );
    assert_eq!(one("open:ja"), column("open", Op::Is, vec![Operand::Flag(true)]));
    assert_eq!(
        one("number:1..9"),
        column("number", Op::Between, vec![Operand::Number(1), Operand::Number(9)])
    );
    let filter = read("berg -status:paid  -\"two words\" -500").expect("a filter");
    let excluded: Vec<bool> = filter.terms.iter().map(|term| term.exclude).collect();
    assert_eq!(excluded, [false, true, true, true]);
    let places: Vec<Range<usize>> = filter.terms.iter().map(|term| term.at.clone()).collect();
    assert_eq!(places, [0..4, 5..17, 19..31, 32..36]);
    assert_eq!(filter.to_string(), "berg -status:paid -\"two words\" -500");
}

#[test]
fn faults_name_the_word_and_its_place() {
    use FilterFaultCode as Code;
    for (text, code, word, at) in [
        ("x förnamn:a", Code::UnknownColumn, "förnamn", 2..10),
        ("-Re:x", Code::UnknownColumn, "Re", 1..3),
        ("a \"b c", Code::OpenQuote, "b c", 2..6),
        ("\"", Code::OpenQuote, "", 0..1),
        ("-", Code::MissingValue, "", 0..1),
        ("a --", Code::MissingValue, "-", 2..4),
        ("\"\"", Code::MissingValue, "", 0..2),
        ("amount>", Code::MissingValue, "", 0..7),
        ("status:paid,", Code::MissingValue, "", 0..12),
        ("name:-", Code::MissingValue, "-", 5..6),
        ("due:..", Code::MissingValue, "..", 4..6),
        ("number:1..2,5", Code::RangeInList, "1..2,5", 7..13),
        ("number:1..2..3", Code::RangeInList, "1..2..3", 7..14),
        ("name<b", Code::NotComparable, "b", 5..6),
        ("open>yes", Code::NotComparable, "yes", 5..8),
        ("number:5,x", Code::NotANumber, "x", 9..10),
        ("number>1,5", Code::NotANumber, "1,5", 7..10),
        ("amount:5\u{1b}", Code::NotAnAmount, "5␛", 7..9),
        ("amount:1.234", Code::NotAnAmount, "1.234", 7..12),
        ("due:2026-02-30", Code::NotADate, "2026-02-30", 4..14),
        ("due<101y", Code::NotADate, "101y", 4..8),
        ("due<-9999w", Code::NotADate, "-9999w", 4..10),
        ("due<2147483647y", Code::NotADate, "2147483647y", 4..15),
        ("open:maybe", Code::NotAFlag, "maybe", 5..10),
    ] {
        let fault = FilterFault {
            at,
            code,
            word: word.to_owned(),
        };
        assert_eq!(read(text), Err(fault), "{text}");
    }
    assert_eq!(read(&"a".repeat(FILTER_MAX + 1)).map_err(|f| f.code), Err(Code::TooLong));
    let fault = read("open:maybe").expect_err("a fault");
    assert_eq!(fault.to_string(), "\"maybe\": yes or no is needed");
    assert_eq!(fault.code.code(), "not-a-flag");
}

fn some_text() -> impl Strategy<Value = String> {
    "[a-zæøåÄ0-9 \":<>,.*/-]{0,8}[a-z0-9é]"
}

fn some_date() -> impl Strategy<Value = Operand> {
    prop_oneof![
        (1900_i32..2999, 1_u32..=366)
            .prop_filter_map("a day of the year", |(y, d)| NaiveDate::from_yo_opt(y, d))
            .prop_map(Operand::Date),
        (-36_525_i64..=36_525).prop_map(Operand::RelativeDays),
        (-1_200_i32..=1_200).prop_map(Operand::RelativeMonths),
    ]
}

fn some_column() -> impl Strategy<Value = Test> {
    let ordered = prop_oneof![Just(Op::Less), Just(Op::LessEq), Just(Op::Greater), Just(Op::GreaterEq)];
    let amount = (-1_000_000_i64..1_000_000).prop_map(minor);
    let list = |one: BoxedStrategy<Operand>| prop::collection::vec(one, 1..4);
    prop_oneof![
        list(some_text().prop_map(Operand::Text).boxed()).prop_map(|v| column("name", Op::Is, v)),
        list(some_text().prop_map(Operand::Choice).boxed()).prop_map(|v| column("status", Op::Is, v)),
        list(any::<i64>().prop_map(Operand::Number).boxed()).prop_map(|v| column("number", Op::Is, v)),
        list(amount.clone().boxed()).prop_map(|v| column("amount", Op::Is, v)),
        list(some_date().boxed()).prop_map(|v| column("paid_on", Op::Is, v)),
        (ordered.clone(), amount).prop_map(|(op, v)| column("amount", op, vec![v])),
        (ordered, some_date()).prop_map(|(op, v)| column("due", op, vec![v])),
        (-99_i64..0, 0_i64..99).prop_map(|(a, b)| column("amount", Op::Between, vec![minor(a), minor(b)])),
        any::<bool>().prop_map(|b| column("open", Op::Is, vec![Operand::Flag(b)])),
        Just(column("due", Op::Empty, vec![])),
        Just(column("name", Op::NotEmpty, vec![])),
    ]
}

proptest! {
    #[test]
    fn canonical_text_reads_as_the_same_filter(
        tests in prop::collection::vec(
            (any::<bool>(), prop_oneof![some_text().prop_map(Test::Word), some_column()]), 0..5)
    ) {
        let terms = tests.into_iter().map(|(exclude, test)| Term { exclude, test, at: 0..0 }).collect();
        let filter = Filter { terms };
        prop_assert_eq!(read(&filter.to_string()), Ok(filter));
    }

    #[test]
    fn any_text_is_read_or_refused_at_a_place_in_it(
        text in prop_oneof![
            any::<String>(),
            "((-)?(name|number|amount|due|open|status|nr)?[:<>=]{0,2}[a-z0-9,.*\"æ -]{0,6} ?){0,4}"
        ]
    ) {
        match read(&text) {
            Ok(filter) => {
                for term in &filter.terms {
                    prop_assert!(text.get(term.at.clone()).is_some());
                }
                let canonical = filter.to_string();
                prop_assert_eq!(read(&canonical), Ok(filter));
            }
            Err(fault) => prop_assert!(text.get(fault.at).is_some()),
        }
        let _ = recognise(&text);
    }
}

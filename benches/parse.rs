//! Small things that are done a million times: references, sort keys, filters, the records of a bank file.

#![allow(clippy::unwrap_used, missing_docs, reason = "a measurement that cannot go on fails")]

use std::hint::black_box;
use std::ops::ControlFlow;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use fordring::app::columns::claims;
use fordring::app::query::parse_filter;
use fordring::app::texts::Lang;
use fordring::domain::account::Country;
use fordring::domain::money::Currency;
use fordring::domain::reference::{ReferenceRules, with_check_digit_mod10};
use fordring::domain::text::{clean, sort_key};
use fordring::formats::{self, ReadOptions};

const GOLDEN: &[u8] = include_bytes!("../tests/golden/ocr-giro/ocr-two-accounts.ocr");

fn references(c: &mut Criterion) {
    let rules: ReferenceRules = "mod10:9,mod10:11,mod11:15".parse().unwrap();
    c.bench_function("reference check", |b| b.iter(|| rules.check(black_box("10421701037")).is_ok()));
    c.bench_function("reference make", |b| {
        b.iter(|| with_check_digit_mod10(black_box("1042170103")).is_ok())
    });
}

fn texts(c: &mut Criterion) {
    let alphabet = Country::No.alphabet();
    c.bench_function("sort key", |b| b.iter(|| sort_key(black_box("Ødegård-Åsen, Per Éric"), alphabet)));
    c.bench_function("clean", |b| b.iter(|| clean(black_box("Ødegård-Åsen, Per Éric")).len()));
    let texts = Lang::Nb.texts();
    let filter = "status:unpaid,manual_handling due<today amount:100..2000 -ødegård";
    c.bench_function("filter parse", |b| {
        b.iter(|| parse_filter(&claims::LIST, black_box(filter), texts).is_ok())
    });
}

fn bank_file(c: &mut Criterion) {
    let codec = formats::by_id("ocr-giro").unwrap();
    let today = "2026-06-15".parse().unwrap();
    let mut group = c.benchmark_group("ocr giro");
    group.throughput(Throughput::Bytes(u64::try_from(GOLDEN.len()).unwrap()));
    group.bench_function("read", |b| {
        b.iter_batched(
            || GOLDEN,
            |bytes| {
                (codec.read)(
                    &mut std::io::Cursor::new(bytes),
                    &ReadOptions {
                        today,
                        currency: Currency::Nok,
                    },
                    &mut |_| ControlFlow::Continue(()),
                )
                .is_ok()
            },
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

criterion_group!(benches, references, texts, bank_file);
criterion_main!(benches);

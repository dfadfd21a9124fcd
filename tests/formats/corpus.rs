//! What a fuzzer found worth keeping, once more in every run: a spread of its corpus, one case a line in Base64.

#[path = "../../fuzz/src/lib.rs"]
mod fuzz;

use fordring::formats;

/// The bytes of a line of Base64.
fn bytes(line: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => u32::from(c - b'A'),
        b'a'..=b'z' => u32::from(c - b'a') + 26,
        b'0'..=b'9' => u32::from(c - b'0') + 52,
        b'+' => 62,
        b'/' => 63,
        _ => panic!("no Base64: {line}"),
    };
    let digits: Vec<u32> = line.bytes().filter(|c| *c != b'=').map(value).collect();
    let mut out = Vec::new();
    for group in digits.chunks(4) {
        let joined = group.iter().fold(0, |sum, digit| sum << 6 | digit) << (6 * (4 - group.len()));
        let [_, a, b, c] = joined.to_be_bytes();
        out.extend([a, b, c].into_iter().take(group.len() - 1));
    }
    out
}

#[test]
fn r6_the_corpus_of_the_fuzzer_holds() {
    let mut cases = 0;
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus")).unwrap() {
        let path = entry.unwrap().path();
        let target = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let outgoing = target.strip_prefix("out_");
        let id = outgoing.unwrap_or(&target).replace('_', "-");
        assert!(formats::by_id(&id).is_some(), "{id}");
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let case = bytes(line);
            if outgoing.is_some() {
                fuzz::check_outgoing(&id, &case);
            } else {
                fuzz::check(&id, &case);
            }
            cases += 1;
        }
    }
    assert!(cases > 300, "{cases}");
}

//! The PDF itself.

use super::samples;
use crate::app::print::{Template, render};

#[test]
#[ignore = "writes the samples to look at: FORDRING_SAMPLES=FOLDER"]
fn samples_to_look_at() {
    let folder = std::path::PathBuf::from(std::env::var_os("FORDRING_SAMPLES").unwrap());
    let mut copy = samples::long(60);
    copy.copy = true;
    for (name, invoice) in [
        ("sv", samples::swedish()),
        ("long", copy),
        ("part-paid", samples::part_paid()),
        ("paid", samples::paid()),
        ("credit", samples::credit()),
    ] {
        let bytes = render(&invoice, &Template::standard().unwrap()).unwrap();
        std::fs::write(folder.join(format!("{name}.pdf")), bytes).unwrap();
    }
}

//! Temporary.
use greentic_size_report::compare::*;
use greentic_size_report::track::comparison::claims;
use std::path::Path;
fn main() {
    let quick = std::env::args().any(|a| a == "--quick");
    let names: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .collect();
    let ws = greentic_size_report::Workspace::find(Path::new(".")).unwrap();
    let options = Options {
        examples: names,
        strict: true,
        effort: if quick {
            Effort::quick()
        } else {
            Effort::whole()
        },
        date: "2026-11-28".into(),
    };
    let mut steps = greentic_command::progress::Steps::on_stderr();
    let c = compare(&ws, &options, &mut steps).unwrap_or_else(|e| panic!("{e:#}"));
    let cl = claims(&c);
    print!("{}", table::render(&c, &cl, false));
    let mut v = serde_json::to_value(&c).unwrap();
    v["claims"] = serde_json::to_value(&cl).unwrap();
    std::fs::write(
        "/tmp/d/compare.json",
        serde_json::to_string_pretty(&v).unwrap() + "\n",
    )
    .unwrap();
}

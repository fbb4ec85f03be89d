//! Temporary.
use greentic_size_report::compare::*;
use greentic_size_report::track::comparison::claims;
use std::path::Path;
fn phases() {
    use greentic_host_shim::{ExecCtx, Host, Limits, Shim};
    use std::time::Instant;
    let bytes = std::fs::read("target/size-report/components/node-minimal.wasm").unwrap();
    let theirs =
        std::fs::read("target/size-report/peers/node-published-0.4.93/component.wasm").unwrap();
    for (name, bytes, wasi) in [("ours", bytes, false), ("theirs", theirs, true)] {
        let mut all = vec![vec![]; 7];
        for _ in 0..15 {
            let t = Instant::now();
            let shim = Shim::new(Limits::server()).unwrap();
            all[0].push(t.elapsed());
            let t = Instant::now();
            drop(wasmtime::component::Component::from_binary(shim.engine(), &bytes).unwrap());
            all[1].push(t.elapsed());
            let shim = Shim::new(Limits::server()).unwrap();
            let t = Instant::now();
            let c = shim.load(&bytes).unwrap();
            all[2].push(t.elapsed());
            let t = Instant::now();
            let h = if wasi {
                Host::new().wasi()
            } else {
                Host::new()
            };
            let mut i = c.instantiate(h).unwrap();
            all[3].push(t.elapsed());
            let t = Instant::now();
            i.invoke(&ExecCtx::new("prod", "acme", "flow"), "echo", "input")
                .unwrap();
            all[4].push(t.elapsed());
            let t = Instant::now();
            let c2 = shim.load(&bytes).unwrap();
            all[5].push(t.elapsed());
            drop(c2);
            let t = Instant::now();
            drop(wasmtime::component::Component::from_binary(shim.engine(), &bytes).unwrap());
            all[6].push(t.elapsed());
        }
        for (what, mut t) in [
            "engine",
            "from_binary fresh",
            "load fresh",
            "instantiate",
            "call",
            "load again",
            "from_binary again",
        ]
        .iter()
        .zip(all)
        {
            t.sort();
            println!("{name} {what}: {:?} (min {:?})", t[7], t[0]);
        }
    }
}
fn main() {
    if std::env::args().any(|a| a == "--phases") {
        return phases();
    }
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

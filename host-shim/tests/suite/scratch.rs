#[test]
#[ignore]
fn scratch_load() {
    use greentic_host_shim::*;
    let bytes = if let Ok(n) = std::env::var("ADAPT") {
        let (a, b) = n.split_once(',').unwrap();
        crate::guests::bombs::adapters(a.parse().unwrap(), b.parse().unwrap())
    } else {
        std::fs::read(std::env::var("WASM").unwrap()).unwrap()
    };
    if let Ok(out) = std::env::var("OUT") {
        std::fs::write(out, &bytes).unwrap();
    }
    let hwm = || {
        std::fs::read_to_string("/proc/self/status").unwrap().lines().find(|l| l.starts_with("VmHWM")).unwrap().to_owned()
    };
    let mut code = CodeLimits::default();
    for which in CodeLimit::ALL {
        code.set(*which, u64::MAX >> 1);
    }
    let shim = Shim::builder().limits(Limits { code, record_bytes: 1 << 30, ..Limits::default() }).trap_missing_imports().build().unwrap();
    println!("bytes {} before {}", bytes.len(), hwm());
    let t = std::time::Instant::now();
    let r = shim.load(&bytes);
    println!("after {} {:?} {:?}", hwm(), t.elapsed(), r.map(|_| ()).map_err(|e| e.to_string().chars().take(200).collect::<String>()));
}

//! The `component-shrink` command.
fn main() {
    let args: Vec<_> = std::env::args().collect();
    let bytes = std::fs::read(&args[1]).unwrap();
    let shrunk = greentic_shrink::shrink(&bytes, &greentic_shrink::Options::default()).unwrap();
    eprintln!("{:#?}", shrunk.report);
    std::fs::write(&args[2], &shrunk.component).unwrap();
}

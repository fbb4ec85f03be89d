//! Linkers make one import of two versions that count as one.
greentic_guest::component! {
    import http::v1_0 as Http,
    import http::v1_1 as NewHttp,
}

fn main() {}

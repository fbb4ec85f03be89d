//! A package whose feature is off is named, and so is the feature.
greentic_guest::component! {
    import http::v1_1 as Http,
}

fn main() {}

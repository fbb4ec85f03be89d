//! `examples/component-describe` with wit-bindgen and the standard library.

wit_bindgen::generate!({
    path: ["../../../../wit/deps/greentic-component-1.0.0"],
    world: "greentic:component/component@1.0.0",
});

use exports::greentic::component::describe_v1::Guest;

struct Description;

export!(Description);

impl Guest for Description {
    fn describe_json() -> String {
        r#"{"name":"demo","version":"1.0.0"}"#.into()
    }
}

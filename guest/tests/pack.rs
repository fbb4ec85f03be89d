//! The expansion of `pack!` with its keys, tested natively.

use greentic_guest::Call;
use greentic_guest::abi::List;
use greentic_guest::pack_export_v1::v0_1::{FlowDescriptor, FlowKind, Guest, PackKind};

mod all_keys {
    const CHAT: &str = r#"{"nodes":{"start":{}}}"#;

    greentic_guest::pack! {
        struct Pack,
        flows: {
            "daily" => Event(r#"{"nodes":{}}"#),
            "chat" => Messaging(CHAT) { tags: ["weather", "words"], entrypoints: ["start"] },
        },
        publisher: "Acme",
        kind: Library,
        version: "3.2.1",
        id: "acme.weather",
        imports: { secrets_store::v1_0 as Secrets },
        exports: { component::v1_0::describe_v1 { describe_json: "{}" } },
    }
}

mod least {
    greentic_guest::pack! { as Pack, id: "acme.empty", flows: {} }
}

#[test]
fn a_pack_says_what_its_keys_say() {
    let call = Call::new();
    let pack = all_keys::Pack::get_pack_descriptor(&call);
    assert_eq!(pack.pack_id, "acme.weather");
    assert_eq!(pack.version, "3.2.1");
    assert_eq!(pack.kind, PackKind::Library);
    assert_eq!(pack.publisher, "Acme");
}

#[test]
fn flows_are_listed_in_their_order() {
    let call = Call::new();
    let flows = all_keys::Pack::list_flows(&call);
    assert_eq!(
        flows,
        [
            FlowDescriptor::new("daily", FlowKind::Event),
            FlowDescriptor {
                tags: List::new(&["weather".into(), "words".into()]),
                entrypoints: List::new(&["start".into()]),
                ..FlowDescriptor::new("chat", FlowKind::Messaging)
            },
        ]
    );
}

#[test]
fn a_flow_is_its_json_and_any_other_null() {
    let call = Call::new();
    let json = |id| all_keys::Pack::get_flow_json(&call, id);
    assert_eq!(json("daily"), r#"{"nodes":{}}"#);
    assert_eq!(json("chat"), r#"{"nodes":{"start":{}}}"#);
    for unknown in ["", "dail", "daily ", "Daily"] {
        assert_eq!(json(unknown), "null");
    }
}

#[test]
fn what_is_left_out_has_defaults() {
    let call = Call::new();
    let pack = least::Pack::get_pack_descriptor(&call);
    assert_eq!(pack.pack_id, "acme.empty");
    assert_eq!(pack.version, env!("CARGO_PKG_VERSION"));
    assert_eq!(pack.kind, PackKind::Application);
    assert_eq!(pack.publisher, "");
    assert!(least::Pack::list_flows(&call).is_empty());
    assert_eq!(least::Pack::get_flow_json(&call, "daily"), "null");
}

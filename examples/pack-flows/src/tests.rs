use greentic_guest::Call;
use greentic_guest::pack_export_v1::v0_1::Guest as _;
use serde_json::Value;

use super::Weather;

#[test]
fn every_flow_of_the_list_is_json_with_its_id() {
    let call = Call::new();
    let flows = Weather::list_flows(&call);
    assert_eq!(flows.len(), 2);
    for flow in flows {
        let text = Weather::get_flow_json(&call, flow.id.get());
        let document: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(document["id"], flow.id.get());
        for entry in flow.entrypoints.get() {
            assert!(document["nodes"][entry.get()].is_object(), "{entry}");
        }
    }
    assert_eq!(Weather::get_flow_json(&call, "weekly"), "null");
}

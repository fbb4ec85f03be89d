use greentic_guest::Call;
use greentic_guest::testing::OlderHost;
use serde_json::Value;

use super::{health, keep};

#[test]
fn every_step_comes_after_those_that_it_needs() {
    let plan: Value = serde_json::from_str(include_str!("plan.json")).expect("JSON");
    let mut done = Vec::new();
    for step in plan["steps"].as_array().expect("steps") {
        for before in step["after"].as_array().into_iter().flatten() {
            assert!(done.contains(&before), "{step}");
        }
        done.push(&step["id"]);
    }
    assert_eq!(done.len(), 3);
}

#[test]
fn what_failed_last_is_how_the_component_is() {
    let call = Call::new();
    let host = OlderHost::default();
    assert!(health(&call, &host).is_ok());
    keep(&call, &host, "failed: no room for `store`");
    assert_eq!(health(&call, &host), Err("failed: no room for `store`"));
    keep(&call, &host, "step `store` is ready");
    assert!(health(&call, &host).is_ok());

    let mut host = host;
    host.state = host.state.denied();
    keep(&call, &host, "begins");
    assert!(health(&call, &host).is_err());
}

use greentic_guest::Call;
use greentic_guest::testing::{FakeHttp, MemorySecrets, MemoryState};

use super::convert;

#[test]
fn an_amount_becomes_one_in_the_other_currency() {
    let call = Call::new();
    let hosts = (
        &FakeHttp::new(),
        &MemoryState::new().with("rates/EUR/USD", "1.085"),
        &MemorySecrets::new(),
    );
    let ask = |input| convert(&call, hosts, input);
    assert_eq!(
        ask(r#"{"cents":1250,"from":"EUR","to":"USD"}"#),
        Ok(r#"{"cents":1356,"currency":"USD"}"#)
    );
    let error = ask(r#"{"cents":9223372036854775807,"from":"EUR","to":"USD"}"#);
    assert_eq!(error.unwrap_err().code, "too-much");
    // The library's error is the node's.
    let error = ask(r#"{"cents":1,"from":"EUR","to":"CHF"}"#).unwrap_err();
    assert!(error.message.contains("RATES_KEY"), "{}", error.message);
}

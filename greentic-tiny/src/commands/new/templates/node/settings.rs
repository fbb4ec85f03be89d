//! Reads the settings of the deployment.

use greentic_guest::component::v0_5::node::NodeError;
use greentic_guest::json;
use greentic_guest::prelude::*;
use greentic_guest::runtime_config::v1_0 as runtime_config;

/// Tells how often to try again, which is 3 where nothing is set: `{"retries":3}`.
pub(crate) fn retries<'a>(
    call: &'a Call,
    settings: &impl runtime_config::Host,
) -> Result<&'a str, NodeError<'a>> {
    let retries = settings.or(call, "retries", 3_u32)?;
    Ok(json!(call, {"retries": retries}))
}

#[cfg(test)]
mod tests {
    use super::*;
    use greentic_guest::testing::Settings;

    #[test]
    fn a_setting_has_a_default() {
        let call = Call::new();
        assert_eq!(
            retries(&call, &Settings::new()).unwrap(),
            r#"{"retries":3}"#
        );
        let settings = Settings::new().with("retries", "5");
        assert_eq!(retries(&call, &settings).unwrap(), r#"{"retries":5}"#);
    }
}

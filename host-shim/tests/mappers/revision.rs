//! The types of revision 0.4.113.

use greentic_host_shim::bindings::common_types::v0_1 as common;
use greentic_host_shim::bindings::rev_0_4_113::common_types::v0_1 as wit;
use greentic_host_shim::mappers::ComponentOutcome;
use greentic_types::{ErrorCode, FlowKind, TenantCtx};
use proptest::prelude::*;

use crate::values;

proptest! {
    #[test]
    fn outcomes_and_kinds_are_those_of_the_base_revision(
        outcome in values::component_outcome(),
        kind in values::flow_kind(),
    ) {
        let there = wit::ComponentOutcome::from(ComponentOutcome::from(outcome.clone()));
        prop_assert_eq!(&there.code, &outcome.code);
        prop_assert_eq!(&there.payload_json, &outcome.payload_json);
        prop_assert_eq!(&there.metadata_json, &outcome.metadata_json);
        prop_assert_eq!(format!("{:?}", there.status), format!("{:?}", outcome.status));
        let back = common::ComponentOutcome::from(ComponentOutcome::from(there));
        prop_assert_eq!(back, outcome);

        let there = wit::FlowKind::from(FlowKind::from(kind));
        prop_assert_eq!(format!("{there:?}"), format!("{kind:?}"));
        prop_assert_eq!(common::FlowKind::from(FlowKind::from(there)), kind);
    }

    #[test]
    fn tenants_keep_the_parts_that_the_revision_has(tenant in values::tenant_ctx(&values::id())) {
        let tenant = TenantCtx::try_from(tenant).unwrap();
        let there = wit::TenantCtx::from(tenant.clone());
        let back = TenantCtx::try_from(there.clone()).unwrap();
        let identity = tenant.identity();
        let mut expected = TenantCtx::new(tenant.env, identity.tenant_id)
            .with_team(identity.team_id)
            .with_user(identity.user_id);
        expected.i18n_id = tenant.i18n_id;
        expected.session_id = tenant.session_id;
        expected.flow_id = tenant.flow_id;
        expected.node_id = tenant.node_id;
        prop_assert_eq!(&back, &expected);
        prop_assert_eq!(wit::TenantCtx::from(back), there);
    }

    #[test]
    fn a_bad_id_is_refused(tenant in values::tenant_ctx(&values::id()), field in 0_usize..4) {
        let mut there = wit::TenantCtx::from(TenantCtx::try_from(tenant).unwrap());
        let (place, name) = match field {
            0 => (&mut there.env, "env"),
            1 => (&mut there.tenant_id, "tenant-id"),
            2 => (there.team_id.get_or_insert_default(), "team-id"),
            _ => (there.user_id.get_or_insert_default(), "user-id"),
        };
        place.clear();
        let error = TenantCtx::try_from(there).unwrap_err();
        prop_assert_eq!(error.code, ErrorCode::InvalidInput);
        prop_assert!(error.message.starts_with(&format!("{name}: ")), "{}", error.message);
    }
}

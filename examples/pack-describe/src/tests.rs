use greentic_types_1_2::cbor::canonical;
use greentic_types_1_2::schemas::component::v0_6_0::{
    ComponentDescribe, ComponentInfo, schema_hash,
};

use super::{DESCRIPTION, INFO};

/// The platform's own types read both, and they are in the form that it hashes.
#[test]
fn the_platform_reads_the_description() {
    let description: ComponentDescribe = canonical::from_cbor(DESCRIPTION).expect("a description");
    let info: ComponentInfo = canonical::from_cbor(INFO).expect("an info");
    assert_eq!(description.info, info);
    for bytes in [DESCRIPTION, INFO] {
        canonical::ensure_canonical(bytes).expect("canonical CBOR");
    }
}

#[test]
fn schemas_have_the_hash_that_the_platform_works_out() {
    let description: ComponentDescribe = canonical::from_cbor(DESCRIPTION).expect("a description");
    for operation in &description.operations {
        let expected = schema_hash(
            &operation.input.schema,
            &operation.output.schema,
            &description.config_schema,
        );
        assert_eq!(
            operation.schema_hash,
            expected.expect("a hash"),
            "{}",
            operation.id
        );
    }
}

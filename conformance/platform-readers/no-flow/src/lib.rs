//! Stands for the crate of this name, of which the reader of packs takes three
//! types and no code.

/// Flows as a builder of packs is given them.
pub mod flow_bundle {
    use serde::{Deserialize, Serialize};
    use serde_json::Value;

    #[derive(Clone, Debug, Deserialize, Serialize)]
    pub struct ComponentPin {
        pub name: String,
        pub version_req: String,
    }

    #[derive(Clone, Debug, Deserialize, Serialize)]
    pub struct NodeRef {
        pub node_id: String,
        pub component: ComponentPin,
        pub schema_id: Option<String>,
    }

    #[derive(Clone, Debug, Deserialize, Serialize)]
    pub struct FlowBundle {
        pub id: String,
        pub kind: String,
        pub entry: String,
        pub yaml: String,
        pub json: Value,
        pub hash_blake3: String,
        pub nodes: Vec<NodeRef>,
    }
}

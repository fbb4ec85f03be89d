//! Actions behind the pages of a tenant's console.
//!
//! Generated from the WIT package `greentic:repo-ui-actions@1.0.0`. Do not edit.

/// Implemented by the component that belongs to the pages, and called by the
/// host when a person does something there.
///
/// WIT: `greentic:repo-ui-actions/ui-action-api@1.0.0`.
pub mod ui_action_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:repo-ui-actions/ui-action-api@1.0.0";

    /// Names a page of the console.
    pub type PageId = String;

    /// Names an action on a page.
    pub type ActionId = String;

    /// What the page sends along.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ActionInput {
        /// The data of the action, mostly JSON; page and component agree on
        /// its form.
        pub payload: String,
    }

    payload! { record ActionInput { payload } }

    /// What came of an action.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ActionResult {
        /// Whether it was carried out.
        pub success: bool,
        /// A sentence for the person at the page.
        pub message: String,
        /// Data for the page, mostly JSON; `none` where the message says it
        /// all.
        pub payload: Option<String>,
    }

    payload! { record ActionResult { success, message, payload } }

    guest! {
        /// Carries out `action` of `page` for `tenant`, named by its id. Every
        /// failure, an unknown page or action as well, is an answer with
        /// `success` set to `false`.
        "handle-action" handle_action handle_action_async call_handle_action call_handle_action_async(
            tenant: &str,
            page: &str,
            action: &str,
            input: &ActionInput,
        ) -> (ActionResult);
    }
}

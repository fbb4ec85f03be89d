//! Parts of web pages that components render.
//!
//! Generated from the WIT package `greentic:gui@1.0.0`. Do not edit.

/// Renders fragments of HTML. The component implements it; the host of the
/// page calls it.
///
/// WIT: `greentic:gui/fragment-api@1.0.0`.
pub mod fragment_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:gui/fragment-api@1.0.0";

    /// For whom, and for which page, a fragment is rendered.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct FragmentContext {
        /// The tenant, as text in the form that the host of the page uses,
        /// JSON say.
        #[component(name = "tenant-ctx")]
        pub tenant_ctx: String,
        /// The user who looks at the page, as text in the form that the host
        /// of the page uses, JSON say.
        #[component(name = "user-ctx")]
        pub user_ctx: String,
        /// Path of the page that the fragment becomes part of.
        pub route: String,
        /// The user's session.
        #[component(name = "session-id")]
        pub session_id: String,
    }

    payload! { record FragmentContext { tenant_ctx, user_ctx, route, session_id } }

    guest! {
        /// Renders the fragment `fragment-id` as HTML. The host puts it into the
        /// page, so the component escapes all text that comes from elsewhere.
        ///
        /// The error is a sentence for people: the component has no such fragment,
        /// or could not render it.
        "render-fragment" render_fragment render_fragment_async call_render_fragment call_render_fragment_async(
            fragment_id: &str,
            ctx: &FragmentContext,
        ) -> (Result<String, String>);
    }
}

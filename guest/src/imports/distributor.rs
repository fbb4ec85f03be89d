//! Components that a distributor has, or does not have yet, as a result.
//!
//! ```
//! # #[cfg(feature = "distributor-api")]
//! # #[cfg(feature = "component-v0-5")] {
//! use greentic_guest::Call;
//! use greentic_guest::component::v0_5::node::NodeError;
//! use greentic_guest::distributor_api::v1_0::{Host, ResolveComponentRequest};
//!
//! fn digest<'a>(
//!     call: &'a Call,
//!     distributor: &impl Host,
//!     wanted: ResolveComponentRequest<'_>,
//! ) -> Result<&'a str, NodeError<'a>> {
//!     let found = distributor.resolve_component(call, wanted).ready()?;
//!     Ok(found.digest.get())
//! }
//! # }
//! ```

use crate::Failure;

/// The status of a component that is not there.
///
/// ```
/// # #[cfg(feature = "distributor-api")] {
/// use greentic_guest::distributor_api::v1_0::ResolveComponentResponse;
/// use greentic_guest::imports::distributor::NotReady;
///
/// /// Returns the digest of a component, or `None` while it is still being fetched.
/// fn digest<'a>(found: ResolveComponentResponse<'a>) -> Result<Option<&'a str>, NotReady> {
///     match found.ready() {
///         Ok(found) => Ok(Some(found.digest.get())),
///         Err(NotReady::Pending) => Ok(None),
///         Err(NotReady::Failed) => Err(NotReady::Failed),
///     }
/// }
/// # use greentic_guest::distributor_api::v1_0::{ArtifactLocation, CacheInfo, ComponentStatus, SignatureSummary};
/// # let found = |component_status| ResolveComponentResponse {
/// #     component_status,
/// #     digest: "sha256:00".into(),
/// #     artifact_location: ArtifactLocation::DEFAULT,
/// #     signature_summary: SignatureSummary::DEFAULT,
/// #     cache_info: CacheInfo::DEFAULT,
/// #     secret_requirements: (&[]).into(),
/// # };
/// # assert_eq!(digest(found(ComponentStatus::Ready)), Ok(Some("sha256:00")));
/// # assert_eq!(digest(found(ComponentStatus::Pending)), Ok(None));
/// # assert_eq!(digest(found(ComponentStatus::Failed)), Err(NotReady::Failed));
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotReady {
    /// It is still being fetched or checked: asking again later helps.
    Pending,
    /// It is unknown, or could not be got.
    Failed,
}

impl<'a> Failure<'a> for NotReady {
    fn code(&self) -> &'a str {
        match self {
            Self::Pending => "component-pending",
            Self::Failed => "component-failed",
        }
    }

    fn message(&self) -> &'a str {
        match self {
            Self::Pending => "the component is still being fetched or checked",
            Self::Failed => "the component could not be got",
        }
    }

    fn may_pass(&self) -> bool {
        *self == Self::Pending
    }
}

/// Answers with a status.
macro_rules! answers {
    ($($(#[$cfg:meta])* $module:ident::$answer:ident $(. $within:ident)?;)*) => {$(
        $(#[$cfg])*
        impl crate::distributor_api::$module::$answer<'_> {
            /// Returns the answer where the component is there. Before that nothing else in it
            /// is to be relied on.
            ///
            /// # Errors
            ///
            /// The status, where it is another one.
            pub fn ready(self) -> Result<Self, NotReady> {
                use crate::distributor_api::$module::ComponentStatus;

                match self$(.$within)?.component_status {
                    ComponentStatus::Ready => Ok(self),
                    ComponentStatus::Pending => Err(NotReady::Pending),
                    ComponentStatus::Failed => Err(NotReady::Failed),
                }
            }
        }
    )*};
}

answers! {
    #[cfg(feature = "distributor-api")]
    v1_0::ResolveComponentResponse;
    #[cfg(feature = "distributor-api-v1-1")]
    v1_1::ResolveComponentResponse;
    #[cfg(feature = "distributor-api-v1-1")]
    v1_1::ResolveRefResponse.metadata;
}

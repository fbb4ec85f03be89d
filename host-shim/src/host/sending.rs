//! Requests that are sent for components, of whichever interface.

use super::State;
use crate::services::http::{HttpError, HttpRequest, HttpResponse};

impl State {
    /// Sends a request, and waits no longer than the call that it is part of
    /// may take.
    pub(super) async fn send(
        &mut self,
        mut request: HttpRequest,
    ) -> Result<HttpResponse, HttpError> {
        if let Some(left) = self.due().remaining() {
            request.timeout = Some(request.timeout.map_or(left, |timeout| timeout.min(left)));
        }
        request.scope = self.scope().cloned();
        self.host.http.send(request).await
    }
}

//! A component that is served.

use std::io;
use std::sync::{Arc, PoisonError, RwLock};

use greentic_host_shim::Prepared;
use rmcp::model::{ErrorData, InitializeResult};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::sync::CancellationToken;

use crate::calls::{Calls, Ended};
use crate::catalogue::Catalogue;
use crate::options::Options;
use crate::revision;
use crate::router::Router;
use crate::session::Session;
use crate::stdio;

/// The reason why a component cannot be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The component exports no router, or trapped while it described itself.
    #[error(transparent)]
    Component(#[from] greentic_host_shim::Error),

    /// The system failed.
    #[error("{what}: {source}")]
    Io {
        /// The step that failed.
        what: String,
        /// The reason.
        source: io::Error,
    },

    /// The host itself failed.
    #[error("the host failed while it asked the component what it is")]
    Host,
}

/// A component that is served, to any number of clients. Clones share all.
#[derive(Clone, Debug)]
pub struct Server {
    shared: Arc<Shared>,
}

/// The state that all sessions share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) router: Arc<Router>,
    pub(crate) calls: Calls,
    pub(crate) options: Options,
    /// The server's description of itself, in the terms of the newest revision.
    pub(crate) about: InitializeResult,
    /// None before it was asked for.
    catalogue: RwLock<Option<Arc<Catalogue>>>,
}

impl Server {
    /// Asks a component what it is. It has to be called on a runtime of Tokio's.
    ///
    /// # Errors
    ///
    /// The component exports no router, or trapped when it was asked.
    pub async fn new(prepared: Prepared, options: Options) -> Result<Self, Error> {
        let router = Arc::new(Router::new(prepared)?);
        let calls = Calls::new(options.calls);
        let asked = Arc::clone(&router);
        let described = calls
            .run(std::future::pending(), move |interrupt| {
                asked.server(interrupt)
            })
            .await;
        let described = described.map_err(|ended| match ended {
            Ended::Failed(error) => Error::Component(error),
            Ended::Cancelled | Ended::Panicked => Error::Host,
        })?;
        let mut about = InitializeResult::new(described.offers);
        about.server_info = described.about;
        about.instructions = Some(described.instructions).filter(|text| !text.is_empty());
        about.meta =
            (!described.meta.is_empty()).then_some(rmcp::model::MetaObject(described.meta));
        // What a client gets that asks for a revision nobody knows.
        about.protocol_version = revision::V2025_11_25;
        Ok(Self {
            shared: Arc::new(Shared {
                router,
                calls,
                options,
                about,
                catalogue: RwLock::new(None),
            }),
        })
    }

    /// Serves one client, a message a line, until it closes its side or does not
    /// read any more. Calls that are under way then may go on for
    /// [`Options::after_input`].
    pub async fn serve(
        &self,
        reader: impl AsyncRead + Send + Unpin + 'static,
        writer: impl AsyncWrite + Send + Unpin + 'static,
    ) {
        let over = CancellationToken::new();
        let session = Session::new(Arc::clone(&self.shared), over.clone());
        stdio::serve(session, reader, writer, &self.shared.options, over).await;
    }

    /// Returns how many calls of the component are under way.
    pub fn running(&self) -> usize {
        self.shared.calls.running()
    }

    #[cfg(feature = "http")]
    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }
}

impl Shared {
    /// The tools as they were listed last.
    pub(crate) fn listed(&self) -> Option<Arc<Catalogue>> {
        let catalogue = self.catalogue.read();
        // A catalogue is put there whole.
        let catalogue = catalogue.unwrap_or_else(PoisonError::into_inner);
        catalogue.clone()
    }

    /// Asks the component for its tools. It blocks.
    pub(crate) fn list(
        &self,
        interrupt: &greentic_host_shim::Interrupt,
    ) -> Result<Result<Arc<Catalogue>, ErrorData>, greentic_host_shim::Error> {
        let tools = match self.router.list_tools(interrupt)? {
            Ok(tools) => tools,
            Err(error) => return Ok(Err(error)),
        };
        if let Some(known) = self.listed()
            && known.tools() == tools
        {
            return Ok(Ok(known));
        }
        let Options {
            validate, report, ..
        } = &self.options;
        let catalogue = Arc::new(Catalogue::new(tools, *validate, report));
        let mut place = self
            .catalogue
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *place = Some(Arc::clone(&catalogue));
        Ok(Ok(catalogue))
    }
}

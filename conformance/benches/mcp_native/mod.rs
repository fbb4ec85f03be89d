//! A server on the SDK that does natively what `examples/mcp-tools` does.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Result;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use rmcp::model as mcp;
use rmcp::model::ErrorData;
use rmcp::service::RequestContext;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{RoleServer, ServerHandler, ServiceExt as _};
use serde_json::{Value, json};
use tokio::io::DuplexStream;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

struct Native;

impl ServerHandler for Native {
    fn get_info(&self) -> mcp::ServerConfig {
        let mut offers = mcp::ServerCapabilities::default();
        offers.tools = Some(mcp::ToolsCapability::default());
        mcp::ServerConfig::new(offers)
    }

    async fn call_tool(
        &self,
        request: mcp::CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<mcp::CallToolResponse, ErrorData> {
        let wrong = || ErrorData::invalid_params("`cents` and `people` are numbers", None);
        let arguments = request.arguments.unwrap_or_default();
        let number = |name: &str| arguments.get(name).and_then(Value::as_u64);
        let (Some(cents), Some(people @ 1..)) = (number("cents"), number("people")) else {
            return Err(wrong());
        };
        let shares = json!({ "each": cents / people, "left": cents % people });
        Ok(mcp::CallToolResult::structured(shares).into())
    }
}

/// The client's end of a stream that it is served on.
pub(crate) fn stream() -> DuplexStream {
    let (near, far) = tokio::io::duplex(super::BUFFER);
    tokio::spawn(async move {
        if let Ok(running) = Native.serve(tokio::io::split(far)).await {
            let _ = running.waiting().await;
        }
    });
    near
}

/// Serves it over HTTP, at an address that the system chooses.
pub(crate) async fn listen(stop: CancellationToken) -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let service = StreamableHttpService::new(
        || Ok(Native),
        Arc::new(LocalSessionManager::default()),
        StreamableHttpServerConfig::default().with_cancellation_token(stop),
    );
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let _ = socket.set_nodelay(true);
            let service = TowerToHyperService::new(service.clone());
            tokio::spawn(async move {
                let http = hyper::server::conn::http1::Builder::new();
                let _ = http.serve_connection(TokioIo::new(socket), service).await;
            });
        }
    });
    Ok(address)
}

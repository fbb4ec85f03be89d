//! One client's session: the methods of the protocol, answered by the component.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use greentic_host_shim::{Error, Interrupt};
use rmcp::model as mcp;
use rmcp::model::{ErrorData, ProtocolVersion};
use rmcp::service::RequestContext;
use rmcp::{RoleServer, ServerHandler};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::calls::Ended;
use crate::router::Router;
use crate::router::model::Refusal;
use crate::server::Shared;
use crate::{parameters, revision, tool_call};

/// The SDK has one for each client; over HTTP without sessions, for each request.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) shared: Arc<Shared>,
    /// Ends all calls of the session.
    over: CancellationToken,
    initialized: AtomicBool,
}

/// The context of a request.
pub(crate) type Context = RequestContext<RoleServer>;

impl Session {
    pub(crate) fn new(shared: Arc<Shared>, over: CancellationToken) -> Self {
        Self {
            shared,
            over,
            initialized: AtomicBool::new(false),
        }
    }

    /// Does something with the component that ends when the request is cancelled,
    /// or its client goes away.
    pub(crate) async fn ask<R: Send + 'static>(
        &self,
        context: &Context,
        work: impl FnOnce(&Router, &Interrupt) -> Result<R, Error> + Send + 'static,
    ) -> Result<R, ErrorData> {
        let router = Arc::clone(&self.shared.router);
        let over = self.over(context);
        let result = self
            .shared
            .calls
            .run(over, move |interrupt| work(&router, interrupt))
            .await;
        result.map_err(|ended| self.ended(ended))
    }

    /// Tells the operator what is not the client's to mend.
    pub(crate) fn ended(&self, ended: Ended) -> ErrorData {
        if let Ended::Failed(error) = &ended {
            self.shared.options.report.say(&error.to_string());
        }
        ended.into()
    }

    /// Waits until nobody wants an answer any more.
    pub(crate) async fn over(&self, context: &Context) {
        let stream = async {
            #[cfg(feature = "http")]
            if let Some(stream) = crate::http::stream(&context.extensions) {
                return stream.cancelled().await;
            }
            std::future::pending::<()>().await;
        };
        tokio::select! {
            () = context.ct.cancelled() => {}
            () = self.over.cancelled() => {}
            () = stream => {}
        }
    }

    /// Refuses what the server does not offer, and pages that there are not:
    /// components give their lists as a whole.
    fn list(
        offered: bool,
        method: &'static str,
        request: Option<mcp::PaginatedRequestParams>,
    ) -> Result<(), ErrorData> {
        offers(offered, method)?;
        match request.and_then(|request| request.cursor) {
            None => Ok(()),
            Some(_) => Err(ErrorData::invalid_params(
                "there is no page at this `cursor`",
                None,
            )),
        }
    }

    fn offered(&self) -> &mcp::ServerCapabilities {
        &self.shared.about.capabilities
    }
}

/// The revision that a request is made in.
pub(crate) fn revision_of(context: &Context) -> ProtocolVersion {
    context.protocol_version().unwrap_or(revision::V2025_11_25)
}

fn offers(offered: bool, method: &str) -> Result<(), ErrorData> {
    if offered {
        Ok(())
    } else {
        Err(unknown(method))
    }
}

fn unknown(method: &str) -> ErrorData {
    let message = format!("the server has no method `{method}`");
    ErrorData::new(mcp::ErrorCode::METHOD_NOT_FOUND, message, None)
}

impl ServerHandler for Session {
    fn get_info(&self) -> mcp::ServerConfig {
        self.shared.about.clone()
    }

    async fn initialize(
        &self,
        request: mcp::InitializeRequestParams,
        context: Context,
    ) -> Result<mcp::InitializeResult, ErrorData> {
        if self.initialized.swap(true, Ordering::Relaxed) {
            return Err(ErrorData::invalid_request(
                "the session is initialized already",
                None,
            ));
        }
        context.peer.set_peer_info(request.clone());
        let mut answer = self.negotiate_initialize(&request)?;
        revision::server(&mut answer);
        Ok(answer)
    }

    async fn list_tools(
        &self,
        request: Option<mcp::PaginatedRequestParams>,
        context: Context,
    ) -> Result<mcp::ListToolsResult, ErrorData> {
        Self::list(self.offered().tools.is_some(), "tools/list", request)?;
        let shared = Arc::clone(&self.shared);
        let listed = self
            .ask(&context, move |_, interrupt| shared.list(interrupt))
            .await??;
        let revision = revision_of(&context);
        let mut tools = listed.tools().to_vec();
        for tool in &mut tools {
            revision::tool(tool, &revision);
        }
        Ok(mcp::ListToolsResult::with_all_items(tools))
    }

    async fn call_tool(
        &self,
        request: mcp::CallToolRequestParams,
        context: Context,
    ) -> Result<mcp::CallToolResponse, ErrorData> {
        offers(self.offered().tools.is_some(), "tools/call")?;
        tool_call::call(self, request, &context).await
    }

    /// Returns the tool if it is known without asking. The headers of requests over HTTP
    /// are compared with it.
    fn get_tool(&self, name: &str) -> Option<mcp::Tool> {
        let listed = self.shared.listed()?;
        listed
            .tools()
            .iter()
            .find(|tool| tool.name == name)
            .cloned()
    }

    async fn list_resources(
        &self,
        request: Option<mcp::PaginatedRequestParams>,
        context: Context,
    ) -> Result<mcp::ListResourcesResult, ErrorData> {
        Self::list(
            self.offered().resources.is_some(),
            "resources/list",
            request,
        )?;
        let mut resources = self.ask(&context, Router::list_resources).await?;
        let revision = revision_of(&context);
        for resource in &mut resources {
            revision::resource(resource, &revision);
        }
        Ok(mcp::ListResourcesResult::with_all_items(resources))
    }

    /// Components have none, and clients ask all the same.
    async fn list_resource_templates(
        &self,
        request: Option<mcp::PaginatedRequestParams>,
        _: Context,
    ) -> Result<mcp::ListResourceTemplatesResult, ErrorData> {
        let offered = self.offered().resources.is_some();
        Self::list(offered, "resources/templates/list", request)?;
        Ok(mcp::ListResourceTemplatesResult::with_all_items(Vec::new()))
    }

    async fn read_resource(
        &self,
        request: mcp::ReadResourceRequestParams,
        context: Context,
    ) -> Result<mcp::ReadResourceResponse, ErrorData> {
        offers(self.offered().resources.is_some(), "resources/read")?;
        let uri = request.uri.clone();
        let result = self
            .ask(&context, move |router, interrupt| {
                router.read_resource(&uri, interrupt)
            })
            .await?;
        match result {
            Ok(result) => Ok(result.into()),
            Err(Refusal::NotFound(message)) => Err(ErrorData::resource_not_found(
                message,
                Some(json!({ "uri": request.uri })),
            )),
            Err(refusal) => Err(refusal.into()),
        }
    }

    async fn list_prompts(
        &self,
        request: Option<mcp::PaginatedRequestParams>,
        context: Context,
    ) -> Result<mcp::ListPromptsResult, ErrorData> {
        Self::list(self.offered().prompts.is_some(), "prompts/list", request)?;
        let prompts = self.ask(&context, Router::list_prompts).await?;
        Ok(mcp::ListPromptsResult::with_all_items(prompts))
    }

    /// Values for arguments have no way into the component.
    async fn get_prompt(
        &self,
        request: mcp::GetPromptRequestParams,
        context: Context,
    ) -> Result<mcp::GetPromptResponse, ErrorData> {
        offers(self.offered().prompts.is_some(), "prompts/get")?;
        let name = request.name.clone();
        let result = self
            .ask(&context, move |router, interrupt| {
                router.get_prompt(&name, interrupt)
            })
            .await?;
        let mut conversation = result?;
        let revision = revision_of(&context);
        for message in &mut conversation.messages {
            revision::block(&mut message.content, &revision);
        }
        Ok(conversation.into())
    }

    async fn complete(
        &self,
        request: mcp::CompleteRequestParams,
        context: Context,
    ) -> Result<mcp::CompleteResult, ErrorData> {
        let offered = self.offered().completions.is_some();
        offers(offered, "completion/complete")?;
        let mut input = json!(request);
        if let Some(members) = input.as_object_mut() {
            members.remove("_meta");
        }
        let input = input.to_string();
        let result = self
            .ask(&context, move |router, interrupt| {
                router.complete(input, interrupt)
            })
            .await?;
        let completion = result?;
        if completion.is_error {
            let reasons = completion.result.completion.values.join("; ");
            let message = format!("nothing was completed: {reasons}");
            return Err(ErrorData::internal_error(message, None));
        }
        Ok(completion.result)
    }

    /// Answers requests that the SDK could not read, and requests for methods that do not
    /// exist.
    async fn on_custom_request(
        &self,
        request: mcp::CustomRequest,
        _: Context,
    ) -> Result<mcp::CustomResult, ErrorData> {
        let method = request.method.as_str();
        let offered = self.offered();
        let offered = match method.split('/').next().unwrap_or_default() {
            "tools" => offered.tools.is_some(),
            "resources" => offered.resources.is_some(),
            "prompts" => offered.prompts.is_some(),
            "completion" => offered.completions.is_some(),
            _ => true,
        };
        let params: Option<&Value> = request.params.as_ref();
        match parameters::wrong(method, params).filter(|_| offered) {
            Some(problem) => Err(ErrorData::invalid_params(problem, None)),
            None => Err(unknown(method)),
        }
    }
}

//! The transport between lines and the SDK.

use std::io;
use std::sync::{Arc, OnceLock};

use rmcp::RoleServer;
use rmcp::model::{
    ClientJsonRpcMessage, ErrorData, JsonRpcMessage, NumberOrString, ProtocolVersion,
    ServerJsonRpcMessage, ServerResult,
};
use rmcp::transport::Transport;
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::sync::{Mutex as AsyncMutex, mpsc};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::batch::Batch;
use super::lines::{self, Line};
use super::waiting::{Place, Waiting};
use crate::message::{Message, Request, Wrong, begins, same_id, text};
use crate::options::Options;

/// Messages that have been read, and the SDK has not taken yet.
const AHEAD: usize = 16;

/// Messages of the largest size that may wait for their answers.
const LARGE: usize = 4;

/// The SDK's end of the streams. A task reads; answers are written by whoever has
/// one, a line at a time.
pub(super) struct Stdio {
    messages: mpsc::Receiver<ClientJsonRpcMessage>,
    client: Arc<Client>,
}

/// The state that the reading and the writing side share.
pub(super) struct Client {
    writer: AsyncMutex<Box<dyn AsyncWrite + Send + Unpin>>,
    waiting: Waiting,
    /// The revision that was agreed on.
    pub(super) revision: OnceLock<ProtocolVersion>,
    over: CancellationToken,
}

/// The reading side.
pub(super) struct Reading {
    pub(super) client: Arc<Client>,
    pub(super) options: Options,
    /// Those that are put together.
    pub(super) batches: TaskTracker,
    messages: mpsc::Sender<ClientJsonRpcMessage>,
    /// `true` if the SDK has left its opening, in which it takes only requests.
    begun: bool,
}

impl Stdio {
    pub(super) fn new(
        reader: impl AsyncRead + Send + Unpin + 'static,
        writer: impl AsyncWrite + Send + Unpin + 'static,
        options: Options,
        over: CancellationToken,
    ) -> Self {
        let (sender, messages) = mpsc::channel(AHEAD);
        let client = Arc::new(Client {
            writer: AsyncMutex::new(Box::new(writer)),
            waiting: Waiting::default(),
            revision: OnceLock::new(),
            over,
        });
        let reading = Reading {
            client: Arc::clone(&client),
            options,
            batches: TaskTracker::new(),
            messages: sender,
            begun: false,
        };
        tokio::spawn(reading.run(reader));
        Self { messages, client }
    }
}

impl Reading {
    /// Reads until there is no more, or nobody listens.
    async fn run(mut self, reader: impl AsyncRead + Send + Unpin) {
        let client = Arc::clone(&self.client);
        let (most, patience) = (self.options.message_bytes, self.options.after_input);
        let read = async {
            let mut reader = BufReader::new(reader);
            // A stream that fails has ended.
            while let Ok(Some(line)) = lines::next(&mut reader, most).await {
                if self.line(line).await.is_err() {
                    return;
                }
            }
            // What was asked is answered though the client has said its last word,
            // but not for ever.
            let answered = async {
                client.waiting.none().await;
                self.batches.close();
                self.batches.wait().await;
            };
            let _ = tokio::time::timeout(patience, answered).await;
        };
        tokio::select! {
            () = read => {}
            () = client.over.cancelled() => {}
        }
        // Calls end with it; with the sender the SDK sees the end.
        client.over.cancel();
    }

    async fn line(&mut self, line: Line) -> io::Result<()> {
        let Line::Whole(line) = line else {
            let message = format!("more than {} bytes", self.options.message_bytes);
            let error = ErrorData::invalid_request(message, None);
            return self.client.write(&text("null", Err(&error))).await;
        };
        match Message::read(&line, self.options.message_values) {
            Message::Batch(messages) => self.batch(messages).await,
            message => self.message(message, line.len(), None).await,
        }
    }

    pub(super) async fn message(
        &mut self,
        message: Message,
        bytes: usize,
        batch: Option<&Batch>,
    ) -> io::Result<()> {
        let batch = batch.cloned();
        match message {
            Message::Request(request) => {
                let id = same_id(&request.id);
                self.request(request, bytes, Place { id, batch }).await
            }
            Message::Wrong(Wrong { id, error }) => {
                self.client.answer(Place { id, batch }, Err(&error)).await
            }
            Message::Notification { method, params } if self.begun => {
                self.notification(&method, params).await
            }
            Message::Answer(answer) if self.begun => {
                self.deliver(serde_json::from_value(answer)).await
            }
            _ => Ok(()),
        }
    }

    async fn request(&mut self, request: Request, bytes: usize, place: Place) -> io::Result<()> {
        let most = self.options.message_bytes.saturating_mul(LARGE);
        let most = (self.options.requests, most);
        let Some(number) = self.client.waiting.begin(&place, bytes, most) else {
            let error = ErrorData::internal_error("too many requests wait for an answer", None);
            return self.client.answer(place, Err(&error)).await;
        };
        match request.typed(number) {
            Ok(message) => {
                self.begun |= begins(&message);
                self.deliver(Ok(message)).await
            }
            Err(error) => {
                self.client.waiting.end(number);
                self.client.answer(place, Err(&error)).await
            }
        }
    }

    async fn notification(&self, method: &str, params: Option<Value>) -> io::Result<()> {
        let mut message = json!({ "jsonrpc": "2.0", "method": method });
        if let Some(mut params) = params {
            if method == "notifications/cancelled" {
                let id = params["requestId"].to_string();
                let Some(number) = self.client.waiting.number(&same_id(&id)) else {
                    // Answered already, or never asked.
                    return Ok(());
                };
                params["requestId"] = json!(number);
                self.client.waiting.end(number);
            }
            message["params"] = params;
        }
        self.deliver(serde_json::from_value(message)).await
    }

    /// Gives a message to the SDK. A message that the SDK cannot read needs no answer.
    async fn deliver(&self, message: serde_json::Result<ClientJsonRpcMessage>) -> io::Result<()> {
        let Ok(message) = message else {
            return Ok(());
        };
        let sent = self.messages.send(message).await;
        sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Client {
    /// Answers a request: at once, or when its batch is complete.
    async fn answer(
        &self,
        Place { id, batch }: Place,
        answer: Result<&ServerResult, &ErrorData>,
    ) -> io::Result<()> {
        let line = text(&id, answer);
        match batch {
            None => self.write(&line).await,
            Some(batch) => {
                // Nobody collects them only where nobody reads them.
                let _ = batch.send(line);
                Ok(())
            }
        }
    }

    async fn send(&self, message: ServerJsonRpcMessage) -> io::Result<()> {
        let (id, answer) = match &message {
            JsonRpcMessage::Response(response) => (Some(&response.id), Ok(&response.result)),
            JsonRpcMessage::Error(error) => (error.id.as_ref(), Err(&error.error)),
            other => return self.write(&serde_json::to_string(other)?).await,
        };
        if let Ok(ServerResult::InitializeResult(result)) = answer {
            // There is one in a session.
            let _ = self.revision.set(result.protocol_version.clone());
        }
        let Some(&NumberOrString::Number(number)) = id else {
            return Ok(());
        };
        if let Some(place) = self.waiting.place(number) {
            self.answer(place, answer).await?;
        }
        // Not before: the session may end with it.
        self.waiting.end(number);
        Ok(())
    }

    pub(super) async fn write(&self, line: &str) -> io::Result<()> {
        let mut writer = self.writer.lock().await;
        let result = async {
            writer.write_all(line.as_bytes()).await?;
            writer.write_all(b"\n").await?;
            writer.flush().await
        }
        .await;
        if result.is_err() {
            // Nobody reads: nothing needs to be computed any more.
            self.over.cancel();
        }
        result
    }
}

impl Transport<RoleServer> for Stdio {
    type Error = io::Error;

    fn send(
        &mut self,
        message: ServerJsonRpcMessage,
    ) -> impl Future<Output = io::Result<()>> + Send + 'static {
        let client = Arc::clone(&self.client);
        async move { client.send(message).await }
    }

    async fn receive(&mut self) -> Option<ClientJsonRpcMessage> {
        self.messages.recv().await
    }

    async fn close(&mut self) -> io::Result<()> {
        self.client.over.cancel();
        Ok(())
    }
}

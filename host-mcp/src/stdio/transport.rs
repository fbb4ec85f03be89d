//! What is between lines and the SDK.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

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

/// What the reading and the writing side share.
pub(super) struct Client {
    writer: AsyncMutex<Option<Box<dyn AsyncWrite + Send + Unpin>>>,
    waiting: Waiting,
    revision: Mutex<Option<ProtocolVersion>>,
    over: CancellationToken,
}

/// The reading side.
pub(super) struct Reading {
    pub(super) client: Arc<Client>,
    pub(super) options: Options,
    messages: mpsc::Sender<ClientJsonRpcMessage>,
    /// Whether the SDK has left its opening, where it takes nothing but requests.
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
            writer: AsyncMutex::new(Some(Box::new(writer))),
            waiting: Waiting::default(),
            revision: Mutex::default(),
            over,
        });
        let reading = Reading {
            client: Arc::clone(&client),
            options,
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
            let _ = tokio::time::timeout(patience, client.waiting.none()).await;
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
        batch: Option<&Arc<Batch>>,
    ) -> io::Result<()> {
        let batch = batch.cloned();
        if let (Some(batch), Message::Request(_) | Message::Wrong(_)) = (&batch, &message) {
            batch.open();
        }
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
            Message::Answer(answer) if self.begun => self.deliver(serde_json::from_value(answer)).await,
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
                self.client.forget(number).await?;
            }
            message["params"] = params;
        }
        self.deliver(serde_json::from_value(message)).await
    }

    /// What the SDK cannot read is nothing that must be answered.
    async fn deliver(&self, message: serde_json::Result<ClientJsonRpcMessage>) -> io::Result<()> {
        let Ok(message) = message else {
            return Ok(());
        };
        let sent = self.messages.send(message).await;
        sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Client {
    /// The revision that was agreed on.
    pub(super) fn revision(&self) -> Option<ProtocolVersion> {
        let revision = self.revision.lock();
        revision.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Answers a request: at once, or when its batch is complete.
    async fn answer(
        &self,
        Place { id, batch }: Place,
        answer: Result<&ServerResult, &ErrorData>,
    ) -> io::Result<()> {
        let line = text(&id, answer);
        match batch {
            None => self.write(&line).await,
            Some(batch) => match batch.close(Some(line)) {
                Some(line) => self.write(&line).await,
                None => Ok(()),
            },
        }
    }

    /// A request that was cancelled has no answer.
    async fn forget(&self, number: i64) -> io::Result<()> {
        let batch = self.waiting.end(number).and_then(|place| place.batch);
        match batch.and_then(|batch| batch.close(None)) {
            Some(line) => self.write(&line).await,
            None => Ok(()),
        }
    }

    async fn send(&self, message: ServerJsonRpcMessage) -> io::Result<()> {
        let (id, answer) = match &message {
            JsonRpcMessage::Response(response) => (Some(&response.id), Ok(&response.result)),
            JsonRpcMessage::Error(error) => (error.id.as_ref(), Err(&error.error)),
            other => return self.write(&serde_json::to_string(other)?).await,
        };
        if let Ok(ServerResult::InitializeResult(result)) = answer {
            let revision = self.revision.lock();
            *revision.unwrap_or_else(PoisonError::into_inner) =
                Some(result.protocol_version.clone());
        }
        match id {
            Some(NumberOrString::Number(number)) => match self.waiting.end(*number) {
                Some(place) => self.answer(place, answer).await,
                // It was cancelled.
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    pub(super) async fn write(&self, line: &str) -> io::Result<()> {
        let mut writer = self.writer.lock().await;
        let result = match writer.as_mut() {
            None => Err(io::ErrorKind::NotConnected.into()),
            Some(writer) => async {
                writer.write_all(line.as_bytes()).await?;
                writer.write_all(b"\n").await?;
                writer.flush().await
            }
            .await,
        };
        if result.is_err() {
            // Nobody reads: nothing needs to be computed any more.
            *writer = None;
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

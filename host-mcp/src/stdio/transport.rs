//! What is between lines and the SDK.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rmcp::RoleServer;
use rmcp::model::{
    ClientJsonRpcMessage, ErrorData, JsonRpcMessage, NumberOrString, ProtocolVersion,
    ServerJsonRpcMessage, ServerResult,
};
use rmcp::transport::Transport;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
use tokio::sync::{Mutex as AsyncMutex, mpsc};
use tokio_util::sync::CancellationToken;

use super::lines::{Line, Lines};
use super::waiting::{Batch, Place, Waiting};
use crate::message::{Message, Request, Wrong, begins, same_id, text};
use crate::options::Options;
use crate::revision;

/// Messages that have been read, and the SDK has not taken yet.
const AHEAD: usize = 16;

/// Messages of the largest size that may wait for their answers.
const LARGE: usize = 4;

/// The SDK's end of the streams. A task reads; answers are written by whoever has
/// one, a line at a time.
pub(crate) struct Stdio<W> {
    messages: mpsc::Receiver<ClientJsonRpcMessage>,
    client: Arc<Client<W>>,
}

/// What the reading and the writing side share.
struct Client<W> {
    writer: AsyncMutex<Option<W>>,
    waiting: Waiting,
    revision: Mutex<Option<ProtocolVersion>>,
    over: CancellationToken,
}

/// The reading side.
struct Reading<W> {
    client: Arc<Client<W>>,
    messages: mpsc::Sender<ClientJsonRpcMessage>,
    options: Options,
    /// Whether the SDK has left its opening, where it takes nothing but requests.
    begun: bool,
}

impl<W: AsyncWrite + Send + Unpin + 'static> Stdio<W> {
    pub(crate) fn new(
        reader: impl AsyncRead + Send + Unpin + 'static,
        writer: W,
        options: &Options,
        over: CancellationToken,
    ) -> Self {
        let (sender, messages) = mpsc::channel(AHEAD);
        let client = Arc::new(Client {
            writer: AsyncMutex::new(Some(writer)),
            waiting: Waiting::default(),
            revision: Mutex::new(None),
            over,
        });
        let reading = Reading {
            client: Arc::clone(&client),
            messages: sender,
            options: options.clone(),
            begun: false,
        };
        tokio::spawn(reading.run(Lines::new(reader, options.message_bytes)));
        Self { messages, client }
    }
}

impl<W: AsyncWrite + Send + Unpin + 'static> Reading<W> {
    /// Reads until there is no more, or nobody listens.
    async fn run<R: AsyncRead + Unpin>(mut self, mut lines: Lines<R>) {
        let client = Arc::clone(&self.client);
        let read = async {
            // A stream that fails has ended.
            while let Ok(Some(line)) = lines.next().await {
                let done = match line {
                    Line::Whole(line) => self.line(&line).await,
                    Line::TooLong => {
                        let most = self.options.message_bytes;
                        let message = format!("the message has more than {most} bytes");
                        let error = ErrorData::invalid_request(message, None);
                        client.write(&text("null", Err(&error))).await
                    }
                };
                if done.is_err() {
                    return;
                }
            }
            // What was asked is answered though the client has said its last word,
            // but not for ever.
            let patience: Duration = self.options.after_input;
            let _ = tokio::time::timeout(patience, client.waiting.none()).await;
        };
        tokio::select! {
            () = read => {}
            () = client.over.cancelled() => {}
        }
        // Calls end with it; with the sender the SDK sees the end.
        client.over.cancel();
    }

    async fn line(&mut self, line: &[u8]) -> io::Result<()> {
        match Message::read(line, self.options.message_values) {
            Message::Batch(messages) => self.batch(messages).await,
            message => self.message(message, line.len(), None).await,
        }
    }

    /// Several messages at once, which only 2025-03-26 has ("Batching" in its base
    /// protocol; taken out again by 2025-06-18).
    async fn batch(&mut self, messages: Vec<Box<RawValue>>) -> io::Result<()> {
        let revision = self.client.revision.lock();
        let revision = revision.unwrap_or_else(PoisonError::into_inner).clone();
        if revision != Some(revision::V2025_03_26) {
            let error = ErrorData::invalid_request("this revision has no batches", None);
            return self.client.write(&text("null", Err(&error))).await;
        }
        let batch = Arc::new(Batch::default());
        // Held open until all of it has been read.
        batch.open();
        for message in messages {
            let line = message.get().as_bytes();
            let message = match Message::read(line, self.options.message_values) {
                Message::Batch(_) => Message::Wrong(Wrong {
                    id: "null".to_owned(),
                    error: ErrorData::invalid_request("a batch in a batch", None),
                }),
                message => message,
            };
            self.message(message, line.len(), Some(&batch)).await?;
        }
        match batch.close(None) {
            Some(line) => self.client.write(&line).await,
            None => Ok(()),
        }
    }

    async fn message(
        &mut self,
        message: Message,
        bytes: usize,
        batch: Option<&Arc<Batch>>,
    ) -> io::Result<()> {
        if let Some(batch) = batch
            && matches!(message, Message::Request(_) | Message::Wrong(_))
        {
            batch.open();
        }
        match message {
            Message::Request(request) => self.request(request, bytes, batch).await,
            Message::Wrong(Wrong { id, error }) => {
                let batch = batch.cloned();
                let place = Place { id, batch };
                self.client.answer(place, Err(&error)).await
            }
            Message::Notification { method, params } if self.begun => {
                self.notification(method, params).await
            }
            Message::Answer(answer) if self.begun => match serde_json::from_value(answer) {
                Ok(answer) => self.deliver(answer).await,
                Err(_) => Ok(()),
            },
            _ => Ok(()),
        }
    }

    async fn request(
        &mut self,
        request: Request,
        bytes: usize,
        batch: Option<&Arc<Batch>>,
    ) -> io::Result<()> {
        let most = self.options.message_bytes.saturating_mul(LARGE);
        let most = (self.options.requests, most);
        let id = same_id(&request.id);
        let Some(number) = self.client.waiting.begin(&id, bytes, most, batch) else {
            let error = ErrorData::internal_error("too many requests wait for an answer", None);
            let batch = batch.cloned();
            return self.client.answer(Place { id, batch }, Err(&error)).await;
        };
        match request.typed(number) {
            Ok(message) => {
                self.begun |= begins(&message);
                self.deliver(message).await
            }
            Err(error) => match self.client.waiting.end(number) {
                Some(place) => self.client.answer(place, Err(&error)).await,
                None => Ok(()),
            },
        }
    }

    async fn notification(&self, method: String, params: Option<Value>) -> io::Result<()> {
        let mut message = json!({ "jsonrpc": "2.0", "method": method });
        if let Some(mut params) = params {
            if method == "notifications/cancelled" {
                let id = params.get("requestId").map(ToString::to_string);
                let number = id.and_then(|id| self.client.waiting.number(&same_id(&id)));
                let Some(number) = number else {
                    // Answered already, or never asked.
                    return Ok(());
                };
                params["requestId"] = json!(number);
                self.client.forget(number).await?;
            }
            message["params"] = params;
        }
        match serde_json::from_value(message) {
            Ok(message) => self.deliver(message).await,
            Err(_) => Ok(()),
        }
    }

    async fn deliver(&self, message: ClientJsonRpcMessage) -> io::Result<()> {
        let sent = self.messages.send(message).await;
        sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl<W: AsyncWrite + Send + Unpin> Client<W> {
    /// Answers a request: at once, or when its batch is complete.
    async fn answer(&self, place: Place, answer: Result<&ServerResult, &ErrorData>) -> io::Result<()> {
        let line = text(&place.id, answer);
        match place.batch {
            None => self.write(&line).await,
            Some(batch) => match batch.close(Some(line)) {
                Some(line) => self.write(&line).await,
                None => Ok(()),
            },
        }
    }

    /// A request that was cancelled has no answer.
    async fn forget(&self, number: i64) -> io::Result<()> {
        let place = self.waiting.end(number);
        match place.and_then(|place| place.batch).and_then(|batch| batch.close(None)) {
            Some(line) => self.write(&line).await,
            None => Ok(()),
        }
    }

    async fn send(&self, message: ServerJsonRpcMessage) -> io::Result<()> {
        let number = |id: &NumberOrString| match id {
            NumberOrString::Number(number) => Some(*number),
            NumberOrString::String(_) => None,
        };
        let (id, answer) = match &message {
            JsonRpcMessage::Response(response) => (number(&response.id), Ok(&response.result)),
            JsonRpcMessage::Error(error) => (error.id.as_ref().and_then(number), Err(&error.error)),
            other => return self.write(&serde_json::to_string(other)?).await,
        };
        if let Ok(ServerResult::InitializeResult(result)) = answer {
            let revision = self.revision.lock();
            *revision.unwrap_or_else(PoisonError::into_inner) =
                Some(result.protocol_version.clone());
        }
        match id.and_then(|id| self.waiting.end(id)) {
            Some(place) => self.answer(place, answer).await,
            // It was cancelled.
            None => Ok(()),
        }
    }

    async fn write(&self, line: &str) -> io::Result<()> {
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

impl<W: AsyncWrite + Send + Unpin + 'static> Transport<RoleServer> for Stdio<W> {
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

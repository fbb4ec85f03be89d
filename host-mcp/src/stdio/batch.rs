//! Several messages at once, which revision 2025-03-26 has and no other one
//! ("Batching" in its base protocol). The SDK has none.

use std::io;
use std::sync::Arc;

use rmcp::model::ErrorData;
use serde_json::value::RawValue;
use tokio::sync::mpsc;

use super::transport::Reading;
use crate::message::{Message, Wrong, text};
use crate::revision;

/// The way of answers that go back together (JSON-RPC 2.0, section 6). Each request holds
/// one. When the last one is dropped, by an answer or a cancellation, no more can come.
pub(super) type Batch = mpsc::UnboundedSender<String>;

impl Reading {
    /// Takes the messages of a batch, one after the other.
    pub(super) async fn batch(&mut self, messages: Vec<Box<RawValue>>) -> io::Result<()> {
        if self.client.revision.get() != Some(&revision::V2025_03_26) {
            let error = ErrorData::invalid_request("this revision has no batches", None);
            return self.client.write(&text("null", Err(&error))).await;
        }
        let (batch, mut answers) = mpsc::unbounded_channel();
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
        drop(batch);
        let client = Arc::clone(&self.client);
        // What comes after it is read in the meantime.
        self.batches.spawn(async move {
            let mut texts = Vec::new();
            while let Some(text) = answers.recv().await {
                texts.push(text);
            }
            if !texts.is_empty() {
                let line = format!("[{}]", texts.join(","));
                // A client that does not read any more has ended the session.
                let _ = client.write(&line).await;
            }
        });
        Ok(())
    }
}

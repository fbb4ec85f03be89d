//! Several messages at once, which revision 2025-03-26 has and no other one
//! ("Batching" in its base protocol). The SDK has none.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rmcp::model::ErrorData;
use serde_json::value::RawValue;

use super::transport::Reading;
use crate::message::{Message, Wrong, text};
use crate::revision;

/// Answers to requests that came together, and go back together (JSON-RPC 2.0,
/// section 6).
#[derive(Debug, Default)]
pub(super) struct Batch(Mutex<Answers>);

#[derive(Debug, Default)]
struct Answers {
    open: usize,
    texts: Vec<String>,
}

impl Batch {
    /// One more answer is to come.
    pub(super) fn open(&self) {
        self.answers().open += 1;
    }

    /// An answer, or none for a request that was cancelled. Gives the line that is
    /// due if it was the last.
    pub(super) fn close(&self, text: Option<String>) -> Option<String> {
        let mut answers = self.answers();
        answers.texts.extend(text);
        answers.open -= 1;
        (answers.open == 0 && !answers.texts.is_empty())
            .then(|| format!("[{}]", std::mem::take(&mut answers.texts).join(",")))
    }

    fn answers(&self) -> MutexGuard<'_, Answers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reading {
    /// Takes the messages of a batch, one after the other.
    pub(super) async fn batch(&mut self, messages: Vec<Box<RawValue>>) -> io::Result<()> {
        if self.client.revision() != Some(revision::V2025_03_26) {
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
}

//! The client: what it sends, read on a thread of its own so that nothing
//! waits for a call that runs, and what it is sent.

use std::collections::VecDeque;
use std::io::{self, BufRead, Write};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use greentic_host_shim::Interrupt;
use serde_json::{Value, json};

use super::calls::Calls;
use super::rpc::{self, Id, Line, Message, Object, Rejection, RpcError};

/// A request that is to be answered.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) id: Id,
    pub(crate) method: String,
    pub(crate) params: Object,
    pub(crate) cancel: Interrupt,
}

/// What there is to do.
#[derive(Debug)]
pub(crate) enum Work {
    One(Request),
    /// The answers go out together.
    Batch(Vec<Result<Request, Rejection>>),
}

/// What the reading thread tells the working one.
enum Event {
    Work(Work),
    Answer(Id, Result<Value, String>),
    /// Some request was cancelled.
    Cancelled,
}

/// What a question of ours came to.
#[derive(Debug, PartialEq)]
pub(crate) enum Reply {
    Answer(Value),
    /// The client could not, and says why.
    Error(String),
    /// Nobody waits for it any more: the request that it was for is
    /// cancelled, or the client is gone.
    Dropped,
}

type Output = Arc<Mutex<dyn Write + Send>>;

/// The working thread's side of the connection.
pub(crate) struct Peer {
    output: Output,
    events: Receiver<Event>,
    calls: Arc<Calls>,
    /// Came while something else was waited for.
    backlog: VecDeque<Work>,
    /// How many requests we have sent.
    sent: u64,
}

impl Peer {
    /// Begins to read.
    ///
    /// # Errors
    ///
    /// The system has no thread for it.
    pub(crate) fn connect(
        input: impl BufRead + Send + 'static,
        output: impl Write + Send + 'static,
    ) -> io::Result<Self> {
        let output: Output = Arc::new(Mutex::new(output));
        let calls = Arc::new(Calls::default());
        let (sender, events) = mpsc::channel();
        let reader = Reader {
            output: Arc::clone(&output),
            calls: Arc::clone(&calls),
            events: sender,
        };
        thread::Builder::new()
            .name("greentic-input".to_owned())
            .spawn(move || reader.run(input))?;
        Ok(Self {
            output,
            events,
            calls,
            backlog: VecDeque::new(),
            sent: 0,
        })
    }

    /// What is to be done next; `None` when the client has gone.
    pub(crate) fn next(&mut self) -> Option<Work> {
        if let Some(work) = self.backlog.pop_front() {
            return Some(work);
        }
        loop {
            match self.events.recv().ok()? {
                Event::Work(work) => return Some(work),
                // An answer that came too late.
                Event::Answer(..) | Event::Cancelled => {}
            }
        }
    }

    /// # Errors
    ///
    /// The client does not read any more.
    pub(crate) fn send(&self, message: &Value) -> io::Result<()> {
        send(&self.output, message)
    }

    /// A request was answered, or needs no answer.
    pub(crate) fn done(&self, id: &Id) {
        self.calls.end(id);
    }

    /// Sends a request and waits for the answer, for the sake of a request
    /// that may be cancelled meanwhile.
    ///
    /// # Errors
    ///
    /// The client does not read any more.
    pub(crate) fn ask(
        &mut self,
        method: &str,
        params: Value,
        cancel: &Interrupt,
    ) -> io::Result<Reply> {
        self.sent += 1;
        let id = Id::Text(format!("greentic-{}", self.sent));
        self.send(&rpc::request(&id, method, params))?;
        while !cancel.is_interrupted() {
            match self.events.recv() {
                Ok(Event::Answer(other, outcome)) if other == id => {
                    return Ok(match outcome {
                        Ok(answer) => Reply::Answer(answer),
                        Err(message) => Reply::Error(message),
                    });
                }
                Ok(Event::Work(work)) => self.backlog.push_back(work),
                Ok(Event::Answer(..) | Event::Cancelled) => {}
                Err(_) => return Ok(Reply::Dropped),
            }
        }
        self.send(&rpc::notification(
            "notifications/cancelled",
            json!({ "requestId": id.json(), "reason": "nobody waits for the answer" }),
        ))?;
        Ok(Reply::Dropped)
    }
}

/// One message a line, as the protocol has it on standard streams.
fn send(output: &Output, message: &Value) -> io::Result<()> {
    let mut line = message.to_string();
    line.push('\n');
    let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
    output.write_all(line.as_bytes())?;
    output.flush()
}

/// The reading thread.
struct Reader {
    output: Output,
    calls: Arc<Calls>,
    events: Sender<Event>,
}

/// There is nobody left to read for.
struct Abandoned;

impl Reader {
    /// Reads until there is nothing more, or nobody who would do it.
    fn run(&self, mut input: impl BufRead) {
        let mut line = Vec::new();
        while matches!(input.read_until(b'\n', &mut line), Ok(1..)) {
            let text = line.trim_ascii();
            if !text.is_empty() && self.line(text).is_err() {
                return;
            }
            line.clear();
        }
    }

    fn line(&self, line: &[u8]) -> Result<(), Abandoned> {
        match rpc::parse(line) {
            Ok(Line::One(Message::Request { id, method, .. })) if method == "ping" => {
                self.answer(&rpc::success(&id, json!({})))
            }
            Ok(Line::One(message)) => match self.message(message)? {
                Some(request) => self.tell(Event::Work(Work::One(request))),
                None => Ok(()),
            },
            Ok(Line::Batch(messages)) => {
                let mut requests = Vec::new();
                for message in messages {
                    match message {
                        Ok(message) => requests.extend(self.message(message)?.map(Ok)),
                        Err(rejection) => requests.push(Err(rejection)),
                    }
                }
                self.tell(Event::Work(Work::Batch(requests)))
            }
            Err(rejection) => self.answer(&rejection.json()),
        }
    }

    /// Sees to what is no request.
    fn message(&self, message: Message) -> Result<Option<Request>, Abandoned> {
        match message {
            Message::Request { id, method, params } => {
                let cancel = self.calls.begin(id.clone());
                return Ok(Some(Request {
                    id,
                    method,
                    params,
                    cancel,
                }));
            }
            Message::Response { id, outcome } => self.tell(Event::Answer(id, outcome))?,
            Message::Notification { method, params } if method == "notifications/cancelled" => {
                if let Some(id) = params.get("requestId").and_then(Id::parse) {
                    self.calls.cancel(&id);
                    self.tell(Event::Cancelled)?;
                }
            }
            // `initialized`, and what clients tell of themselves.
            Message::Notification { .. } => {}
        }
        Ok(None)
    }

    fn tell(&self, event: Event) -> Result<(), Abandoned> {
        self.events.send(event).map_err(|_| Abandoned)
    }

    fn answer(&self, message: &Value) -> Result<(), Abandoned> {
        send(&self.output, message).map_err(|_| Abandoned)
    }
}

/// The client does not read any more, so it will not see this either.
pub(crate) fn gone(error: &io::Error) -> RpcError {
    RpcError::internal(format!("the client cannot be written to: {error}"))
}

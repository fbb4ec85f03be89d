//! Inputs that are text.

use super::context::Context;
use super::envelope;
use super::settings::json::apart;
use crate::Call;
use crate::config::{self, FromConfig};
use crate::json::{Json, JsonError, JsonErrorKind};

/// The input that a flow gave a node, as JSON.
///
/// ```
/// # use greentic_guest::Call;
/// # let call = Call::new();
/// let input = call.input(r#"{"config":{"currency":"EUR"},"input":{"symbol":"A"}}"#).unwrap();
/// assert_eq!(input.payload().at("symbol").str(), Ok("A"));
/// assert_eq!(input.config().unwrap().at("currency").str(), Ok("EUR"));
/// assert_eq!(input.whole().at("input").at("symbol").str(), Ok("A"));
/// assert!(input.context().is_none());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    whole: Json<'a>,
    payload: Json<'a>,
    config: Option<Json<'a>>,
    context: Option<Context<'a>>,
}

/// Reads the input of nodes up to 0.5.0: [`input`](mod@crate::input).
impl Call {
    /// Reads what a flow gave a node, bare or in an envelope, which is told by
    /// looking: [`input`](mod@crate::input) says how.
    ///
    /// # Errors
    /// When the text is not JSON: all of it is checked.
    pub fn input<'a>(&'a self, text: &'a str) -> Result<Input<'a>, JsonError<'a>> {
        let value = self.read_json(text)?;
        let mut whole = value;
        let mut context = None;
        if let Some(text) = envelope::payload(self, value)
            && let Ok(payload) = self.read_json(text)
        {
            whole = payload;
            context = Some(Context::new(self, value));
        }
        Ok(Input::new(whole, context))
    }
}

impl<'a> Input<'a> {
    /// Takes the settings out of a payload.
    pub(super) fn new(whole: Json<'a>, context: Option<Context<'a>>) -> Self {
        let (payload, config) = apart(whole);
        Self {
            whole,
            payload,
            config,
            context,
        }
    }

    /// Reads an input that is the payload itself: the whole of it, whatever fields
    /// it has. No settings are taken out.
    ///
    /// ```
    /// # use greentic_guest::{Call, input::Input};
    /// # let call = Call::new();
    /// let form = r#"{"config":{"currency":"EUR"},"input":{"symbol":"A"}}"#;
    /// let input = Input::bare(&call, form).unwrap();
    /// assert_eq!(input.payload().at("config").at("currency").str(), Ok("EUR"));
    /// assert!(input.config().is_none());
    /// ```
    ///
    /// # Errors
    /// When the text is not JSON (all of it is checked), or it is an envelope.
    pub fn bare(call: &'a Call, text: &'a str) -> Result<Self, JsonError<'a>> {
        let input = call.input(text)?;
        match input.context {
            None => Ok(Self {
                payload: input.whole,
                config: None,
                ..input
            }),
            Some(context) => Err(context.envelope.error(JsonErrorKind::Other)),
        }
    }

    /// Reads an input that is an envelope.
    ///
    /// # Errors
    /// When the text is not JSON (all of it is checked), or no envelope. Where the
    /// payload is not JSON, the error is about the text that the bytes are.
    ///
    /// ```
    /// # use greentic_guest::{Call, input::Input};
    /// # let call = Call::new();
    /// let error = Input::envelope(&call, r#"{"symbol":"A"}"#).unwrap_err();
    /// assert_eq!(error.message(), "at byte 0: this is not what is taken here");
    /// ```
    pub fn envelope(call: &'a Call, text: &'a str) -> Result<Self, JsonError<'a>> {
        let value = call.read_json(text)?;
        let text =
            envelope::payload(call, value).ok_or_else(|| value.error(JsonErrorKind::Other))?;
        let payload = call.read_json(text)?;
        Ok(Self::new(payload, Some(Context::new(call, value))))
    }

    /// Returns what the flow gave, without settings.
    pub const fn payload(&self) -> Json<'a> {
        self.payload
    }

    /// Returns the settings of the node, if any were sent.
    pub const fn config(&self) -> Option<Json<'a>> {
        self.config
    }

    /// Reads the settings as the record that WIT has for them, of which
    /// [`config`](crate::config) tells. Where none were sent it is as if they were
    /// empty: the defaults of the record hold.
    ///
    /// ```
    /// # #[cfg(feature = "component-v0-5")] {
    /// use greentic_guest::{Call, component::v0_5::node::Config};
    ///
    /// let call = Call::new();
    /// let input = call.input(r#"{"config":{"title":"News"},"input":{}}"#).unwrap();
    /// let config: Config = input.config_as().unwrap();
    /// assert_eq!((config.title.get(), config.max_items), ("News", 10));
    /// # }
    /// ```
    ///
    /// # Errors
    /// When the settings are not what the schema of the record takes.
    pub fn config_as<T: FromConfig<'a>>(&self) -> Result<T, config::ConfigError<'a>> {
        let config = match self.config {
            Some(config) => config,
            None => self.whole.call().read_json("{}")?,
        };
        T::from_config(config)
    }

    /// Returns what was in the envelope or came bare, with the settings where there
    /// are some.
    pub const fn whole(&self) -> Json<'a> {
        self.whole
    }

    /// Returns what the envelope says beside the payload; `None` where there was
    /// none.
    pub const fn context(&self) -> Option<Context<'a>> {
        self.context
    }
}

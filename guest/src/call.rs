//! The call that a handler answers, and the tools that come with it.

use core::fmt::{self, Write};

use crate::abi::{Arena, Bytes, Str, Text, Tuple2};

/// One call of a component's export: the memory in which its arguments are and
/// in which the answer is built.
///
/// Every handler gets a `&'a Call`. What it makes with it carries the same
/// `'a`, and so does what imports answer: all of it lives until the call has
/// returned, and none of it longer. There is nothing to free.
///
/// A `Call` stays in its thread, and in a component only the host makes one.
/// In native tests [`Call::new`] does:
///
/// ```
/// use greentic_guest::Call;
///
/// fn shout<'a>(call: &'a Call, text: &str) -> &'a str {
///     call.concat(&[text, "!"])
/// }
///
/// assert_eq!(shout(&Call::new(), "hey"), "hey!");
/// ```
///
/// ```
/// use greentic_guest::Call;
///
/// let call = Call::new();
/// assert_eq!(call.copy("a"), "a");
/// assert_eq!(call.keep([1, 2]), &[1, 2]);
/// assert_eq!(call.list([1, 2].iter().map(|one| one * 2)), [2, 4]);
/// assert_eq!(call.format(format_args!("{}", 1 + 1)), "2");
/// assert_eq!(call.json("a\"b"), r#""a\"b""#);
/// assert_eq!(call.unescape_json(r"a\u00FC"), Some("a\u{fc}"));
/// let mut bytes = call.bytes();
/// bytes.push(b"ab");
/// assert_eq!(bytes.finish(), b"ab");
/// ```
#[derive(Debug)]
pub struct Call {
    arena: Arena,
}

/// A reference to the call of some memory. A component has one call at a time,
/// so that it takes no room there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CallRef<'a> {
    #[cfg(not(target_family = "wasm"))]
    call: &'a Call,
    #[cfg(target_family = "wasm")]
    call: core::marker::PhantomData<&'a Call>,
}

impl<'a> CallRef<'a> {
    /// Refers to `call`.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) const fn new(call: &'a Call) -> Self {
        Self { call }
    }

    /// Refers to the call that the component is executing.
    #[cfg(target_family = "wasm")]
    pub(crate) const fn new(_: &'a Call) -> Self {
        Self {
            call: core::marker::PhantomData,
        }
    }

    /// Returns the call.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) const fn get(self) -> &'a Call {
        self.call
    }

    /// Returns the call.
    #[cfg(target_family = "wasm")]
    #[allow(clippy::unused_self, reason = "the borrow is what keeps the memory")]
    pub(crate) const fn get(self) -> &'a Call {
        const { &Call::of_component() }
    }
}

impl Call {
    /// A call to test a handler with; it owns its memory.
    #[cfg(not(target_family = "wasm"))]
    #[allow(
        clippy::new_without_default,
        reason = "a call is not a value with a default"
    )]
    pub const fn new() -> Self {
        Self {
            arena: Arena::new(),
        }
    }

    /// The call that the component is executing.
    #[cfg(target_family = "wasm")]
    pub(crate) const fn of_component() -> Self {
        Self {
            arena: Arena::new(),
        }
    }

    pub(crate) const fn arena(&self) -> &Arena {
        &self.arena
    }

    /// Keeps `value` until the call ends.
    pub fn keep<T: Copy>(&self, value: T) -> &T {
        self.arena.keep(value)
    }

    /// A copy of `text`, for one that does not live long enough.
    pub fn copy<'a>(&'a self, text: &str) -> &'a str {
        self.concat(&[text])
    }

    /// The parts, one behind the other.
    pub fn concat<'a>(&'a self, parts: &[&str]) -> &'a str {
        self.arena.concat(parts)
    }

    /// Returns the values as a list, which lives as long as the call.
    ///
    /// Where a step may fail, the first error is kept beside the list, and something empty
    /// takes the place of the value:
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// fn prices<'a>(call: &'a Call, texts: &[&str]) -> Result<&'a [u32], &'static str> {
    ///     let mut fault = None;
    ///     let prices = call.list(texts.iter().map(|text| match text.parse() {
    ///         Ok(price) => price,
    ///         Err(_) => {
    ///             fault = fault.or(Some("this is no price"));
    ///             0
    ///         }
    ///     }));
    ///     fault.map_or(Ok(prices), Err)
    /// }
    ///
    /// let call = Call::new();
    /// assert_eq!(prices(&call, &["7", "8"]), Ok(&[7, 8][..]));
    /// assert_eq!(prices(&call, &["7", "eight"]), Err("this is no price"));
    /// ```
    pub fn list<T, I>(&self, values: I) -> &[T]
    where
        T: Copy,
        I: IntoIterator<Item = T>,
        I::IntoIter: ExactSizeIterator,
    {
        let values = values.into_iter();
        self.arena.collect(values.len(), values)
    }

    /// Returns pairs of text as headers, attributes and fields of telemetry are: a list of
    /// `tuple<string, string>`.
    ///
    /// ```
    /// use greentic_guest::{Call, component::v0_5::node::TenantCtx};
    ///
    /// fn marked<'a>(call: &'a Call, tenant: TenantCtx<'a>) -> TenantCtx<'a> {
    ///     TenantCtx { attributes: call.pairs(&[("plan", "free")]).into(), ..tenant }
    /// }
    /// # let call = Call::new();
    /// # let marked = marked(&call, TenantCtx::default());
    /// # assert_eq!(marked.attributes[0].0, "plan");
    /// ```
    #[inline(never)]
    pub fn pairs<'a>(&'a self, pairs: &[(&'a str, &'a str)]) -> &'a [Tuple2<Str<'a>, Str<'a>>] {
        self.list(
            pairs
                .iter()
                .map(|(name, value)| Tuple2(Str::new(name), Str::new(value))),
        )
    }

    /// Text to append to.
    pub const fn text(&self) -> Text<'_> {
        Text::new(self)
    }

    /// Bytes to append to.
    pub const fn bytes(&self) -> Bytes<'_> {
        Bytes::new(self)
    }

    /// `text` as a JSON string, in quotation marks.
    pub fn json(&self, text: &str) -> &str {
        let mut json = self.text();
        json.push_json(text);
        json.finish()
    }

    /// The text of a JSON string, from what stands between its quotation marks:
    /// the other way round than [`json`](Call::json). `None` where that is not
    /// as RFC 8259, section 7, has it, or half of a surrogate pair.
    ///
    /// For parsers without an allocator, which hand strings over as they stand.
    pub fn unescape_json<'a>(&'a self, escaped: &'a str) -> Option<&'a str> {
        crate::abi::unescape_json(self.text(), escaped)
    }

    /// Reads the JSON document `text`: an object with these fields and no other,
    /// each once at most. A field that is not there is
    /// [absent](crate::json::Json::is_absent).
    ///
    /// # Errors
    /// When the document is not JSON (all of it is checked), no object, or has
    /// another field, or one twice.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// let text = r#"{"name":"Ada","age":36}"#;
    /// let [age, name] = call.json_fields(text, ["age", "name"]).unwrap();
    /// assert_eq!((age.u32(), name.str()), (Ok(36), Ok("Ada")));
    /// assert!(call.json_fields(text, ["name"]).is_err());
    /// ```
    #[cfg(feature = "json")]
    pub fn json_fields<'a, const N: usize>(
        &'a self,
        text: &'a str,
        names: [&str; N],
    ) -> Result<[crate::json::Json<'a>; N], crate::json::JsonError<'a>> {
        crate::json::Json::start(self, text).fields(names)
    }

    /// Reads the JSON document `text`: an object with these fields, each once at
    /// most, and maybe others.
    ///
    /// # Errors
    /// When the document is not JSON (all of it is checked), no object, or has
    /// one of the fields twice.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// let [name] = call.json_pick(r#"{"name":"Ada","age":36}"#, ["name"]).unwrap();
    /// assert_eq!(name.str(), Ok("Ada"));
    /// ```
    #[cfg(feature = "json")]
    pub fn json_pick<'a, const N: usize>(
        &'a self,
        text: &'a str,
        names: [&str; N],
    ) -> Result<[crate::json::Json<'a>; N], crate::json::JsonError<'a>> {
        crate::json::Json::start(self, text).pick(names)
    }

    /// Reads the JSON document `text`, an array, item by item: in one pass, where
    /// [`read_json`](Self::read_json) and [`Json::items`](crate::json::Json::items) take
    /// two, and one more for each item that is an object.
    ///
    /// An item is checked when the next one is asked for. So what was read out of an item
    /// may still turn out to stand in a document that is not JSON, and what follows an
    /// item that nobody goes on from is never read.
    ///
    /// ```
    /// # let call = greentic_guest::Call::new();
    /// # fn sum<'a>(call: &'a greentic_guest::Call, text: &'a str) -> Result<u32, greentic_guest::json::JsonError<'a>> {
    /// let mut sum = 0;
    /// for item in call.json_items(text)? {
    ///     let [price] = item?.fields(["price"])?;
    ///     sum += price.u32()?;
    /// }
    /// Ok(sum)
    /// # }
    /// # assert_eq!(sum(&call, r#"[{"price":7},{"price":8}]"#).ok(), Some(15));
    /// # assert!(sum(&call, r#"[{"price":7},{"price":8}"#).is_err());
    /// ```
    ///
    /// # Errors
    /// When the document does not begin as an array does. What else is wrong with it is
    /// the last item.
    #[cfg(feature = "json")]
    pub fn json_items<'a>(
        &'a self,
        text: &'a str,
    ) -> Result<crate::json::Stream<'a>, crate::json::JsonError<'a>> {
        crate::json::Stream::open(self, text)
    }

    /// Reads the JSON document `text`.
    ///
    /// # Errors
    /// When it is not JSON: all of it is checked.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// assert_eq!(call.read_json("[1]").unwrap().text(), "[1]");
    /// assert!(call.read_json("[1").is_err());
    /// ```
    #[cfg(feature = "json")]
    pub fn read_json<'a>(
        &'a self,
        text: &'a str,
    ) -> Result<crate::json::Json<'a>, crate::json::JsonError<'a>> {
        crate::json::Json::parse(self, text)
    }

    /// Writes a value as JSON.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// assert_eq!(call.write_json(&[1, 2][..]), "[1,2]");
    /// ```
    #[cfg(feature = "json")]
    pub fn write_json(&self, value: impl crate::json::ToJson) -> &str {
        let mut text = self.text();
        value.to_json(&mut text);
        text.finish()
    }

    /// Text made by [`format_args!`].
    ///
    /// Brings the formatting code of the standard library along, a kilobyte
    /// and more: [`concat`](Call::concat) and [`text`](Call::text) do not.
    pub fn format(&self, arguments: fmt::Arguments<'_>) -> &str {
        let mut text = self.text();
        if text.write_fmt(arguments).is_err() {
            // Only a value's own `Display` can fail; writing never does.
            crate::abi::trap();
        }
        text.finish()
    }
}

//! The items of a long array, in one pass.

use super::error::{JsonError, JsonErrorKind};
use super::list::JsonEntries;
use super::reader::Step;
use super::value::{ABSENT, Json};
use crate::Call;

/// The items of a document that is an array, each checked when the next one is asked
/// for: [`Call::json_items`].
///
/// ```
/// use greentic_guest::json::{JsonError, Stream};
///
/// fn sum(items: Stream<'_>) -> Result<u32, JsonError<'_>> {
///     items.map(|item| item?.u32()).sum()
/// }
///
/// let call = greentic_guest::Call::new();
/// assert_eq!(sum(call.json_items("[1, 2, 3]").unwrap()), Ok(6));
/// assert!(sum(call.json_items("[1, 2,").unwrap()).is_err());
/// ```
#[derive(Clone, Debug)]
pub struct Stream<'a>(JsonEntries<'a>);

impl<'a> Stream<'a> {
    pub(crate) fn open(call: &'a Call, text: &'a str) -> Result<Self, JsonError<'a>> {
        let whole = Json::start(call, text);
        let mut reader = whole.reader();
        reader.space();
        if reader.byte == b'[' {
            Ok(Self(JsonEntries { whole, reader }))
        } else {
            Err(whole.error_at(reader.at, JsonErrorKind::Array))
        }
    }
}

impl<'a> Iterator for Stream<'a> {
    type Item = Result<Json<'a>, JsonError<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let entries = &mut self.0;
        if entries.whole.is_absent() {
            return None;
        }
        let step = entries.advance();
        let JsonEntries { whole, reader } = entries;
        let at = reader.at;
        if step == Step::Value {
            return Some(Ok(Json { at, ..*whole }));
        }
        // Neither behind all of it nor behind an error is there anything.
        whole.at = ABSENT;
        reader.space();
        if step == Step::End && reader.at == whole.document.text.len() {
            return None;
        }
        Some(Err(whole.error_at(reader.at, JsonErrorKind::Syntax)))
    }
}

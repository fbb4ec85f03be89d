//! Words that a component may be waiting for.

use std::collections::BTreeSet;

use wasmparser::{
    BinaryReaderError, ConstExpr, Data, DataKind, FunctionBody, Operator, Parser, Payload,
};

/// The most words: more of them only make each one rarer.
const MOST: usize = 512;

/// The length of a word, in bytes: shorter ones come up by chance.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=48;

/// Returns the words in the data of a component, in the order of the alphabet. The
/// code often compares its arguments with them: names of operations, keys of JSON.
/// They never come up by chance.
pub(super) fn words(component: &[u8]) -> Vec<String> {
    let mut words = BTreeSet::new();
    // A component that cannot be parsed cannot be run either.
    let _ = collect(component, &mut words);
    let words: Vec<_> = words.into_iter().collect();
    // Takes words from all over the alphabet.
    let step = words.len().div_ceil(MOST).max(1);
    words.into_iter().step_by(step).collect()
}

fn collect(component: &[u8], words: &mut BTreeSet<String>) -> Result<(), BinaryReaderError> {
    // Texts stand in the data without anything between them. The beginning of one
    // is a number somewhere: in code, or in data, where more numbers only look like
    // it.
    let mut code = BTreeSet::new();
    for payload in Parser::new(0).parse_all(component) {
        match payload? {
            Payload::ModuleSection { .. } => code.clear(),
            Payload::CodeSectionEntry(body) => constants(&body, &mut code)?,
            Payload::DataSection(section) => {
                let segments: Vec<_> = section.into_iter().collect::<Result<_, _>>()?;
                let mut all = code.clone();
                for segment in &segments {
                    let (pointers, _) = segment.data.as_chunks();
                    all.extend(pointers.iter().map(|bytes| u32::from_le_bytes(*bytes)));
                }
                for segment in &segments {
                    for piece in cut(segment, &code).into_iter().chain(cut(segment, &all)) {
                        pieces(piece, words);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Collects the numbers in the code of a function.
fn constants(body: &FunctionBody<'_>, to: &mut BTreeSet<u32>) -> Result<(), BinaryReaderError> {
    for operator in body.get_operators_reader()? {
        if let Operator::I32Const { value } = operator? {
            to.insert(value.cast_unsigned());
        }
    }
    Ok(())
}

/// Returns the data of a segment, cut where `numbers` point to.
fn cut<'d>(segment: &Data<'d>, numbers: &BTreeSet<u32>) -> Vec<&'d [u8]> {
    let mut data = segment.data;
    let mut pieces = Vec::new();
    if let DataKind::Active { offset_expr, .. } = &segment.kind
        && let Some(start) = start(offset_expr)
    {
        let mut at = start;
        for number in numbers.range(start..) {
            let Some((piece, rest)) = data.split_at_checked((number - at) as usize) else {
                break;
            };
            pieces.push(piece);
            (data, at) = (rest, *number);
        }
    }
    pieces.push(data);
    pieces
}

/// Returns the address of a segment, if that is a plain number.
fn start(offset: &ConstExpr<'_>) -> Option<u32> {
    match offset.get_operators_reader().read().ok()? {
        Operator::I32Const { value } => Some(value.cast_unsigned()),
        _ => None,
    }
}

/// Adds a piece of data that is text, and the words in it.
fn pieces(piece: &[u8], words: &mut BTreeSet<String>) {
    let letter = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    for word in piece.split(|byte| !letter(byte)).chain([piece]) {
        let printable = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
        if LENGTHS.contains(&word.len())
            && word.iter().all(printable)
            && let Ok(word) = std::str::from_utf8(word)
        {
            words.insert(word.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_stand_side_by_side_are_told_apart() {
        let component = r#"(component (core module
            (memory 1)
            (func (drop (i32.const 105)) (drop (i32.const 112)))
            (data (i32.const 100) "greetunknown name {\"key\":1}\75\00\00\00x")))"#;
        let words = words(&wat::parse_str(component).unwrap());
        for word in ["greet", "unknown", "name", "key"] {
            assert!(words.iter().any(|other| other == word), "{word}: {words:?}");
        }
        assert!(
            !words.iter().any(|word| word == "greetunknown"),
            "{words:?}"
        );
    }

    #[test]
    fn what_cannot_be_parsed_has_no_words() {
        assert_eq!(words(b"\0asm\x0d\0\x01\0greet"), Vec::<String>::new());
    }
}

//! Names in the tokens of macros, which are no items yet.

use std::collections::BTreeSet;

use syn::Macro;
use syn::buffer::{Cursor, TokenBuffer};

/// Returns the names of the items that a macro would write.
pub(crate) fn items(of: &Macro) -> BTreeSet<String> {
    names(of, &["enum", "fn", "mod", "struct", "trait"])
}

/// Returns the names of the types that a macro would write, each once: it may have an arm for
/// each form of one.
pub(crate) fn types(of: &Macro) -> BTreeSet<String> {
    names(of, &["enum", "struct", "trait"])
}

fn names(of: &Macro, keywords: &[&str]) -> BTreeSet<String> {
    let tokens = TokenBuffer::new2(of.tokens.clone());
    let mut names = BTreeSet::new();
    collect(tokens.begin(), keywords, &mut names);
    names
}

/// Collects the words that follow a keyword at once.
fn collect(mut rest: Cursor<'_>, keywords: &[&str], names: &mut BTreeSet<String>) {
    let mut follows = false;
    while !rest.eof() {
        if let Some((word, next)) = rest.ident() {
            let word = word.to_string();
            let is_keyword = keywords.contains(&&*word);
            if follows {
                names.insert(word);
            }
            follows = is_keyword;
            rest = next;
        } else if let Some((inside, _, _, next)) = rest.any_group() {
            collect(inside, keywords, names);
            follows = false;
            rest = next;
        } else if let Some((_, next)) = rest.token_tree() {
            follows = false;
            rest = next;
        }
    }
}

#[test]
fn names_in_macros_are_found() {
    let text = "macro_rules! a { ($b:ident) => { pub struct $b; pub trait C { fn d(&self); } \
                #[doc = \"struct E\"] enum F {} }; () => { enum F {} mod g {} } }";
    let of: syn::ItemMacro = syn::parse_str(text).unwrap();
    assert_eq!(types(&of.mac), ["C", "F"].map(str::to_owned).into());
    assert_eq!(
        items(&of.mac),
        ["C", "F", "d", "g"].map(str::to_owned).into()
    );
}

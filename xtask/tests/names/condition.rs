//! Conditions of `#[cfg]`, and whether two things can be compiled at once.

use std::collections::BTreeSet;

use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Lit, Meta, Token};

/// A condition under which something is compiled.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Condition {
    /// `test`, or `feature = "json"`.
    Set(Fact),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

/// A key that is set, and the value that it has.
pub(crate) type Fact = (String, String);

/// Keys that have one value at a time.
const SINGLE: [&str; 5] = [
    "target_arch",
    "target_endian",
    "target_family",
    "target_os",
    "target_pointer_width",
];

/// The most facts of which every combination is tried.
const FACTS: usize = 16;

impl Condition {
    /// Reads the conditions in attributes.
    ///
    /// # Panics
    ///
    /// If one has a form that is not known here.
    pub(crate) fn read(attributes: &[Attribute]) -> Vec<Self> {
        let cfgs = attributes.iter().filter(|one| one.path().is_ident("cfg"));
        cfgs.map(|cfg| Self::of(&cfg.parse_args().expect("the condition of a `#[cfg]`")))
            .collect()
    }

    fn of(meta: &Meta) -> Self {
        let name = meta.path().get_ident().map(ToString::to_string);
        let name = name.unwrap_or_default();
        match meta {
            Meta::Path(_) if name == "unix" || name == "windows" => {
                Self::Set(("target_family".to_owned(), name))
            }
            Meta::Path(_) => Self::Set((name, String::new())),
            Meta::NameValue(pair) => {
                let Expr::Lit(value) = &pair.value else {
                    panic!("the value of `{name}` in a `#[cfg]`")
                };
                let Lit::Str(value) = &value.lit else {
                    panic!("the value of `{name}` in a `#[cfg]`")
                };
                Self::Set((name, value.value()))
            }
            Meta::List(list) => {
                let inside = Punctuated::<Meta, Token![,]>::parse_terminated;
                let inside = list.parse_args_with(inside).expect("conditions");
                let mut inside: Vec<_> = inside.iter().map(Self::of).collect();
                match (&*name, inside.len()) {
                    ("all", _) => Self::All(inside),
                    ("any", _) => Self::Any(inside),
                    ("not", 1) => Self::Not(Box::new(inside.remove(0))),
                    _ => panic!("`{name}(..)` in a `#[cfg]`"),
                }
            }
        }
    }

    /// Collects the facts that it depends on.
    fn facts(&self, to: &mut BTreeSet<Fact>) {
        match self {
            Self::Set(fact) => drop(to.insert(fact.clone())),
            Self::Not(inside) => inside.facts(to),
            Self::All(inside) | Self::Any(inside) => {
                for one in inside {
                    one.facts(to);
                }
            }
        }
    }

    fn holds(&self, set: &[&Fact]) -> bool {
        match self {
            Self::Set(fact) => set.contains(&fact),
            Self::Not(inside) => !inside.holds(set),
            Self::All(inside) => inside.iter().all(|one| one.holds(set)),
            Self::Any(inside) => inside.iter().any(|one| one.holds(set)),
        }
    }
}

/// Says whether no build has both: of what all of `a` and all of `b` depend on, no combination
/// fulfils them. What has no condition excludes nothing.
pub(crate) fn exclude(a: &[Condition], b: &[Condition]) -> bool {
    let mut facts = BTreeSet::new();
    a.iter().chain(b).for_each(|one| one.facts(&mut facts));
    if a.is_empty() || b.is_empty() || facts.len() > FACTS {
        return false;
    }
    let facts: Vec<_> = facts.iter().collect();
    let combinations = (0_u32..1 << facts.len()).map(|bits| {
        let set = facts.iter().enumerate();
        let set = set.filter(|(at, _)| bits >> at & 1 == 1);
        set.map(|(_, fact)| *fact).collect::<Vec<_>>()
    });
    let mut both = combinations.filter(|set| a.iter().chain(b).all(|one| one.holds(set)));
    both.all(|set| !is_possible(&set))
}

/// Says whether facts can be true together.
fn is_possible(set: &[&Fact]) -> bool {
    let mut keys = BTreeSet::new();
    let mut single = set.iter().map(|fact| &*fact.0);
    single.all(|key| !SINGLE.contains(&key) || keys.insert(key))
}

#[test]
fn conditions_that_cannot_be_together_exclude_each_other() {
    let read = |text: &str| {
        let item: syn::Item = syn::parse_str(&format!("{text} struct A;")).unwrap();
        let syn::Item::Struct(item) = item else {
            panic!("no struct")
        };
        Condition::read(&item.attrs)
    };
    for (a, b, expected) in [
        ("#[cfg(a)]", "#[cfg(not(a))]", true),
        ("#[cfg(a)]", "#[cfg(a)]", false),
        ("#[cfg(a)]", "#[cfg(b)]", false),
        ("", "#[cfg(a)]", false),
        ("", "", false),
        (
            "#[cfg(feature = \"a\")]",
            "#[cfg(not(feature = \"a\"))]",
            true,
        ),
        (
            "#[cfg(feature = \"a\")]",
            "#[cfg(not(feature = \"b\"))]",
            false,
        ),
        ("#[cfg(unix)]", "#[cfg(windows)]", true),
        ("#[cfg(unix)]", "#[cfg(target_family = \"wasm\")]", true),
        (
            "#[cfg(target_os = \"linux\")]",
            "#[cfg(target_os = \"macos\")]",
            true,
        ),
        ("#[cfg(any(a, b))]", "#[cfg(not(a))] #[cfg(not(b))]", true),
        ("#[cfg(any(a, b))]", "#[cfg(not(all(a, b)))]", false),
        ("#[cfg(all(a, not(b)))]", "#[cfg(b)]", true),
    ] {
        assert_eq!(exclude(&read(a), &read(b)), expected, "{a} {b}");
        assert_eq!(exclude(&read(b), &read(a)), expected, "{b} {a}");
    }
}

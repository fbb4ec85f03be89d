//! The mirrors: components that import what they export, and forward all calls.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use anyhow::{Context as _, Result, ensure};
use greentic_guest_bindgen::{Answers, Stub, Wit};
use greentic_size_report::Generated;

use greentic_testkit::cargo::workspace;

use crate::generated;

/// WIT that there are mirrors of.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    /// A short name.
    pub name: &'static str,
    /// The file or folder, below that of the workspace.
    pub path: &'static str,
    /// The bindings that the guest crate has of it. Where it has none they are
    /// generated into the mirror, as into a component with WIT of its author.
    pub bindings: Option<&'static str>,
}

const fn author(name: &'static str, path: &'static str) -> Origin {
    Origin {
        name,
        path,
        bindings: None,
    }
}

/// Greentic's own WIT.
pub const GREENTIC: Origin = Origin {
    name: "wit",
    path: "wit",
    bindings: Some("greentic_guest::worlds"),
};

/// The interfaces that differ in the revision 0.4.113.
pub const REVISION: Origin = Origin {
    name: "rev-0-4-113",
    path: "wit/revisions/0.4.113",
    bindings: Some("greentic_guest::worlds::rev_0_4_113"),
};

/// The interfaces that differ in the revision 0.4.93.
pub const BASE: Origin = Origin {
    name: "rev-0-4-93",
    path: "wit/revisions/0.4.93",
    bindings: Some("greentic_guest::worlds::rev_0_4_93"),
};

/// WIT that looks for trouble: our own, and that of which the generator's tests
/// hold the text of the bindings.
pub const SYNTHETIC: [Origin; 13] = [
    author("synthetic", "conformance/synthetic"),
    author(
        "golden-values",
        "guest-bindgen/tests/golden/values/input.wit",
    ),
    author(
        "golden-joining",
        "guest-bindgen/tests/golden/joining/input.wit",
    ),
    author(
        "golden-spilling",
        "guest-bindgen/tests/golden/spilling/input.wit",
    ),
    author(
        "golden-functions",
        "guest-bindgen/tests/golden/functions/input.wit",
    ),
    author(
        "golden-many-cases",
        "guest-bindgen/tests/golden/many-cases/input.wit",
    ),
    author(
        "golden-keywords",
        "guest-bindgen/tests/golden/keywords/input.wit",
    ),
    author(
        "golden-our-names",
        "guest-bindgen/tests/golden/our-names/input.wit",
    ),
    author(
        "golden-documented",
        "guest-bindgen/tests/golden/documented/input.wit",
    ),
    author(
        "golden-interface-names",
        "guest-bindgen/tests/golden/interface-names/input.wit",
    ),
    author(
        "golden-nested",
        "guest-bindgen/tests/golden/nested/input.wit",
    ),
    author(
        "golden-prerelease",
        "guest-bindgen/tests/golden/prerelease/wit",
    ),
    author("golden-uses", "guest-bindgen/tests/golden/uses/wit"),
];

/// A mirror that is not quite one: its source with one part replaced.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// A short name.
    pub name: &'static str,
    /// The WIT that the interface is from.
    pub origin: Origin,
    /// The interface.
    pub interface: &'static str,
    /// The function that is not quite right.
    pub function: &'static str,
    /// The text that is replaced. The source of the mirror has it once.
    pub text: &'static str,
    /// The text that replaces it.
    pub instead: &'static str,
}

/// The faults that must be found.
pub const FAULTS: [Fault; 7] = [
    // Two arguments of one type change places.
    Fault {
        name: "swapped",
        origin: GREENTIC,
        interface: "greentic:component/node@0.5.0",
        function: "invoke",
        text: "Host::invoke(&Node, call, ctx, op, input)",
        instead: "Host::invoke(&Node, call, ctx, input, op)",
    },
    // One bit of one field of a result.
    Fault {
        name: "field",
        origin: SYNTHETIC[0],
        interface: "conformance:synthetic/numbers@1.0.0",
        function: "take-padded",
        text: "numbers::Host::take_padded(&Numbers, call, p)",
        instead: "{ let mut p = numbers::Host::take_padded(&Numbers, call, p); p.j ^= 1; p }",
    },
    // The sign of a zero.
    Fault {
        name: "zero",
        origin: SYNTHETIC[0],
        interface: "conformance:synthetic/numbers@1.0.0",
        function: "give-f64",
        text: "numbers::Host::give_f64(&Numbers, call, x)",
        instead: "numbers::Host::give_f64(&Numbers, call, x) + 0.0",
    },
    // The last byte of what fills a page.
    Fault {
        name: "page",
        origin: SYNTHETIC[0],
        interface: "conformance:synthetic/spills@1.0.0",
        function: "eight-texts",
        text: "spills::Host::eight_texts(&Spills, call, a, b, c, d, e, f, g, h)",
        instead: "spills::Host::eight_texts(&Spills, call, a, b, c, d, e, f, g, h.get(..65_535).unwrap_or(h))",
    },
    // One of many flags.
    Fault {
        name: "flag",
        origin: SYNTHETIC[0],
        interface: "conformance:synthetic/wide@1.0.0",
        function: "many-flags",
        text: "wide::Host::many_flags(&Wide, call, a, b, c)",
        instead: "wide::Host::many_flags(&Wide, call, a, b | wide::Seventeen::B16, c)",
    },
    // The host is asked twice.
    Fault {
        name: "twice",
        origin: SYNTHETIC[0],
        interface: "conformance:synthetic/spills@1.0.0",
        function: "nothing",
        text: "spills::Host::nothing(&Spills, call)",
        instead: "{ spills::Host::nothing(&Spills, call); spills::Host::nothing(&Spills, call) }",
    },
    // The host is not always asked.
    Fault {
        name: "never",
        origin: SYNTHETIC[0],
        interface: "conformance:synthetic/numbers@1.0.0",
        function: "give-s64",
        text: "numbers::Host::give_s64(&Numbers, call, x)",
        instead: "if x < 0 { x } else { numbers::Host::give_s64(&Numbers, call, x) }",
    },
];

/// A mirror that was built.
#[derive(Clone, Debug)]
pub struct Built {
    /// The name of its [`Origin`], or of its [`Fault`].
    pub of: &'static str,
    /// The full name of the interface.
    pub interface: String,
    /// The component.
    pub path: PathBuf,
}

/// All mirrors, those with a fault too, built once a process.
///
/// # Panics
///
/// When they cannot be built: no test has anything to say then.
pub fn all() -> &'static [Built] {
    static BUILT: OnceLock<Vec<Built>> = OnceLock::new();
    BUILT.get_or_init(|| build().expect("the mirrors"))
}

/// The mirrors of an [`Origin`], one for each interface that has functions.
///
/// # Panics
///
/// As [`all`].
pub fn mirrors(origin: Origin) -> impl Iterator<Item = &'static Built> {
    all().iter().filter(move |built| built.of == origin.name)
}

/// The mirror with a fault.
///
/// # Panics
///
/// As [`all`].
pub fn faulty(fault: Fault) -> &'static Built {
    let mut built = all().iter();
    built
        .find(|built| built.of == fault.name)
        .expect("each fault is built")
}

fn build() -> Result<Vec<Built>> {
    let mut sources = BTreeMap::new();
    let mut mirrors = Vec::new();
    for origin in [GREENTIC, REVISION, BASE].into_iter().chain(SYNTHETIC) {
        let wit = Wit::read(workspace().join(origin.path))?;
        for interface in wit.interfaces() {
            let source = source(&wit, origin, &interface)?;
            // Nothing is forwarded where there is no function.
            if !source.contains("Host::") {
                continue;
            }
            let mut add = |of: &'static str, source: &str| {
                let letters = interface.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
                let name = format!("{of}-{letters}");
                mirrors.push((of, interface.clone(), name.clone()));
                sources.insert(name, source.to_owned());
            };
            add(origin.name, &source);
            for fault in FAULTS {
                if fault.origin.name == origin.name && fault.interface == interface {
                    ensure!(
                        source.matches(fault.text).count() == 1,
                        "{} is not once in {source}",
                        fault.text
                    );
                    add(fault.name, &source.replace(fault.text, fault.instead));
                }
            }
        }
    }
    let built = generated::built(&Generated {
        name: "mirrors".into(),
        features: vec!["wit-all".into()],
        sources,
    })?;
    let mirrors = mirrors.into_iter().map(|(of, interface, name)| {
        let path = built.get(&name).context("each source was built")?.clone();
        Ok(Built {
            of,
            interface,
            path,
        })
    });
    mirrors.collect()
}

/// The source of the mirror of an interface.
fn source(wit: &Wit, origin: Origin, interface: &str) -> Result<String> {
    let source = wit.stub(&Stub {
        of: interface.to_owned(),
        answers: Answers::Forwarded,
        bindings: origin.bindings.unwrap_or("crate::bindings").to_owned(),
        modules: BTreeMap::new(),
    })?;
    if origin.bindings.is_some() {
        return Ok(source);
    }
    let declared = "pub mod bindings;\n";
    ensure!(
        source.matches(declared).count() == 1,
        "no module for the bindings in {source}"
    );
    let bindings = wit.bindings()?.text();
    Ok(source.replace(declared, &format!("pub mod bindings {{\n{bindings}}}\n")))
}

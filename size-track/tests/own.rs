//! Budgets of other projects.

use std::path::Path;

use greentic_size_track::Budgets;
use greentic_size_track::budget::own::OwnBudgets;
use greentic_size_track::snapshot::Sizes;
use proptest::prelude::*;

const PATH: &str = "size-budgets.toml";

fn parse(source: &str) -> Result<OwnBudgets, String> {
    OwnBudgets::parse(Path::new(PATH), source.to_owned()).map_err(|error| error.to_string())
}

#[test]
fn the_budgets_of_this_project_are_read_by_both() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let path = path.join(PATH);
    let strict = Budgets::read(&path).unwrap();
    let own = OwnBudgets::read(&path).unwrap().unwrap();
    let mut count = 0;
    for (name, limits) in own.tables() {
        let budget = strict.of(name);
        assert_eq!(limits.bytes, budget.bytes, "{name}");
        assert_eq!(limits.stack, budget.stack, "{name}");
        assert_eq!(limits.imports, budget.imports, "{name}");
        assert!(budget.bytes.is_some(), "{name}");
        count += 1;
    }
    assert!(count > 5, "{count}");
}

#[test]
fn keys_of_this_reader_alone_are_no_fault_for_the_other() {
    for key in ["gzip = 1", "headroom = 1", "file = \"a\"", "step = 1"] {
        let source = format!("[it]\nbytes = 1\n{key}\n");
        assert!(parse(&source).is_ok());
        let strict = Budgets::parse(Path::new(PATH), source).unwrap();
        assert_eq!(strict.of("it").bytes, Some(1));
    }
    let error = Budgets::parse(Path::new(PATH), "[it]\nbyte = 1\n".to_owned()).unwrap_err();
    let error = error.to_string();
    assert!(
        error.starts_with("size-budgets.toml: line 2: there is no key `byte`"),
        "{error}"
    );
}

#[test]
fn the_nearest_table_is_the_one() {
    let source = "[\"*\"]\n[\"plugins/*\"]\nbytes = 2\n[till]\nbytes = 3\n[\"plugins/a.wasm\"]\n";
    let budgets = parse(source).unwrap();
    let table = |names: &[&str]| budgets.of(names).map(|(table, _)| table.to_owned());
    assert_eq!(
        table(&["plugins/a.wasm", "a.wasm", "a"]).unwrap(),
        "plugins/a.wasm"
    );
    assert_eq!(
        table(&["plugins/b.wasm", "b.wasm", "b"]).unwrap(),
        "plugins/*"
    );
    assert_eq!(
        table(&["plugins/till.wasm", "till.wasm", "till"]).unwrap(),
        "till"
    );
    assert_eq!(table(&["other/b.wasm"]).unwrap(), "*");
    assert_eq!(budgets.line("plugins/*"), 2);
    assert_eq!(budgets.line("till"), 4);
    assert!(parse("[a]\n").unwrap().of(&["b"]).is_none());
}

#[test]
fn tightening_keeps_comments_and_adds_nothing() {
    let source = "# Why.\n[it] # it\nbytes = 500 # all\ngzip = 3\nstep = \"5 %\"\n\n[other]\n";
    let mut budgets = parse(source).unwrap();
    let sizes = Sizes {
        bytes: 400,
        gzip_bytes: 4,
        ..Sizes::default()
    };
    assert_eq!(budgets.tighten("it", &sizes), ["it: bytes 500 -> 400"]);
    assert_eq!(budgets.source(), source.replace("500", "400"));
    assert!(budgets.tighten("it", &sizes).is_empty());
    assert!(budgets.tighten("other", &sizes).is_empty());
    assert!(budgets.tighten("nobody", &sizes).is_empty());
    // In one line, too.
    let mut inline = parse("it = { bytes = 500, gzip = 3 }\n").unwrap();
    inline.tighten("it", &sizes);
    assert_eq!(inline.source(), "it = { bytes = 400, gzip = 3 }\n");
}

#[test]
fn names_of_new_tables_are_quoted_where_they_have_to_be() {
    let sizes = Sizes {
        imports: vec!["a\"b\n".to_owned()],
        bytes: u64::MAX,
        ..Sizes::default()
    };
    let mut budgets = parse("").unwrap();
    for name in ["a", "a.b", "a \"b\"\n[c]", "", "ä"] {
        assert_eq!(
            budgets.begin(name, Some("x\\y.wasm"), &sizes).len(),
            1,
            "{name}"
        );
        let (_, limits) = budgets.of(&[name]).unwrap();
        assert_eq!(limits.imports.as_ref(), Some(&sizes.imports), "{name}");
        assert_eq!(limits.file.as_deref(), Some(Path::new("x\\y.wasm")));
    }
    assert_eq!(budgets.tables().count(), 5);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_text_makes_it_panic(text in "(\\[{1,2}[a\"*.]{0,4}\\]{0,2}|(bytes|drift|file|imports|a\\.b) ?= ?[-0-9a\"%'\\[\\]{}=., ]{0,9}|\\PC{0,12}|\n){0,12}") {
        if let Ok(mut budgets) = parse(&text) {
            let tables: Vec<_> = budgets.tables().map(|(name, _)| name.to_owned()).collect();
            for table in tables {
                budgets.line(&table);
                budgets.tighten(&table, &Sizes::default());
            }
            budgets.begin("new", None, &Sizes::default());
        }
    }
}

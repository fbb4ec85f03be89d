//! The exports of a world.

use greentic_guest_bindgen::{Error, Exported, Wit};

const WIT: &str = "
    package a:b@1.0.0;
    interface kinds { record pair { left: u32, right: u32 } }
    interface one { use kinds.{pair}; swap: func(pair: pair) -> pair; }
    interface three { a: func(); b: func(); c: func(); }
    world both { import kinds; export three; export one; }
    world included { include both; export kinds; }
    world host { import one; import three; }
";

fn exports(world: &str) -> Result<Vec<Exported>, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wit");
    std::fs::write(&path, WIT).unwrap();
    Wit::read(&path).unwrap().exports(world)
}

#[test]
fn exports_come_by_name_with_their_functions() {
    let exported = |name: &str, functions| Exported {
        interface: format!("a:b/{name}@1.0.0"),
        functions,
    };
    let both = [exported("one", 1), exported("three", 3)];
    assert_eq!(exports("a:b/both@1.0.0").unwrap(), both);
    let [one, three] = both;
    assert_eq!(
        exports("a:b/included@1.0.0").unwrap(),
        [exported("kinds", 0), one, three]
    );
    assert_eq!(exports("a:b/host@1.0.0").unwrap(), []);
}

#[test]
fn an_unknown_world_is_refused() {
    for name in ["a:b/neither@1.0.0", "neither", "a:b/three@1.0.0"] {
        let error = exports(name).unwrap_err().to_string();
        assert!(error.contains(&format!("`{name}`")), "{error}");
        assert!(error.contains("a:b/both@1.0.0"), "{error}");
    }
}

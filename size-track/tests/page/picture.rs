//! The picture of a page that the documentation shows.

use std::path::Path;

use greentic_size_model::Aids;
use greentic_testkit::browser::{Browser, Tab};

use crate::page_with;

/// Makes the pictures if `SIZE_PICTURE` names a component and `SIZE_PICTURE_TWIN` the same
/// with names, from the root of the workspace: the one in the documentation, and those of
/// a phone and of a dark page in `target/pictures`.
#[test]
fn picture() {
    let Some(component) = std::env::var_os("SIZE_PICTURE") else {
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let component = root.join(component);
    let bytes = std::fs::read(&component).unwrap();
    let name = component.file_name().unwrap().to_str().unwrap();
    let twin = std::env::var_os("SIZE_PICTURE_TWIN").map(|twin| std::fs::read(root.join(twin)));
    let twin = twin.transpose().unwrap();
    let aids = twin
        .as_deref()
        .map_or(Aids::none(), |twin| Aids::none().twin(twin));
    let mut browser = Browser::start().unwrap().expect("Chromium");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    std::fs::write(&file, page_with(&name.replace(".plain", ""), &bytes, &aids)).unwrap();
    let pictures = root.join("target/pictures");
    std::fs::create_dir_all(&pictures).unwrap();
    std::fs::create_dir_all(root.join("docs/pictures")).unwrap();

    let mut tab = Tab::open(&mut browser, &file, (1200, 1130)).unwrap();
    tab.dark(false).unwrap();
    let shown = tab.picture().unwrap();
    std::fs::write(root.join("docs/pictures/size-html.png"), shown).unwrap();
    tab.dark(true).unwrap();
    std::fs::write(pictures.join("dark.png"), tab.picture().unwrap()).unwrap();
    tab.click("document.querySelector('[data-key=cause]')")
        .unwrap();
    std::fs::write(pictures.join("cause.png"), tab.picture().unwrap()).unwrap();
    tab.dark(false).unwrap();
    tab.resize((375, 1600), true).unwrap();
    std::fs::write(pictures.join("phone.png"), tab.picture().unwrap()).unwrap();
}

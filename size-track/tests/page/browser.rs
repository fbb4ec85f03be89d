//! Pages in Chromium: numbers, keys, sizes, colours, complaints.

use std::path::{Path, PathBuf};

use greentic_size_model::diff::diff;
use greentic_size_model::explain::{Key, explain};
use greentic_size_model::{Aids, File, Kind, Section};
use greentic_size_track::compress::Compressed;
use greentic_size_track::page::{Moment, Page, PageFile};
use greentic_testkit::browser::{Browser, Tab};
use serde_json::Value;

use crate::page_of;
use crate::program::{component, hostile, many};

const WINDOW: (u32, u32) = (1200, 900);
const PHONE: (u32, u32) = (375, 800);

/// Writes a page to a file that a browser finds.
fn file(folder: &Path, page: &str) -> PathBuf {
    let file = folder.join("page.html");
    std::fs::write(&file, page).unwrap();
    file
}

/// Fails with the values that differ.
macro_rules! same {
    ($one:expr, $other:expr, $($what:tt)*) => {{
        let (one, other) = (&$one, &$other);
        if *one != *other {
            return Err(format!("{}: {one:?} and {other:?}", format!($($what)*)));
        }
    }};
}

fn told<T>(result: anyhow::Result<T>) -> Result<T, String> {
    result.map_err(|error| format!("{error:#}"))
}

fn value(tab: &mut Tab<'_>, expression: &str) -> Result<Value, String> {
    told(tab.value(expression))
}

/// Returns the visible tiles, by name, and their sum as the treemap shows it.
fn tiles(tab: &mut Tab<'_>) -> Result<(Vec<(String, u64)>, u64), String> {
    let seen = value(
        tab,
        "[[...document.querySelectorAll('.tile')].map((t) => [t.dataset.name, Number(t.dataset.bytes)]), \
         Number(document.querySelector('.map').dataset.bytes)]",
    )?;
    let tiles: Vec<(String, u64)> =
        serde_json::from_value(seen[0].clone()).map_err(|error| error.to_string())?;
    let whole = seen[1].as_u64().ok_or("no number")?;
    same!(
        tiles.iter().map(|tile| tile.1).sum::<u64>(),
        whole,
        "tiles and what is around them"
    );
    Ok((tiles, whole))
}

fn tile(name: &str) -> String {
    format!("[...document.querySelectorAll('.tile')].find((t) => t.dataset.name === {name:?})")
}

/// Returns the bytes of one kind of section in the core modules of a model.
fn sections(file: &File<'_>, wanted: Section) -> u64 {
    let parts = file.model().parts();
    let found = parts.filter(|(_, part)| part.kind == Kind::Section(wanted));
    found.map(|(_, part)| part.bytes()).sum()
}

/// Clicks through a page about a file and compares its numbers with the model.
fn check(browser: &mut Browser, page: &Path, file: &File<'_>) -> Result<(), String> {
    let mut tab = told(Tab::open(browser, page, WINDOW))?;
    let tab = &mut tab;
    let ready = value(tab, "document.documentElement.dataset.ready ?? null")?;
    same!(told(tab.complaints())?, Vec::<String>::new(), "complaints");
    same!(ready, Value::from("yes"), "the program has run");
    let whole = file.model().bytes();

    head(tab, file)?;
    same!(tiles(tab)?.1, whole, "the file");
    treemap(tab, file)?;
    by_key(tab, file, Key::Cause, "cause")?;
    by_key(tab, file, Key::Crate, "crate")?;
    table(tab, file)?;
    sizes_and_colours(tab)?;
    same!(told(tab.complaints())?, Vec::<String>::new(), "complaints");
    Ok(())
}

fn head(tab: &mut Tab<'_>, file: &File<'_>) -> Result<(), String> {
    let shown = value(
        tab,
        "[Number(document.querySelector('.whole dd').dataset.bytes), \
          document.querySelector('.whole dd').textContent, \
          Object.fromEntries([...document.querySelectorAll('[data-share]')].map((e) => [e.dataset.share, Number(e.dataset.bytes)])), \
          [...document.querySelectorAll('[data-size]')].map((e) => e.textContent.replaceAll(',', ''))]",
    )?;
    let whole = file.model().bytes();
    same!(shown[0], whole, "bytes");
    same!(
        shown[1],
        greentic_size_model::numerals::number(whole),
        "bytes as text"
    );
    let Compressed { gzip, brotli, zstd } = Compressed::of(file.bytes());
    same!(
        shown[3],
        Value::from([gzip, brotli, zstd].map(|bytes| bytes.to_string()).to_vec()),
        "compressed"
    );
    same!(shown[2]["code"], sections(file, Section::Code), "code");
    same!(shown[2]["data"], sections(file, Section::Data), "data");
    let custom = sections(file, Section::Custom);
    same!(shown[2]["custom"], custom, "custom sections");
    let modules: u64 = file
        .model()
        .modules()
        .map(|module| file.model()[module].bytes())
        .sum();
    let outside = whole - modules - outside_custom(file);
    same!(shown[2]["wrapper"], outside, "wrapper");
    Ok(())
}

/// Returns the bytes of custom sections outside of core modules.
fn outside_custom(file: &File<'_>) -> u64 {
    let model = file.model();
    let parts = model.parts();
    let custom = parts.filter(|(id, part)| {
        part.kind == Kind::Section(Section::Custom)
            && model[model.container(*id)].kind == Kind::Component
    });
    custom.map(|(_, part)| part.bytes()).sum()
}

/// Goes from the file to core module, section, crate and function, and up again by keys.
fn treemap(tab: &mut Tab<'_>, file: &File<'_>) -> Result<(), String> {
    let model = file.model();
    let module = model.modules().next().ok_or("a module")?;
    let path = [
        ("core module 0: m", model[module].bytes()),
        ("code", sections(file, Section::Code)),
        ("shop", functions(file, "shop::")),
    ];
    for (name, bytes) in path {
        let (seen, _) = tiles(tab)?;
        let found = seen.iter().find(|tile| tile.0 == name).map(|tile| tile.1);
        same!(found, Some(bytes), "{name} in {seen:?}");
        told(tab.click(&tile(name)))?;
        same!(tiles(tab)?.1, bytes, "{name}, opened");
    }
    let generic = "shop::stock::find";
    let (seen, _) = tiles(tab)?;
    let found = seen
        .iter()
        .find(|tile| tile.0 == generic)
        .map(|tile| tile.1);
    same!(
        found,
        Some(functions(file, "shop::stock::find")),
        "{generic} in {seen:?}"
    );
    told(tab.click(&tile(generic)))?;
    let detail = value(tab, "document.querySelector('.detail').textContent")?;
    let detail = detail.as_str().unwrap_or_default();
    if !detail.contains(generic) || !detail.contains("2 instances") {
        return Err(format!("the detail of {generic}: {detail}"));
    }
    // By keys: up, down into where one came from, and up to the file.
    for (key, number, bytes) in [
        ("Escape", 27, path[1].1),
        ("Enter", 13, path[2].1),
        ("Backspace", 8, path[1].1),
        ("Escape", 27, path[0].1),
        ("Escape", 27, model.bytes()),
        ("Escape", 27, model.bytes()),
    ] {
        told(tab.press(key, number))?;
        same!(tiles(tab)?.1, bytes, "after {key}");
    }
    let focused = "document.activeElement.dataset.name ?? ''";
    let before = value(tab, focused)?;
    same!(
        before,
        Value::from(path[0].0),
        "the tile that one comes from"
    );
    let other = ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]
        .into_iter()
        .zip([39, 40, 37, 38]);
    let mut moved = false;
    for (key, number) in other {
        told(tab.press(key, number))?;
        moved |= value(tab, focused)? != before;
    }
    same!(moved, true, "arrows move");
    // The trail leads back as well.
    told(tab.press("Home", 36))?;
    told(tab.click(&tile(path[0].0)))?;
    told(tab.click(&tile(path[1].0)))?;
    told(tab.click("document.querySelector('nav li button')"))?;
    same!(tiles(tab)?.1, model.bytes(), "by the trail");
    Ok(())
}

/// Returns the bytes of the functions whose name begins so.
fn functions(file: &File<'_>, start: &str) -> u64 {
    let parts = file.model().parts();
    let found = parts.filter(|(id, _)| {
        let named = file.names().function(*id);
        named.is_some_and(|named| named.name.starts_with(start))
    });
    found.map(|(_, part)| part.bytes()).sum()
}

/// Checks that the groups of the treemap are those of `explain`.
fn by_key(tab: &mut Tab<'_>, file: &File<'_>, key: Key, button: &str) -> Result<(), String> {
    told(tab.click(&format!(
        "document.querySelector('#place [data-key={button}]')"
    )))?;
    let mut groups = explain(file, key).groups;
    let (mut seen, _) = tiles(tab)?;
    if let Some(place) = seen.iter().position(|tile| tile.0.ends_with(" smaller")) {
        let (_, bytes) = seen.remove(place);
        let small = groups.split_off(seen.len());
        same!(
            bytes,
            small.iter().map(|group| group.bytes).sum::<u64>(),
            "smaller ones"
        );
    }
    let mut groups: Vec<_> = groups
        .into_iter()
        .map(|group| (group.name, group.bytes))
        .collect();
    groups.sort();
    seen.sort();
    same!(seen, groups, "by {button}");
    Ok(())
}

fn table(tab: &mut Tab<'_>, file: &File<'_>) -> Result<(), String> {
    let rows = "[...document.querySelectorAll('#table tbody tr')].map((r) => [r.cells[0].textContent, Number(r.dataset.bytes)])";
    let sum = "Number(document.querySelector('#table .sum').dataset.bytes)";
    same!(value(tab, sum)?, file.model().bytes(), "the table");
    let listed = |tab: &mut Tab<'_>| -> Result<Vec<(String, u64)>, String> {
        let rows = value(tab, rows)?;
        serde_json::from_value(rows).map_err(|error| error.to_string())
    };
    same!(
        listed(tab)?.is_sorted_by_key(|row| std::cmp::Reverse(row.1)),
        true,
        "the largest first"
    );
    told(tab.click("document.querySelector('#table [data-key=bytes]')"))?;
    same!(
        listed(tab)?.is_sorted_by_key(|row| row.1),
        true,
        "the smallest first"
    );
    told(tab.click("document.querySelector('#table [data-key=name]')"))?;
    let names: Vec<_> = listed(tab)?.into_iter().map(|row| row.0).collect();
    same!(names.is_sorted(), true, "by name");
    // Written into the filter, as people do.
    told(tab.click("document.querySelector('#table input')"))?;
    told(tab.write("Shop::"))?;
    same!(
        value(tab, sum)?,
        functions(file, "shop::"),
        "filtered by name"
    );
    same!(
        listed(tab)?.iter().all(|row| row.0.starts_with("shop::")),
        true,
        "rows of shop"
    );
    value(tab, "document.querySelector('#table input').value = ''")?;
    for (place, key) in [(0, Key::Crate), (1, Key::Cause)] {
        for (number, group) in explain(file, key).groups.iter().enumerate().take(3) {
            let choose = format!(
                "(() => {{ const s = document.querySelectorAll('#table select')[{place}]; \
                 s.selectedIndex = [...s.options].findIndex((o) => o.chosen === {:?}); \
                 s.dispatchEvent(new Event('change')); return s.selectedIndex; }})()",
                group.name
            );
            let chosen = value(tab, &choose)?;
            same!(
                value(tab, sum)?,
                group.bytes,
                "{number}: {} at {chosen}",
                group.name
            );
        }
        let all = format!(
            "(() => {{ const s = document.querySelectorAll('#table select')[{place}]; \
             s.selectedIndex = 0; s.dispatchEvent(new Event('change')); }})()"
        );
        value(tab, &all)?;
    }
    same!(
        value(tab, sum)?,
        file.model().bytes(),
        "not filtered any more"
    );
    Ok(())
}

/// Checks that a phone shows the whole page, that it is dark at night, and that texts can
/// be read in each.
fn sizes_and_colours(tab: &mut Tab<'_>) -> Result<(), String> {
    let wide = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]";
    told(tab.resize(PHONE, true))?;
    let width = value(tab, wide)?;
    same!(width[0], width[1], "the width of a phone");
    same!(width[1], PHONE.0, "the width of a phone");
    tiles(tab)?;
    told(tab.resize(WINDOW, false))?;
    let colours = "(() => { const s = getComputedStyle(document.body); return [s.backgroundColor, s.color]; })()";
    told(tab.dark(false))?;
    let light = value(tab, colours)?;
    contrast(tab)?;
    told(tab.dark(true))?;
    let dark = value(tab, colours)?;
    contrast(tab)?;
    told(tab.dark(false))?;
    if light[0] == dark[0] || light[1] == dark[1] {
        return Err(format!("dark mode changes nothing: {light}"));
    }
    Ok(())
}

/// Checks the contrast of texts as WCAG wants it, 4.5 to 1.
fn contrast(tab: &mut Tab<'_>) -> Result<(), String> {
    let worst = value(tab, include_str!("contrast.js"))?;
    if worst["ratio"].as_f64().is_none_or(|ratio| ratio < 4.5) {
        return Err(format!("contrast: {worst}"));
    }
    Ok(())
}

#[test]
fn numbers_keys_and_colours_are_right_and_faults_are_found() {
    let Some(mut browser) = Browser::start().unwrap() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let bytes = component("");
    let model = File::read(&bytes, &Aids::none()).unwrap();
    let page = page_of("shop.wasm", &bytes);
    check(&mut browser, &file(folder.path(), &page), &model).unwrap();

    // The same check fails where a number is wrong, and where a script is.
    let shop = functions(&model, "shop::").to_string();
    let whole = bytes.len().to_string();
    for (from, to, says) in [
        (
            format!(",{shop},"),
            format!(",{},", shop.parse::<u64>().unwrap() + 1),
            "",
        ),
        (
            format!("\"bytes\":{whole},"),
            format!("\"bytes\":{whole}0,"),
            "",
        ),
        (
            "\"files\":[{".to_owned(),
            "\"files\":{[".to_owned(),
            "exceptionThrown",
        ),
        (
            "</body>".to_owned(),
            "<script>window.hit = 1</script></body>".to_owned(),
            "Content Security Policy",
        ),
        (
            "choose(page.files[0], false);".to_owned(),
            "choose(page.files[0]);".to_owned(),
            "Content Security Policy",
        ),
    ] {
        let fault = page.replacen(&from, &to, 1);
        assert_ne!(fault, page, "{from}");
        let found = check(&mut browser, &file(folder.path(), &fault), &model);
        let said = found.expect_err(&to);
        assert!(said.contains(says), "{to}: {said}");
    }
}

#[test]
fn hostile_names_do_nothing() {
    let Some(mut browser) = Browser::start().unwrap() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let bytes = hostile();
    let page = page_of(crate::program::HOSTILE[0], &bytes);
    let mut tab = Tab::open(&mut browser, &file(folder.path(), &page), WINDOW).unwrap();
    for key in ["place", "crate", "cause"] {
        tab.click(&format!(
            "document.querySelector('#place [data-key={key}]')"
        ))
        .unwrap();
        tab.click("document.querySelector('.tile')").unwrap();
        tiles(&mut tab).unwrap();
    }
    let seen = "[window.hit ?? null, document.scripts.length, document.querySelectorAll('img, iframe, object, embed, link').length, document.documentElement.dataset.ready]";
    assert_eq!(
        tab.value(seen).unwrap(),
        serde_json::json!([null, 2, 0, "yes"])
    );
    assert_eq!(tab.complaints().unwrap(), Vec::<String>::new());
    tab.resize(PHONE, true).unwrap();
    let width = tab.value("document.documentElement.scrollWidth").unwrap();
    assert_eq!(width, PHONE.0);
}

#[test]
fn what_is_too_small_to_be_seen_is_in_groups() {
    let Some(mut browser) = Browser::start().unwrap() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let bytes = many(4_000, |_| 1, |number| format!("tiny::f{number}"));
    let page = file(folder.path(), &page_of("tiny.wasm", &bytes));
    let mut tab = Tab::open(&mut browser, &page, WINDOW).unwrap();
    for name in ["code", "tiny", "smaller", "tiny::f0"] {
        let (seen, _) = tiles(&mut tab).unwrap();
        let found = seen
            .iter()
            .find(|tile| tile.0.starts_with(name) || tile.0.ends_with(name));
        let (found, bytes) = found.unwrap_or_else(|| panic!("{name} in {seen:?}"));
        tab.click(&tile(found)).unwrap();
        let inside = tiles(&mut tab).unwrap().1;
        assert!(
            name == "tiny::f0" || inside == *bytes,
            "{inside} in {found}: {bytes}"
        );
    }
    assert_eq!(tab.complaints().unwrap(), Vec::<String>::new());
}

#[test]
fn history_difference_and_several_files_are_shown() {
    let Some(mut browser) = Browser::start().unwrap() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (before, after) = (
        component(""),
        component(&"(drop (i32.const 7)) ".repeat(20)),
    );
    let (one, other) = (
        File::read(&before, &Aids::none()).unwrap(),
        File::read(&after, &Aids::none()).unwrap(),
    );
    let mut page = Page::default();
    for (name, file) in [("after.wasm", &other), ("before.wasm", &one)] {
        page.add(&PageFile {
            name,
            file,
            compressed: Compressed::of(file.bytes()),
        });
    }
    let difference = diff(&one, &other, 1);
    let changes = difference.changes.clone();
    page.compare("before.wasm", "after.wasm", difference);
    for (day, bytes) in [(1, 900), (2, before.len() as u64), (3, after.len() as u64)] {
        page.remember(Moment {
            time: format!("2026-01-0{day}T00:00:00Z"),
            label: format!("v{day}"),
            release: day == 2,
            files: vec![("after.wasm".to_owned(), bytes, bytes / 2)],
        });
    }
    let mut tab = Tab::open(&mut browser, &file(folder.path(), &page.render()), WINDOW).unwrap();
    let shown = tab
        .value(
            "[[...document.querySelectorAll('.changes tbody tr')].map((r) => Number(r.dataset.difference)), \
              Number(document.querySelector('[data-difference]').dataset.difference), \
              [...document.querySelectorAll('circle')].map((c) => Number(c.dataset.value))]",
        )
        .unwrap();
    let differences: Vec<_> = changes.iter().map(|change| change.difference).collect();
    assert_eq!(shown[0], Value::from(differences));
    assert_eq!(shown[1], after.len() - before.len());
    assert_eq!(
        shown[2],
        serde_json::json!([900, before.len(), after.len()])
    );
    tab.click("document.querySelector('#history [data-key=gzip]')")
        .unwrap();
    let circle = tab
        .value("document.querySelector('circle').dataset.value")
        .unwrap();
    assert_eq!(circle, "450");
    tab.click("document.querySelectorAll('.files button')[1]")
        .unwrap();
    assert_eq!(tiles(&mut tab).unwrap().1, before.len() as u64);
    tab.resize(PHONE, true).unwrap();
    assert_eq!(
        tab.value("document.documentElement.scrollWidth").unwrap(),
        PHONE.0
    );
    assert_eq!(tab.complaints().unwrap(), Vec::<String>::new());
}

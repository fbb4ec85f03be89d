//! Formatting of everything that is Rust, several files at a time: starting
//! rustfmt takes longer than what it does.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result};
use greentic_guest_bindgen::rustfmt;

/// Formats all files whose names end with `.rs`.
pub(crate) fn all(files: &mut BTreeMap<PathBuf, String>) -> Result<()> {
    let rust = files
        .iter_mut()
        .filter(|(path, _)| path.extension().is_some_and(|end| end == "rs"));
    let queue = Mutex::new(rust);
    let next = || queue.lock().ok()?.next();
    let work = || {
        while let Some((path, text)) = next() {
            *text = rustfmt(text).with_context(|| {
                format!(
                    "{}: rustfmt is not installed, or refuses this:\n{text}",
                    path.display()
                )
            })?;
        }
        Ok(())
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| match worker.join() {
                Ok(result) => result,
                Err(panic) => std::panic::resume_unwind(panic),
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rust_is_formatted_and_nothing_else() {
        let text = "pub   fn f( ){}\n";
        let mut files = BTreeMap::new();
        for at in 0..20 {
            files.insert(format!("{at}.rs").into(), text.to_owned());
        }
        files.insert("a.md".into(), text.to_owned());
        all(&mut files).unwrap();
        assert_eq!(files.remove(&PathBuf::from("a.md")).unwrap(), text);
        assert!(files.values().all(|text| text == "pub fn f() {}\n"));
    }

    #[test]
    fn what_is_no_rust_is_named() {
        let mut files = BTreeMap::new();
        for name in ["a.rs", "b.rs", "c.rs"] {
            files.insert(name.into(), "fn f() {}\n".to_owned());
        }
        files.insert("b.rs".into(), "fn {\n".to_owned());
        let error = all(&mut files).unwrap_err().to_string();
        assert!(
            error.starts_with("b.rs: ") && error.ends_with("fn {\n"),
            "{error}"
        );
    }
}

//! Writes the measurements as a table of Markdown.

use std::fmt::Write as _;

use super::{Alike, Peers, Row};

/// Returns a table, with sums over the modules that wasm-opt can read too.
#[must_use]
pub fn table(rows: &[Row], peers: &Peers) -> String {
    let version = peers
        .wasm_opt
        .as_ref()
        .map_or("wasm-opt", |it| it.version());
    let mut text = format!(
        "| module | made with | bytes | shrunk | {version} -Oz, stripped | shrunk with it inside \
         | seconds | calls alike |\n|---|---|---:|---:|---:|---:|---:|---|\n"
    );
    for row in rows {
        let _ = writeln!(text, "{}", line(row));
    }
    let sums = Sums::of(rows);
    let inside = sums
        .inside
        .map_or_else(String::new, |bytes| bytes.to_string());
    let _ = writeln!(
        text,
        "| sum of {} | | {} | {} | {} | {inside} | | {} calls of {} functions |",
        sums.count, sums.bytes, sums.shrunk, sums.wasm_opt, sums.calls, sums.functions
    );
    text
}

/// Returns one line of the table.
#[must_use]
pub fn line(row: &Row) -> String {
    let wasm_opt = match &row.wasm_opt {
        Ok(bytes) => bytes.to_string(),
        Err(_) => "cannot read it".to_owned(),
    };
    let inside = row
        .inside
        .map_or_else(String::new, |bytes| bytes.to_string());
    format!(
        "| {} | {} | {} | {} | {wasm_opt} | {inside} | {:.1} | {} |",
        row.name,
        row.made_with,
        row.bytes,
        row.shrunk,
        row.took.as_secs_f64(),
        alike(&row.alike)
    )
}

/// Returns what must hold and does not: a module that does something else, bytes that are
/// not explained, a sum above that of wasm-opt, a module with it inside that is larger.
#[must_use]
pub fn faults(rows: &[Row]) -> Vec<String> {
    let mut faults = Vec::new();
    for row in rows {
        if let Alike::Different(how) = &row.alike {
            faults.push(format!("{}: it does something else: {how}", row.name));
        }
        if let Err(why) = &row.explained {
            faults.push(format!("{}: {why}", row.name));
        }
        if let (Some(inside), Ok(wasm_opt)) = (row.inside, &row.wasm_opt)
            && inside > *wasm_opt
        {
            faults.push(format!(
                "{}: with wasm-opt inside it takes {inside} bytes, by wasm-opt alone {wasm_opt}",
                row.name
            ));
        }
    }
    let sums = Sums::of(rows);
    if sums.shrunk > sums.wasm_opt {
        faults.push(format!(
            "in sum the modules take {} bytes, by wasm-opt {}",
            sums.shrunk, sums.wasm_opt
        ));
    }
    faults
}

fn alike(alike: &Alike) -> String {
    match alike {
        Alike::Calls {
            calls,
            trapped,
            functions,
            imports,
        } => format!("{calls} of {functions} functions ({trapped} trap), {imports} of imports"),
        Alike::NotRun(why) => format!("not run: {}", why.replace('|', "/")),
        Alike::Different(_) => "DIFFERENT".to_owned(),
    }
}

/// Sums over the rows that have both figures; calls over all.
#[derive(Default)]
struct Sums {
    count: usize,
    bytes: usize,
    shrunk: usize,
    wasm_opt: usize,
    inside: Option<usize>,
    calls: u64,
    functions: usize,
}

impl Sums {
    fn of(rows: &[Row]) -> Self {
        let mut sums = Self::default();
        for row in rows {
            if let Alike::Calls {
                calls, functions, ..
            } = row.alike
            {
                sums.calls += calls;
                sums.functions += functions;
            }
            let Ok(wasm_opt) = row.wasm_opt else {
                continue;
            };
            sums.count += 1;
            sums.bytes += row.bytes;
            sums.shrunk += row.shrunk;
            sums.wasm_opt += wasm_opt;
            if let Some(inside) = row.inside {
                *sums.inside.get_or_insert(0) += inside;
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn row(shrunk: usize, wasm_opt: Result<usize, String>, inside: Option<usize>) -> Row {
        Row {
            name: "a b.wasm".into(),
            made_with: "C".into(),
            bytes: 100,
            shrunk,
            took: Duration::ZERO,
            wasm_opt,
            inside,
            alike: Alike::NotRun("x".into()),
            explained: Ok(()),
        }
    }

    #[test]
    fn what_is_larger_than_it_may_be_is_a_fault() {
        let rows = [row(50, Ok(60), Some(60)), row(70, Ok(60), None)];
        assert_eq!(faults(&rows), [""; 0]);
        assert_eq!(faults(&[row(61, Ok(60), None)]).len(), 1);
        assert_eq!(faults(&[row(50, Ok(60), Some(61))]).len(), 1);
        // Nothing to compare with is no fault, and is in no sum.
        assert_eq!(faults(&[row(50, Err("no".into()), Some(61))]), [""; 0]);
        let mut other = row(1, Ok(2), None);
        other.alike = Alike::Different("the result".into());
        other.explained = Err("7 bytes rather than 8".into());
        assert_eq!(faults(&[other]).len(), 2);
    }
}

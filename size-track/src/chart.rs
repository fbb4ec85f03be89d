//! The history of sizes as a picture: SVG that needs no other file.

use std::fmt::Write as _;
use std::io;

use greentic_size_model::numerals::{number, signed};
use greentic_untrusted::on_one_line;
use quick_xml::Writer;
use quick_xml::events::{BytesText, Event};

use crate::shown::cut;
use crate::snapshot::Snapshot;

/// Most files in one picture, because they stand below each other.
pub const MOST_FILES: usize = 24;

const WIDTH: f64 = 860.0;
const PANEL: f64 = 240.0;
const LEFT: f64 = 90.0;
const RIGHT: f64 = 24.0;
const TOP: f64 = 58.0;
const BOTTOM: f64 = 34.0;

/// The number of letters that are shown of a name.
const NAME: usize = 60;

/// The least distance between labels, in units of the picture.
const APART: f64 = 76.0;

const STYLE: &str = "
svg{--ink:#1f2328;--faint:#59636e;--grid:#d1d9e0;--line:#0969da;--mark:#9a6700;--paper:#fff}
@media(prefers-color-scheme:dark){svg{--ink:#f0f6fc;--faint:#9198a1;--grid:#3d444d;\
--line:#4493f8;--mark:#d29922;--paper:#0d1117}}
text{font:12px system-ui,sans-serif;fill:var(--faint)}
.name{font-size:15px;font-weight:600;fill:var(--ink)}.release{fill:var(--mark)}
.paper{fill:var(--paper)}.grid{stroke:var(--grid)}
.mark{stroke:var(--mark);stroke-dasharray:4 3}
.course{fill:none;stroke:var(--line);stroke-width:2}.dot{fill:var(--line)}
";

/// Draws the bytes of each file in `names` as SVG, with one panel for each file. Snapshots
/// stand from left to right, and those of releases have a mark. Colours follow the
/// reader's preference, light or dark.
///
/// # Panics
/// Never: a picture in memory can be written.
pub fn svg(snapshots: &[&Snapshot], names: &[&str]) -> String {
    let mut writer = Writer::new(Vec::new());
    draw(&mut writer, snapshots, names).expect("writing to a vector does not fail");
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    String::from_utf8(bytes).expect("SVG is text")
}

type Out = Writer<Vec<u8>>;

fn draw(out: &mut Out, snapshots: &[&Snapshot], names: &[&str]) -> io::Result<()> {
    #[allow(clippy::cast_precision_loss, reason = "a few files")]
    let height = (names.len() as f64 * PANEL).max(1.0);
    let box_ = format!("0 0 {WIDTH} {height}");
    out.create_element("svg")
        .with_attribute(("xmlns", "http://www.w3.org/2000/svg"))
        .with_attribute(("viewBox", &*box_))
        .with_attribute(("role", "img"))
        .write_inner_content(|out| {
            let title = format!("Sizes of {}", names.len());
            let title = match names {
                [one] => format!("Size of {}", short(one)),
                _ => format!("{title} files"),
            };
            element(out, "title", &[], &title)?;
            element(out, "style", &[], STYLE)?;
            let size = [("width", "100%"), ("height", "100%"), ("class", "paper")];
            empty(out, "rect", &size)?;
            let mut top = 0.0;
            for name in names {
                panel(out, snapshots, name, top)?;
                top += PANEL;
            }
            Ok(())
        })?;
    Ok(())
}

/// Draws the history of one file.
fn panel(out: &mut Out, snapshots: &[&Snapshot], name: &str, top: f64) -> io::Result<()> {
    let sizes: Vec<_> = snapshots
        .iter()
        .map(|snapshot| snapshot.files.get(name).map(|sizes| sizes.bytes))
        .collect();
    let known = || sizes.iter().copied().flatten();
    let (Some(low), Some(high)) = (known().min(), known().max()) else {
        return Ok(());
    };
    let axis = Axis::of(low, high, top);
    let x = |place: usize| {
        #[allow(clippy::cast_precision_loss, reason = "a place in a picture")]
        let share = place as f64 / (sizes.len().max(2) - 1) as f64;
        LEFT + share * (WIDTH - LEFT - RIGHT)
    };

    let (first, last) = (known().next(), known().last());
    let now = last.unwrap_or(high);
    let more = i128::from(now) - i128::from(first.unwrap_or(now));
    let more = match i64::try_from(more) {
        Ok(0) | Err(_) => String::new(),
        Ok(more) => format!(", {}", signed(more)),
    };
    let title = format!("{}: {} bytes{more}", short(name), number(now));
    text(out, (16.0, top + 22.0), "name", "start", &title)?;

    for tick in axis.ticks() {
        let y = coordinate(axis.y(tick));
        let (left, right) = (coordinate(LEFT), coordinate(WIDTH - RIGHT));
        let line = [("x1", &*left), ("x2", &right), ("y1", &y), ("y2", &y)];
        empty(out, "line", &[&line[..], &[("class", "grid")]].concat())?;
        let place = (LEFT - 8.0, axis.y(tick) + 4.0);
        text(out, place, "", "end", &number(tick))?;
    }
    let (mut free, mut free_day) = (0.0, 0.0);
    for (place, snapshot) in snapshots.iter().enumerate() {
        let x = x(place);
        if let Some(release) = &snapshot.release {
            let at = coordinate(x);
            let (from, to) = (
                coordinate(top + TOP - 8.0),
                coordinate(top + PANEL - BOTTOM),
            );
            let line = [("x1", &*at), ("x2", &at), ("y1", &from), ("y2", &to)];
            empty(out, "line", &[&line[..], &[("class", "mark")]].concat())?;
            if x >= free {
                free = x + APART;
                let label: String = short(release).chars().take(16).collect();
                text(out, (x, top + TOP - 14.0), "release", anchor(x), &label)?;
            }
        }
        if x >= free_day {
            free_day = x + APART;
            let day = snapshot.time.strftime("%Y-%m-%d").to_string();
            text(out, (x, top + PANEL - 12.0), "", anchor(x), &day)?;
        }
    }
    let mut path = String::new();
    let mut pen = 'M';
    for (place, bytes) in sizes.iter().enumerate() {
        let Some(bytes) = bytes else {
            pen = 'M';
            continue;
        };
        let (x, y) = (coordinate(x(place)), coordinate(axis.y(*bytes)));
        let _ = write!(path, "{pen}{x} {y}");
        pen = 'L';
    }
    empty(out, "path", &[("d", &path), ("class", "course")])?;
    for (place, bytes) in sizes.iter().enumerate() {
        let Some(bytes) = bytes else { continue };
        let (x, y) = (coordinate(x(place)), coordinate(axis.y(*bytes)));
        let told = told(snapshots[place], *bytes);
        out.create_element("circle")
            .with_attributes([("cx", &*x), ("cy", &*y), ("r", "3.5"), ("class", "dot")])
            .write_inner_content(|out| element(out, "title", &[], &told))?;
    }
    Ok(())
}

/// Returns the text for a point.
fn told(snapshot: &Snapshot, bytes: u64) -> String {
    let mut told = format!("{} bytes, {}", number(bytes), snapshot.time);
    if let Some(release) = &snapshot.release {
        let _ = write!(told, ", {}", short(release));
    }
    if let Some(commit) = &snapshot.commit {
        let _ = write!(told, ", {}", short(commit));
    }
    told
}

/// The axis of a panel: the place of each size between its bottom and its top.
struct Axis {
    low: u64,
    high: u64,
    step: u64,
    top: f64,
}

impl Axis {
    /// Chooses round numbers around sizes.
    fn of(low: u64, high: u64, top: f64) -> Self {
        // The steps are 1, 2, 5, 10 and so on. Three to six of them are enough.
        let spread = (high - low).max(4);
        let mut step = 1_u64;
        for factor in [2, 5, 10].iter().cycle() {
            if spread / step <= 5 {
                break;
            }
            let decade = 10_u64.pow(step.ilog10());
            step = decade.saturating_mul(*factor);
        }
        let low = low / step * step;
        let high = high.div_ceil(step).saturating_mul(step);
        Self {
            low,
            high: high.max(low.saturating_add(step)),
            step,
            top,
        }
    }

    fn ticks(&self) -> impl Iterator<Item = u64> {
        let ticks = std::iter::successors(Some(self.low), |tick| tick.checked_add(self.step));
        let high = self.high;
        ticks.take_while(move |tick| *tick <= high).take(16)
    }

    fn y(&self, bytes: u64) -> f64 {
        #[allow(clippy::cast_precision_loss, reason = "a place in a picture")]
        let share = (bytes - self.low) as f64 / (self.high - self.low).max(1) as f64;
        let bottom = self.top + PANEL - BOTTOM;
        bottom - share * (PANEL - BOTTOM - TOP)
    }
}

fn anchor(x: f64) -> &'static str {
    if x < LEFT + APART / 2.0 {
        "start"
    } else if x > WIDTH - RIGHT - APART / 2.0 {
        "end"
    } else {
        "middle"
    }
}

fn coordinate(at: f64) -> String {
    format!("{at:.1}")
}

/// Returns a name on one line, cut to a limit, without characters that XML cannot hold.
fn short(name: &str) -> String {
    let line = on_one_line(name);
    let allowed = |letter: &char| !matches!(letter, '\u{fffe}' | '\u{ffff}');
    cut(line.chars().filter(allowed), NAME, "…")
}

fn text(
    out: &mut Out,
    (x, y): (f64, f64),
    class: &str,
    anchor: &str,
    content: &str,
) -> io::Result<()> {
    let (x, y) = (coordinate(x), coordinate(y));
    let place = [
        ("x", &*x),
        ("y", &y),
        ("text-anchor", anchor),
        ("class", class),
    ];
    let place = if class.is_empty() {
        &place[..3]
    } else {
        &place
    };
    element(out, "text", place, content)
}

fn element(
    out: &mut Out,
    name: &str,
    attributes: &[(&str, &str)],
    content: &str,
) -> io::Result<()> {
    out.create_element(name)
        .with_attributes(attributes.iter().copied())
        .write_inner_content(|out| out.write_event(Event::Text(BytesText::new(content))))?;
    Ok(())
}

fn empty(out: &mut Out, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    out.create_element(name)
        .with_attributes(attributes.iter().copied())
        .write_empty()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_round_and_have_all_sizes() {
        for (low, high) in [
            (0, 0),
            (1, 1),
            (206, 210),
            (2_129, 5_839),
            (0, u64::MAX),
            (u64::MAX - 1, u64::MAX),
            (12_345_678, 12_345_679),
        ] {
            let axis = Axis::of(low, high, 0.0);
            let ticks: Vec<_> = axis.ticks().collect();
            assert!(
                ticks.len() >= 2 && ticks.len() <= 12,
                "{low} {high}: {ticks:?}"
            );
            assert!(axis.low <= low && axis.high >= high, "{low} {high}");
            for bytes in [low, high] {
                let y = axis.y(bytes);
                assert!((TOP - 0.1..=PANEL - BOTTOM + 0.1).contains(&y), "{y}");
            }
        }
    }
}

//! A comparison as a picture: bars of bytes, for light pages and dark ones.

use std::fmt::Write as _;

use greentic_size_model::numerals::number;

use crate::comparison::{Comparison, Route, Subject};

const WIDTH: u64 = 760;
/// The place where bars begin. The next one is the length of the longest bar.
const LEFT: u64 = 250;
const LONGEST: u64 = 400;
const LINE: u64 = 26;

/// Returns an SVG picture with a bar for each row. Bars that grow with the bytes would
/// leave the page, so their lengths are logarithms: each step of the grid is ten times as
/// many bytes.
pub fn render(comparison: &Comparison, title: impl Fn(&str) -> String) -> String {
    let subjects = &comparison.subjects;
    let lines: usize = subjects.iter().map(|subject| subject.rows.len() + 2).sum();
    let height = lines as u64 * LINE + 16;
    let most = subjects.iter().flat_map(|subject| &subject.rows);
    let most = most.map(|row| row.figures.bytes).max().unwrap_or(1);
    let scale = Scale { most };
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"14\">\n{STYLE}<title>Bytes of the same component, made in several ways</title>\n<rect class=\"page\" width=\"{WIDTH}\" height=\"{height}\"/>\n"
    );
    let mut y = LINE;
    for subject in subjects {
        draw(&mut text, subject, &title(&subject.example), &scale, &mut y);
    }
    text.push_str("</svg>\n");
    text
}

const STYLE: &str = "<style>
.page { fill: #ffffff }
text { fill: #1f2328 }
.bar { fill: #8c959f }
.ours { fill: #1a7f37 }
.text { fill: #9a6700 }
.grid { stroke: #d1d9e0 }
.title { font-weight: 600 }
@media (prefers-color-scheme: dark) {
  .page { fill: #0d1117 }
  text { fill: #f0f6fc }
  .bar { fill: #656c76 }
  .ours { fill: #3fb950 }
  .text { fill: #d29922 }
  .grid { stroke: #3d444d }
}
</style>
";

struct Scale {
    most: u64,
}

impl Scale {
    /// Returns the length of a bar; 100 bytes have none.
    fn length(&self, bytes: u64) -> u64 {
        let log = |bytes: u64| {
            // Files are far smaller than what an f64 counts exactly.
            #[allow(clippy::cast_precision_loss, reason = "as above")]
            let log = (bytes.max(101) as f64 / 100.0).log10();
            log
        };
        #[allow(clippy::cast_precision_loss, reason = "a small constant")]
        let length = LONGEST as f64 * log(bytes) / log(self.most);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and LONGEST"
        )]
        let length = length.round() as u64;
        length.max(2)
    }

    /// Returns the bytes at which the grid has a line.
    fn grid(&self) -> impl Iterator<Item = u64> {
        let powers = (3..19).map(|power| 10_u64.pow(power));
        powers.take_while(|bytes| *bytes <= self.most)
    }
}

fn draw(text: &mut String, subject: &Subject, title: &str, scale: &Scale, y: &mut u64) {
    let _ = writeln!(
        text,
        "<text class=\"title\" x=\"12\" y=\"{y}\">{}; bytes, ten times as many at each line</text>",
        escaped(title)
    );
    let (top, bottom) = (*y + 8, *y + 8 + subject.rows.len() as u64 * LINE);
    for bytes in scale.grid() {
        let x = LEFT + scale.length(bytes);
        let _ = writeln!(
            text,
            "<line class=\"grid\" x1=\"{x}\" x2=\"{x}\" y1=\"{top}\" y2=\"{bottom}\"/>"
        );
    }
    for row in &subject.rows {
        *y += LINE;
        let length = scale.length(row.figures.bytes);
        let class = match row.route {
            Route::Ours => "ours",
            Route::Text => "text",
            _ => "bar",
        };
        let _ = writeln!(
            text,
            "<text x=\"{}\" y=\"{y}\" text-anchor=\"end\">{}</text><rect class=\"{class}\" x=\"{LEFT}\" y=\"{}\" width=\"{length}\" height=\"16\" rx=\"2\"/><text x=\"{}\" y=\"{y}\">{}</text>",
            LEFT - 10,
            escaped(&row.label().replace('`', "").replace(
                "written by hand as text (the floor)",
                "text, by hand (the floor)"
            )),
            *y - 13,
            LEFT + length + 8,
            number(row.figures.bytes),
        );
    }
    *y += 2 * LINE;
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

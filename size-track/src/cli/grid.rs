//! Tables on a terminal.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

/// Returns rows below titles. The first `words` columns hold words. The others hold
/// numbers and are aligned to the right.
pub fn grid(
    titles: impl Iterator<Item = &'static str>,
    rows: impl Iterator<Item = Vec<String>>,
    words: usize,
) -> Table {
    let mut table = Table::new();
    // Lines must not wrap: other tools read them, too.
    table
        .load_style(presets::ASCII_MARKDOWN)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(titles);
    for row in rows {
        table.add_row(row);
    }
    for column in table.column_iter_mut().skip(words) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

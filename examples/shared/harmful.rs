//! JSON as anybody may send it, for tests of what reads it.

/// Returns texts that are deep, long or odd; in some of them a field is.
pub(crate) fn harmful(field: &str) -> Vec<String> {
    let brackets = ["[", "{\"a\":", "[{\"\":", "[[],"].map(|part| part.repeat(100_000));
    let long = ["1", "\\n", "\\ud83c\\udf0d", "\\u0000", "é"]
        .map(|part| format!("{{\"{field}\":\"{}\"}}", part.repeat(100_000)));
    let digits = ["1", "-1e", "0.", "1e-"]
        .map(|start| format!("{{\"{field}\":{start}{}}}", "9".repeat(1_000_000)));
    let deep = brackets
        .clone()
        .map(|text| format!("{{\"{field}\":1,\"more\":{text}"));
    let odd = [
        "\0",
        "\u{feff}{}",
        "{\"\\ud800\":1}",
        "{}{}",
        "[]]",
        "\"",
        "{",
        "nul",
    ];
    let odd = odd.map(str::to_owned);
    [
        brackets.to_vec(),
        long.to_vec(),
        digits.to_vec(),
        deep.to_vec(),
        odd.to_vec(),
    ]
    .concat()
}

//! Tells a line that is indented wrongly from other mistakes of form.
//!
//! The reader of YAML only says what it expected. Where the line begins in a column in
//! which nothing around it begins, or stands deeper than a line that has its value
//! already, the indentation is what is wrong, and that is what a person needs to hear.

/// What is wrong with the indentation of a line, counted from 1; nothing where it fits.
pub(super) fn wrong(text: &str, line: usize) -> Option<String> {
    let lines: Vec<&str> = text.split('\n').take(line).collect();
    let (last, before) = lines.split_last()?;
    let column = begin(last)?;
    // Columns in which the mappings and lists begin that the line may belong to.
    let mut open: Vec<usize> = Vec::new();
    let mut above = "";
    for line in before {
        let Some(column) = begin(line) else { continue };
        above = line;
        open.retain(|other| *other < column);
        open.push(column);
        // A key after a dash begins a mapping of its own.
        let mut inner = column;
        let mut rest = line.trim_start();
        while let Some(item) = rest.strip_prefix("- ") {
            inner += rest.len() - item.trim_start().len();
            rest = item.trim_start();
            if key(rest).is_some() || rest.starts_with("- ") {
                open.push(inner);
            }
        }
    }
    let deepest = *open.last()?;
    if column > deepest {
        let value = key(above.trim_start().trim_start_matches("- "))?;
        let has_value = !value.is_empty() && !value.starts_with(['|', '>', '#']);
        return (has_value && key(last.trim_start()).is_some()).then(|| {
            format!(
                "the line begins in column {column}, deeper than the line above, which has its \
                 value already; begin it in column {deepest}"
            )
        });
    }
    if open.contains(&column) {
        return None;
    }
    let near = open.iter().copied().min_by_key(|other| other.abs_diff(column))?;
    let columns: Vec<String> = open.iter().map(ToString::to_string).collect();
    let columns = match columns.as_slice() {
        [one] => format!("column {one}"),
        more => format!("columns {}", more.join(", ")),
    };
    Some(format!(
        "the line begins in column {column}, and what stands above it in {columns}; \
         column {near} is nearest"
    ))
}

/// The column in which a line begins; nothing for one that is empty or a comment.
fn begin(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches(' ');
    (!rest.trim().is_empty() && !rest.starts_with('#')).then(|| line.len() - rest.len() + 1)
}

/// What stands after the key of a line that has one.
fn key(line: &str) -> Option<&str> {
    let (name, value) = line.split_once(':')?;
    let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'));
    let value = value.strip_prefix(' ').or(value.is_empty().then_some(value))?;
    (plain && !name.is_empty()).then(|| value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_belong_nowhere_are_told_from_those_that_do() {
        for (text, line, wrong_) in [
            ("a:\n  b: 1\n c: 2\n", 3, true),
            ("a:\n  b: 1\n   c: 2\n", 3, true),
            ("a:\n  b: 1\n  c: 2\n", 3, false),
            ("a:\n  b: 1\nc: x: y\n", 3, false),
            ("a:\n  - b: 1\n    c: 2\n", 3, false),
            ("a:\n  - b: 1\n   c: 2\n", 3, true),
            ("a:\n  - - b: 1\n      c: 2\n", 3, false),
            ("a: >-\n  some: text\n", 2, false),
            ("a:\n\n  # note\n  b: 1\n", 4, false),
            ("", 1, false),
            ("a: 1\n", 9, false),
        ] {
            assert_eq!(wrong(text, line).is_some(), wrong_, "{text:?}");
        }
    }
}

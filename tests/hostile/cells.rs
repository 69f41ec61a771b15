//! Tables: as many cells as there are, and no formula in any, however a spreadsheet cuts
//! the lines.

use crate::outputs::Expected;
use crate::payloads::{hidden, orders};
use shopvet::report::csv::COLUMNS;

const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

pub(crate) fn csv(bytes: &[u8], expected: &Expected) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return vec!["it is no UTF-8".to_owned()] };
    let mut faults = [hidden(&text.replace("\r\n", "\n")), orders(text)].concat();
    let read = |delimiter: u8| {
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.delimiter(delimiter).has_headers(false).flexible(delimiter != b',');
        let rows = reader.from_reader(bytes).into_records();
        rows.collect::<Result<Vec<csv::StringRecord>, _>>()
    };
    match read(b',') {
        Err(error) => faults.push(error.to_string()),
        Ok(rows) => {
            if rows.len() != expected.outcomes + 1 {
                faults.push(format!("{} rows for {} outcomes", rows.len(), expected.outcomes));
            }
            if rows.iter().any(|row| row.len() != COLUMNS.len()) {
                faults.push("a row has another number of cells".to_owned());
            }
            let cells = || rows.iter().flatten();
            faults.extend(cells().filter_map(formula));
            // What a spreadsheet takes at most.
            if cells().any(|cell| cell.chars().count() > 32_767 || cell.contains(['\n', '\r'])) {
                faults.push("a cell is too long, or of two lines".to_owned());
            }
        }
    }
    // Where the comma is in numbers, spreadsheets cut at semicolons or tabs.
    for delimiter in [b';', b'\t'] {
        match read(delimiter) {
            Err(error) => faults.push(error.to_string()),
            Ok(rows) => faults.extend(rows.iter().flatten().filter_map(formula)),
        }
    }
    faults
}

fn formula(cell: &str) -> Option<String> {
    let begins = cell.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
    begins.starts_with(SIGNS).then(|| format!("a formula: {cell:.80}"))
}

#[test]
fn a_broken_table_is_noticed() {
    let expected = Expected { outcomes: 1, points: 0 };
    let row = |cell: &str| format!("{}{cell}\r\n", "a,".repeat(COLUMNS.len() - 1));
    let of = |cell: &str| csv((row("a") + &row(cell)).as_bytes(), &expected);
    assert_eq!(of("\"it's; 'a =\""), Vec::<String>::new());
    for cell in [
        "=1",
        " +1",
        "\"\t-1\"",
        "\"@a\"",
        "＝1",
        "x;=1",
        "\"x;\"\"=1\"",
        "a,b",
        "\"a\nb\"",
        "\u{7}",
    ] {
        assert!(!of(cell).is_empty(), "{cell:?}");
    }
    assert!(!of(&"a".repeat(40_000)).is_empty());
    assert!(!csv(row("a").as_bytes(), &expected).is_empty());
}

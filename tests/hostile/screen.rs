//! Terminals: what one is told beside the words, and how wide they are.

use crate::outputs::Expected;
use crate::payloads::{hidden, orders};
use textwrap::core::display_width;

/// Columns of the widest line: a title or an address that is cut, and what stands by it.
const WIDEST: usize = 360;

/// What a terminal does with what it is told; everything but words and styles is noted.
#[derive(Default)]
struct Screen {
    words: String,
    faults: Vec<String>,
}

impl vte::Perform for Screen {
    fn print(&mut self, c: char) {
        self.words.push(c);
    }

    fn execute(&mut self, byte: u8) {
        match byte {
            b'\n' => self.words.push('\n'),
            _ => self.faults.push(format!("the control {byte:#x}")),
        }
    }

    fn hook(&mut self, _: &vte::Params, _: &[u8], _: bool, action: char) {
        self.faults.push(format!("a device control {action}"));
    }

    fn osc_dispatch(&mut self, _: &[&[u8]], _: bool) {
        self.faults.push("an operating system command".to_owned());
    }

    fn csi_dispatch(&mut self, _: &vte::Params, intermediates: &[u8], _: bool, action: char) {
        if action != 'm' || !intermediates.is_empty() {
            self.faults.push(format!("a control sequence {action}"));
        }
    }

    fn esc_dispatch(&mut self, _: &[u8], _: bool, byte: u8) {
        self.faults.push(format!("an escape {byte:#x}"));
    }
}

/// With styles, as for a terminal.
pub(crate) fn styled(bytes: &[u8], _: &Expected) -> Vec<String> {
    let mut screen = Screen::default();
    let mut parser = vte::Parser::new();
    parser.advance(&mut screen, bytes);
    let Screen { words, mut faults } = screen;
    faults.extend(hidden(&words));
    faults.extend(orders(&String::from_utf8_lossy(bytes)));
    let wide = words.lines().map(display_width).filter(|width| *width > WIDEST);
    faults.extend(wide.map(|width| format!("a line of {width} columns")));
    faults
}

/// Without styles, as for a file or a log.
pub(crate) fn plain(bytes: &[u8], expected: &Expected) -> Vec<String> {
    let mut faults = styled(bytes, expected);
    if bytes.contains(&0x1b) {
        faults.push("it is styled".to_owned());
    }
    faults
}

/// A letter, which has as many points as there are and no other lines like theirs.
pub(crate) fn letter(bytes: &[u8], expected: &Expected) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return vec!["it is no UTF-8".to_owned()] };
    let mut faults = [hidden(text), orders(text)].concat();
    let point = |line: &&str| {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < line.len() && rest.starts_with(". ")
    };
    let points = text.lines().filter(point).count();
    if points != expected.points {
        faults.push(format!("{points} points of {}", expected.points));
    }
    let long = text.lines().filter(|line| line.chars().count() > 1000);
    faults.extend(long.map(|line| format!("a line of more than 1000 characters: {line:.80}")));
    faults
}

#[test]
fn what_reaches_a_terminal_is_noticed() {
    let expected = Expected { outcomes: 1, points: 1 };
    assert!(styled("a \u{1b}[1;31mred\u{1b}[0m å\n".as_bytes(), &expected).is_empty());
    for text in [
        "\u{1b}[2J",
        "\u{1b}]8;;http://x\u{1b}\\",
        "\u{1b}]0;t\u{7}",
        "\u{1b}P+q\u{1b}\\",
        "\u{1b}c",
        "\u{9b}31m",
        "a\rb",
        "a\u{7}",
        "\u{1b}[?1m",
        "\u{202e}",
        "::error::x",
    ] {
        assert!(!styled(text.as_bytes(), &expected).is_empty(), "{text:?}");
    }
    assert!(!styled("a".repeat(WIDEST + 1).as_bytes(), &expected).is_empty());
    assert!(!plain("\u{1b}[1mx".as_bytes(), &expected).is_empty());
    assert!(letter(b"Dear,\n1. One\n   - a\n", &expected).is_empty());
    for text in ["Dear", "1. One\n2. Two", "1. One\u{1b}", "1. One\n::debug::x"] {
        assert!(!letter(text.as_bytes(), &expected).is_empty(), "{text:?}");
    }
    assert!(!letter(format!("1. {}", "a".repeat(1001)).as_bytes(), &expected).is_empty());
}

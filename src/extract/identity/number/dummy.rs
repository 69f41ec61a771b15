//! Numbers that people make up.
//!
//! A made-up number often passes its check digit, so it is told by its looks:
//! all digits alike, counting up or down, pairs, a short period. Numbers that
//! guides and examples use and that look like any other are in a list.

/// Made-up numbers that no pattern gives away, digits only; a VAT number goes
/// on after them.
const LISTED: &[&str] = &["5561234567", "5566778899", "5555555555", "1234567897"];

/// The longest count (1234567, 7654321) that a real number may hold.
const LONGEST_COUNT: usize = 6;

/// Whether the digits of a number look made up.
pub(super) fn is_dummy(number: &str) -> bool {
    let digits: Vec<u8> = number.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
    if digits.len() < 6 {
        return false;
    }
    let text: String = digits.iter().map(|d| char::from(b'0' + d)).collect();
    // The check digit may break the pattern, so the rest of the number counts.
    let body = digits.get(..digits.len() - 1).unwrap_or(&digits);
    LISTED.iter().any(|listed| text.starts_with(listed))
        || has_period(body, 1)
        || has_period(&digits, 2)
        || longest_count(&digits) > LONGEST_COUNT.min(digits.len() - 2)
        || counts_in_pairs(&digits)
        || is_mostly_nought(&digits)
}

/// 556000-0000: more than half of a number of eight digits or more is noughts at
/// its end.
fn is_mostly_nought(digits: &[u8]) -> bool {
    let noughts = digits.iter().rev().take_while(|digit| **digit == 0).count();
    digits.len() >= 8 && noughts * 2 > digits.len()
}

fn has_period(digits: &[u8], period: usize) -> bool {
    digits.iter().zip(digits.iter().skip(period)).all(|(a, b)| a == b)
}

fn longest_count(digits: &[u8]) -> usize {
    let run = |step: u8| {
        let mut longest = 1;
        let mut length = 1;
        for (a, b) in digits.iter().zip(digits.iter().skip(1)) {
            length = if (a + step) % 10 == *b { length + 1 } else { 1 };
            longest = longest.max(length);
        }
        longest
    };
    run(1).max(run(9))
}

/// 11223344..., 5566778899.
fn counts_in_pairs(digits: &[u8]) -> bool {
    let pairs: Vec<&[u8]> = digits.chunks(2).filter(|pair| pair.len() == 2).collect();
    pairs.len() >= 4
        && pairs.iter().all(|pair| pair.first() == pair.last())
        && pairs
            .iter()
            .zip(pairs.iter().skip(1))
            .all(|(a, b)| a.first().map(|d| (d + 1) % 10) == b.first().copied())
}

#[cfg(test)]
mod tests {
    use super::is_dummy;

    #[test]
    fn made_up_numbers_are_told() {
        for number in [
            "556677-8899",
            "555555-5555",
            "123456-7897",
            "556123-4567",
            "999 999 999",
            "00000000",
            "12345674",
            "1234567-1",
            "123456785",
            "98765432",
            "SE556677889901",
            "1212121212",
            "556000-0000",
            "123456-7890",
        ] {
            assert!(is_dummy(number), "{number}");
        }
    }

    #[test]
    fn numbers_that_only_look_tidy_are_not() {
        for number in
            ["556016-0680", "13585628", "918 713 867", "2122839-7", "212000-0142", "802002-4280"]
        {
            assert!(!is_dummy(number), "{number}");
        }
    }
}

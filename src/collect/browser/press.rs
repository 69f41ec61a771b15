//! Presses and types as a person would: with mouse and keyboard, and by script
//! only where something lies in the way.

use super::tab::Tab;
use crate::snapshot::Failure;
use chromiumoxide::cdp::browser_protocol::input::{
    DispatchMouseEventParams, DispatchMouseEventType, InsertTextParams, MouseButton,
};
use serde::Deserialize;
use std::time::Duration;

/// How long a page may take to draw what an entry changed.
const BEAT: Duration = Duration::from_millis(120);

/// Where an element is.
#[derive(Debug, Clone, Copy, Deserialize)]
struct Aim {
    x: f64,
    y: f64,
    /// Nothing lies over it there.
    open: bool,
    /// It is not there at all for a person.
    gone: bool,
}

/// How a field takes what is entered.
#[derive(Debug, Clone, Copy, Deserialize)]
struct Field {
    /// By keyboard.
    typed: bool,
    focused: bool,
}

impl Tab {
    /// Presses an element of one of the lists that the script in the page keeps;
    /// false where it is not there any more.
    pub(super) async fn press(&mut self, list: &str, number: usize) -> Result<bool, Failure> {
        let aim: Option<Aim> = self.call(&format!("shopvet.aim({list:?}, {number})")).await?;
        let Some(aim) = aim.filter(|aim| !aim.gone) else { return Ok(false) };
        // It may still be moving into sight.
        tokio::time::sleep(BEAT).await;
        let later: Option<Aim> = self.call(&format!("shopvet.aim({list:?}, {number})")).await?;
        let aim = later.unwrap_or(aim);
        if !aim.open {
            return self.call(&format!("shopvet.press({list:?}, {number})")).await;
        }
        let event = |kind| {
            DispatchMouseEventParams::builder()
                .r#type(kind)
                .x(aim.x)
                .y(aim.y)
                .button(MouseButton::Left)
                .click_count(1)
                .build()
                .map_err(super::failure)
        };
        let mut moved = event(DispatchMouseEventType::MouseMoved)?;
        (moved.button, moved.click_count) = (None, None);
        self.order(moved).await?;
        self.order(event(DispatchMouseEventType::MousePressed)?).await?;
        // The page may be gone by the time it would answer this.
        let _ = self.order(event(DispatchMouseEventType::MouseReleased)?).await;
        Ok(true)
    }

    /// Types into a field in place of what stood there; false where it does not
    /// take it.
    pub(super) async fn type_into(&mut self, number: usize, text: &str) -> Result<bool, Failure> {
        let field: Option<Field> = self.call(&format!("shopvet.enter({number})")).await?;
        let Some(field) = field else { return Ok(false) };
        let quoted = serde_json::Value::from(text).to_string();
        let fill = format!("shopvet.fill({number}, {quoted})");
        if !(field.typed && field.focused) || text.is_empty() {
            return self.call(&fill).await;
        }
        self.order(InsertTextParams::new(text)).await?;
        let left: Option<String> = self.call(&format!("shopvet.leave({number})")).await?;
        match left {
            Some(value) if holds(&value, text) => Ok(true),
            Some(_) => self.call(&fill).await,
            None => Ok(false),
        }
    }

    /// Chooses the option of a `<select>` that has this value.
    pub(super) async fn choose(&mut self, number: usize, value: &str) -> Result<bool, Failure> {
        let quoted = serde_json::Value::from(value).to_string();
        self.call(&format!("shopvet.choose({number}, {quoted})")).await
    }

    /// Ticks a box or a radio button, by its label where it is not seen itself.
    pub(super) async fn tick(&mut self, number: usize) -> Result<bool, Failure> {
        let is_ticked = format!("shopvet.isTicked({number})");
        let ticked = |answer: Option<bool>| answer == Some(true);
        if ticked(self.call(&is_ticked).await?) {
            return Ok(true);
        }
        if !self.call::<bool>(&format!("shopvet.tickable({number})")).await? {
            return Ok(false);
        }
        self.press("shown", 0).await?;
        tokio::time::sleep(BEAT).await;
        let now: Option<bool> = self.call(&is_ticked).await?;
        match now {
            Some(true) => Ok(true),
            Some(false) => {
                self.call::<bool>(&format!("shopvet.press(\"live\", {number})")).await?;
                Ok(ticked(self.call(&is_ticked).await?))
            }
            // The page made itself anew around the choice.
            None => Ok(true),
        }
    }
}

/// Whether a field holds what was typed, though it may write it in its own way:
/// with other spaces and marks, or with a prefix.
fn holds(value: &str, typed: &str) -> bool {
    let bare = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    bare(value).contains(&bare(typed)) && bare(value).len() < 2 * bare(typed).len().max(8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_may_write_what_was_typed_in_its_own_way_and_no_more() {
        assert!(holds("+45 89 42 10 00", "89421000"));
        assert!(holds("anna@kunde.example", "Anna@kunde.example"));
        assert!(!holds("", "2100") && !holds("21", "2100"));
        assert!(!holds("Vejnavn 12Vejnavn 12", "Vejnavn 12"));
    }
}

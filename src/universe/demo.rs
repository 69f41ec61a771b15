//! The example shop that `shopvet demo` serves and checks, built into the
//! program so that the demonstration needs no files and no network.

use super::World;
use crate::error::Result;
use include_dir::{Dir, include_dir};

static SHOP: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/fixtures/glimmerkvist");

/// The address of the example shop in [`demo_world`].
pub const DEMO_URL: &str = "https://www.glimmerkvist.example/";

/// The world of the example shop.
///
/// # Errors
/// As [`World::embedded`]; a test sees to it that there are none.
pub fn demo_world() -> Result<World> {
    World::embedded(&SHOP)
}

/// The application file of the example shop.
#[must_use]
pub fn demo_application() -> &'static str {
    let file = SHOP.get_file("application.yaml");
    file.and_then(|file| file.contents_utf8()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::Application;

    #[test]
    fn the_example_shop_is_whole() {
        let host = url::Url::parse(DEMO_URL).unwrap().host_str().unwrap().to_owned();
        assert!(demo_world().unwrap().hosts().any(|known| known == host));
        let application = Application::parse(demo_application(), "application.yaml").unwrap();
        assert_eq!(application.url.as_deref(), Some(DEMO_URL));
    }
}

//! A browser that dies, and one that is to end with us.

use super::*;

/// Waits until no process names these words any more.
async fn gone(words: &str) {
    for _ in 0..60 {
        if processes(words).is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("still running: {:?}", processes(words));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_dies_is_started_once_more_and_none_is_left_behind() {
    let Some(program) = chromium() else { return };
    let world = World::new().site("shop.example", site(|_| Some(universe::page("<p>Fine."))));
    let universe = Universe::start(world).await.unwrap();
    let browser = browser(&universe, &program, |_| {});
    let page = url("https://shop.example/");
    for round in 0..2 {
        let mut tab = browser.tab(place()).await.unwrap();
        tab.goto(&page).await.unwrap();
        let folder = tab.folder().unwrap();
        assert!(processes(&folder).len() > 2);
        let killed = std::process::Command::new("kill")
            .args(["-9", &tab.process().unwrap().to_string()])
            .status()
            .unwrap();
        assert!(killed.success());
        let failure = tab.goto(&page).await.unwrap_err();
        assert_eq!(failure.reason, Reason::NeedsJavascript, "{round}: {failure:?}");
        assert!(!tab.is_alive());
        gone(&folder).await;
    }
    assert!(browser.tab(place()).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn dropping_or_killing_us_ends_the_browser() {
    let Some(program) = chromium() else { return };
    const CHILD: &str = "SHOPVET_TEST_BROWSER_CHILD";
    let world = World::new().site("shop.example", site(|_| Some(universe::page("<p>Fine."))));
    let universe = Universe::start(world).await.unwrap();
    let browser = browser(&universe, &program, |_| {});
    let mut tab = browser.tab(place()).await.unwrap();
    tab.goto(&url("https://shop.example/")).await.unwrap();
    let folder = tab.folder().unwrap();
    if std::env::var_os(CHILD).is_some() {
        println!("FOLDER {folder}");
        tokio::time::sleep(Duration::from_secs(120)).await;
        return;
    }
    drop(tab);
    drop(browser);
    gone(&folder).await;
    assert!(!Path::new(&folder).exists());

    let name = "collect::browser::tests::life::dropping_or_killing_us_ends_the_browser";
    let mut child = std::process::Command::new(std::env::current_exe().unwrap())
        .args([name, "--exact", "--nocapture"])
        .env(CHILD, "1")
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().unwrap()));
    let folder = lines
        .map_while(Result::ok)
        .find_map(|line| Some(line.split_once("FOLDER ")?.1.trim().to_owned()))
        .unwrap();
    assert!(processes(&folder).len() > 2);
    // SIGKILL: nothing of ours runs any more.
    child.kill().unwrap();
    child.wait().unwrap();
    gone(&folder).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!Path::new(&folder).exists());
}

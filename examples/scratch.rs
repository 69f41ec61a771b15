use shopvet::rules::*;
use std::sync::Arc;
use std::time::Instant;
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let t = Instant::now();
    let mut texts = vec![];
    fn walk(p: &std::path::Path, base: &std::path::Path, out: &mut Vec<(String, String)>) {
        for e in std::fs::read_dir(p).unwrap() {
            let e = e.unwrap().path();
            if e.is_dir() {
                walk(&e, base, out)
            } else if e.extension().is_some_and(|x| x == "yaml") {
                out.push((
                    e.strip_prefix(base).unwrap().display().to_string(),
                    std::fs::read_to_string(&e).unwrap(),
                ))
            }
        }
    }
    walk(dir.as_ref(), dir.as_ref(), &mut texts);
    println!("read {:?}", t.elapsed());
    let t = Instant::now();
    let lib = match Library::of(texts.iter().map(|(a, b)| (a.as_str(), b.as_str()))) {
        Ok(l) => l,
        Err(p) => {
            println!("{}\n{} problems", Problem::join(&p), p.len());
            return;
        }
    };
    println!("load {:?}", t.elapsed());
    let rules: Vec<Arc<Rule>> = lib.rules().cloned().collect();
    let lints: Vec<_> = rules.iter().flat_map(|r| lint(r)).collect();
    println!("{}", Problem::join(&lints));
    let t = Instant::now();
    let r = suite::run(&rules);
    println!("{} rules {} cases {:?}", rules.len(), r.len(), t.elapsed());
    for x in r.iter().filter(|x| !x.passed()) {
        println!("{x}")
    }
    let mut facts = shopvet::facts::FactSet::new();
    for r in &rules {
        for c in &r.cases {
            for (p, f) in c.facts.iter() {
                if !matches!(f.finding, shopvet::facts::Finding::Unknown(_)) {
                    facts.put(p, f.clone())
                }
            }
        }
    }
    let set = lib.select(&[], Some("SE")).unwrap();
    println!("{} rules in default; {:?}", set.rules.len(), set.packs);
    let t = Instant::now();
    let o = shopvet::judge::Options {
        as_of: "2026-11-23".parse().unwrap(),
        today: "2026-11-23".parse().unwrap(),
        language: "sv",
        host: "x",
        waivers: &[],
    };
    let j = shopvet::judge::judge(&set, &facts, &o);
    println!("judge {:?} {:?} {:?}", t.elapsed(), j.verdict, j.summary);
    for o in j.outcomes.iter() {
        println!("{:30} {:?} {:?} {}", o.rule, o.outcome, o.reason, o.message)
    }
}

//! What a hostile site would like a report to show, run or pass on.
//!
//! What is to be run leaves a mark: it sets `window.ran`, asks a host that nobody else
//! asks, opens a dialog or changes the title.

/// The host that only what has run asks.
pub(crate) const BEACON: &str = "beacon.example";
/// Letters of a very long word.
pub(crate) const LONG: usize = 100_000;

const TEXTS: &[&str] = &[
    // Terminals.
    "\u{1b}[2J\u{1b}[H\u{1b}[31mred",
    "\u{1b}]8;;http://beacon.example/osc\u{1b}\\link\u{1b}]8;;\u{1b}\\",
    "\u{1b}]0;title\u{7}\u{1b}]52;c;cm0gLXJm\u{7}",
    "\u{1b}P+q544e\u{1b}\\\u{1b}_apc\u{1b}\\\u{1b}^pm\u{1b}\\\u{1b}c\u{1b}(0",
    "\u{9b}31m\u{9d}8;;http://beacon.example/c1\u{9c}\u{90}q\u{9c}\u{85}",
    "bell\u{7}back\u{8}\u{8}\u{8}\u{8}carriage\rreturn\u{b}\u{c}\u{7f}",
    // What turns text around or is not seen.
    "\u{202e}BA rerevasreT\u{202c} AB",
    "\u{202a}a\u{202b}b\u{202d}c\u{2066}d\u{2067}e\u{2068}f\u{2069}g\u{61c}\u{200e}\u{200f}",
    "Te\u{200b}ap\u{200d}ot\u{200c} \u{feff}AB\u{2060}\u{2064}\u{34f}\u{3164}\u{180e}",
    "Tea\u{ad}pot\u{fe0f} A\u{e0001}\u{e0041}\u{e0042}\u{e007f}B\u{e0100}",
    "line\u{2028}break\u{2029}s\u{85}\n\n\r\n# heading\n\n2. another point",
    "Z\u{334}\u{335}\u{336}\u{337}\u{338}\u{339}\u{33a}\u{33b}\u{33c}\u{33d}\u{33e}\u{33f}algo",
    // What XML may not hold, and what decoders make of lone surrogates.
    "nul\u{0}\u{1}\u{2}\u{8}\u{e}\u{1f}end \u{fffe}\u{ffff}\u{fdd0}\u{1fffe}\u{10ffff}",
    "\u{fffd}\u{fffd} \\ud800 &#xD800; &#0; &#x1F; &amp;lt;script&gt; %ED%A0%80 %00",
    // HTML.
    "<script>window.ran=1;fetch('http://beacon.example/script');alert(1)</script>",
    "</script><script>window.ran=1;document.title='ran';alert(2)</script>",
    "</style></title></textarea></noscript></template></details></table>\
     <script>window.ran=1;alert(3)</script>",
    "<!--<script>window.ran=1</script>--> <!-- --!> <![CDATA[ ]]> <?xml <!doctype x>",
    "<img src=x onerror=\"window.ran=1;fetch('http://beacon.example/error')\">",
    "<svg onload=window.ran=1><animate onbegin=window.ran=1 attributeName=x dur=1s></svg>",
    "\" onload=\"window.ran=1\" autofocus onfocus=\"window.ran=1\" x=\"",
    "' onmouseover='window.ran=1' style='background:url(http://beacon.example/style)' x='",
    "` onclick=`window.ran=1` ><b onclick=window.ran=1>bold</b>",
    "<iframe srcdoc=\"<script>parent.ran=1</script>\"></iframe><object data=x></object>",
    "<base href=http://beacon.example/><link rel=stylesheet href=x><form action=x><input name=a>",
    "<meta http-equiv=refresh content=\"0;url=http://beacon.example/refresh\">",
    "<math><mtext></p><style><img src=x onerror=window.ran=1></style></mtext></math>",
    "<details open ontoggle=window.ran=1><summary>x</summary></details>",
    "javascript:window.ran=1",
    " jav\u{9}ascript:alert(1)//http://x.example/",
    "data:text/html,<script>opener.ran=1</script>",
    "vbscript:msgbox(1)",
    "http://beacon.example/\"><script>window.ran=1</script>",
    "https://www.teapot.example@beacon.example/%0d%0aSet-Cookie:x=1",
    // Style sheets.
    "}</style> } body{background:url(http://beacon.example/css)} @import 'http://beacon.example/i';",
    "red;background-image:url(//beacon.example/inline);position:fixed;inset:0",
    // Spreadsheets.
    "=cmd|' /C calc'!A0",
    "+1+cmd()",
    "-2+3",
    "@SUM(1+1)*cmd()",
    "\t=1+1",
    "\r=1+1",
    "\n=HYPERLINK(\"http://beacon.example/csv\",\"x\")",
    "＝1+1",
    "＋1",
    "x;=cmd();\"-1\";@a,=b\t=c",
    "\",=1,\"\n=2",
    "|calc",
    "%0a=1",
    // Templates and formats.
    "{{ 7*7 }} {% for x in y %} {{ config }} {# note #} {%- raw -%}",
    "${{ github.token }} ${HOME} $(id) `id` <%= 7*7 %> #{7*7}",
    "%s%n%x %(a)s {0} {url} {n} {owner} {host}",
    // Markdown.
    "![x](http://beacon.example/md.png) [click](http://beacon.example/md)",
    "| a | b |\n|---|---|\n| c | d |",
    "```\nfence\n``` ``two`` `one` ~~~ ~~struck~~",
    "@everyone @org/team a@beacon.example #1 GH-2 org/repo#3 http://beacon.example/ www.beacon.example",
    "<!-- hidden --> <http://beacon.example/auto> <a@beacon.example> &copy; \\",
    "[x]: http://beacon.example/ref\n\n[x] [^1] ![x]",
    "# heading\n> quote\n---\n===\n1. one\n- two\n* three\n+ four\n    code",
    "- [ ] task $x^2$ :skull: <details><summary>x</summary> </details>",
    // Build servers.
    "::set-output name=verdict::pass",
    "x\n::error file=a,line=1::forged\n::stop-commands::abc",
    "##[error]forged ##vso[task.setvariable variable=x]y ##teamcity[testFailed]",
    "]]></system-out></testcase><testcase name='forged'/>",
    "&xxe; <!ENTITY x SYSTEM 'file:///etc/passwd'>",
    // Nothing at all.
    "",
    " ",
    "\u{3000}\u{a0}\u{2003}",
];

/// The texts that are short.
pub(crate) fn short() -> Vec<String> {
    TEXTS.iter().map(|&text| text.to_owned()).collect()
}

/// Every text, the longest last.
pub(crate) fn all() -> Vec<String> {
    let mut texts = short();
    texts.push("ÅW".repeat(LONG / 2));
    texts.push(format!("{}::error::x", "a".repeat(LONG)));
    texts.push("<b>&\"'`|".repeat(LONG / 8));
    texts
}

/// What no output may hold besides the ends of its lines, spelled out here, so that the
/// program's own list is held against another.
const HIDDEN: &[char] = &[
    '\u{34f}',
    '\u{61c}',
    '\u{ad}',
    '\u{180e}',
    '\u{200b}',
    '\u{200c}',
    '\u{200d}',
    '\u{200e}',
    '\u{200f}',
    '\u{2028}',
    '\u{2029}',
    '\u{202a}',
    '\u{202b}',
    '\u{202c}',
    '\u{202d}',
    '\u{202e}',
    '\u{2060}',
    '\u{2064}',
    '\u{2066}',
    '\u{2067}',
    '\u{2068}',
    '\u{2069}',
    '\u{3164}',
    '\u{fdd0}',
    '\u{fe0f}',
    '\u{feff}',
    '\u{fffe}',
    '\u{ffff}',
    '\u{1fffe}',
    '\u{10ffff}',
    '\u{e0001}',
    '\u{e0041}',
    '\u{e0042}',
    '\u{e007f}',
    '\u{e0100}',
];

/// The controls and unseen characters of an output.
pub(crate) fn hidden(text: &str) -> Vec<String> {
    let is_hidden = |&c: &char| match c {
        ' '..='~' | '\n' => false,
        c => c.is_control() || HIDDEN.contains(&c),
    };
    let mut found: Vec<char> = text.chars().filter(is_hidden).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|c| format!("it holds {c:?}")).collect()
}

/// What build servers would take for orders, as GitHub, Azure and `TeamCity` read a log.
pub(crate) fn orders(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in anstream::adapter::strip_str(text).to_string().lines() {
        let words = line.trim();
        let known = ["error", "set-output", "stop-commands", "add-mask", "debug", "group"];
        let order = words
            .strip_prefix("::")
            .is_some_and(|order| known.iter().any(|name| order.starts_with(name)));
        let hashes = ["##[", "##vso[", "##teamcity["];
        if order || hashes.iter().any(|mark| line.contains(mark)) {
            found.push(format!("an order to a build server: {:.80}", words));
        }
    }
    found
}

#[test]
fn what_gets_through_is_noticed() {
    for text in ["a\u{1b}b", "a\tb", "a\u{202e}", "a\u{e0041}", "\u{9b}", "\u{ffff}"] {
        assert_eq!(hidden(text).len(), 1, "{text:?}");
    }
    assert!(hidden("a\nb å 株 — “”").is_empty());
    for text in ["  ::error::x", "\u{1b}[2m  ::set-output name=a::b", "a ##[error]", "##vso[x]"] {
        assert_eq!(orders(text).len(), 1, "{text:?}");
    }
    assert!(orders("a ::error::x\n::1\n# #[error]").is_empty());
    // Every text that is hidden or an order is in the list that is tried.
    let all = all().concat();
    assert_eq!(HIDDEN.iter().filter(|c| !all.contains(**c)).count(), 0);
    assert!(!orders(&all).is_empty());
}

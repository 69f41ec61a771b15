//! E-mail addresses, plain and hidden from robots.

use super::{read, settle};

#[test]
fn addresses_are_read_however_they_are_hidden() {
    let cases: &[(&str, &[&str])] = &[
        ("<a href='mailto:info%40tallbod.se'>Mejla</a>", &["info@tallbod.se"]),
        ("<a href='mailto: info@tallbod.se '>Mejla</a>", &["info@tallbod.se"]),
        ("<a href='mailto:Tallbod%20AB%20%3Cinfo@tallbod.se%3E'>Mejla</a>", &["info@tallbod.se"]),
        ("<a href='MAILTO:INFO@TALLBOD.SE'>Mejla</a>", &["info@tallbod.se"]),
        ("<a href='mailto:?subject=Hej'>Dela</a>", &[]),
        ("<p>info<!-- x -->@<!-- y -->tallbod.se</p>", &["info@tallbod.se"]),
        ("<p>info<span style='display:none'>nospam</span>@tallbod.se</p>", &["info@tallbod.se"]),
        ("<p>info<b>@</b>tallbod<i>.</i>se</p>", &["info@tallbod.se"]),
        ("<p>info&#8203;@&#8203;tallbod.se</p>", &["info@tallbod.se"]),
        ("<p>info&#8288;@tallbod.se</p>", &["info@tallbod.se"]),
        ("<p>info&#xFF20;tallbod.se</p>", &["info@tallbod.se"]),
        ("<p>info @ tallbod . se</p>", &["info@tallbod.se"]),
        ("<p>info@tallbod (dot) se</p>", &["info@tallbod.se"]),
        ("<p>info@tallbod[.]se</p>", &["info@tallbod.se"]),
        ("<p>info(at)tallbod(dot)se</p>", &["info@tallbod.se"]),
        ("<p>info {at} tallbod {dot} se</p>", &["info@tallbod.se"]),
        ("<p>info &lt;at&gt; tallbod.se</p>", &["info@tallbod.se"]),
        ("<p>info (@) tallbod.de</p>", &["info@tallbod.de"]),
        ("<p>info (ät) tallbod (punkt) de</p>", &["info@tallbod.de"]),
        ("<p>info AT tallbod DOT de</p>", &["info@tallbod.de"]),
        ("<p>E-Mail: info(at)tallbod-shop.de, Telefon</p>", &["info@tallbod-shop.de"]),
        ("<p>kontakt (a) tallbod.fi</p>", &["kontakt@tallbod.fi"]),
        ("<p>myynti(at)tallbod.fi</p>", &["myynti@tallbod.fi"]),
        ("<p>myynti (ät) tallbod piste fi</p>", &["myynti@tallbod.fi"]),
        ("<p>myynti (at-merkki) tallbod.fi</p>", &["myynti@tallbod.fi"]),
        ("<p>post (krøllalfa) tallbod.no</p>", &["post@tallbod.no"]),
        ("<p>post krøllalfa tallbod punktum no</p>", &["post@tallbod.no"]),
        ("<p>post [alfakrøll] tallbod.no</p>", &["post@tallbod.no"]),
        ("<p>salg(snabel-a)tallbod.dk</p>", &["salg@tallbod.dk"]),
        ("<p>salg snabela tallbod punktum dk</p>", &["salg@tallbod.dk"]),
        ("<p>verkoop (apenstaartje) tallbod.nl</p>", &["verkoop@tallbod.nl"]),
        ("<p>verkoop [at] tallbod [punt] nl</p>", &["verkoop@tallbod.nl"]),
        ("<p>contact (arobase) tallbod.fr</p>", &["contact@tallbod.fr"]),
        ("<p>contact [arobase] tallbod [point] fr</p>", &["contact@tallbod.fr"]),
        ("<p>contact[@]tallbod.fr</p>", &["contact@tallbod.fr"]),
        ("<p>contact chez tallbod point fr</p>", &["contact@tallbod.fr"]),
        ("<p>tienda (arroba) tallbod.es</p>", &["tienda@tallbod.es"]),
        ("<p>tienda arroba tallbod punto es</p>", &["tienda@tallbod.es"]),
        ("<p>info (chiocciola) tallbod.it</p>", &["info@tallbod.it"]),
        ("<p>info chiocciola tallbod punto it</p>", &["info@tallbod.it"]),
        ("<p>sklep (małpa) tallbod.pl</p>", &["sklep@tallbod.pl"]),
        ("<p>sklep[malpa]tallbod[kropka]pl</p>", &["sklep@tallbod.pl"]),
        ("<p>hello (at) tallbod (dot) co (dot) uk</p>", &["hello@tallbod.co.uk"]),
        ("<p>hello[AT]tallbod.com</p>", &["hello@tallbod.com"]),
        ("<img src=/mail.png alt='info@tallbod.se'>", &["info@tallbod.se"]),
        ("<img src=/mail.png alt='info (at) tallbod.se'>", &["info@tallbod.se"]),
        ("<span data-email='info@tallbod.se'>visa</span>", &["info@tallbod.se"]),
        ("<span data-name=info data-domain=tallbod data-tld=se></span>", &["info@tallbod.se"]),
        ("<span data-user=ofni data-domain=es.dobllat></span>", &["info@tallbod.se"]),
        (
            "<a href='#' data-part1=info data-part2=tallbod data-part3=se>E-post</a>",
            &["info@tallbod.se"],
        ),
        ("<a class=m data-u=info data-d=tallbod.se>E-post</a>", &["info@tallbod.se"]),
        ("<a data-enc-email='vasb[at]gnyyobq.fr' href='javascript:;'>x</a>", &["info@tallbod.se"]),
        (
            "<style>.r{unicode-bidi:bidi-override;direction:rtl}</style><p class=r>es.dobllat@ofni</p>",
            &["info@tallbod.se"],
        ),
        ("<bdo dir=rtl>es.dobllat@ofni</bdo>", &["info@tallbod.se"]),
        (
            "<script>document.write('<a href=\"mailto:' + 'info' + '@' + 'tallbod.se' + '\">');</script>",
            &["info@tallbod.se"],
        ),
        (
            "<script>var u = \"info\"; var d = \"tallbod.se\"; document.write(u + '@' + d);</script>",
            &["info@tallbod.se"],
        ),
        (
            "<script>var n='info',h='tallbod',t='se';e=n+'&#64;'+h+'.'+t;</script>",
            &["info@tallbod.se"],
        ),
        (
            "<script>var addy7 = '&#105;nf&#111;' + '&#64;';\n addy7 = addy7 + 't&#97;llb&#111;d' + '&#46;' + 's&#101;';</script>",
            &["info@tallbod.se"],
        ),
        (
            "<script>document.write(String.fromCharCode(105,110,102,111,64,116,97,108,108,98,111,100,46,115,101))</script>",
            &["info@tallbod.se"],
        ),
        (
            "<script>document.write('es.dobllat@ofni'.split('').reverse().join(''))</script>",
            &["info@tallbod.se"],
        ),
        (
            "<a href=\"javascript:linkTo_UnCryptMailto('nbjmup+jogpAubmmcpe\\/tf');\">E-Mail</a>",
            &["info@tallbod.se"],
        ),
        (
            "<a href=\"javascript:linkTo_UnCryptMailto(%27ocknvq%2CkphqBvcnndqf0ug%27);\">E-Mail</a>",
            &["info@tallbod.se"],
        ),
        (
            "<a href=# data-mailto-token='nbjmup+jogpAubmmcpe/tf' data-mailto-vector=1>E-Mail</a>",
            &["info@tallbod.se"],
        ),
        (
            "<a href=\"javascript:location='mailto:\\u0069\\u006e\\u0066\\u006f\\u0040tallbod.se'\">x</a>",
            &["info@tallbod.se"],
        ),
        ("<a href='/cdn-cgi/l/email-protection#1b72757d745b6f7a7777797f3568742e7e'>x</a>", &[]),
        ("<p><span>info@tallbod.se</span><span>Telefon</span></p>", &["info@tallbod.se"]),
        (
            "<a href='https://mail.google.com/mail/?view=cm&to=info@tallbod.se'>x</a>",
            &["info@tallbod.se"],
        ),
        ("<p>E-post:info@tallbod.se</p>", &["info@tallbod.se"]),
        ("<p>info@tallbod.se/order@tallbod.se</p>", &["info@tallbod.se", "order@tallbod.se"]),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(source, expected)| {
            let mut got: Vec<String> =
                read(source, None).emails.into_iter().map(|f| f.value.value).collect();
            got.sort();
            (got != *expected).then(|| format!("{source}: {got:?}"))
        })
        .collect();
    settle(cases.len(), &wrong);
}

#[test]
fn what_is_no_address_of_the_shop_is_left_out() {
    let cases = [
        "<p>logo@2x.png hero@3x.webp</p>",
        "<p>john.doe@example.org</p>",
        "<p>your@email.com</p>",
        "<p>email@yourdomain.com</p>",
        "<p>din.epost@exempel.se</p>",
        "<p>navn@firma.dk</p>",
        "<p>max@mustermann.de</p>",
        "<p>nombre@ejemplo.com</p>",
        "<p>nome@esempio.it</p>",
        "<p>imie@przyklad.pl</p>",
        "<p>nimi@esimerkki.fi</p>",
        "<p>naam@voorbeeld.nl</p>",
        "<p>nom@exemple.fr</p>",
        "<p>user@domain.tld</p>",
        "<p>605a7baede844d278b89dc95ae0a9123@sentry-next.wixpress.com</p>",
        "<p>git@github.com</p>",
        "<p>https://www.google.com/maps/@59.3,18.0,15z</p>",
        "<p>Följ @tallbod på Instagram</p>",
        "<p>Kom in (a) till oss. Vi är öppna.</p>",
        "<p>Meet us at home dot</p>",
        "<p>We are at the fair. Dot your i.</p>",
        "<input type=email placeholder='namn@tallbod.se'>",
        "<script>var x = 'a' + '@' + 'b';</script>",
        "<script>Sentry.init({dsn: 'https://7baede844d278b89dc@o12345.ingest.sentry.io/77'})</script>",
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|source| {
            let got: Vec<String> =
                read(source, None).emails.into_iter().map(|f| f.value.value).collect();
            (!got.is_empty()).then(|| format!("{source}: {got:?}"))
        })
        .collect();
    settle(cases.len(), &wrong);
}

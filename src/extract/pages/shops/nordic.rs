//! Shops of the Nordic countries.

use super::{Shop, check};

#[test]
fn nordic_shops_are_read_as_a_reviewer_would() {
    check(SHOPS);
}

const SHOPS: &[Shop] = &[
    // A publishing system with numbered pages, an icon for the cart and a hub.
    Shop {
        lang: "sv-SE",
        header: "<a href=/>Vedboden</a><nav><a href=/butik/>Butik</a><a href=/blogg/>Blogg</a></nav>\
            <a class='cart-contents' href='/varukorg/'><span class=count>0</span></a>",
        footer: "<a href='/?page_id=3'>Villkor &amp; info</a><a href=/kundservice/>Kundservice</a>\
            <a href='#' class=cc-settings>Cookieinställningar</a>\
            <a href='https://www.klarna.example/villkor'>Klarnas villkor</a>",
        pages: &[
            (
                "/",
                "Vedboden",
                "<h1>Ved och vedklyvar</h1><p>Torr björkved i säck och pall, direkt från gården till din dörr.</p>",
            ),
            (
                "/?page_id=3",
                "Villkor & info – Vedboden",
                "<h1>Villkor &amp; info</h1><p>Dessa villkor gäller när du \
                som konsument handlar hos Vedboden. Alla priser är i svenska kronor inklusive moms. Avtal ingås när vi \
                bekräftat din beställning. Betalning sker med kort eller faktura.</p><h2>Personuppgifter</h2><p>Vi \
                behandlar namn, adress och e-post för att kunna leverera. Du har rätt att få dina uppgifter raderade. \
                Uppgifterna sparas så länge bokföringslagen kräver.</p><h3>Cookies</h3><p>Vi använder bara nödvändiga \
                kakor för att varukorgen ska fungera i din webbläsare, inga andra.</p>",
            ),
            (
                "/kundservice/",
                "Kundservice – Vedboden",
                "<h1>Kundservice</h1><h2 id=frakt>Frakt</h2><p>Vi skickar \
                inom två arbetsdagar med lastbil. Frakten kostar 395 kronor per pall i hela landet och bokas av oss.</p>\
                <h2 id=retur>Ångra köp</h2><p>Du kan ångra ditt köp inom 14 dagar från det att du fick varan. Du betalar \
                returfrakten själv och meddelar oss först.</p><h2>Något fel på veden?</h2><p>Är veden blöt eller skadad \
                reklamerar du till oss så snart som möjligt så ersätter vi den utan kostnad för dig.</p>\
                <h2>Hör av dig</h2><p>Ring 060-12 34 56 eller skriv till hej@vedboden.example så svarar vi.</p>",
            ),
            ("/butik/", "Butik – Vedboden", "<h1>Butik</h1><p>Björkved 40 liter 89 kr</p>"),
            (
                "/blogg/",
                "Blogg – Vedboden",
                "<h1>Blogg</h1><a href=/blogg/leverans-i-host/>Leverans i höst</a>",
            ),
            (
                "/blogg/leverans-i-host/",
                "Leverans i höst – Vedboden",
                "<h1>Leverans i höst</h1><p>I oktober kör vi ut \
                fler pallar än någonsin, berättar Kalle som kört lastbilen i tjugo år och aldrig missat en kund.</p>",
            ),
            ("/varukorg/", "Varukorg – Vedboden", "<h1>Varukorg</h1><p>Din varukorg är tom.</p>"),
        ],
        wanted: &[
            ("terms", "/?page_id=3"),
            ("privacy", "/?page_id=3"),
            ("cookies", "/?page_id=3"),
            ("delivery", "/kundservice/"),
            ("returns", "/kundservice/"),
            ("complaints", "/kundservice/"),
            ("contact", "/kundservice/"),
            ("cart", "/varukorg/"),
            ("about", "-"),
            ("imprint", "-"),
        ],
    },
    // A hosted shop with a misspelt slug and the brand in the about link.
    Shop {
        lang: "nb",
        header: "<a href=/>Villmarksbua</a><nav><a href=/categories/sekker>Sekker</a></nav>\
            <a href=/handlekurv aria-label='Handlekurv, 0 varer'><svg></svg></a>",
        footer: "<a href=/pages/salgsbetinglser>Betingelser</a><a href=/pages/personvern>Personvern og cookies</a>\
            <a href=/pages/frakt-retur>Frakt og retur</a><a href=/pages/om>Om Villmarksbua</a>\
            <a href=/pages/kundesenter>Kundesenter</a><a href='https://www.mystore.example/vilkar'>Nettbutikk fra Mystore</a>",
        pages: &[
            (
                "/",
                "Villmarksbua",
                "<h1>Alt til turen</h1><p>Sekker, kniver og primus fra norske produsenter.</p>",
            ),
            (
                "/pages/salgsbetinglser",
                "Betingelser",
                "<h1>Betingelser</h1><p>Dette kjøpet er regulert av de nedenstående \
                standard salgsbetingelser for forbrukerkjøp av varer over internett. Avtalen består av disse \
                betingelsene og opplysninger gitt i bestillingsløsningen.</p><h2>11. Reklamasjon</h2><p>Dersom varen \
                har en mangel må kjøperen innen rimelig tid gi selgeren melding om at han eller hun vil påberope seg \
                mangelen. Fristen kan aldri være kortere enn to måneder.</p>",
            ),
            (
                "/pages/personvern",
                "Personvern og cookies",
                "<h1>Personvern og cookies</h1><p>Vi behandler \
                personopplysninger for å levere varen. Nettsiden bruker informasjonskapsler som lagres i nettleseren.</p>",
            ),
            (
                "/pages/frakt-retur",
                "Frakt og retur",
                "<h1>Frakt og retur</h1><p>Frakt koster 99 kroner, fri over 1000. \
                Angreretten er 14 dager, og du betaler returfrakten.</p>",
            ),
            (
                "/pages/om",
                "Om Villmarksbua",
                "<h1>Om Villmarksbua</h1><p>Butikken ble startet av to brødre i Rendalen \
                i 1994 og drives i dag av neste generasjon.</p>",
            ),
            (
                "/pages/kundesenter",
                "Kundesenter",
                "<h1>Kundesenter</h1><p>Ring oss på 62 00 00 00 eller send e-post til \
                post@villmarksbua.example, så hjelper vi deg.</p>",
            ),
            ("/handlekurv", "Handlekurv", "<h1>Handlekurv</h1><p>Handlekurven er tom.</p>"),
        ],
        wanted: &[
            ("terms", "/pages/salgsbetinglser"),
            ("privacy", "/pages/personvern"),
            ("cookies", "/pages/personvern"),
            ("delivery", "/pages/frakt-retur"),
            ("returns", "/pages/frakt-retur"),
            ("about", "/pages/om"),
            ("complaints", "/pages/salgsbetinglser"),
            ("contact", "/pages/kundesenter"),
            ("cart", "/handlekurv"),
            ("imprint", "-"),
        ],
    },
    // Nynorsk, with questions for headings.
    Shop {
        lang: "nn",
        header: "<a href=/>Ullsokken</a><a href=/handlekorg>Handlekorg (0)</a>",
        footer: "<a href=/kjopsvilkar>Kjøpsvilkår</a><a href=/personvernerklaering>Personvern</a>\
            <a href=/om-oss>Om oss</a><a href=/kontakt>Kontakt oss</a><a href=/sporsmal>Spørsmål og svar</a>",
        pages: &[
            (
                "/",
                "Ullsokken",
                "<h1>Handstrikka sokkar</h1><p>Ull frå eigne sauer på Sunnmøre.</p>",
            ),
            (
                "/kjopsvilkar",
                "Kjøpsvilkår",
                "<h1>Kjøpsvilkår</h1><p>Desse vilkåra gjeld når du handlar hjå oss. Alle \
                prisar er i norske kroner og inkluderer meirverdiavgift. Du betaler med kort eller Vipps.</p>",
            ),
            (
                "/personvernerklaering",
                "Personvern",
                "<h1>Personvernerklæring</h1><p>Me lagrar namn og adresse for å \
                kunne sende vara til deg, og berre så lenge lova krev det.</p><h2>Informasjonskapslar</h2><p>Nettsida \
                bruker berre informasjonskapslar som er naudsynte for at korga skal verke i nettlesaren.</p>",
            ),
            (
                "/om-oss",
                "Om oss",
                "<h1>Om oss</h1><p>Me er tre systrer som strikkar i lag i løa på garden.</p>",
            ),
            (
                "/kontakt",
                "Kontakt",
                "<h1>Kontakt oss</h1><p>Ring 70 00 00 00 eller skriv til ull@ullsokken.example.</p>",
            ),
            (
                "/sporsmal",
                "Spørsmål og svar",
                "<h1>Spørsmål og svar</h1><h3>Kva kostar frakta?</h3><p>Frakta kostar 79 \
                kroner same kor mykje du kjøper, og pakken kjem med Posten etter to til fire dagar.</p><h3>Kan eg angre \
                kjøpet?</h3><p>Ja, du har 14 dagar angrerett. Skriv til oss og send sokkane tilbake, så får du pengane \
                att.</p><h3>Kva om vara har ein feil?</h3><p>Ta kontakt med oss med ein gong, så får du nye sokkar \
                utan kostnad. Du kan reklamere i to år.</p>",
            ),
            ("/handlekorg", "Handlekorg", "<h1>Handlekorg</h1><p>Handlekorga er tom.</p>"),
        ],
        wanted: &[
            ("terms", "/kjopsvilkar"),
            ("privacy", "/personvernerklaering"),
            ("cookies", "/personvernerklaering"),
            ("about", "/om-oss"),
            ("contact", "/kontakt"),
            ("delivery", "/sporsmal"),
            ("returns", "/sporsmal"),
            ("complaints", "/sporsmal"),
            ("cart", "/handlekorg"),
        ],
    },
    // Danish, pages named after the module, everything in the terms.
    Shop {
        lang: "da",
        header: "<a href=/>Krudt &amp; Te</a><a href='/shop/showbasket.html'><img src=/i/kurv.png alt='Din kurv'></a>",
        footer: "<a href=/shop/cms-handel.html>Handelsbetingelser</a><a href=/shop/cms-data.html>Persondatapolitik</a>\
            <a href='javascript:CookieConsent.renew()'>Cookies</a><a href=/shop/cms-butikken.html>Om butikken</a>\
            <a href=/shop/contactus.html>Find vej &amp; åbningstider</a>",
        pages: &[
            (
                "/",
                "Krudt & Te",
                "<h1>Te i løs vægt</h1><p>Over hundrede slags te fra hele verden.</p>",
            ),
            (
                "/shop/cms-handel.html",
                "Handelsbetingelser",
                "<h1>Handelsbetingelser</h1><h2>Levering</h2><p>Vi leverer \
                med GLS på hverdage. Leveringstiden er normalt et til tre hverdage, og fragten koster 39 kroner.</p>\
                <h2>Fortrydelsesret</h2><p>Du har 14 dages fortrydelsesret, når du handler hos os. Fristen løber fra den \
                dag, du får varen i fysisk besiddelse.</p><h2>Reklamationsret</h2><p>Når du handler hos os, gælder \
                købelovens mangelsregler. Det betyder, at du har to års reklamationsret.</p>",
            ),
            (
                "/shop/cms-data.html",
                "Persondatapolitik",
                "<h1>Persondatapolitik</h1><p>For at du kan indgå aftale med os, \
                har vi brug for følgende oplysninger: navn, adresse, telefonnummer og e-mailadresse.</p>\
                <h2>Cookies</h2><p>På siden anvendes cookies med det formål at optimere websiden og dens funktioner.</p>",
            ),
            (
                "/shop/cms-butikken.html",
                "Om butikken",
                "<h1>Om butikken</h1><p>Vi åbnede i Ribe i 1988 og har solgt te \
                lige siden.</p>",
            ),
            (
                "/shop/contactus.html",
                "Find vej",
                "<h1>Find vej &amp; åbningstider</h1><p>Torvet 3, 6760 Ribe. Ring på \
                75 00 00 00 eller skriv til te@krudt.example.</p>",
            ),
            ("/shop/showbasket.html", "Kurv", "<h1>Kurv</h1><p>Din kurv er tom.</p>"),
        ],
        wanted: &[
            ("terms", "/shop/cms-handel.html"),
            ("privacy", "/shop/cms-data.html"),
            ("cookies", "/shop/cms-data.html"),
            ("delivery", "/shop/cms-handel.html"),
            ("returns", "/shop/cms-handel.html"),
            ("complaints", "/shop/cms-handel.html"),
            ("about", "/shop/cms-butikken.html"),
            ("contact", "/shop/contactus.html"),
            ("cart", "/shop/showbasket.html"),
        ],
    },
    // Danish, a page of questions beside short terms.
    Shop {
        lang: "da-DK",
        header: "<a href=/>Garnloftet</a><nav><a href=/vare/sokkegarn/>Sokkegarn</a></nav><a href=/kurv/ title='Vis kurv'><i class='fa fa-shopping-bag'></i></a>",
        footer: "<a href=/betingelser/>Salgs- og leveringsbetingelser</a><a href=/faq/>Ofte stillede spørgsmål</a>\
            <a href=/privatlivspolitik/>Privatlivs- og cookiepolitik</a><a href=/hvem-er-vi/>Hvem er vi?</a><a href=/kontakt/>Skriv til os</a>",
        pages: &[
            ("/", "Garnloftet", "<h1>Garn til alle pinde</h1>"),
            (
                "/betingelser/",
                "Salgs- og leveringsbetingelser",
                "<h1>Salgs- og leveringsbetingelser</h1><p>Disse \
                betingelser gælder for alle køb. Alle priser er i danske kroner og inklusive moms. Vi tager først \
                betaling, når varen sendes.</p>",
            ),
            (
                "/faq/",
                "Ofte stillede spørgsmål",
                "<h1>Ofte stillede spørgsmål</h1><details><summary>Hvad koster \
                fragten?</summary><p>Fragten koster 45 kroner til pakkeshop og er gratis over 499 kroner i hele \
                landet.</p></details><details><summary>Hvordan returnerer jeg mit garn?</summary><p>Du kan fortryde \
                dit køb i 30 dage. Send garnet retur med kvitteringen i pakken.</p></details><details><summary>Kan jeg \
                reklamere?</summary><p>Ja, du har 24 måneders reklamationsret efter købeloven. Skriv til os med et \
                billede af fejlen.</p></details>",
            ),
            (
                "/privatlivspolitik/",
                "Privatlivs- og cookiepolitik",
                "<h1>Privatlivs- og cookiepolitik</h1><p>Vi er \
                dataansvarlige for de personoplysninger, du giver os. Vi bruger cookies til statistik.</p>",
            ),
            (
                "/hvem-er-vi/",
                "Hvem er vi?",
                "<h1>Hvem er vi?</h1><p>Mor og datter med alt for meget garn på loftet.</p>",
            ),
            (
                "/kontakt/",
                "Kontakt",
                "<h1>Skriv til os</h1><p>garn@garnloftet.example eller 20 00 00 00.</p>",
            ),
            ("/kurv/", "Kurv", "<h1>Kurv</h1><p>Kurven er tom.</p>"),
            (
                "/vare/sokkegarn/",
                "Sokkegarn",
                "<h1>Sokkegarn</h1><p>59 kr</p><h2>Levering</h2><p>Sendes i morgen med pakkepost til hele landet.</p>",
            ),
        ],
        wanted: &[
            ("terms", "/betingelser/"),
            ("delivery", "/faq/"),
            ("returns", "/faq/"),
            ("complaints", "/faq/"),
            ("privacy", "/privatlivspolitik/"),
            ("cookies", "/privatlivspolitik/"),
            ("about", "/hvem-er-vi/"),
            ("contact", "/kontakt/"),
            ("cart", "/kurv/"),
        ],
    },
    // Finnish by hand: file names, contact on the front page.
    Shop {
        lang: "fi",
        header: "<a href=index.html>Saunapuoti</a><a href=#yhteys>Yhteys</a><a href=kori.php>Ostoskori</a><a href=tilaa.php>Kassalle</a>",
        footer: "<a href=toimitusehdot.html>Tilaus- ja toimitusehdot</a><a href=rekisteri.html>Rekisteriseloste</a><a href=me.html>Keitä me olemme</a>",
        pages: &[
            (
                "/",
                "Saunapuoti",
                "<h1>Kiulut ja kauhat</h1><p>Käsin tehtyä Kainuusta.</p><div id=yhteys><h2>Ota yhteyttä</h2>\
                <p>Soita 08 000 0000 tai kirjoita sauna@saunapuoti.example. Metsätie 1, Kajaani.</p></div>",
            ),
            (
                "/toimitusehdot.html",
                "Tilaus- ja toimitusehdot",
                "<h1>Tilaus- ja toimitusehdot</h1><h3>Toimitus ja \
                toimituskulut</h3><p>Toimitamme tuotteet postin kautta kahden tai neljän arkipäivän kuluessa. Kulut ovat \
                kuusi euroa tilaukselta.</p><h3>Palautus</h3><p>Kuluttajalla on neljäntoista päivän palautusoikeus. \
                Tuote pitää palauttaa käyttämättömänä.</p><h3>Takuu ja virheellinen tuote</h3><p>Jos tuote on \
                virheellinen, ota meihin yhteyttä viipymättä, niin korjaamme asian.</p>",
            ),
            (
                "/rekisteri.html",
                "Rekisteriseloste",
                "<h1>Rekisteriseloste</h1><p>Rekisterinpitäjä on Saunapuoti. Keräämme \
                henkilötietoja tilausten toimittamista varten.</p><p><b>Evästeet</b></p><p>Sivusto käyttää evästeitä \
                vain ostoskorin toimintaan selaimessa.</p>",
            ),
            (
                "/me.html",
                "Keitä me olemme",
                "<h1>Keitä me olemme</h1><p>Isä ja poika, jotka tekevät kiuluja.</p>",
            ),
            ("/kori.php", "Ostoskori", "<h1>Ostoskori</h1><p>Ostoskori on tyhjä.</p>"),
            (
                "/tilaa.php",
                "Kassa",
                "<h1>Kassa</h1><form method=post action=lahetetty.php><label>Nimi <input name=nimi></label>\
                <label>Osoite <input name=osoite></label><label>Postinumero <input name=postinro></label>\
                <label>Sähköposti <input name=email></label><button>Vahvista tilaus</button></form>",
            ),
        ],
        wanted: &[
            ("terms", "/toimitusehdot.html"),
            ("delivery", "/toimitusehdot.html"),
            ("returns", "/toimitusehdot.html"),
            ("complaints", "/toimitusehdot.html"),
            ("privacy", "/rekisteri.html"),
            ("cookies", "/rekisteri.html"),
            ("about", "/me.html"),
            ("contact", "/"),
            ("cart", "/kori.php"),
            ("checkout", "/tilaa.php"),
        ],
    },
    // Finnish, hosted, numbered pages; delivery and payment on one page.
    Shop {
        lang: "fi",
        header: "<a href=/>Hunajala</a><a href=/cart/ class='CartLink'><span>0,00 €</span></a>",
        footer: "<a href='/page/5/toimitusehdot'>Ehdot</a><a href='/page/6/maksu-toimitus'>Maksu- ja toimitustavat</a>\
            <a href='/page/7/vaihto'>Vaihdot ja palautukset</a><a href='/page/8/tietosuoja'>Tietosuojakäytäntö</a>\
            <a href='/page/9/evasteet'>Tietoa evästeistä</a><a href='/page/2/tarina'>Tarinamme</a><a href='/page/3/asiakaspalvelu'>Asiakaspalvelu</a>",
        pages: &[
            ("/", "Hunajala", "<h1>Hunajaa suoraan pesästä</h1>"),
            (
                "/page/5/toimitusehdot",
                "Ehdot",
                "<h1>Ehdot</h1><p>Nämä ehdot koskevat verkkokaupan tilauksia. Sopimus syntyy, \
                kun vahvistamme tilauksen. Hinnat sisältävät arvonlisäveron.</p>",
            ),
            (
                "/page/6/maksu-toimitus",
                "Maksu- ja toimitustavat",
                "<h1>Maksu- ja toimitustavat</h1><p>Posti 5 euroa, \
                nouto ilmainen. Maksa kortilla tai verkkopankissa.</p>",
            ),
            (
                "/page/7/vaihto",
                "Vaihdot ja palautukset",
                "<h1>Vaihdot ja palautukset</h1><p>Voit palauttaa avaamattoman \
                purkin 14 päivän kuluessa.</p><h2>Reklamaatiot</h2><p>Jos purkki on rikki, lähetä meille kuva, niin \
                lähetämme uuden tilalle tai palautamme rahat sinulle viikossa.</p>",
            ),
            (
                "/page/8/tietosuoja",
                "Tietosuojakäytäntö",
                "<h1>Tietosuojakäytäntö</h1><p>Käsittelemme henkilötietoja \
                tilauksen toimittamiseksi.</p>",
            ),
            (
                "/page/9/evasteet",
                "Tietoa evästeistä",
                "<h1>Tietoa evästeistä</h1><p>Evästeet ovat pieniä tiedostoja.</p>",
            ),
            (
                "/page/2/tarina",
                "Tarinamme",
                "<h1>Tarinamme</h1><p>Isoisän pesistä kaikki alkoi vuonna 1950.</p>",
            ),
            (
                "/page/3/asiakaspalvelu",
                "Asiakaspalvelu",
                "<h1>Asiakaspalvelu</h1><p>Puh. 03 000 0000, hunaja@hunajala.example</p>",
            ),
            ("/cart/", "Ostoskori", "<h1>Ostoskori</h1><p>Ostoskorisi on tyhjä.</p>"),
        ],
        wanted: &[
            ("terms", "/page/5/toimitusehdot"),
            ("delivery", "/page/6/maksu-toimitus"),
            ("returns", "/page/7/vaihto"),
            ("complaints", "/page/7/vaihto"),
            ("privacy", "/page/8/tietosuoja"),
            ("cookies", "/page/9/evasteet"),
            ("about", "/page/2/tarina"),
            ("contact", "/page/3/asiakaspalvelu"),
            ("cart", "/cart/"),
        ],
    },
    // A site of one page and one page of policies.
    Shop {
        lang: "sv",
        header: "<a href=/>Keramik på hörnet</a><nav><a href=/#om>Om</a><a href=/#kurser>Kurser</a><a href=/#kontakt>Kontakt</a></nav>",
        footer: "<a href=/policy>Policyer</a><p>Keramik på hörnet</p>",
        pages: &[
            (
                "/",
                "Keramik på hörnet",
                "<section id=hem><h1>Koppar och fat</h1></section><section id=om><h2>Vem är jag?</h2>\
                <p>Jag heter Siv och drejar i en gammal mjölkaffär i Växjö sedan tio år.</p></section><section id=kurser>\
                <h2>Kurser</h2><p>Helgkurs 2 400 kr</p></section><section id=kontakt><h2>Kom förbi!</h2><p>Storgatan 2 i \
                Växjö, 0470-12 34 56, siv@keramik.example</p></section>",
            ),
            (
                "/policy",
                "Policyer",
                "<h1>Policyer</h1><h2>Köpvillkor</h2><p>När du köper av mig gäller dessa villkor. \
                Priserna är inklusive moms och du betalar med Swish eller kort när du beställer, såvida vi inte kommit \
                överens om annat.</p><h2>Leverans</h2><p>Jag skickar med PostNord inom en vecka, frakten kostar 79 kronor \
                oavsett vikt och du får ett kollinummer.</p><h2>Returer och ångerrätt</h2><p>Du har fjorton dagar på dig att \
                ångra dig, men du står för returfrakten själv och packar väl.</p><h2>Integritetspolicy</h2><p>Jag sparar \
                namn och adress för bokföringen, inget annat, och delar aldrig dina personuppgifter med andra.</p>",
            ),
        ],
        wanted: &[
            ("terms", "/policy"),
            ("delivery", "/policy"),
            ("returns", "/policy"),
            ("privacy", "/policy"),
            ("about", "/"),
            ("contact", "/"),
            ("cart", "-"),
            ("imprint", "-"),
        ],
    },
];

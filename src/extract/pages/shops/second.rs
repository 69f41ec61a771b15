//! A second round of shops, invented after the first had been mended.

use super::{Shop, check};

#[test]
fn the_second_round_is_read_as_a_reviewer_would() {
    check(SHOPS);
}

const SHOPS: &[Shop] = &[
    Shop {
        lang: "sv",
        header: "<a href=/>Hyvelbänken</a><div id=minicart><a href='/sv/basket' class=basket-link><span>0 st</span></a></div><a href='/sv/konto'>Logga in</a>",
        footer: "<h4>Information</h4><ul><li><a href='/sv/sida/12/kopvilkor'>Handla tryggt</a><li><a href='/sv/sida/14/gdpr'>GDPR</a><li><a href='/sv/sida/15/kakor'>Kakor</a>\
            <li><a href='/sv/sida/16/frakter'>Frakt &amp; betalning</a><li><a href='/sv/sida/17/oppet-kop'>Bytesrätt &amp; öppet köp</a><li><a href='/sv/sida/18/garantier'>Garanti &amp; reklamation</a>\
            <li><a href='/sv/sida/19/foretaget'>Människorna bakom</a><li><a href='/sv/sida/20/butiken'>Besök oss</a></ul><a href='https://www.trygg.example/villkor'>Villkor hos Trygg</a>",
        pages: &[
            ("/", "Hyvelbänken", "<h1>Handverktyg</h1><p>Hyvlar och stämjärn.</p>"),
            (
                "/sv/sida/12/kopvilkor",
                "Handla tryggt",
                "<h1>Köpvillkor</h1><p>Här läser du vad som gäller när du handlar.</p>",
            ),
            (
                "/sv/sida/14/gdpr",
                "GDPR",
                "<h1>Så sparar vi dina uppgifter</h1><p>Vi är personuppgiftsansvariga.</p>",
            ),
            (
                "/sv/sida/15/kakor",
                "Kakor",
                "<h1>Kakor</h1><p>Vi använder kakor för att minnas vagnen.</p>",
            ),
            (
                "/sv/sida/16/frakter",
                "Frakt & betalning",
                "<h1>Frakt &amp; betalning</h1><p>49 kr till ombud.</p>",
            ),
            (
                "/sv/sida/17/oppet-kop",
                "Öppet köp",
                "<h1>Bytesrätt &amp; öppet köp</h1><p>60 dagar öppet köp.</p>",
            ),
            (
                "/sv/sida/18/garantier",
                "Garanti",
                "<h1>Garanti &amp; reklamation</h1><p>Livstids garanti på hyvlar.</p>",
            ),
            (
                "/sv/sida/19/foretaget",
                "Människorna bakom",
                "<h1>Människorna bakom</h1><p>Tre generationer snickare i Nässjö.</p>",
            ),
            (
                "/sv/sida/20/butiken",
                "Besök oss",
                "<h1>Besök oss</h1><p>Verkstadsgatan 2, Nässjö. 0380-000 00, info@hyvelbanken.example</p>",
            ),
            ("/sv/basket", "Kundvagn", "<h1>Kundvagn</h1><p>Din kundvagn är tom.</p>"),
        ],
        wanted: &[
            ("terms", "/sv/sida/12/kopvilkor"),
            ("privacy", "/sv/sida/14/gdpr"),
            ("cookies", "/sv/sida/15/kakor"),
            ("delivery", "/sv/sida/16/frakter"),
            ("returns", "/sv/sida/17/oppet-kop"),
            ("complaints", "/sv/sida/18/garantier"),
            ("about", "/sv/sida/19/foretaget"),
            ("contact", "/sv/sida/20/butiken"),
            ("cart", "/sv/basket"),
            ("imprint", "-"),
        ],
    },
    Shop {
        lang: "en",
        header: "<a href=/>Tinder &amp; Flint</a><a href=/shop/tents>Tents</a><a href=/basket><img src=/b.svg alt=Basket></a>",
        footer: "<a href=/legal/sales>The small print</a><a href=/legal/data>How we look after your data</a><a href=/help>Help</a><a href=/journal/about-tents>About tents</a><a href=/us>Who we are</a>\
            <a href='mailto:hi@tinder.example'>Email</a><a href='https://www.facebook.example/tinder'>Facebook</a>",
        pages: &[
            ("/", "Tinder & Flint", "<h1>Camp better</h1>"),
            (
                "/legal/sales",
                "The small print",
                "<h1>The small print</h1><p>These terms and conditions of sale apply to every order. The contract is made when we dispatch.</p>",
            ),
            (
                "/legal/data",
                "How we look after your data",
                "<h1>How we look after your data</h1><p>We are the data controller for personal data you give us. You have a right to access it.</p><h2>The cookies we set</h2><p>Three cookies, all needed for the basket to work in your browser.</p>",
            ),
            (
                "/help",
                "Help",
                "<h1>Help</h1><h2 id=post>When will my parcel arrive?</h2><p>We post on weekdays before noon and most parcels arrive within two days of that.</p>\
                <h2 id=back>What if I change my mind?</h2><p>Send it back unused within 60 days and we refund what you paid, postage included.</p>\
                <h2 id=broken>My tent arrived damaged</h2><p>Oh no. Send us a picture and we put a new one in the post on the same day.</p>\
                <h2 id=talk>How do I get in touch?</h2><p>Ring 01433 000000 or write to hi@tinder.example, Monday to Friday.</p>",
            ),
            ("/us", "Who we are", "<h1>Who we are</h1><p>Four climbers in Hathersage.</p>"),
            (
                "/journal/about-tents",
                "About tents",
                "<h1>About tents</h1><p>A tent is a house you can carry.</p>",
            ),
            ("/basket", "Basket", "<h1>Basket</h1><p>Nothing here yet.</p>"),
            ("/shop/tents", "Tents", "<h1>Tents</h1><p>Ridge tent £240</p>"),
        ],
        wanted: &[
            ("terms", "/legal/sales"),
            ("privacy", "/legal/data"),
            ("cookies", "/legal/data"),
            ("delivery", "/help"),
            ("returns", "/help"),
            ("complaints", "/help"),
            ("contact", "/help"),
            ("about", "/us"),
            ("cart", "/basket"),
        ],
    },
    Shop {
        lang: "de-AT",
        header: "<a href=/>Almkäse</a><a href='/index.php?cl=basket' class='minibasket'>0</a><a href='/index.php?cl=account'>Konto</a>",
        footer: "<a href='/index.php?cl=content&amp;oxid=oxagb'>AGB</a><a href='/index.php?cl=content&amp;oxid=oxdsgvo'>Datenschutz</a><a href='/index.php?cl=content&amp;oxid=oximpressum'>Impressum &amp; Offenlegung</a>\
            <a href='/index.php?cl=content&amp;oxid=oxdelivery'>Wir liefern so</a><a href='/index.php?cl=content&amp;oxid=oxrightofwithdrawal'>Rücktrittsrecht</a><a href='/index.php?cl=contact'>So erreichst du uns</a><a href='/index.php?cl=content&amp;oxid=oxhof'>Unser Hof</a>",
        pages: &[
            ("/", "Almkäse", "<h1>Bergkäse</h1>"),
            (
                "/index.php?cl=content&oxid=oxagb",
                "AGB",
                "<h1>AGB</h1><p>Es gilt österreichisches Recht.</p><h2>Wenn etwas nicht passt</h2><p>Bitte prüfen Sie die Ware und reklamieren Sie Mängel möglichst gleich, die gesetzliche Gewährleistung gilt.</p>",
            ),
            (
                "/index.php?cl=content&oxid=oxdsgvo",
                "Datenschutz",
                "<h1>Datenschutz</h1><p>Wir verarbeiten Namen und Adresse.</p><p>Cookies: Wir setzen nur technisch notwendige Cookies ein, die Ihr Browser beim Schließen löscht.</p>",
            ),
            (
                "/index.php?cl=content&oxid=oximpressum",
                "Impressum",
                "<h1>Impressum &amp; Offenlegung</h1><p>Sennerei Almkäse e.Gen.</p>",
            ),
            (
                "/index.php?cl=content&oxid=oxdelivery",
                "Wir liefern so",
                "<h1>Wir liefern so</h1><p>Gekühlt mit der Post, Versandkosten 8 Euro.</p>",
            ),
            (
                "/index.php?cl=content&oxid=oxrightofwithdrawal",
                "Rücktrittsrecht",
                "<h1>Rücktrittsrecht</h1><p>14 Tage, bei verderblicher Ware keines.</p>",
            ),
            ("/index.php?cl=contact", "Kontakt", "<h1>So erreichst du uns</h1><p>05522 000</p>"),
            (
                "/index.php?cl=content&oxid=oxhof",
                "Unser Hof",
                "<h1>Unser Hof</h1><p>Auf 1200 Metern seit 1650.</p>",
            ),
            ("/index.php?cl=basket", "Warenkorb", "<h1>Warenkorb</h1><p>leer</p>"),
        ],
        wanted: &[
            ("terms", "/index.php?cl=content&oxid=oxagb"),
            ("privacy", "/index.php?cl=content&oxid=oxdsgvo"),
            ("imprint", "/index.php?cl=content&oxid=oximpressum"),
            ("returns", "/index.php?cl=content&oxid=oxrightofwithdrawal"),
            ("contact", "/index.php?cl=contact"),
            ("about", "/index.php?cl=content&oxid=oxhof"),
            ("cart", "/index.php?cl=basket"),
            ("complaints", "/index.php?cl=content&oxid=oxagb"),
            ("cookies", "/index.php?cl=content&oxid=oxdsgvo"),
        ],
    },
    Shop {
        lang: "fr",
        header: "<a href=./>Le Rucher</a><a href=panier.html>Mon panier (0)</a>",
        footer: "<a href=cgv.pdf.html>C.G.V.</a><a href=mentions.html>Mentions</a><a href=rgpd.html>RGPD</a><a href=contact.html>Une question ?</a><a href=ruche.html>Notre rucher</a><a href=livraison-retour.html>Livraison &amp; retours</a>",
        pages: &[
            ("/", "Le Rucher", "<h1>Miels de montagne</h1>"),
            (
                "/cgv.pdf.html",
                "C.G.V.",
                "<h1>C.G.V.</h1><p>Les ventes sont régies par les présentes.</p><h3>Service après-vente</h3><p>Pour tout pot cassé à l’arrivée, envoyez une photo et nous remplaçons le pot sans frais pour vous.</p>",
            ),
            (
                "/mentions.html",
                "Mentions",
                "<h1>Mentions légales</h1><p>Éditeur : GAEC du Rucher, SIRET 000 000 000 00000.</p>",
            ),
            (
                "/rgpd.html",
                "RGPD",
                "<h1>Vos données</h1><p>Responsable du traitement : le GAEC. Droit d’accès par courrier.</p><h3>Et les cookies ?</h3><p>Un seul cookie pour le panier, effacé par votre navigateur à la fermeture.</p>",
            ),
            (
                "/contact.html",
                "Une question ?",
                "<h1>Une question ?</h1><form method=post><input name=nom><input name=email><textarea name=message></textarea></form>",
            ),
            (
                "/ruche.html",
                "Notre rucher",
                "<h1>Notre rucher</h1><p>Cent ruches dans le Vercors depuis 1985.</p>",
            ),
            (
                "/livraison-retour.html",
                "Livraison & retours",
                "<h1>Livraison &amp; retours</h1><p>Colissimo, 6 euros. Retour sous 14 jours.</p>",
            ),
            ("/panier.html", "Panier", "<h1>Mon panier</h1><p>Vide.</p>"),
        ],
        wanted: &[
            ("terms", "/cgv.pdf.html"),
            ("imprint", "/mentions.html"),
            ("privacy", "/rgpd.html"),
            ("cookies", "/rgpd.html"),
            ("contact", "/contact.html"),
            ("delivery", "/livraison-retour.html"),
            ("returns", "/livraison-retour.html"),
            ("complaints", "/cgv.pdf.html"),
            ("cart", "/panier.html"),
        ],
    },
    Shop {
        lang: "nb-NO",
        header: "<a href=/>Snekkerbua</a><a href=/handlevogn>Handlevogn</a><a href=/blogg>Blogg</a>",
        footer: "<a href=/info/kjop>Kjøp og levering</a><a href=/info/personvern>Slik tar vi vare på dine data</a><a href=/info/hjelp>Hjelp</a><a href=/verkstedet>Verkstedet vårt</a><a href=/snakk>Snakk med oss</a>",
        pages: &[
            ("/", "Snekkerbua", "<h1>Møbler i bjørk</h1>"),
            (
                "/info/kjop",
                "Kjøp og levering",
                "<h1>Kjøp og levering</h1><h2>Salgsbetingelser</h2><p>Avtalen er bindende når du har mottatt ordrebekreftelse fra oss, og alle priser er inkludert merverdiavgift.</p>\
                <h2>Levering</h2><p>Vi kjører møblene hjem til deg i hele landet, normalt innen seks uker etter bestilling.</p><h2>Angrerett</h2><p>Du har fjorten dagers angrerett på varer som ikke er laget på mål, og dekker returen selv.</p>\
                <h2>Reklamasjon</h2><p>Oppdager du en feil, si fra innen rimelig tid, så retter vi den uten kostnad for deg i fem år.</p>",
            ),
            (
                "/info/personvern",
                "Slik tar vi vare på dine data",
                "<h1>Slik tar vi vare på dine data</h1><p>Vi lagrer personopplysninger for å levere. Behandlingsansvarlig er Snekkerbua AS.</p><h2>Informasjonskapsler</h2><p>Vi bruker bare én, som nettleseren din sletter når du går.</p>",
            ),
            ("/info/hjelp", "Hjelp", "<h1>Hjelp</h1><p>Finner du ikke svar, så spør.</p>"),
            (
                "/verkstedet",
                "Verkstedet vårt",
                "<h1>Verkstedet vårt</h1><p>I Valdres siden 1962.</p>",
            ),
            ("/snakk", "Snakk med oss", "<h1>Snakk med oss</h1><p>61 00 00 00</p>"),
            ("/handlevogn", "Handlevogn", "<h1>Handlevogn</h1><p>Tom.</p>"),
            ("/blogg", "Blogg", "<h1>Blogg</h1>"),
        ],
        wanted: &[
            ("terms", "/info/kjop"),
            ("delivery", "/info/kjop"),
            ("returns", "/info/kjop"),
            ("complaints", "/info/kjop"),
            ("privacy", "/info/personvern"),
            ("cookies", "/info/personvern"),
            ("about", "/verkstedet"),
            ("contact", "/snakk"),
            ("cart", "/handlevogn"),
        ],
    },
    Shop {
        lang: "pl-PL",
        header: "<a href=/>Runo</a><a href='/koszyk.php' title='Pokaż koszyk'><i class=icon></i></a>",
        footer: "<a href='/regulamin-sklepu.php'>Regulamin sklepu Runo</a><a href='/rodo.php'>RODO</a><a href='/jak-kupowac.php'>Jak kupować</a><a href='/o-runo.php'>O Runo</a><a href='/napisz.php'>Napisz</a>",
        pages: &[
            ("/", "Runo", "<h1>Koce z wełny</h1>"),
            (
                "/regulamin-sklepu.php",
                "Regulamin",
                "<h1>Regulamin sklepu Runo</h1><p>Niniejszy regulamin określa zasady sprzedaży.</p><h2>§ 7 Odstąpienie od umowy</h2><p>Konsument może odstąpić od umowy w terminie 14 dni bez podania przyczyny.</p><h2>§ 8 Reklamacje</h2><p>Reklamacje rozpatrujemy w ciągu czternastu dni od otrzymania zgłoszenia od klienta.</p>",
            ),
            (
                "/rodo.php",
                "RODO",
                "<h1>RODO</h1><p>Administratorem danych osobowych jest Runo.</p><p>Pliki cookies służą tylko do działania koszyka w przeglądarce i znikają po zamknięciu okna.</p>",
            ),
            (
                "/jak-kupowac.php",
                "Jak kupować",
                "<h1>Jak kupować</h1><h3>Jak wysyłamy?</h3><p>Kurierem albo do paczkomatu, zawsze następnego dnia roboczego po zaksięgowaniu wpłaty.</p>",
            ),
            (
                "/o-runo.php",
                "O Runo",
                "<h1>O Runo</h1><p>Tkamy w Koniakowie od trzech pokoleń.</p>",
            ),
            ("/napisz.php", "Napisz", "<h1>Napisz</h1><p>koce@runo.example</p>"),
            ("/koszyk.php", "Koszyk", "<h1>Koszyk</h1><p>Pusty.</p>"),
        ],
        wanted: &[
            ("terms", "/regulamin-sklepu.php"),
            ("returns", "/regulamin-sklepu.php"),
            ("complaints", "/regulamin-sklepu.php"),
            ("privacy", "/rodo.php"),
            ("cookies", "/rodo.php"),
            ("delivery", "/jak-kupowac.php"),
            ("about", "/o-runo.php"),
            ("contact", "/napisz.php"),
            ("cart", "/koszyk.php"),
            ("imprint", "-"),
        ],
    },
];

//! Shops of the other countries.

use super::{Shop, check};

#[test]
fn continental_shops_are_read_as_a_reviewer_would() {
    check(SHOPS);
}

const SHOPS: &[Shop] = &[
    // German shop software: capitals in addresses, an icon for the cart, a link
    // to the terms of a payment provider.
    Shop {
        lang: "de-DE",
        header: "<a href=/>Bienenkorb</a><nav><a href=/Honig/>Honig</a></nav><a href='/checkout/cart' title='Warenkorb' class='header-cart-btn'><svg></svg></a>",
        footer: "<a href=/AGB>AGB</a><a href=/Widerrufsbelehrung>Widerrufsrecht</a><a href=/Datenschutz>Datenschutz</a>\
            <a href=/Impressum>Impressum</a><a href=/Versand-und-Zahlungsbedingungen>Versand und Zahlung</a>\
            <a href=/Ueber-uns>Die Imkerei</a><a href=/kontaktformular>Kontaktformular</a>\
            <a href='https://www.paypal.example/de/agb'>PayPal AGB</a><a href='javascript:openConfigurationMenu()'>Cookie-Einstellungen</a>",
        pages: &[
            ("/", "Bienenkorb", "<h1>Honig aus dem Odenwald</h1>"),
            (
                "/AGB",
                "AGB",
                "<h1>Allgemeine Geschäftsbedingungen</h1><p>Für alle Bestellungen über unseren Onlineshop gelten \
                die nachfolgenden AGB. Der Kaufvertrag kommt mit dem Bienenkorb zustande.</p><h2>6. Gewährleistung und \
                Garantien</h2><p>Es gilt das gesetzliche Mängelhaftungsrecht. Bitte reklamieren Sie Glasbruch möglichst \
                sofort beim Zusteller und nehmen Sie Kontakt mit uns auf.</p>",
            ),
            (
                "/Widerrufsbelehrung",
                "Widerrufsbelehrung",
                "<h1>Widerrufsbelehrung</h1><p>Sie haben das Recht, binnen vierzehn \
                Tagen ohne Angabe von Gründen diesen Vertrag zu widerrufen.</p>",
            ),
            (
                "/Datenschutz",
                "Datenschutz",
                "<h1>Datenschutzerklärung</h1><p>Verantwortlicher ist die Imkerei. Personenbezogene \
                Daten werden zur Vertragsabwicklung verarbeitet.</p><h2>3. Cookies und weitere Technologien</h2><p>Wir setzen \
                technisch notwendige Cookies in Ihrem Browser ein, damit der Warenkorb funktioniert.</p>",
            ),
            (
                "/Impressum",
                "Impressum",
                "<h1>Impressum</h1><p>Imkerei Bienenkorb, Inh. Uwe Korb, Waldweg 1, 64720 Michelstadt</p>",
            ),
            (
                "/Versand-und-Zahlungsbedingungen",
                "Versand",
                "<h1>Versand und Zahlung</h1><p>Wir versenden mit DHL, 4,90 Euro.</p>",
            ),
            (
                "/Ueber-uns",
                "Die Imkerei",
                "<h1>Die Imkerei</h1><p>Seit 1978 stehen unsere Völker am Waldrand.</p>",
            ),
            (
                "/kontaktformular",
                "Kontaktformular",
                "<h1>Kontaktformular</h1><form method=post><input name=name><input name=email><textarea name=text></textarea></form>",
            ),
            ("/checkout/cart", "Warenkorb", "<h1>Warenkorb</h1><p>Ihr Warenkorb ist leer.</p>"),
            ("/Honig/", "Honig", "<h1>Honig</h1><p>Waldhonig 500 g 8,50 €</p>"),
        ],
        wanted: &[
            ("terms", "/AGB"),
            ("returns", "/Widerrufsbelehrung"),
            ("privacy", "/Datenschutz"),
            ("imprint", "/Impressum"),
            ("cookies", "/Datenschutz"),
            ("complaints", "/AGB"),
            ("delivery", "/Versand-und-Zahlungsbedingungen"),
            ("about", "/Ueber-uns"),
            ("contact", "/kontaktformular"),
            ("cart", "/checkout/cart"),
        ],
    },
    // A German site kit whose imprint lives at /about/.
    Shop {
        lang: "de",
        header: "<a href=/>Filzlaus</a><a href=/shop/>Shop</a><a href=/kontakt/>Kontakt</a><a href=/wer-dahinter-steckt/>Wer dahinter steckt</a>",
        footer: "<a href=/about/>Impressum</a> | <a href=/j/shop/terms>AGB</a> | <a href=/j/shop/withdrawal>Widerrufsbelehrung und -formular</a> | \
            <a href=/j/shop/deliverinfo>Liefer- und Zahlungsbedingungen</a> | <a href=/j/privacy>Datenschutz</a> | <a href=/sitemap/>Sitemap</a>",
        pages: &[
            ("/", "Filzlaus", "<h1>Hausschuhe aus Filz</h1>"),
            (
                "/about/",
                "Impressum",
                "<h1>Impressum</h1><p>Angaben gemäß § 5 DDG: Ilse Laus, Gasse 3, 99423 Weimar</p>",
            ),
            (
                "/j/shop/terms",
                "AGB",
                "<h1>AGB</h1><p>Es gelten diese Bedingungen. Mängel bitte melden.</p>",
            ),
            (
                "/j/shop/withdrawal",
                "Widerrufsbelehrung",
                "<h1>Widerrufsbelehrung</h1><p>Sie können binnen 14 Tagen widerrufen.</p>",
            ),
            (
                "/j/shop/deliverinfo",
                "Liefer- und Zahlungsbedingungen",
                "<h1>Liefer- und Zahlungsbedingungen</h1><p>Wir liefern \
                innerhalb von drei Werktagen. Die Versandkosten betragen 5 Euro.</p>",
            ),
            (
                "/j/privacy",
                "Datenschutz",
                "<h1>Datenschutzerklärung</h1><p>Wir verarbeiten Ihre Daten.</p>",
            ),
            ("/kontakt/", "Kontakt", "<h1>Kontakt</h1><p>Telefon 03643 000000</p>"),
            (
                "/wer-dahinter-steckt/",
                "Wer dahinter steckt",
                "<h1>Wer dahinter steckt</h1><p>Ich bin Ilse und filze seit 30 Jahren.</p>",
            ),
            ("/shop/", "Shop", "<h1>Shop</h1><p>Hausschuh 59,00 €</p>"),
        ],
        wanted: &[
            ("imprint", "/about/"),
            ("terms", "/j/shop/terms"),
            ("returns", "/j/shop/withdrawal"),
            ("delivery", "/j/shop/deliverinfo"),
            ("privacy", "/j/privacy"),
            ("contact", "/kontakt/"),
            ("about", "/wer-dahinter-steckt/"),
            ("cart", "-"),
        ],
    },
    // Dutch, English slugs under Dutch names.
    Shop {
        lang: "nl",
        header: "<a href=/>Fietsbel</a><a href=/cart/><span class='icon icon-cart'></span></a><a href=/account/login/>Inloggen</a>",
        footer: "<a href=/service/general-terms-conditions/>Algemene voorwaarden</a><a href=/service/shipping-returns/>Verzenden &amp; retourneren</a>\
            <a href=/service/privacy-policy/>Privacy</a><a href=/service/about/>Over Fietsbel</a><a href=/service/>Klantenservice</a>\
            <a href=/service/disclaimer/>Disclaimer</a><a href=/service/payment-methods/>Betaalmethoden</a><a href=/service/klachten/>Klachtenregeling</a>",
        pages: &[
            ("/", "Fietsbel", "<h1>Fietsbellen in alle kleuren</h1>"),
            (
                "/service/general-terms-conditions/",
                "Algemene voorwaarden",
                "<h1>Algemene voorwaarden</h1><p>Artikel 1 Definities. \
                De ondernemer levert producten op afstand aan consumenten.</p>",
            ),
            (
                "/service/shipping-returns/",
                "Verzenden & retourneren",
                "<h1>Verzenden &amp; retourneren</h1><p>Voor 17 uur besteld, \
                morgen in huis. U heeft 14 dagen bedenktijd.</p>",
            ),
            (
                "/service/privacy-policy/",
                "Privacy",
                "<h1>Privacyverklaring</h1><p>Wij verwerken persoonsgegevens om uw bestelling te \
                leveren.</p><h3>Cookies of vergelijkbare technieken</h3><p>Wij gebruiken alleen technische en functionele cookies die \
                geen inbreuk maken op uw privacy en op uw computer staan.</p>",
            ),
            (
                "/service/about/",
                "Over Fietsbel",
                "<h1>Over Fietsbel</h1><p>Wij zijn een familiebedrijf uit Zutphen.</p>",
            ),
            (
                "/service/",
                "Klantenservice",
                "<h1>Klantenservice</h1><p>Bel 0575-000000 of mail bel@fietsbel.example</p>",
            ),
            (
                "/service/disclaimer/",
                "Disclaimer",
                "<h1>Disclaimer</h1><p>Aan deze site kunnen geen rechten worden ontleend.</p>",
            ),
            (
                "/service/payment-methods/",
                "Betaalmethoden",
                "<h1>Betaalmethoden</h1><p>iDEAL, Bancontact</p>",
            ),
            (
                "/service/klachten/",
                "Klachten",
                "<h1>Klachtenregeling</h1><p>Heeft u een klacht? Laat het ons weten.</p>",
            ),
            ("/cart/", "Winkelwagen", "<h1>Winkelwagen</h1><p>Uw winkelwagen is leeg.</p>"),
        ],
        wanted: &[
            ("terms", "/service/general-terms-conditions/"),
            ("delivery", "/service/shipping-returns/"),
            ("returns", "/service/shipping-returns/"),
            ("privacy", "/service/privacy-policy/"),
            ("cookies", "/service/privacy-policy/"),
            ("about", "/service/about/"),
            ("contact", "/service/"),
            ("complaints", "/service/klachten/"),
            ("cart", "/cart/"),
        ],
    },
    // Belgian, long addresses of an open shop system.
    Shop {
        lang: "nl-BE",
        header: "<a href=/>Wolkamer</a><a href=/checkout/cart/ class='action showcart'><span class=text>Mijn winkelmand</span></a><a href=/checkout/>Bestellen</a>",
        footer: "<a href=/privacy-policy-cookie-restriction-mode/>Privacy- en cookiebeleid</a><a href=/verkoopvoorwaarden>Verkoopsvoorwaarden</a>\
            <a href=/ruilen>Ruilen of terugsturen</a><a href=/levering>Levertijden en kosten</a><a href=/wie-zijn-wij>Wie zijn wij?</a><a href=/contact/>Contacteer ons</a>",
        pages: &[
            ("/", "Wolkamer", "<h1>Wol per bol</h1>"),
            (
                "/privacy-policy-cookie-restriction-mode/",
                "Privacy- en cookiebeleid",
                "<h1>Privacy- en cookiebeleid</h1><p>Wij \
                verwerken persoonsgegevens en plaatsen cookies in uw browser.</p>",
            ),
            (
                "/verkoopvoorwaarden",
                "Verkoopsvoorwaarden",
                "<h1>Verkoopsvoorwaarden</h1><p>Deze voorwaarden gelden voor elke \
                bestelling.</p><h2>Artikel 8: Garantie en klachten</h2><p>Meld een gebrek binnen een redelijke termijn, dan zoeken \
                wij samen met u naar een oplossing of vervangen wij de bol.</p>",
            ),
            (
                "/ruilen",
                "Ruilen",
                "<h1>Ruilen of terugsturen</h1><p>U kan binnen 30 dagen terugsturen.</p>",
            ),
            (
                "/levering",
                "Levering",
                "<h1>Levertijden en kosten</h1><p>Binnen 2 werkdagen met bpost.</p>",
            ),
            (
                "/wie-zijn-wij",
                "Wie zijn wij?",
                "<h1>Wie zijn wij?</h1><p>Twee breisters uit Gent.</p>",
            ),
            ("/contact/", "Contacteer ons", "<h1>Contacteer ons</h1><p>09 000 00 00</p>"),
            ("/checkout/cart/", "Winkelmand", "<h1>Winkelmand</h1><p>Je winkelmand is leeg.</p>"),
            (
                "/checkout/",
                "Afrekenen",
                "<h1>Afrekenen</h1><form method=post><input name=firstname><input name=lastname><input name=email><input name=postcode><button>Bestelling plaatsen</button></form>",
            ),
        ],
        wanted: &[
            ("privacy", "/privacy-policy-cookie-restriction-mode/"),
            ("cookies", "/privacy-policy-cookie-restriction-mode/"),
            ("terms", "/verkoopvoorwaarden"),
            ("complaints", "/verkoopvoorwaarden"),
            ("returns", "/ruilen"),
            ("delivery", "/levering"),
            ("about", "/wie-zijn-wij"),
            ("contact", "/contact/"),
            ("cart", "/checkout/cart/"),
            ("checkout", "/checkout/"),
        ],
    },
    // French, numbered pages of content, a checkout of another name.
    Shop {
        lang: "fr-FR",
        header: "<a href=/>La Bougie</a><a href='/panier?action=show' rel=nofollow><i class='material-icons shopping-cart'>shopping_cart</i><span>Panier</span> (0)</a>",
        footer: "<a href=/content/1-livraison>Livraison</a><a href=/content/2-mentions-legales>Mentions légales</a>\
            <a href=/content/3-conditions-utilisation>Conditions générales de vente</a><a href=/content/4-a-propos>L’atelier</a>\
            <a href=/content/5-paiement-securise>Paiement sécurisé</a><a href=/content/6-vie-privee>Vie privée</a><a href=/nous-contacter>Nous contacter</a>",
        pages: &[
            ("/", "La Bougie", "<h1>Bougies coulées à la main</h1>"),
            (
                "/content/1-livraison",
                "Livraison",
                "<h1>Expéditions et délais</h1><p>Les colis sont expédiés sous 48 heures par Colissimo.</p>",
            ),
            (
                "/content/2-mentions-legales",
                "Mentions légales",
                "<h1>Mentions légales</h1><p>Éditeur : La Bougie SARL, RCS Grasse. Hébergeur : OVH.</p>",
            ),
            (
                "/content/3-conditions-utilisation",
                "CGV",
                "<h1>Conditions générales de vente</h1><p>Les présentes conditions régissent les \
                ventes.</p><h2>Article 7 - Droit de rétractation</h2><p>Vous disposez d’un délai de quatorze jours pour vous rétracter sans \
                motif et nous renvoyer la bougie à vos frais.</p><h2>Article 9 - Garanties et service après-vente</h2><p>Tous nos produits \
                bénéficient de la garantie légale de conformité; adressez toute réclamation à notre atelier par courrier.</p>",
            ),
            (
                "/content/4-a-propos",
                "L’atelier",
                "<h1>L’atelier</h1><p>Depuis 2009, nous coulons la cire à Grasse.</p>",
            ),
            (
                "/content/5-paiement-securise",
                "Paiement sécurisé",
                "<h1>Paiement sécurisé</h1><p>Carte bancaire.</p>",
            ),
            (
                "/content/6-vie-privee",
                "Vie privée",
                "<h1>Respect de la vie privée</h1><p>Nous traitons vos données personnelles conformément \
                au RGPD.</p><h2>Gestion des cookies</h2><p>Ce site dépose des cookies strictement nécessaires dans votre navigateur, afin de \
                garder votre panier.</p>",
            ),
            ("/nous-contacter", "Contactez-nous", "<h1>Contactez-nous</h1><p>04 93 00 00 00</p>"),
            (
                "/panier?action=show",
                "Panier",
                "<h1>Panier</h1><p>Il n’y a plus d’articles dans votre panier</p>",
            ),
        ],
        wanted: &[
            ("delivery", "/content/1-livraison"),
            ("imprint", "/content/2-mentions-legales"),
            ("terms", "/content/3-conditions-utilisation"),
            ("about", "/content/4-a-propos"),
            ("privacy", "/content/6-vie-privee"),
            ("cookies", "/content/6-vie-privee"),
            ("returns", "/content/3-conditions-utilisation"),
            ("complaints", "/content/3-conditions-utilisation"),
            ("contact", "/nous-contacter"),
            ("cart", "/panier?action=show"),
        ],
    },
    // Spanish, a blog with articles about policies.
    Shop {
        lang: "es",
        header: "<a href=/>Azulejo</a><nav><a href=/tienda/>Tienda</a><a href=/blog/devoluciones-faciles/>Devoluciones fáciles</a></nav><a href=/carrito/ class=cart-customlocation title='Ver carrito'>0</a>",
        footer: "<a href=/aviso-legal/>Aviso legal</a><a href=/politica-de-privacidad/>Privacidad</a><a href=/politica-de-cookies/>Cookies</a>\
            <a href=/condiciones-generales-de-contratacion/>Condiciones de contratación</a><a href=/cambios/>Cambios y devoluciones</a><a href=/gastos-de-envio/>Plazos y gastos de envío</a>\
            <a href=/conocenos/>Conócenos</a><a href=/contacta/>Contacta</a>",
        pages: &[
            ("/", "Azulejo", "<h1>Azulejos pintados a mano</h1>"),
            (
                "/aviso-legal/",
                "Aviso legal",
                "<h1>Aviso legal</h1><p>Titular: Azulejo SL, CIF B00000000, Sevilla.</p>",
            ),
            (
                "/politica-de-privacidad/",
                "Política de privacidad",
                "<h1>Política de privacidad</h1><p>Responsable del tratamiento: Azulejo SL.</p>",
            ),
            (
                "/politica-de-cookies/",
                "Política de cookies",
                "<h1>Política de cookies</h1><p>Usamos cookies técnicas.</p>",
            ),
            (
                "/condiciones-generales-de-contratacion/",
                "Condiciones",
                "<h1>Condiciones generales de contratación</h1><p>Regulan la venta de \
                productos.</p><h2>Garantías y reclamaciones</h2><p>El consumidor dispone de tres años de garantía legal y puede pedir hojas de \
                reclamaciones en nuestra dirección.</p>",
            ),
            (
                "/cambios/",
                "Cambios",
                "<h1>Cambios y devoluciones</h1><p>Tienes 14 días naturales para desistir.</p>",
            ),
            (
                "/gastos-de-envio/",
                "Envío",
                "<h1>Plazos y gastos de envío</h1><p>6 euros, 48 horas.</p>",
            ),
            (
                "/conocenos/",
                "Conócenos",
                "<h1>Conócenos</h1><p>Un taller de Triana desde 1960.</p>",
            ),
            ("/contacta/", "Contacta", "<h1>Escríbenos</h1><p>954 000 000</p>"),
            (
                "/blog/devoluciones-faciles/",
                "Devoluciones fáciles",
                "<h1>Devoluciones fáciles</h1><p>Cómo embalar un azulejo sin que se rompa.</p>",
            ),
            ("/carrito/", "Carrito", "<h1>Carrito</h1><p>Tu carrito está vacío.</p>"),
            ("/tienda/", "Tienda", "<h1>Tienda</h1><p>Azulejo 12 €</p>"),
        ],
        wanted: &[
            ("imprint", "/aviso-legal/"),
            ("privacy", "/politica-de-privacidad/"),
            ("cookies", "/politica-de-cookies/"),
            ("terms", "/condiciones-generales-de-contratacion/"),
            ("complaints", "/condiciones-generales-de-contratacion/"),
            ("returns", "/cambios/"),
            ("delivery", "/gastos-de-envio/"),
            ("about", "/conocenos/"),
            ("contact", "/contacta/"),
            ("cart", "/carrito/"),
        ],
    },
    // Italian by hand, the privacy policy kept by a service.
    Shop {
        lang: "it",
        header: "<a href=index.php>Olio Bono</a><a href=carrello.php class=icona-carrello></a>",
        footer: "<a href=condizioni.php>Condizioni di vendita</a><a href=spedizioni.php>Spedizioni e resi</a><a href=azienda.php>L’azienda</a>\
            <a href=contatti.php>Dove siamo e contatti</a><a href='https://www.iubenda.com/privacy-policy/1'>Privacy Policy</a><a href=recesso.php>Modulo di recesso</a>",
        pages: &[
            ("/", "Olio Bono", "<h1>Olio extravergine</h1>"),
            (
                "/condizioni.php",
                "Condizioni di vendita",
                "<h1>Condizioni di vendita</h1><p>Il contratto si conclude con la conferma \
                d’ordine.</p><h2>Garanzia legale e reclami</h2><p>Il consumatore può denunciare il difetto entro due mesi dalla scoperta; i \
                reclami vanno inviati per posta elettronica.</p>",
            ),
            (
                "/spedizioni.php",
                "Spedizioni e resi",
                "<h1>Spedizioni e resi</h1><p>Corriere espresso in 48 ore. Reso entro 14 giorni.</p>",
            ),
            (
                "/azienda.php",
                "L’azienda",
                "<h1>L’azienda</h1><p>Tre generazioni di frantoiani in Umbria.</p>",
            ),
            (
                "/contatti.php",
                "Contatti",
                "<h1>Dove siamo e contatti</h1><p>Via Roma 1, Spello</p>",
            ),
            (
                "/recesso.php",
                "Modulo di recesso",
                "<h1>Modulo di recesso</h1><p>Il sottoscritto comunica il recesso dal contratto.</p>",
            ),
            ("/carrello.php", "Carrello", "<h1>Carrello</h1><p>Il carrello è vuoto.</p>"),
        ],
        wanted: &[
            ("terms", "/condizioni.php"),
            ("complaints", "/condizioni.php"),
            ("delivery", "/spedizioni.php"),
            ("returns", "/spedizioni.php"),
            ("about", "/azienda.php"),
            ("contact", "/contatti.php"),
            ("cart", "/carrello.php"),
            ("imprint", "-"),
        ],
    },
    // Polish, hosted: the name before a number in the address.
    Shop {
        lang: "pl",
        header: "<a href=/>Kubek</a><a href=/pl/basket class=basket><span>Koszyk</span> <b>0,00 zł</b></a><a href=/pl/login>Zaloguj się</a>",
        footer: "<a href=/pl/i/Regulamin/3>Regulamin</a><a href=/pl/i/Polityka-prywatnosci/5>Polityka prywatności i plików cookie</a>\
            <a href=/pl/i/Czas-i-koszty-dostawy/7>Czas i koszty dostawy</a><a href=/pl/i/Zwroty-i-reklamacje/9>Zwroty i reklamacje</a>\
            <a href=/pl/i/O-nas/1>Nasza historia</a><a href=/pl/i/Dane-kontaktowe/4>Dane kontaktowe</a><a href='https://www.allegro.example/regulamin'>Allegro</a>",
        pages: &[
            ("/", "Kubek", "<h1>Kubki z gliny</h1>"),
            (
                "/pl/i/Regulamin/3",
                "Regulamin",
                "<h1>Regulamin sklepu internetowego</h1><p>§1 Postanowienia ogólne. Sklep prowadzi Anna Kubek.</p>",
            ),
            (
                "/pl/i/Polityka-prywatnosci/5",
                "Polityka prywatności",
                "<h1>Polityka prywatności i plików cookie</h1><p>Administratorem danych jest sklep.</p>",
            ),
            (
                "/pl/i/Czas-i-koszty-dostawy/7",
                "Czas i koszty dostawy",
                "<h1>Czas i koszty dostawy</h1><p>Paczkomat 14 zł, kurier 18 zł.</p>",
            ),
            (
                "/pl/i/Zwroty-i-reklamacje/9",
                "Zwroty i reklamacje",
                "<h1>Zwroty i reklamacje</h1><p>Masz 14 dni na zwrot. Reklamację rozpatrzymy w 14 dni.</p>",
            ),
            (
                "/pl/i/O-nas/1",
                "Nasza historia",
                "<h1>Nasza historia</h1><p>Zaczęło się od koła garncarskiego babci.</p>",
            ),
            (
                "/pl/i/Dane-kontaktowe/4",
                "Dane kontaktowe",
                "<h1>Dane kontaktowe</h1><p>tel. 22 000 00 00</p>",
            ),
            ("/pl/basket", "Koszyk", "<h1>Koszyk</h1><p>Twój koszyk jest pusty.</p>"),
        ],
        wanted: &[
            ("terms", "/pl/i/Regulamin/3"),
            ("privacy", "/pl/i/Polityka-prywatnosci/5"),
            ("cookies", "/pl/i/Polityka-prywatnosci/5"),
            ("delivery", "/pl/i/Czas-i-koszty-dostawy/7"),
            ("returns", "/pl/i/Zwroty-i-reklamacje/9"),
            ("complaints", "/pl/i/Zwroty-i-reklamacje/9"),
            ("about", "/pl/i/O-nas/1"),
            ("contact", "/pl/i/Dane-kontaktowe/4"),
            ("cart", "/pl/basket"),
        ],
    },
    // English, hosted: policies under /policies/, a page of questions.
    Shop {
        lang: "en",
        header: "<a href=/>Moss &amp; Fern</a><nav><a href=/collections/all>Shop</a><a href=/pages/our-story>Our roots</a><a href=/products/contact-cement>Contact cement</a></nav><a href=/cart class=header__icon--cart><svg></svg><span class=visually-hidden></span></a>",
        footer: "<a href=/policies/terms-of-service>Terms</a><a href=/policies/refund-policy>Refunds</a><a href=/policies/privacy-policy>Privacy</a>\
            <a href=/policies/shipping-policy>Shipping</a><a href=/policies/contact-information>Contact information</a><a href=/pages/contact>Say hello</a><a href='https://www.shopify.example/legal/terms'>Powered by a platform</a>",
        pages: &[
            ("/", "Moss & Fern", "<h1>Terrariums and tools</h1>"),
            (
                "/policies/terms-of-service",
                "Terms of service",
                "<h1>Terms of service</h1><p>By purchasing something from us you agree to these terms.</p>",
            ),
            (
                "/policies/refund-policy",
                "Refund policy",
                "<h1>Refund policy</h1><p>We have a 30-day return policy.</p><h2>Faulty or damaged items</h2><p>Please \
                inspect your order upon arrival and tell us at once if the item is broken so that we can make it right for you.</p>",
            ),
            (
                "/policies/privacy-policy",
                "Privacy policy",
                "<h1>Privacy policy</h1><p>We collect personal information when you place an order.</p><h2>Cookies</h2><p>We \
                use cookies to power and improve our site and to remember what you put in the cart in your browser.</p>",
            ),
            (
                "/policies/shipping-policy",
                "Shipping policy",
                "<h1>Shipping policy</h1><p>Orders ship within two business days.</p>",
            ),
            (
                "/policies/contact-information",
                "Contact information",
                "<h1>Contact information</h1><p>Trade name: Moss &amp; Fern. Email: hi@moss.example</p>",
            ),
            (
                "/pages/contact",
                "Say hello",
                "<h1>Say hello</h1><form method=post><input name=name><input name=email><textarea name=body></textarea></form>",
            ),
            (
                "/pages/our-story",
                "Our roots",
                "<h1>Our roots</h1><p>It began in a shed in Devon.</p>",
            ),
            ("/products/contact-cement", "Contact cement", "<h1>Contact cement</h1><p>£4.50</p>"),
            ("/cart", "Your cart", "<h1>Your cart is empty</h1>"),
            ("/collections/all", "All", "<h1>All</h1><p>Jar £12.00</p>"),
        ],
        wanted: &[
            ("terms", "/policies/terms-of-service"),
            ("returns", "/policies/refund-policy"),
            ("privacy", "/policies/privacy-policy"),
            ("delivery", "/policies/shipping-policy"),
            ("cookies", "/policies/privacy-policy"),
            ("complaints", "/policies/refund-policy"),
            ("about", "/pages/our-story"),
            ("cart", "/cart"),
            ("imprint", "-"),
        ],
    },
    // English, everything behind one script and numbers.
    Shop {
        lang: "en-gb",
        header: "<a href='/index.php?route=common/home'>Lathe &amp; Co</a><a href='/index.php?route=checkout/cart'><i class='fa fa-shopping-cart'></i></a><a href='/index.php?route=checkout/checkout'><i class='fa fa-share'></i></a>",
        footer: "<a href='/index.php?route=information/information&amp;information_id=4'>About Us</a><a href='/index.php?route=information/information&amp;information_id=6'>Delivery Information</a>\
            <a href='/index.php?route=information/information&amp;information_id=3'>Privacy Policy</a><a href='/index.php?route=information/information&amp;information_id=5'>Terms &amp; Conditions</a>\
            <a href='/index.php?route=information/contact'>Get in touch</a><a href='/index.php?route=information/information&amp;information_id=8'>Returns &amp; complaints</a><a href='/index.php?route=information/sitemap'>Site Map</a>",
        pages: &[
            ("/", "Lathe & Co", "<h1>Turned bowls</h1>"),
            (
                "/index.php?route=information/information&information_id=4",
                "About Us",
                "<h1>About Us</h1><p>A father and daughter in Fife.</p>",
            ),
            (
                "/index.php?route=information/information&information_id=6",
                "Delivery Information",
                "<h1>Delivery Information</h1><p>Royal Mail, £4.</p>",
            ),
            (
                "/index.php?route=information/information&information_id=3",
                "Privacy Policy",
                "<h1>Privacy Policy</h1><p>We keep your address to post your bowl.</p>",
            ),
            (
                "/index.php?route=information/information&information_id=5",
                "Terms & Conditions",
                "<h1>Terms &amp; Conditions</h1><p>These terms apply to all orders.</p>",
            ),
            (
                "/index.php?route=information/contact",
                "Get in touch",
                "<h1>Get in touch</h1><p>01333 000000</p>",
            ),
            (
                "/index.php?route=information/information&information_id=8",
                "Returns & complaints",
                "<h1>Returns &amp; complaints</h1><p>Send it back within 30 days.</p>",
            ),
            (
                "/index.php?route=checkout/cart",
                "Shopping Cart",
                "<h1>Shopping Cart</h1><p>Your shopping cart is empty!</p>",
            ),
            (
                "/index.php?route=checkout/checkout",
                "Checkout",
                "<h1>Checkout</h1><form method=post><input name=firstname><input name=lastname><input name=email><input name=address_1><input name=postcode><button>Confirm Order</button></form>",
            ),
        ],
        wanted: &[
            ("about", "/index.php?route=information/information&information_id=4"),
            ("delivery", "/index.php?route=information/information&information_id=6"),
            ("privacy", "/index.php?route=information/information&information_id=3"),
            ("terms", "/index.php?route=information/information&information_id=5"),
            ("contact", "/index.php?route=information/contact"),
            ("returns", "/index.php?route=information/information&information_id=8"),
            ("complaints", "/index.php?route=information/information&information_id=8"),
            ("cart", "/index.php?route=checkout/cart"),
            ("checkout", "/index.php?route=checkout/checkout"),
        ],
    },
    // English, a .NET shop whose terms of sale are called conditions of use.
    Shop {
        lang: "en",
        header: "<a href=/>Kite Yard</a><a href=/cart class=ico-cart><span class=cart-label>Shopping cart</span> <span class=cart-qty>(0)</span></a><a href=/wishlist>Wishlist</a>",
        footer: "<a href=/conditions-of-use>Conditions of Use</a><a href=/shipping-returns>Shipping &amp; returns</a><a href=/privacy-notice>Privacy notice</a>\
            <a href=/about-us>About us</a><a href=/contactus>Contact us</a><a href=/complaint-form>Something wrong?</a><a href=/news>News</a>",
        pages: &[
            ("/", "Kite Yard", "<h1>Kites and line</h1>"),
            (
                "/conditions-of-use",
                "Conditions of Use",
                "<h1>Conditions of Use</h1><p>Placing an order makes a contract of sale between you and Kite Yard Ltd. Prices include VAT and payment is taken when we dispatch.</p>",
            ),
            (
                "/shipping-returns",
                "Shipping & returns",
                "<h1>Shipping &amp; returns</h1><p>Free over £50. Return within 14 days.</p>",
            ),
            (
                "/privacy-notice",
                "Privacy notice",
                "<h1>Privacy notice</h1><p>We are the controller of your personal data.</p><p>This site sets one cookie, which your browser deletes when you leave.</p>",
            ),
            ("/about-us", "About us", "<h1>About us</h1><p>We fly everything we sell.</p>"),
            ("/contactus", "Contact us", "<h1>Contact us</h1><p>0117 000 0000</p>"),
            (
                "/complaint-form",
                "Make a complaint",
                "<h1>Make a complaint</h1><p>Tell us what went wrong and we answer within two days.</p>",
            ),
            ("/cart", "Shopping cart", "<h1>Shopping cart</h1><p>Your Shopping Cart is empty!</p>"),
        ],
        wanted: &[
            ("terms", "/conditions-of-use"),
            ("delivery", "/shipping-returns"),
            ("returns", "/shipping-returns"),
            ("privacy", "/privacy-notice"),
            ("about", "/about-us"),
            ("contact", "/contactus"),
            ("complaints", "/complaint-form"),
            ("cookies", "/privacy-notice"),
            ("cart", "/cart"),
        ],
    },
];

//! Documents given as plain text, without a heading or with a menu before it.

use crate::extract::{Context, read_text};
use crate::vocabulary::Vocabulary;
use url::Url;

const MENU: &str = "[Home](/) [Shop](/shop) [Log in](/login)\n\n* [Products](/p)\n* [Contact](/c)\n\
    * [About us](/a)\n\nSearch\n\nCountry: Sweden (+46) Norway (+47) Denmark (+45)\n\n";

fn kind(text: &str) -> String {
    let context = Context { vocabulary: Vocabulary::built_in(), language: None, country: None };
    let reading = read_text(text, &Url::parse("https://text.invalid/").unwrap(), context);
    reading.kind.map_or("-", |kind| kind.name()).to_owned()
}

#[test]
fn documents_are_told_by_what_they_say() {
    let mut wrong = Vec::new();
    for (number, (wanted, text)) in TEXTS.iter().enumerate() {
        for (way, text) in [("plain", (*text).to_owned()), ("menu", format!("{MENU}{text}"))] {
            let found = kind(&text);
            if found != *wanted {
                wrong.push(format!("{number} {way}: {found} instead of {wanted}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong: {wrong:#?}", wrong.len(), 2 * TEXTS.len());
}

const TEXTS: &[(&str, &str)] = &[
    (
        "terms",
        "By opening an account with Harrow Lane you enter into an agreement with Harrow Lane Ltd. This agreement sets out \
        what you may expect of us and what we expect of you. If you break it we may close your account. We are not liable for loss \
        that nobody could have foreseen. You keep your rights as a consumer. We may change these terms and tell you a month before. \
        If a clause of this agreement is void the rest stands. The law of England applies and its courts decide. You must not copy, \
        resell or disturb the service. Fees are due in advance and are not returned when you leave in the middle of a month.",
    ),
    (
        "terms",
        "These Terms govern your use of our website and app. They include how we treat your personal data, for which please see \
        our Privacy Policy. By using the service you agree to be bound. If you do not agree, do not use it. You are responsible for your \
        password. We own the intellectual property. The service is provided as is. We limit our liability to the amount you paid. \
        Disputes go to arbitration. We may terminate your account at any time. These Terms are governed by the laws of Ireland.",
    ),
    (
        "privacy",
        "We take care of what you tell us. When you order, we note your name, your address and what you bought. We use that to \
        send the parcel and to keep our books. We never sell it. You may ask what personal data we hold and have it corrected or \
        erased. This privacy notice was last changed in May. The controller is Harrow Lane Ltd, and complaints about how we process \
        personal data can be made to the supervisory authority. Some of our suppliers sit outside the EEA; we then use standard clauses.",
    ),
    (
        "cookies",
        "When you visit our site a small file is stored on your device. What are cookies? Cookies let us see which pages are \
        read, remember your cart and show you advertising that fits. We use session cookies that go when you close your browser and \
        persistent ones that stay. Some are set by third parties. You can refuse cookies in your browser settings, and you can read \
        about how we treat personal data in our privacy policy. This cookie policy may change.",
    ),
    (
        "complaints",
        "If you are not happy with us, please say so. How to make a complaint: write to our complaints manager, who will \
        acknowledge your complaint within three days and answer within eight weeks. If you are still dissatisfied you may take your \
        complaint to the ombudsman free of charge. We keep a record of each complaint and learn from it. A complaint may be made by \
        phone, letter or e-mail. Our complaints procedure is reviewed every year by the board.",
    ),
    (
        "terms",
        "Dessa villkor gäller mellan dig och Norrbacken AB när du använder våra tjänster. Genom att skapa ett konto ingår du ett \
        avtal med oss. Du ansvarar för att dina inloggningsuppgifter inte används av någon annan. Vi ansvarar inte för indirekta skador. \
        Avtalet gäller tills vidare med en månads uppsägningstid. Vi får ändra villkoren med trettio dagars varsel. Tvist avgörs av \
        svensk domstol enligt svensk lag. Force majeure befriar parterna från ansvar så länge hindret varar.",
    ),
    (
        "privacy",
        "Norrbacken AB är personuppgiftsansvarig för de uppgifter du lämnar till oss. Vi behandlar namn, adress och \
        personnummer för att kunna fullgöra avtalet med dig. Rättslig grund är avtal eller berättigat intresse. Du har rätt till \
        registerutdrag, rättelse och radering, och kan klaga hos Integritetsskyddsmyndigheten. Uppgifterna sparas i sju år enligt \
        bokföringslagen. Vi delar dina personuppgifter med vår fraktpartner. Denna integritetspolicy uppdaterades i maj.",
    ),
    (
        "privacy",
        "Vi er behandlingsansvarlig for opplysningene du gir oss. Vi lagrer navn, adresse og hva du har kjøpt. Formålet er å \
        levere varen og oppfylle bokføringsloven. Du kan kreve innsyn, retting og sletting av dine personopplysninger og klage til \
        Datatilsynet. Denne personvernerklæringen forteller hvordan vi gjør det og hvilket rettslig grunnlag vi bruker. Vi bruker \
        databehandlere i EØS, og deler ikke opplysninger med andre uten samtykke.",
    ),
    (
        "terms",
        "Disse vilkår gælder for brug af tjenesten. Når du opretter en konto, indgår du en aftale med Åkandens ApS. Du må ikke \
        overdrage kontoen. Vi er ikke ansvarlige for indirekte tab. Aftalen kan opsiges med løbende måned plus tredive dage. Priserne \
        fremgår af vores prisliste og er inklusive moms. Tvister afgøres efter dansk ret ved byretten. Force majeure fritager begge \
        parter for ansvar. Brugeren skal holde sin adgangskode hemmelig.",
    ),
    (
        "cookies",
        "Sivustomme tallentaa laitteellesi pieniä tekstitiedostoja. Evästeet ovat tarpeen, jotta ostoskori toimii ja voimme \
        laskea kävijät. Osa evästeistä on kolmannen osapuolen asettamia. Voit poistaa evästeet selaimesi asetuksista tai estää ne \
        kokonaan. Mitä evästeet ovat ja kuinka kauan niitä säilytetään, selviää alla olevasta luettelosta. Päivitämme tätä \
        evästekäytäntöä tarvittaessa ja kerromme muutoksista sivustolla.",
    ),
    (
        "imprint",
        "Angaben gemäß § 5 DDG\n\nKornblume Naturwaren GmbH\nAm Anger 4\n99084 Erfurt\n\nVertreten durch: Geschäftsführerin Hanna \
        Korn\n\nRegistergericht: Amtsgericht Jena, HRB 000000\nUmsatzsteuer-Identifikationsnummer: DE000000000\n\nTelefon: 0361 000000\n\
        E-Mail: post@kornblume.example\n\nVerantwortlich für den Inhalt nach § 18 Abs. 2 MStV: Hanna Korn",
    ),
    (
        "terms",
        "1. Geltungsbereich. Für alle Verträge zwischen der Kornblume GmbH und ihren Kunden gelten ausschließlich diese \
        Allgemeinen Geschäftsbedingungen. 2. Vertragsschluss. Mit der Bestellung geben Sie ein Angebot ab. 3. Haftung. Wir haften \
        unbeschränkt für Vorsatz. 4. Gerichtsstand ist Erfurt, sofern der Kunde Kaufmann ist. 5. Eigentumsvorbehalt: die Ware bleibt bis \
        zur Zahlung unser Eigentum. 6. Schlussbestimmungen: es gilt deutsches Recht unter Ausschluss des UN-Kaufrechts.",
    ),
    (
        "privacy",
        "Wij verwerken uw gegevens met zorg. In deze privacyverklaring leest u welke persoonsgegevens wij bewaren, waarom en hoe \
        lang. De grondslag is de uitvoering van de overeenkomst of uw toestemming. U heeft recht op inzage, correctie en verwijdering en \
        kunt een klacht indienen bij de Autoriteit Persoonsgegevens. Wij delen uw gegevens alleen met verwerkers zoals de bezorgdienst. \
        De verwerkingsverantwoordelijke is Bakkerij Noord BV.",
    ),
    (
        "terms",
        "Les présentes conditions régissent l’utilisation du service. En créant un compte, l’utilisateur accepte sans réserve les \
        présentes. Le service est fourni en l’état et la responsabilité de la société ne saurait être engagée. Le contrat est conclu pour \
        une durée indéterminée et chaque partie peut y mettre fin par résiliation moyennant un préavis d’un mois. Le droit français est \
        applicable et tout litige relève des tribunaux de Lyon. Les obligations de chacune des parties sont suspendues par la force majeure.",
    ),
    (
        "imprint",
        "Éditeur du site : Lavandin SAS au capital social de 10 000 euros, RCS Digne 000 000 000, siège social : 4 rue des \
        Simples, 04000 Digne. Directrice de la publication : Lise Marin. Hébergeur : Nuage Vert, 1 rue du Port, Brest. Numéro de TVA \
        intracommunautaire : FR00000000000. Téléphone : 04 92 00 00 00.",
    ),
    (
        "privacy",
        "El responsable del tratamiento de sus datos personales es Olivar Alto SL. La finalidad es gestionar su pedido y la base \
        jurídica el contrato o su consentimiento. Puede ejercer los derechos de acceso, rectificación y supresión y reclamar ante la Agencia \
        Española de Protección de Datos. Sus datos se conservan mientras dure la relación. Esta política de privacidad puede cambiar.",
    ),
    (
        "terms",
        "I presenti termini disciplinano l’uso del servizio offerto da Mirtillo Srl. Registrandosi l’utente accetta le presenti \
        condizioni generali. L’utente risponde delle proprie credenziali. La responsabilità del fornitore è limitata al canone pagato. Il \
        contratto dura un anno e si rinnova salvo recesso. Per ogni controversia il foro competente è Trento e la legge applicabile è \
        quella italiana. La forza maggiore sospende le obbligazioni.",
    ),
    (
        "terms",
        "Niniejszy regulamin określa zasady korzystania z serwisu prowadzonego przez Jarzębina sp. z o.o. Użytkownik zakładając \
        konto zawiera umowę o świadczenie usług. Usługodawca nie ponosi odpowiedzialności za przerwy techniczne. Umowę można wypowiedzieć \
        w każdym czasie. W sprawach nieuregulowanych stosuje się kodeks cywilny. Postanowienia końcowe: zmiany ogłaszamy z \
        czternastodniowym wyprzedzeniem, a spory rozstrzyga sąd powszechny.",
    ),
    (
        "cookies",
        "Strona zapisuje na urządzeniu niewielkie pliki tekstowe. Pliki cookies stanowią dane informatyczne, które pozwalają \
        zapamiętać koszyk i liczyć odwiedziny. Używamy cookies sesyjnych i stałych oraz cookies podmiotów trzecich. W ustawieniach \
        przeglądarki można zablokować obsługę plików cookies lub je usunąć. Czym są pliki cookies i jak długo działają, opisujemy niżej.",
    ),
    (
        "-",
        "Our village fair takes place on the second Sunday of June. There will be jam, a brass band and a race for dogs of every size. \
        Parking is behind the church. Children under six come in free, and the tombola closes at four. Bring a hat: last year the sun was \
        strong, the year before it rained. Anyone who would like to bake a cake may put their name on the list in the post office.",
    ),
];

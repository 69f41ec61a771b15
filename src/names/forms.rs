//! Legal forms of companies, as data: the abbreviations and names that company
//! law gives them, in the spellings people use.
//!
//! Spellings are folded (lower case, no diacritics, no punctuation); letters
//! joined by full stops or strokes are one word, so `S.p.A.` is `spa` and `A/S`
//! is `as`. This table holds data only; how it is looked up is in `tokens`.

/// One legal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    /// The usual way to write it.
    pub(super) canonical: &'static str,
    /// Forms of one family name the same company when the rest agrees:
    /// a one-person variant, or the same form in a neighbouring spelling.
    pub(super) family: &'static str,
    /// Folded spellings.
    pub(super) spellings: &'static [&'static str],
    /// Where in a name it may stand.
    pub(super) place: Place,
}

/// Where a form may stand in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Only after the name.
    End,
    /// Before or after the name.
    Either,
    /// Anywhere: too peculiar to be anything else.
    Any,
    /// After the name and only when written with a full stop or a stroke,
    /// because the bare letters are a common word.
    Punctuated,
}

use Place::{Any, Either, End, Punctuated};

const fn form(
    canonical: &'static str,
    family: &'static str,
    place: Place,
    spellings: &'static [&'static str],
) -> Form {
    Form { canonical, family, spellings, place }
}

/// Every form known. The first with a spelling is what that spelling stands for.
pub(super) const FORMS: &[Form] = &[
    // Sweden (and the Swedish names of Finnish forms).
    form("AB", "ab", Either, &["ab", "aktiebolag", "aktiebolaget", "ab publ", "aktiebolag publ"]),
    form("HB", "hb", Either, &["hb", "handelsbolag", "handelsbolaget"]),
    form("KB", "kb", Either, &["kb", "kommanditbolag", "kommanditbolaget"]),
    form(
        "ek. för.",
        "ekfor",
        Any,
        &["ek for", "ekfor", "ekonomisk forening", "ekonomiska forening", "ekonomiska foreningen"],
    ),
    form("enskild firma", "sole-se", Either, &["enskild firma", "ensk firma"]),
    form(
        "stiftelse",
        "foundation",
        Either,
        &["stiftelse", "stiftelsen", "stiftung", "stichting", "saatio", "fondation", "fundacja"],
    ),
    form("Brf", "brf", Either, &["brf", "bostadsrattsforening", "bostadsrattsforeningen"]),
    // Norway.
    form("ASA", "asa", End, &["asa", "allmennaksjeselskap"]),
    form(
        "AS",
        "as",
        Either,
        &["as", "aksjeselskap", "aksjeselskapet", "aktieselskab", "aktieselskabet"],
    ),
    form("ENK", "sole-no", End, &["enk", "enkeltpersonforetak", "enkeltmannsforetak"]),
    form("ANS", "ans", End, &["ans", "ansvarlig selskap"]),
    form("DA", "da", End, &["da", "selskap med delt ansvar"]),
    form("NUF", "nuf", End, &["nuf", "norskregistrert utenlandsk foretak"]),
    form("SA", "sa-no", Any, &["samvirkeforetak"]),
    form("BA", "ba", End, &["ba", "selskap med begrenset ansvar"]),
    // Denmark.
    form("ApS", "aps", Any, &["aps", "anpartsselskab", "anpartsselskabet"]),
    form("IVS", "ivs", End, &["ivs", "ivaerksaetterselskab"]),
    form("P/S", "ps", Punctuated, &["ps"]),
    form("P/S", "ps", Any, &["partnerselskab"]),
    form("I/S", "is", Punctuated, &["is"]),
    form("I/S", "is", Any, &["interessentskab"]),
    form("K/S", "ks", End, &["ks", "kommanditselskab", "kommandittselskap"]),
    form("A.m.b.a.", "amba", End, &["amba", "andelsselskab med begraenset ansvar"]),
    form(
        "enkeltmandsvirksomhed",
        "sole-dk",
        Either,
        &["enkeltmandsvirksomhed", "personligt ejet mindre virksomhed", "pmv"],
    ),
    form("SMBA", "smba", End, &["smba"]),
    // Iceland.
    form("ehf.", "ehf", End, &["ehf", "einkahlutafelag"]),
    form("hf.", "hf", End, &["hf", "hlutafelag"]),
    form("slf.", "slf", End, &["slf", "samlagsfelag"]),
    form("sf.", "sf", Punctuated, &["sf"]),
    form("sf.", "sf", End, &["sameignarfelag"]),
    // Finland.
    form("Oyj", "oyj", Any, &["oyj", "julkinen osakeyhtio", "oyj abp", "abp"]),
    form("Oy", "oy", Either, &["oy", "oy ab", "ab oy", "osakeyhtio"]),
    form("Ky", "ky", Either, &["ky", "kommandiittiyhtio"]),
    form("Ay", "ay", Either, &["ay", "avoin yhtio"]),
    form("Tmi", "sole-fi", Either, &["tmi", "t mi", "toiminimi"]),
    form("ry", "ev", End, &["ry", "rekisteroity yhdistys"]),
    form("Osk", "osk", Either, &["osk", "osuuskunta", "andelslag"]),
    // Germany, Austria, Switzerland.
    form(
        "GmbH & Co. KG",
        "gmbh-co-kg",
        Any,
        &[
            "gmbh co kg",
            "gmbh cokg",
            "gmbh & co kg",
            "gmbh und co kg",
            "gmbh & cokg",
            "gmbh & co kommanditgesellschaft",
            "gmbh und co kommanditgesellschaft",
            "gmbh & compagnie kg",
            "gmbh & cie kg",
        ],
    ),
    form("UG & Co. KG", "ug-co-kg", Any, &["ug & co kg", "ug haftungsbeschrankt & co kg"]),
    form("AG & Co. KG", "ag-co-kg", Any, &["ag & co kg"]),
    form("AG & Co. KGaA", "ag-co-kgaa", Any, &["ag & co kgaa", "se & co kgaa", "gmbh & co kgaa"]),
    form("KGaA", "kgaa", Any, &["kgaa", "kommanditgesellschaft auf aktien"]),
    form(
        "GmbH",
        "gmbh",
        Any,
        &[
            "gmbh",
            "ggmbh",
            "mbh",
            "gemeinnutzige gmbh",
            "gesellschaft mbh",
            "gesellschaft mit beschrankter haftung",
            "gesellschaft mit beschraenkter haftung",
            "gemeinnutzige gesellschaft mit beschrankter haftung",
            "mit beschrankter haftung",
            "ges mbh",
            "gesmbh",
        ],
    ),
    form(
        "UG",
        "ug",
        End,
        &[
            "ug haftungsbeschrankt",
            "ug",
            "unternehmergesellschaft",
            "unternehmergesellschaft haftungsbeschrankt",
            "unternehmergesellschaft haftungsbeschraenkt",
            "ug haftungsbeschraenkt",
        ],
    ),
    form("AG", "ag", End, &["ag", "aktiengesellschaft"]),
    form("KG", "kg", End, &["kg", "kommanditgesellschaft"]),
    form("OHG", "ohg", End, &["ohg", "og", "offene handelsgesellschaft", "offene gesellschaft"]),
    form("GbR", "gbr", Any, &["gbr", "gesellschaft burgerlichen rechts"]),
    form(
        "e.K.",
        "sole-de",
        End,
        &[
            "ek",
            "ekfm",
            "ekfr",
            "eingetragener kaufmann",
            "eingetragene kauffrau",
            "e kfm",
            "e kfr",
        ],
    ),
    form("e.U.", "sole-at", Punctuated, &["eu"]),
    form("e.U.", "sole-at", Any, &["eingetragenes einzelunternehmen", "eingetragenes unternehmen"]),
    form("eG", "eg", Punctuated, &["eg"]),
    form("eG", "eg", Any, &["eingetragene genossenschaft"]),
    form("eG", "eg", End, &["egen", "genossenschaft"]),
    form("e.V.", "ev", Punctuated, &["ev"]),
    form("e.V.", "ev", Any, &["eingetragener verein"]),
    form("PartG", "partg", End, &["partg", "partgmbb", "partg mbb", "partnerschaftsgesellschaft"]),
    form("Sagl", "sagl", End, &["sagl"]),
    // Netherlands and Belgium.
    form(
        "B.V.",
        "bv",
        Either,
        &["bv", "besloten vennootschap", "besloten vennootschap met beperkte aansprakelijkheid"],
    ),
    form("eenmanszaak", "sole-nl", Either, &["eenmanszaak"]),
    form("maatschap", "maatschap", Either, &["maatschap"]),
    form("Coöperatie", "coop-nl", Either, &["cooperatie", "cooperatie ua", "ua"]),
    form(
        "BV",
        "bv-be",
        Either,
        &[
            "bvba",
            "besloten vennootschap met beperkte aansprakelijkheid",
            "sprl",
            "societe privee a responsabilite limitee",
        ],
    ),
    form("N.V.", "nv", Either, &["nv", "naamloze vennootschap"]),
    form("V.O.F.", "vof", Either, &["vof", "vennootschap onder firma"]),
    form("C.V.", "cv", Punctuated, &["cv"]),
    form("C.V.", "cv", Any, &["commanditaire vennootschap"]),
    form("VZW", "vzw", Either, &["vzw", "vereniging zonder winstoogmerk"]),
    form("ASBL", "vzw", Either, &["asbl", "association sans but lucratif"]),
    // France, Belgium, Luxembourg, Switzerland.
    form("SARL", "sarl", Any, &["sarl", "sa rl", "societe a responsabilite limitee"]),
    form(
        "EURL",
        "sarl",
        Any,
        &[
            "eurl",
            "sarl unipersonnelle",
            "sarlu",
            "entreprise unipersonnelle a responsabilite limitee",
        ],
    ),
    form("SASU", "sas", Either, &["sasu", "societe par actions simplifiee unipersonnelle"]),
    form("SAS", "sas", Either, &["sas", "societe par actions simplifiee"]),
    form("SNC", "snc", Either, &["snc", "societe en nom collectif"]),
    form("SCOP", "scop", Either, &["scop"]),
    form("SELARL", "selarl", Either, &["selarl"]),
    form("SCA", "sca", Either, &["sca", "societe en commandite par actions"]),
    form("SCS", "scs", Either, &["scs", "societe en commandite simple"]),
    form(
        "micro-entreprise",
        "sole-fr",
        End,
        &["micro entreprise", "auto entrepreneur", "micro entrepreneur", "auto entreprise"],
    ),
    form("SCI", "sci", Either, &["sci", "societe civile immobiliere"]),
    form(
        "EIRL",
        "sole-fr",
        Either,
        &["eirl", "entrepreneur individuel", "entreprise individuelle"],
    ),
    form("EI", "sole-fr", Either, &["ei"]),
    form(
        "SA",
        "sa",
        Either,
        &["sa", "societe anonyme", "sociedad anonima", "spolka akcyjna", "sociedade anonima"],
    ),
    // Spain and Portugal.
    form("S.L.U.", "sl", End, &["slu", "sociedad limitada unipersonal"]),
    form("S.L.", "sl", End, &["sl", "sociedad limitada", "sociedad de responsabilidad limitada"]),
    form("S.L.L.", "sll", End, &["sll"]),
    form("S.A.U.", "sa", End, &["sau"]),
    form("C.B.", "cb", Punctuated, &["cb"]),
    form("C.B.", "cb", End, &["comunidad de bienes"]),
    form("S. Coop.", "coop-es", End, &["s coop", "scoop", "sociedad cooperativa"]),
    form(
        "Lda",
        "lda",
        End,
        &["lda", "limitada", "unipessoal lda", "sociedade unipessoal lda", "unipessoal limitada"],
    ),
    // Italy.
    form("S.r.l.s.", "srls", Any, &["srls", "societa a responsabilita limitata semplificata"]),
    form(
        "S.r.l.",
        "srl",
        End,
        &[
            "srl",
            "srlu",
            "srl unipersonale",
            "srl a socio unico",
            "societa a responsabilita limitata",
            "societe a responsabilite limitee unipersonnelle",
        ],
    ),
    form("S.p.A.", "spa", End, &["spa", "societa per azioni"]),
    form("S.a.s.", "sas-it", Any, &["societa in accomandita semplice"]),
    form("S.a.s.", "sas-it", End, &["sas"]),
    form("Soc. Coop.", "coop-it", Either, &["soc coop", "societa cooperativa", "soc coop arl"]),
    form("ditta individuale", "sole-it", Either, &["ditta individuale", "impresa individuale"]),
    form("S.s.", "ss-it", Any, &["societa semplice"]),
    form("S.n.c.", "snc", Any, &["societa in nome collettivo"]),
    // Poland.
    form(
        "sp. z o.o. sp.k.",
        "spzoo-spk",
        Any,
        &["sp zoo spk", "sp zoo sp k", "spzoo spk", "spzoo sp k", "sp z oo sp k", "sp z oo spk"],
    ),
    form(
        "sp. z o.o.",
        "spzoo",
        Any,
        &[
            "sp zoo",
            "spzoo",
            "sp z oo",
            "spz oo",
            "sp zo o",
            "spolka z ograniczona odpowiedzialnoscia",
            "spolka zoo",
            "spolka z oo",
        ],
    ),
    form(
        "sp. z o.o. sp.k.",
        "spzoo-spk",
        Any,
        &[
            "spolka z ograniczona odpowiedzialnoscia spolka komandytowa",
            "spolka z ograniczona odpowiedzialnoscia sp k",
            "spolka z ograniczona odpowiedzialnoscia spk",
            "sp zoo spolka komandytowa",
        ],
    ),
    form("P.S.A.", "psa", End, &["psa", "prosta spolka akcyjna"]),
    form("sp.k.", "spk", Any, &["spk", "sp k", "spolka komandytowa"]),
    form("sp.j.", "spj", Any, &["spj", "sp j", "spolka jawna"]),
    form("s.c.", "sc", Punctuated, &["sc"]),
    form("s.c.", "sc", Any, &["spolka cywilna"]),
    // Baltic states.
    form("OÜ", "ou", Either, &["ou", "osauhing"]),
    form("AS", "as", Either, &["aktsiaselts"]),
    form("FIE", "sole-ee", Either, &["fie"]),
    form("AS", "as", Either, &["akciju sabiedriba"]),
    form("IK", "sole-lv", Either, &["individualais komersants"]),
    form("SIA", "sia", Either, &["sia", "sabiedriba ar ierobezotu atbildibu"]),
    form("UAB", "uab", Either, &["uab", "uzdaroji akcine bendrove"]),
    form("MB", "mb", Either, &["mb", "mazoji bendrija"]),
    form("AB", "ab", Either, &["akcine bendrove"]),
    // Czechia, Slovakia, Slovenia, Croatia, Hungary, Romania, Bulgaria.
    form(
        "s.r.o.",
        "sro",
        Any,
        &["sro", "spol sro", "spolecnost s rucenim omezenym", "spolocnost s rucenim obmedzenym"],
    ),
    form("a.s.", "as", Any, &["akciova spolecnost", "akciova spolocnost", "anonim sirketi"]),
    form("v.o.s.", "vos", Punctuated, &["vos"]),
    form(
        "d.o.o.",
        "doo",
        Any,
        &[
            "doo",
            "druzba z omejeno odgovornostjo",
            "drustvo s ogranicenom odgovornoscu",
            "drustvo sa ogranicenom odgovornoscu",
        ],
    ),
    form("j.d.o.o.", "jdoo", Any, &["jdoo", "jednostavno drustvo s ogranicenom odgovornoscu"]),
    form("d.d.", "dd", Punctuated, &["dd"]),
    form("d.d.", "dd", Any, &["delniska druzba", "dionicko drustvo"]),
    form("Kft.", "kft", End, &["kft", "korlatolt felelossegu tarsasag"]),
    form("Zrt.", "zrt", End, &["zrt", "zartkoruen mukodo reszvenytarsasag"]),
    form("e.v.", "sole-hu", End, &["egyeni vallalkozo"]),
    form("Nyrt.", "nyrt", End, &["nyrt", "nyilvanosan mukodo reszvenytarsasag"]),
    form("Bt.", "bt", Punctuated, &["bt"]),
    form("Bt.", "bt", End, &["beteti tarsasag"]),
    // With one partner or more it is the same form, and the letter comes and goes.
    form("OOD", "ood", Either, &["ood", "eood", "оод", "еоод"]),
    form("AD", "ad-bg", Either, &["ад", "еад"]),
    form("SRL", "srl", Any, &["societate cu raspundere limitata"]),
    // Romania: stands before every company.
    form("S.C.", "sc-ro", Punctuated, &["sc"]),
    // Ukraine and its neighbours.
    form("ТОВ", "tov", Either, &["тов", "товариство з обмеженою відповідальністю"]),
    form("ООО", "ooo", Either, &["ооо"]),
    // Greece and Cyprus.
    form("ΑΕ", "ae-gr", End, &["αε", "ανωνυμη εταιρεια", "ανωνυμη εταιρια"]),
    form(
        "ΕΠΕ",
        "epe",
        End,
        &["επε", "εταιρεια περιορισμενης ευθυνης", "εταιρια περιορισμενης ευθυνης"],
    ),
    form("ΙΚΕ", "ike", End, &["ικε", "μονοπροσωπη ικε", "ιδιωτικη κεφαλαιουχικη εταιρεια"]),
    form("ΟΕ", "oe-gr", End, &["οε", "ομορρυθμη εταιρεια"]),
    form("ΕΕ", "ee-gr", End, &["εε", "ετερορρυθμη εταιρεια"]),
    // United Kingdom, Ireland, Malta, Cyprus.
    form("PLC", "plc", End, &["plc", "public limited company"]),
    form("LLP", "llp", End, &["llp", "limited liability partnership"]),
    form("LP", "lp", End, &["lp", "limited partnership"]),
    form("DAC", "dac", End, &["dac", "designated activity company"]),
    form("CIC", "cic", End, &["cic", "community interest company"]),
    form("CLG", "clg", End, &["clg", "company limited by guarantee"]),
    form(
        "Ltd",
        "ltd",
        End,
        &[
            "ltd",
            "limited",
            "ltd co",
            "pte ltd",
            "pty ltd",
            "pvt ltd",
            "private limited",
            "teo",
            "teoranta",
            "cyf",
            "cyfyngedig",
            "ltd sti",
            "limited sirketi",
        ],
    ),
    // United States and Canada.
    form("LLC", "llc", End, &["llc", "limited liability company"]),
    form("Inc.", "inc", End, &["inc", "incorporated"]),
    form("Corp.", "corp", End, &["corp", "corporation"]),
    form("Co.", "co", End, &["co"]),
    // Spellings that stand for a second form, too: the Belgian one that is written as the Dutch and
    // the Italian are since 2019, the Norwegian cooperative.
    form("BV", "bv-be", Either, &["bv"]),
    form("SRL", "bv-be", End, &["srl"]),
    form("SA", "sa-no", Either, &["sa"]),
    // European Union.
    form("SE", "se", End, &["societas europaea"]),
    form("SE", "se", End, &["se"]),
    form("SCE", "sce", End, &["societas cooperativa europaea"]),
    form("EWIV", "eeig", End, &["ewiv", "eeig", "geie"]),
];

/// Pairs of families that are one form in two languages of one country, or so
/// near that people take one for the other: the same company may carry either.
pub(super) const PARALLEL: &[(&str, &str)] = &[
    ("ab", "oy"),
    ("oyj", "ab"),
    ("sa", "nv"),
    ("sa", "ag"),
    ("srl", "bv"),
    ("sarl", "gmbh"),
    ("sarl", "srl"),
    ("sagl", "gmbh"),
    ("sagl", "sarl"),
    // A company outgrows the small form and takes the full one.
    ("ug", "gmbh"),
    ("srls", "srl"),
    ("jdoo", "doo"),
    ("co", "ltd"),
    ("co", "inc"),
];

/// Families of which the first may stand before a name that has the second after
/// it, and what both are together: `Oy Sininen Pannu Ab`, `S.C. Cana S.R.L.`.
pub(super) const COMPANIONS: &[(&str, &str, &str)] =
    &[("oy", "ab", "oy"), ("ab", "oy", "oy"), ("sc-ro", "srl", "srl"), ("sc-ro", "sa", "sa")];

/// Families that are part of how a name is spoken: without it, it may be another.
pub(super) const SPOKEN: &[&str] = &["foundation", "brf", "vzw", "ev", "cic"];

/// Spellings that are written together with the word before them.
pub(super) const COMPOUNDED: &[&str] =
    &["aktiebolag", "aktiebolaget", "aksjeselskap", "aktieselskab", "anpartsselskab", "osakeyhtio"];

/// Markers that add nothing to a form: `(publ)`.
pub(super) const MARKERS: &[&str] = &["publ"];

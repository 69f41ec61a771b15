//! Countries by name.
//!
//! Registries write the holder's country as a code or as a name. Codes are ISO
//! 3166-1; the names are the English ones of the standard and, for Europe, the
//! countries' own (folded: no case, no diacritics).

use crate::vocabulary::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

static NAMES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    COUNTRIES
        .iter()
        .flat_map(|(two, three, names)| {
            let all = names.split('|').chain([*three]).filter(|name| !name.is_empty());
            all.map(move |name| (name, *two))
        })
        .collect()
});

/// The ISO 3166-1 alpha-2 code, upper case, of a country given by code or name.
#[must_use]
pub(super) fn code(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if text.len() > 80 {
        return None;
    }
    if text.len() == 2 {
        let upper = text.to_ascii_uppercase();
        let known = COUNTRIES.binary_search_by(|(two, ..)| (*two).cmp(upper.as_str())).ok();
        return known.and_then(|at| COUNTRIES.get(at)).map(|(two, ..)| *two).or(
            // Exceptionally reserved codes that are in use.
            match upper.as_str() {
                "UK" => Some("GB"),
                "EL" => Some("GR"),
                _ => None,
            },
        );
    }
    let folded = fold(text);
    NAMES.get(folded.as_str()).copied().or_else(|| {
        // `SE - Sweden`, `Sweden (SE)`
        let (first, rest) = folded.split_once(' ')?;
        let (head, last) = folded.rsplit_once(' ')?;
        (first.len() == 2)
            .then(|| NAMES.get(rest))
            .flatten()
            .or_else(|| (last.len() == 2).then(|| NAMES.get(head)).flatten())
            .copied()
    })
}

/// Alpha-2 code, alpha-3 code in lower case, names.
#[rustfmt::skip]
const COUNTRIES: &[(&str, &str, &str)] = &[
    ("AD", "and", "andorra"),
    ("AE", "are", "united arab emirates"),
    ("AF", "afg", "afghanistan"),
    ("AG", "atg", "antigua barbuda|antigua and barbuda"),
    ("AI", "aia", "anguilla"),
    ("AL", "alb", "albania"),
    ("AM", "arm", "armenia"),
    ("AO", "ago", "angola"),
    ("AQ", "ata", "antarctica"),
    ("AR", "arg", "argentina"),
    ("AS", "asm", "samoa|american samoa|samoa american"),
    ("AT", "aut", "austria|osterreich|oesterreich"),
    ("AU", "aus", "australia"),
    ("AW", "abw", "aruba"),
    ("AX", "ala", "aland islands"),
    ("AZ", "aze", "azerbaijan"),
    ("BA", "bih", "bosnia herzegovina|bosnia and herzegovina"),
    ("BB", "brb", "barbados"),
    ("BD", "bgd", "bangladesh"),
    ("BE", "bel", "belgie|belgien|belgium|belgique"),
    ("BF", "bfa", "burkina faso"),
    ("BG", "bgr", "bulgaria"),
    ("BH", "bhr", "bahrain"),
    ("BI", "bdi", "burundi"),
    ("BJ", "ben", "benin"),
    ("BL", "blm", "st barthelemy|saint barthelemy"),
    ("BM", "bmu", "bermuda"),
    ("BN", "brn", "brunei|brunei darussalam"),
    ("BO", "bol", "bolivia|bolivia plurinational state of"),
    ("BQ", "bes", "caribbean nl|bonaire sint eustatius and saba"),
    ("BR", "bra", "brasil|brazil"),
    ("BS", "bhs", "bahamas"),
    ("BT", "btn", "bhutan"),
    ("BV", "bvt", "bouvet island"),
    ("BW", "bwa", "botswana"),
    ("BY", "blr", "belarus"),
    ("BZ", "blz", "belize"),
    ("CA", "can", "canada"),
    ("CC", "cck", "cocos islands|cocos keeling islands"),
    ("CD", "cod", "congo|congo dem rep|congo the democratic republic of the"),
    ("CF", "caf", "central african rep|central african republic"),
    ("CG", "cog", "congo|congo rep"),
    ("CH", "che", "suisse|schweiz|svizzera|switzerland"),
    ("CI", "civ", "cote d ivoire"),
    ("CK", "cok", "cook islands"),
    ("CL", "chl", "chile"),
    ("CM", "cmr", "cameroon"),
    ("CN", "chn", "china|p r china"),
    ("CO", "col", "colombia"),
    ("CR", "cri", "costa rica"),
    ("CU", "cub", "cuba"),
    ("CV", "cpv", "cabo verde|cape verde"),
    ("CW", "cuw", "curacao"),
    ("CX", "cxr", "christmas island"),
    ("CY", "cyp", "cyprus"),
    ("CZ", "cze", "czechia|czech republic|ceska republika"),
    ("DE", "deu", "germany|deutschland"),
    ("DJ", "dji", "djibouti"),
    ("DK", "dnk", "danmark|denmark"),
    ("DM", "dma", "dominica"),
    ("DO", "dom", "dominican republic"),
    ("DZ", "dza", "algeria"),
    ("EC", "ecu", "ecuador"),
    ("EE", "est", "eesti|estonia"),
    ("EG", "egy", "egypt"),
    ("EH", "esh", "western sahara"),
    ("ER", "eri", "eritrea"),
    ("ES", "esp", "spain|espana"),
    ("ET", "eth", "ethiopia"),
    ("FI", "fin", "suomi|finland"),
    ("FJ", "fji", "fiji"),
    ("FK", "flk", "falkland islands|falkland islands malvinas"),
    ("FM", "fsm", "micronesia|micronesia federated states of"),
    ("FO", "fro", "faroe islands"),
    ("FR", "fra", "france|frankreich"),
    ("GA", "gab", "gabon"),
    ("GB", "gbr", "uk|wales|britain|england|scotland|britain uk|great britain|united kingdom|northern ireland"),
    ("GD", "grd", "grenada"),
    ("GE", "geo", "georgia"),
    ("GF", "guf", "french guiana"),
    ("GG", "ggy", "guernsey"),
    ("GH", "gha", "ghana"),
    ("GI", "gib", "gibraltar"),
    ("GL", "grl", "greenland"),
    ("GM", "gmb", "gambia"),
    ("GN", "gin", "guinea"),
    ("GP", "glp", "guadeloupe"),
    ("GQ", "gnq", "equatorial guinea"),
    ("GR", "grc", "greece|hellas"),
    ("GS", "sgs", ""),
    ("GT", "gtm", "guatemala"),
    ("GU", "gum", "guam"),
    ("GW", "gnb", "guinea bissau"),
    ("GY", "guy", "guyana"),
    ("HK", "hkg", "hong kong"),
    ("HM", "hmd", "heard island mcdonald islands|heard island and mcdonald islands"),
    ("HN", "hnd", "honduras"),
    ("HR", "hrv", "croatia|hrvatska"),
    ("HT", "hti", "haiti"),
    ("HU", "hun", "hungary|magyarorszag"),
    ("ID", "idn", "indonesia"),
    ("IE", "irl", "ireland"),
    ("IL", "isr", "israel"),
    ("IM", "imn", "isle of man"),
    ("IN", "ind", "india"),
    ("IO", "iot", "british indian ocean territory"),
    ("IQ", "irq", "iraq"),
    ("IR", "irn", "iran|iran islamic republic of"),
    ("IS", "isl", "island|iceland"),
    ("IT", "ita", "italy|italia"),
    ("JE", "jey", "jersey"),
    ("JM", "jam", "jamaica"),
    ("JO", "jor", "jordan"),
    ("JP", "jpn", "japan|nippon"),
    ("KE", "ken", "kenya"),
    ("KG", "kgz", "kyrgyzstan"),
    ("KH", "khm", "cambodia"),
    ("KI", "kir", "kiribati"),
    ("KM", "com", "comoros"),
    ("KN", "kna", "st kitts nevis|st kitts and nevis|saint kitts and nevis"),
    ("KP", "prk", "korea|korea north|north korea|korea democratic people s republic of"),
    ("KR", "kor", "korea|korea south|south korea|korea republic of|republic of korea"),
    ("KW", "kwt", "kuwait"),
    ("KY", "cym", "cayman islands"),
    ("KZ", "kaz", "kazakhstan"),
    ("LA", "lao", "laos|lao people s democratic republic"),
    ("LB", "lbn", "lebanon"),
    ("LC", "lca", "st lucia|saint lucia"),
    ("LI", "lie", "liechtenstein"),
    ("LK", "lka", "sri lanka"),
    ("LR", "lbr", "liberia"),
    ("LS", "lso", "lesotho"),
    ("LT", "ltu", "lietuva|lithuania"),
    ("LU", "lux", "luxemburg|luxembourg"),
    ("LV", "lva", "latvia|latvija"),
    ("LY", "lby", "libya"),
    ("MA", "mar", "morocco"),
    ("MC", "mco", "monaco"),
    ("MD", "mda", "moldova|moldova republic of"),
    ("ME", "mne", "montenegro"),
    ("MF", "maf", "st martin|st martin french|saint martin french part"),
    ("MG", "mdg", "madagascar"),
    ("MH", "mhl", "marshall islands"),
    ("MK", "mkd", "north macedonia"),
    ("ML", "mli", "mali"),
    ("MM", "mmr", "myanmar|myanmar burma"),
    ("MN", "mng", "mongolia"),
    ("MO", "mac", "macao|macau"),
    ("MP", "mnp", "northern mariana islands"),
    ("MQ", "mtq", "martinique"),
    ("MR", "mrt", "mauritania"),
    ("MS", "msr", "montserrat"),
    ("MT", "mlt", "malta"),
    ("MU", "mus", "mauritius"),
    ("MV", "mdv", "maldives"),
    ("MW", "mwi", "malawi"),
    ("MX", "mex", "mexico"),
    ("MY", "mys", "malaysia"),
    ("MZ", "moz", "mozambique"),
    ("NA", "nam", "namibia"),
    ("NC", "ncl", "new caledonia"),
    ("NE", "ner", "niger"),
    ("NF", "nfk", "norfolk island"),
    ("NG", "nga", "nigeria"),
    ("NI", "nic", "nicaragua"),
    ("NL", "nld", "holland|nederland|netherlands|the netherlands"),
    ("NO", "nor", "noreg|norge|norway"),
    ("NP", "npl", "nepal"),
    ("NR", "nru", "nauru"),
    ("NU", "niu", "niue"),
    ("NZ", "nzl", "new zealand"),
    ("OM", "omn", "oman"),
    ("PA", "pan", "panama"),
    ("PE", "per", "peru"),
    ("PF", "pyf", "french polynesia"),
    ("PG", "png", "papua new guinea"),
    ("PH", "phl", "philippines"),
    ("PK", "pak", "pakistan"),
    ("PL", "pol", "poland|polska"),
    ("PM", "spm", "st pierre miquelon|st pierre and miquelon|saint pierre and miquelon"),
    ("PN", "pcn", "pitcairn"),
    ("PR", "pri", "puerto rico"),
    ("PS", "pse", "palestine|palestine state of"),
    ("PT", "prt", "portugal"),
    ("PW", "plw", "palau"),
    ("PY", "pry", "paraguay"),
    ("QA", "qat", "qatar"),
    ("RE", "reu", "reunion"),
    ("RO", "rou", "romania"),
    ("RS", "srb", "serbia"),
    ("RU", "rus", "russia|russian federation"),
    ("RW", "rwa", "rwanda"),
    ("SA", "sau", "saudi arabia"),
    ("SB", "slb", "solomon islands"),
    ("SC", "syc", "seychelles"),
    ("SD", "sdn", "sudan"),
    ("SE", "swe", "sweden|sverige"),
    ("SG", "sgp", "singapore"),
    ("SH", "shn", "st helena"),
    ("SI", "svn", "slovenia|slovenija"),
    ("SJ", "sjm", "svalbard jan mayen|svalbard and jan mayen"),
    ("SK", "svk", "slovakia|slovensko|slovak republic"),
    ("SL", "sle", "sierra leone"),
    ("SM", "smr", "san marino"),
    ("SN", "sen", "senegal"),
    ("SO", "som", "somalia"),
    ("SR", "sur", "suriname"),
    ("SS", "ssd", "south sudan"),
    ("ST", "stp", "sao tome principe|sao tome and principe"),
    ("SV", "slv", "el salvador"),
    ("SX", "sxm", "st maarten|st maarten dutch|sint maarten dutch part"),
    ("SY", "syr", "syria|syrian arab republic"),
    ("SZ", "swz", "eswatini|eswatini swaziland"),
    ("TC", "tca", "turks caicos is|turks and caicos is|turks and caicos islands"),
    ("TD", "tcd", "chad"),
    ("TF", "atf", "french s terr|french southern territories"),
    ("TG", "tgo", "togo"),
    ("TH", "tha", "thailand"),
    ("TJ", "tjk", "tajikistan"),
    ("TK", "tkl", "tokelau"),
    ("TL", "tls", "east timor|timor leste"),
    ("TM", "tkm", "turkmenistan"),
    ("TN", "tun", "tunisia"),
    ("TO", "ton", "tonga"),
    ("TR", "tur", "turkey|turkiye"),
    ("TT", "tto", "trinidad tobago|trinidad and tobago"),
    ("TV", "tuv", "tuvalu"),
    ("TW", "twn", "taiwan|taiwan province of china"),
    ("TZ", "tza", "tanzania|tanzania united republic of"),
    ("UA", "ukr", "ukraine"),
    ("UG", "uga", "uganda"),
    ("UM", "umi", "us minor outlying islands|united states minor outlying islands"),
    ("US", "usa", "usa|u s a|united states|united states of america"),
    ("UY", "ury", "uruguay"),
    ("UZ", "uzb", "uzbekistan"),
    ("VA", "vat", "vatican city|holy see vatican city state"),
    ("VC", "vct", "st vincent|saint vincent and the grenadines"),
    ("VE", "ven", "venezuela|venezuela bolivarian republic of"),
    ("VG", "vgb", "virgin islands|virgin islands uk|virgin islands british"),
    ("VI", "vir", "virgin islands|virgin islands us|virgin islands u s"),
    ("VN", "vnm", "vietnam|viet nam"),
    ("VU", "vut", "vanuatu"),
    ("WF", "wlf", "wallis futuna|wallis and futuna"),
    ("WS", "wsm", "samoa|samoa western"),
    ("YE", "yem", "yemen"),
    ("YT", "myt", "mayotte"),
    ("ZA", "zaf", "south africa"),
    ("ZM", "zmb", "zambia"),
    ("ZW", "zwe", "zimbabwe"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_found() {
        for (text, expected) in [
            ("se", "SE"),
            ("UK", "GB"),
            ("Sverige", "SE"),
            ("UNITED STATES", "US"),
            ("Österreich", "AT"),
            ("Norway (NO)", "NO"),
            ("DNK", "DK"),
            ("Czech Republic", "CZ"),
        ] {
            assert_eq!(code(text), Some(expected), "{text}");
        }
        for text in ["", "XX", "Atlantis", "q"] {
            assert_eq!(code(text), None, "{text}");
        }
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(COUNTRIES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}

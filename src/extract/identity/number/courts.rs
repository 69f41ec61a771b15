//! The courts that keep commercial registers in Germany (Handelsregister,
//! section 8 HGB), as the common register portal of the states names them.

use crate::vocabulary::fold;

/// Seats of the register courts.
const COURTS: &[&str] = &[
    "Aachen",
    "Altenburg",
    "Amberg",
    "Ansbach",
    "Apolda",
    "Arnsberg",
    "Arnstadt",
    "Aschaffenburg",
    "Augsburg",
    "Aurich",
    "Bad Hersfeld",
    "Bad Homburg v.d.H.",
    "Bad Kreuznach",
    "Bad Oeynhausen",
    "Bad Salzungen",
    "Bamberg",
    "Bayreuth",
    "Berlin (Charlottenburg)",
    "Bielefeld",
    "Bochum",
    "Bonn",
    "Braunschweig",
    "Bremen",
    "Chemnitz",
    "Coburg",
    "Coesfeld",
    "Cottbus",
    "Darmstadt",
    "Deggendorf",
    "Dortmund",
    "Dresden",
    "Duisburg",
    "Düren",
    "Düsseldorf",
    "Eisenach",
    "Erfurt",
    "Eschwege",
    "Essen",
    "Flensburg",
    "Frankfurt am Main",
    "Frankfurt/Oder",
    "Freiburg",
    "Friedberg",
    "Fritzlar",
    "Fulda",
    "Fürth",
    "Gelsenkirchen",
    "Gera",
    "Gießen",
    "Gotha",
    "Göttingen",
    "Greiz",
    "Gütersloh",
    "Hagen",
    "Hamburg",
    "Hamm",
    "Hanau",
    "Hannover",
    "Heilbad Heiligenstadt",
    "Hildburghausen",
    "Hildesheim",
    "Hof",
    "Homburg",
    "Ilmenau",
    "Ingolstadt",
    "Iserlohn",
    "Jena",
    "Kaiserslautern",
    "Kassel",
    "Kempten (Allgäu)",
    "Kiel",
    "Kleve",
    "Koblenz",
    "Köln",
    "Königstein",
    "Korbach",
    "Krefeld",
    "Landau",
    "Landshut",
    "Langenfeld",
    "Lebach",
    "Leipzig",
    "Lemgo",
    "Limburg",
    "Lübeck",
    "Ludwigshafen a.Rhein (Ludwigshafen)",
    "Lüneburg",
    "Mainz",
    "Mannheim",
    "Marburg",
    "Meiningen",
    "Memmingen",
    "Merzig",
    "Mönchengladbach",
    "Montabaur",
    "Mühlhausen",
    "München",
    "Münster",
    "Neubrandenburg",
    "Neunkirchen",
    "Neuruppin",
    "Neuss",
    "Nordhausen",
    "Nürnberg",
    "Offenbach am Main",
    "Oldenburg (Oldenburg)",
    "Osnabrück",
    "Ottweiler",
    "Paderborn",
    "Passau",
    "Pinneberg",
    "Potsdam",
    "Pößneck",
    "Recklinghausen",
    "Regensburg",
    "Rostock",
    "Rudolstadt",
    "Saarbrücken",
    "Saarlouis",
    "Schweinfurt",
    "Schwerin",
    "Siegburg",
    "Siegen",
    "Sömmerda",
    "Sondershausen",
    "Sonneberg",
    "Stadthagen",
    "Stadtroda",
    "Steinfurt",
    "Stendal",
    "St. Ingbert (St Ingbert)",
    "Stralsund",
    "Straubing",
    "Stuttgart",
    "St. Wendel (St Wendel)",
    "Suhl",
    "Tostedt",
    "Traunstein",
    "Ulm",
    "Völklingen",
    "Walsrode",
    "Weiden i. d. OPf.",
    "Weimar",
    "Wetzlar",
    "Wiesbaden",
    "Wittlich",
    "Wuppertal",
    "Würzburg",
    "Zweibrücken",
];

/// The court of this name: umlauts may be written out or left out, and what
/// stands in brackets or after the town's name may be missing or stand alone.
pub(super) fn court(name: &str) -> Option<&'static str> {
    let wanted = key(name);
    if wanted.is_empty() {
        return None;
    }
    COURTS.iter().copied().find(|court| {
        spellings(court).into_iter().any(|spelling| key(&spelling) == wanted)
            || spellings(court).into_iter().any(|spelling| key(&written_out(&spelling)) == wanted)
    })
}

fn key(name: &str) -> String {
    // Bytes that were decoded wrongly leave a mark that folding must not hide.
    if name.contains('\\') { String::new() } else { fold(name) }
}

fn written_out(name: &str) -> String {
    name.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue")
}

fn spellings(court: &str) -> Vec<String> {
    let mut all = vec![court.to_owned()];
    if let Some((before, rest)) = court.split_once('(') {
        all.push(before.to_owned());
        all.push(rest.trim_end_matches(')').to_owned());
    }
    for cut in [" am ", " a.", " i.", " v.", "/"] {
        if let Some((before, _)) = court.split_once(cut) {
            all.push(before.to_owned());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::court;

    #[test]
    fn courts_are_known_by_their_usual_spellings() {
        assert_eq!(court("Koln"), Some("Köln"));
        assert_eq!(court("Koeln"), Some("Köln"));
        assert_eq!(court("Charlottenburg"), Some("Berlin (Charlottenburg)"));
        assert_eq!(court("Frankfurt"), Some("Frankfurt am Main"));
        assert_eq!(court("Kxln"), None);
        assert_eq!(court(""), None);
    }
}

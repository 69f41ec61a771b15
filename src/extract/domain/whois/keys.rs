//! What the keys of WHOIS answers mean, as data.
//!
//! Keys are folded as `lines::fold_key` does: lower case, no punctuation. The
//! words *domain*, *record* and the like before a key are dropped first, so
//! `Domain Registration Date` is looked up as `registration date`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a key of the domain itself tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    Domain,
    Created,
    Updated,
    /// Ends with the registry.
    Expires,
    /// Ends with the registrar; used where the registry says nothing.
    RegistrarExpires,
    Status,
    NameServer,
    Registrar,
    /// A heading that stands above dates.
    Dates,
}

/// What a key of a contact tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Field {
    Name,
    Organization,
    Number,
    Country,
    Address,
    Handle,
    /// The holder's kind, which may carry a number.
    Kind,
}

/// Whose contact it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Registrant,
    Registrar,
    NameServers,
    Other,
}

const TOPICS: &[(Topic, &[&str])] = &[
    (
        Topic::Domain,
        &[
            "domain",
            "domain name",
            "domainname",
            "domain name ascii",
            "query",
            "dn",
            "ascii domain name",
            "ドメイン名",
            "nom de domaine",
            "dominio",
            "complete domain name",
            "nombre de dominio",
            "nome de dominio",
            "nombre del dominio",
            "idn",
            "domena",
        ],
    ),
    (
        Topic::Created,
        &[
            "created",
            "created on",
            "created date",
            "created at",
            "create date",
            "created time",
            "creation date",
            "creation",
            "creation time",
            "registered",
            "registered on",
            "registered date",
            "registered at",
            "registration date",
            "registration time",
            "registration",
            "registration on",
            "date registered",
            "date created",
            "date of registration",
            "date of creation",
            "registration created",
            "activated",
            "acivated",
            "date approved",
            "approval date",
            "registered date and time",
            "activated on",
            "activation date",
            "activation",
            "assigned",
            "commencement date",
            "first registration date",
            "entry created",
            "reg date",
            "registdate",
            "register date",
            "registered since",
            "approved on",
            "date de creation",
            "date de création",
            "fecha de registro",
            "fecha de creacion",
            "fecha de creación",
            "fecha de activacion",
            "creado",
            "created by registry",
            "登録年月日",
            "登録日",
            "接続年月日",
            "등록일",
            "registrado",
            "data rejestracji",
            "registration start",
            "start date",
            "added",
            "domain dateregistered",
            "dateregistered",
            "record created",
            "domain created",
            "insert date",
            "delegated",
            "initial registration date",
            "registered by date",
        ],
    ),
    (
        Topic::Updated,
        &[
            "updated",
            "updated on",
            "updated date",
            "updated at",
            "update date",
            "update",
            "last updated",
            "last updated on",
            "last updated date",
            "last update",
            "last modified",
            "last modified on",
            "last modified date",
            "last modification",
            "last changed",
            "last change",
            "last edited",
            "last edited on",
            "modified",
            "modified on",
            "modified date",
            "modification date",
            "date modified",
            "date updated",
            "date last modified",
            "changed",
            "changed on",
            "change date",
            "last updated time",
            "record last updated",
            "record last updated on",
            "datemodified",
            "最終更新",
            "최근 정보 변경일",
            "ultima actualizacion",
            "última actualización",
            "fecha de ultima modificacion",
            "modification time",
            "altered",
            "edited on",
        ],
    ),
    (
        Topic::Expires,
        &[
            "registry expiry date",
            "expires",
            "expires on",
            "expires at",
            "expire",
            "expired",
            "expire date",
            "expired date",
            "expires date",
            "expiry",
            "expiry date",
            "expiry on",
            "expiration",
            "expiration date",
            "expiration time",
            "expiration on",
            "expire on",
            "expire time",
            "expiration at",
            "currently expires",
            "date expires",
            "date of expiry",
            "date of expiration",
            "renewal date",
            "date renewal",
            "fecha de vencimiento del dominio",
            "renewal",
            "renew date until",
            "next renewal date",
            "valid until",
            "valid through",
            "valid thru",
            "valid to",
            "validity",
            "validity date",
            "paid till",
            "paid until",
            "paid up to",
            "exp date",
            "expdate",
            "end date",
            "registered until",
            "registration expires",
            "registration expires on",
            "registration expiration date",
            "registry fee due on",
            "fecha de expiracion",
            "fecha de vencimiento",
            "fecha de expiración",
            "fecha de corte",
            "date dexpiration",
            "vencimiento",
            "有効期限",
            "사용 종료일",
            "expiracion",
            "option expiration date",
            "record expires on",
            "registered till",
            "expire at",
            "domain expires",
            "renewal by",
            "date expiration",
            "expires in",
        ],
    ),
    (
        Topic::RegistrarExpires,
        &[
            "registrar registration expiration date",
            "registrar expiration date",
            "registrar expiry date",
        ],
    ),
    (
        Topic::Status,
        &[
            "status",
            "domain status",
            "statut",
            "eppstatus",
            "epp status",
            "registration status",
            "registry status",
            "state",
            "status of domain",
            "estado",
            "estatus del dominio",
            "状態",
            "lock status",
            "domain state",
            "query status",
            "delegation status",
        ],
    ),
    (
        Topic::NameServer,
        &[
            "name server",
            "nameserver",
            "name servers",
            "nameservers",
            "nserver",
            "nservers",
            "ns",
            "nserv",
            "ns record",
            "ns hostname",
            "nameserver hostname",
            "name servers information",
            "nameservers information",
            "servidor de nombres de dominio",
            "servidores de nombres de dominio",
            "nombre de servidores",
            "host name",
            "hostname",
            "dns",
            "dns server",
            "dns servers",
            "domain servers",
            "domain server",
            "servers",
            "domain nameservers",
            "domain name servers",
            "domain nameserver",
            "domain servers in listed order",
            "domain name servers in listed order",
            "name servers in listed order",
            "name server information",
            "nameserver information",
            "nameservers in listed order",
            "primary server",
            "secondary server",
            "primary name server",
            "secondary name server",
            "primary nameserver",
            "secondary nameserver",
            "primary dns",
            "secondary dns",
            "primary hostname",
            "secondary hostname",
            "primary server hostname",
            "secondary server hostname",
            "name server handle",
            "listed name servers",
            "current nameservers",
            "ネームサーバ",
            "호스트이름",
            "1차 네임서버 정보",
            "servidor de nombre",
            "servidores de nombre",
            "servidores de dominio",
            "servidor dns",
            "serveur de noms",
            "serveurs de noms",
            "dns name servers",
            "nsentry",
            "nsl",
            "name server name",
            "authoritative name servers",
            "primary ns",
            "secondary ns",
            "delegated name servers",
            "domain host",
            "nameserver name",
            "nom serveur",
            "ns name",
            "dns1",
            "host",
            "nameserver hostname",
            "name server hostname",
            "delegated to",
        ],
    ),
    (
        Topic::Registrar,
        &[
            "registrar",
            "sponsoring registrar",
            "registrar name",
            "registrar organization",
            "registrar organisation",
            "registrar company",
            "sponsoring registrar organization",
            "current registrar",
            "registrar of record",
            "authorized registrar",
            "authorized agency",
            "registration service provider",
            "registered through",
            "registered by",
            "registered via",
            "registration agent",
            "domain registrar",
            "registrar company name",
            "レジストラ",
            "등록대행자",
            "bureau denregistrement",
            "agent",
            "registrant agent",
            "entidad registradora",
            "registrador",
            "registering agent",
            "provider",
            "registration services provided by",
            "registration service provided by",
            "entidade gestora",
            "submitting registrar",
            "managed by registrar",
        ],
    ),
    (
        Topic::Dates,
        &[
            "relevant dates",
            "dates",
            "important dates",
            "record",
            "domain details",
            "domain information",
        ],
    ),
];

/// Words that may stand before a key of the domain and add nothing.
const LEADING: &[&str] = &["domain name", "domain", "record", "the", "object", "current"];

const FIELDS: &[(Field, &[&str])] = &[
    (
        Field::Name,
        &[
            "name",
            "person",
            "personname",
            "person name",
            "contact name",
            "full name",
            "fullname",
            "english name",
            "name english",
            "nombre",
            "nom",
            "contact person",
            "firstname lastname",
            "last first name",
            "last name first name",
            "individual",
            "namn",
            "first name last name",
            "name of registrant",
            "internationalized name",
            "person english",
            "person eng",
            "contact",
        ],
    ),
    (
        Field::Organization,
        &[
            "organization",
            "organisation",
            "org",
            "org name",
            "orgname",
            "organization name",
            "organisation name",
            "company",
            "company name",
            "company english name",
            "english company name",
            "organizacion",
            "organización",
            "societe",
            "société",
            "organization english",
            "role",
            "organization loc",
            "organisation loc",
            "co name",
            "corporation",
            "entity name",
            "institution",
            "firm",
            "organization en",
            "legal name",
            "contact organization",
            "contact organisation",
            "business name",
            "dba",
        ],
    ),
    (
        Field::Number,
        &[
            "id number",
            "register number",
            "registration number",
            "registration no",
            "company number",
            "company registration number",
            "organization number",
            "organisation number",
            "org no",
            "orgno",
            "organization id",
            "org id",
            "reg no",
            "reg code",
            "regcode",
            "registry code",
            "business id",
            "vat",
            "vat number",
            "ownerid",
            "eligibility id",
            "cvr",
            "kvk",
            "company no",
            "organization reg code",
            "tax id",
            "siren",
            "siret",
            "ico",
            "entity id",
            "business number",
            "legal id",
            "y tunnus",
            "document number",
            "identification",
            "company reg no",
            "national id",
        ],
    ),
    (
        Field::Country,
        &[
            "country",
            "country code",
            "countrycode",
            "country economy",
            "cc",
            "country iso",
            "pais",
            "país",
            "pays",
            "country name",
            "c",
        ],
    ),
    (
        Field::Address,
        &[
            "address",
            "addr",
            "street",
            "street address",
            "postal address",
            "domicile",
            "adresse",
            "direccion",
            "location",
            "city",
            "address line",
        ],
    ),
    (
        Field::Handle,
        &[
            "id",
            "handle",
            "nic hdl",
            "nic hdl br",
            "nichandle",
            "contact id",
            "contactid",
            "nic handle",
            "norid handle",
            "person id",
            "contact handle",
            "hdl",
        ],
    ),
    (Field::Kind, &["type", "contact type", "kind", "entity type"]),
];

/// Words that name a role, longest first where one begins with another.
const ROLES: &[(Role, &[&str])] = &[
    (
        Role::Registrant,
        &[
            "registrant",
            "registrants",
            "owner",
            "owners",
            "holder",
            "holders",
            "domain holder",
            "domain owner",
            "titular",
            "titulaire",
            "licensee",
            "holder of domain name",
            "domain name holder",
            "domain registrant",
            "registrant internal",
            "organization using domain name",
            "organization using",
            "owner c",
            "holder c",
            "registrant c",
            "登録者名",
            "등록인",
            "organization holder",
            "domain name owner",
            "domain name registrant",
            "domain user",
            "customer",
            "subscriber",
            "proprietaire",
            "titular del dominio",
            "registrant organization information",
            "held by",
            "domain licensee",
            "legal holder",
            "reg c",
            "org c",
            "owner contact",
            "registrant contact",
            "holder contact",
            "registered to",
            "registered for",
        ],
    ),
    (
        Role::Registrar,
        &[
            "registrar",
            "sponsoring registrar",
            "registrar of record",
            "registration service provider",
            "registration service provided by",
            "current registrar",
            "agent",
            "registrador",
        ],
    ),
    (
        Role::NameServers,
        &[
            "name servers",
            "name server",
            "nameservers",
            "nameserver",
            "domain servers",
            "dns servers",
            "nserver",
            "nservers",
            "dns",
            "domain nameservers",
        ],
    ),
    (
        Role::Other,
        &[
            "admin",
            "administrative",
            "administrator",
            "administratif",
            "administrativo",
            "administration",
            "adm",
            "admin c",
            "tech",
            "technical",
            "technician",
            "tecnico",
            "técnico",
            "technique",
            "tech c",
            "billing",
            "facturacion",
            "facturación",
            "financial",
            "invoice",
            "zone",
            "zone c",
            "onsite",
            "abuse",
            "reseller",
            "dnssec",
            "keyset",
            "key set",
            "hostmaster",
            "legal",
            "authority",
            "support",
            "bill",
            "pago",
            "cobranza",
            "payment",
            "accounting",
            "proxy",
            "privacy",
            "administrative c",
            "dns operator",
            "ds",
            "signed",
        ],
    ),
];

/// Words of a heading that add nothing to its role.
const FILLERS: &[&str] = &[
    "contact",
    "contacts",
    "contacto",
    "information",
    "info",
    "details",
    "data",
    "of",
    "the",
    "domain",
    "and",
    "for",
    "current",
    "person",
    "s",
    "del",
    "de",
    "du",
    "le",
    "la",
    "section",
    "sponsoring",
    "in",
    "listed",
    "order",
    "records",
    "c",
    "registered",
    "record",
    "profile",
    "operator",
    "ns",
];

static TOPIC_MAP: LazyLock<HashMap<&'static str, Topic>> = LazyLock::new(|| map(TOPICS));
static FIELD_MAP: LazyLock<HashMap<&'static str, Field>> = LazyLock::new(|| map(FIELDS));
static ROLE_MAP: LazyLock<HashMap<&'static str, Role>> = LazyLock::new(|| map(ROLES));

fn map<T: Copy>(table: &'static [(T, &'static [&'static str])]) -> HashMap<&'static str, T> {
    table.iter().flat_map(|(value, keys)| keys.iter().map(move |key| (*key, *value))).collect()
}

/// What a key of the domain itself tells; numbers at its end are dropped.
pub(super) fn topic(key: &str) -> Option<Topic> {
    let key = without_digits(key);
    let key = key.as_str();
    TOPIC_MAP.get(key).copied().or_else(|| {
        LEADING.iter().find_map(|word| {
            let rest = key.strip_prefix(word)?.strip_prefix(' ')?;
            TOPIC_MAP.get(rest).copied()
        })
    })
}

/// Beginnings of words that make a key what it is, for keys that are not in the
/// table; the first kind that fits is taken.
const STEMS: &[(Topic, &[&str])] = &[
    (
        Topic::Expires,
        &["expir", "renew", "valid", "paid", "due", "venc", "terminat", "ablauf", "udlob", "utlop"],
    ),
    (
        Topic::Updated,
        &[
            "updat", "modif", "chang", "edit", "actuali", "atuali", "aktual", "andra", "endret",
            "mise",
        ],
    ),
    (
        Topic::Created,
        &[
            "creat", "regist", "activ", "approv", "commenc", "deleg", "crea", "cria", "alta",
            "opret", "opprett", "skap", "anmel", "registr", "inscri", "assign", "start", "since",
            "added", "entered",
        ],
    ),
    (
        Topic::NameServer,
        &[
            "nameserver",
            "nserver",
            "dns",
            "ns",
            "server",
            "servers",
            "nserv",
            "servidor",
            "serveur",
            "host",
        ],
    ),
];

/// Beginnings of words with which a key speaks of something else.
const FOREIGN: &[&str] = &[
    "registrar",
    "registrant",
    "owner",
    "holder",
    "admin",
    "tech",
    "billing",
    "contact",
    "whois",
    "database",
    "dnssec",
    "ds",
    "key",
    "transfer",
    "delet",
    "quarantine",
    "free",
    "trademark",
    "reseller",
    "url",
    "referral",
    "abuse",
    "email",
    "phone",
    "fax",
    "id",
    "address",
    "addr",
    "ip",
    "person",
    "zone",
    "signed",
    "query",
    "time of",
    "lookup",
];

/// What a key that is not in the table seems to tell, by the words in it. Only
/// to be believed where the value is of the kind.
pub(super) fn likely_topic(key: &str) -> Option<Topic> {
    let key = without_digits(key);
    let words: Vec<&str> = key.split(' ').filter(|w| !w.is_empty()).take(8).collect();
    if words.len() > 6 || words.iter().any(|w| FOREIGN.iter().any(|f| w.starts_with(f))) {
        return None;
    }
    STEMS
        .iter()
        .find(|(_, stems)| words.iter().any(|w| stems.iter().any(|stem| w.starts_with(stem))))
        .map(|(topic, _)| *topic)
}

/// A key without the numbers that count repeated ones: `ns1 hostname`.
fn without_digits(key: &str) -> String {
    let mut out: String = key.chars().filter(|c| !c.is_ascii_digit()).collect();
    out.truncate(out.trim_end().len());
    out
}

/// What a key of a contact tells; numbers at its end are dropped.
pub(super) fn field(key: &str) -> Option<Field> {
    FIELD_MAP.get(without_digits(key).as_str()).copied()
}

/// The role that a key begins with, and the rest of the key.
pub(super) fn split_role(key: &str) -> Option<(Role, &str)> {
    // Whole key first, then the longest beginning that is a role.
    let cuts = std::iter::once(key.len()).chain(key.rmatch_indices(' ').map(|(at, _)| at));
    for cut in cuts.take(8) {
        if let Some(role) = key.get(..cut).and_then(|head| ROLE_MAP.get(head)) {
            return Some((*role, key.get(cut..).unwrap_or("").trim_start()));
        }
    }
    None
}

/// The role that a heading names, when it names nothing else.
pub(super) fn heading(key: &str) -> Option<Role> {
    if let Some(role) = ROLE_MAP.get(key) {
        return Some(*role);
    }
    let mut role = None;
    let mut words = 0;
    for word in key.split(' ') {
        words += 1;
        if words > 7 {
            return None;
        }
        match ROLE_MAP.get(word) {
            Some(found) => role = role.or(Some(*found)),
            None if FILLERS.contains(&word) => {}
            None => return None,
        }
    }
    role
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_their_meaning() {
        assert_eq!(topic("domain registration date"), Some(Topic::Created));
        assert_eq!(topic("record expires on"), Some(Topic::Expires));
        assert_eq!(topic("name server 2"), Some(Topic::NameServer));
        assert_eq!(topic("registrar whois server"), None);
        assert_eq!(likely_topic("date of first approval"), Some(Topic::Created));
        assert_eq!(likely_topic("option to renew until"), Some(Topic::Expires));
        assert_eq!(likely_topic("registrar whois server"), None);
        assert_eq!(split_role("registrant organization"), Some((Role::Registrant, "organization")));
        assert_eq!(split_role("domain holder"), Some((Role::Registrant, "")));
        assert_eq!(heading("administrative contact information"), Some(Role::Other));
        assert_eq!(heading("registrant contact"), Some(Role::Registrant));
        assert_eq!(heading("registrant fax ext"), None);
    }
}

//! The keys of WHOIS answers, as data.
//!
//! Keys are folded as `lines::fold_key` does: lower case, no punctuation, what
//! stands in parentheses left out. Alternatives are parted by `|`.

use super::meaning::{Field, Role, Topic};

/// Keys of the domain itself.
pub(super) const TOPICS: &[(Topic, &str)] = &[
    (
        Topic::Domain,
        "domain|domain name|domainname|domain name ascii|query|dn|ascii domain name|ドメイン名\
         |nom de domaine|dominio|complete domain name|nombre de dominio|nome de dominio\
         |nombre del dominio|idn|domena",
    ),
    (
        Topic::Created,
        "created|created on|created date|created at|create date|created time|creation date\
         |creation|creation time|registered|registered on|registered date|registered at\
         |registration date|registration time|registration|registration on|date registered\
         |date created|date of registration|date of creation|registration created|activated\
         |acivated|date approved|approval date|registered date and time|activated on\
         |activation date|activation|assigned|commencement date|first registration date\
         |entry created|reg date|registdate|register date|registered since|approved on\
         |date de creation|date de création|fecha de registro|fecha de creacion\
         |fecha de creación|fecha de activacion|creado|created by registry|登録年月日|登録日|接続年月日\
         |등록일|registrado|data rejestracji|registration start|start date|added\
         |domain dateregistered|dateregistered|record created|domain created|insert date\
         |delegated|initial registration date|registered by date|registered time|entered\
         |rejestracja|aktivovano|issue date|issued on|date issued",
    ),
    (
        Topic::Updated,
        "updated|updated on|updated date|updated at|update date|update|last updated\
         |last updated on|last updated date|last update|last modified|last modified on\
         |last modified date|last modification|last changed|last change|last edited\
         |last edited on|modified|modified on|modified date|modification date|date modified\
         |date updated|date last modified|changed|changed on|change date|last updated time\
         |record last updated|record last updated on|datemodified|最終更新|최근 정보 변경일\
         |ultima actualizacion|última actualización|fecha de ultima modificacion\
         |modification time|altered|edited on|datelastmodified|last upd|updated last\
         |modified last",
    ),
    (
        Topic::Expires,
        "registry expiry date|expires|expires on|expires at|expire|expired|expire date\
         |expired date|expires date|expiry|expiry date|expiry on|expiration|expiration date\
         |expiration time|expiration on|expire on|expire time|expiration at|currently expires\
         |date expires|date of expiry|date of expiration|renewal date|date renewal\
         |fecha de vencimiento del dominio|renewal|renew date until|next renewal date\
         |valid until|valid through|valid thru|valid to|validity|validity date|paid till\
         |paid until|paid up to|exp date|expdate|end date|registered until\
         |registration expires|registration expires on|registration expiration date\
         |registry fee due on|fecha de expiracion|fecha de vencimiento|fecha de expiración\
         |fecha de corte|date dexpiration|vencimiento|有効期限|사용 종료일|expiracion\
         |option expiration date|record expires on|registered till|expire at|domain expires\
         |renewal by|date expiration|expires in|datebilleduntil|billed until|valid date\
         |will expire on|expire on date|outzone|date of validity|record expired|expiring",
    ),
    (
        Topic::RegistrarExpires,
        "registrar registration expiration date|registrar expiration date\
         |registrar expiry date",
    ),
    (
        Topic::Status,
        "status|domain status|statut|eppstatus|epp status|registration status|registry status\
         |state|status of domain|estado|estatus del dominio|状態|lock status|domain state\
         |query status|delegation status|flags|domaintype",
    ),
    (
        Topic::NameServer,
        "name server|nameserver|name servers|nameservers|nserver|nservers|ns|nserv|ns record\
         |ns hostname|nameserver hostname|name servers information|nameservers information\
         |servidor de nombres de dominio|servidores de nombres de dominio\
         |nombre de servidores|host name|hostname|dns|dns server|dns servers|domain servers\
         |domain server|servers|domain nameservers|domain name servers|domain nameserver\
         |domain servers in listed order|domain name servers in listed order\
         |name servers in listed order|name server information|nameserver information\
         |nameservers in listed order|primary server|secondary server|primary name server\
         |secondary name server|primary nameserver|secondary nameserver|primary dns\
         |secondary dns|primary hostname|secondary hostname|primary server hostname\
         |secondary server hostname|name server handle|listed name servers\
         |current nameservers|ネームサーバ|호스트이름|1차 네임서버 정보|servidor de nombre|servidores de nombre\
         |servidores de dominio|servidor dns|serveur de noms|serveurs de noms\
         |dns name servers|nsentry|nsl|name server name|authoritative name servers|primary ns\
         |secondary ns|delegated name servers|domain host|nameserver name|nom serveur|ns name\
         |dns1|host|name server hostname|delegated to|dns name|primary server name\
         |nameserver in listed order|name servers listed in order|nameservers listed in order\
         |nserver name|domain dns|dns server name|ns server",
    ),
    (
        Topic::Registrar,
        "registrar|sponsoring registrar|registrar name|registrar organization\
         |registrar organisation|registrar company|sponsoring registrar organization\
         |current registrar|registrar of record|authorized registrar|authorized agency\
         |registration service provider|registered through|registered by|registered via\
         |registration agent|domain registrar|registrar company name|レジストラ|등록대행자\
         |bureau denregistrement|agent|registrant agent|entidad registradora|registrador\
         |registering agent|provider|registration services provided by\
         |registration service provided by|entidade gestora|submitting registrar\
         |managed by registrar|current registar|registar|registar name|registrars\
         |sponsoring registrar name|registrar legal name|registrar full name",
    ),
    (Topic::Dates, "relevant dates|dates|important dates|record|domain details|domain information"),
];

/// Words that may stand before a key of the domain and add nothing.
pub(super) const LEADING: &str = "domain name|domain|record|the|object|current";

/// Keys of a contact.
pub(super) const FIELDS: &[(Field, &str)] = &[
    (
        Field::Name,
        "name|person|personname|person name|contact name|full name|fullname|english name\
         |name english|nombre|nom|contact person|firstname lastname|last first name\
         |last name first name|individual|namn|first name last name|name of registrant\
         |internationalized name|person english|person eng|contact|contact name en\
         |full name english|holder name",
    ),
    (
        Field::Organization,
        "organization|organisation|org|org name|orgname|organization name|organisation name\
         |company|company name|company english name|english company name|organizacion\
         |organización|societe|société|organization english|role|organization loc\
         |organisation loc|co name|corporation|entity name|institution|firm|organization en\
         |legal name|contact organization|contact organisation|business name|dba\
         |department name|organisation name english|org name en|legal entity",
    ),
    (
        Field::Number,
        "id number|register number|registration number|registration no|company number\
         |company registration number|organization number|organisation number|org no|orgno\
         |organization id|org id|reg no|reg code|regcode|registry code|business id|vat\
         |vat number|ownerid|eligibility id|cvr|kvk|company no|organization reg code|tax id\
         |siren|siret|ico|entity id|business number|legal id|y tunnus|document number\
         |identification|company reg no|national id|regnr|reg nr|org nr|orgnr\
         |business registration number|ico number|kpp|inn|uid|trade register number\
         |company code|code of organization|taxpayer id|tax number|taxpayer number\
         |registration or other identification number|identification number|org number\
         |organization no|organisation no|company id|commercial register number",
    ),
    (
        Field::Country,
        "country|country code|countrycode|country economy|cc|country iso|pais|país|pays\
         |country name|c",
    ),
    (
        Field::Address,
        "address|addr|street|street address|postal address|domicile|adresse|direccion\
         |location|city|address line",
    ),
    (
        Field::Handle,
        "id|handle|nic hdl|nic hdl br|nichandle|contact id|contactid|nic handle|norid handle\
         |person id|contact handle|hdl|code|ref|contact code",
    ),
    (Field::Kind, "type|contact type|kind|entity type"),
];

/// Words that name a role.
pub(super) const ROLES: &[(Role, &str)] = &[
    (
        Role::Registrant,
        "registrant|registrants|owner|owners|holder|holders|domain holder|domain owner\
         |titular|titulaire|licensee|holder of domain name|domain name holder\
         |domain registrant|registrant internal|organization using domain name\
         |organization using|owner c|holder c|registrant c|登録者名|등록인|organization holder\
         |domain name owner|domain name registrant|domain user|customer|subscriber\
         |proprietaire|titular del dominio|registrant organization information|held by\
         |domain licensee|legal holder|reg c|org c|owner contact|registrant contact\
         |holder contact|registered to|registered for",
    ),
    (
        Role::Registrar,
        "registrar|sponsoring registrar|registrar of record|registration service provider\
         |registration service provided by|current registrar|agent|registrador",
    ),
    (
        Role::NameServers,
        "name servers|name server|nameservers|nameserver|domain servers|dns servers|nserver\
         |nservers|dns|domain nameservers",
    ),
    (
        Role::Other,
        "admin|administrative|administrator|administratif|administrativo|administration|adm\
         |admin c|tech|technical|technician|tecnico|técnico|technique|tech c|billing\
         |facturacion|facturación|financial|invoice|zone|zone c|onsite|abuse|reseller|dnssec\
         |keyset|key set|whois|whois server|hostmaster|legal|authority|support|bill|pago|cobranza|payment\
         |accounting|proxy|privacy|administrative c|dns operator|ds|signed",
    ),
];

/// Words of a heading that add nothing to its role.
pub(super) const FILLERS: &str = "listed|contact|contacts|contacto|information|info|details|data|of|the|domain|and|for\
    |current|person|s|del|de|du|le|la|section|sponsoring|in|listed|order|records|c\
    |registered|record|profile|operator|ns";

/// Beginnings of words that make a key what it is, for keys that are not in the
/// table; the first kind that fits is taken.
pub(super) const STEMS: &[(Topic, &str)] = &[
    (Topic::Expires, "expir|renew|valid|paid|due|venc|terminat|ablauf|udlob|utlop"),
    (Topic::Updated, "updat|modif|chang|edit|actuali|atuali|aktual|andra|endret|mise"),
    (
        Topic::Created,
        "creat|regist|activ|approv|commenc|deleg|crea|cria|alta|opret|opprett|skap|anmel\
         |registr|inscri|assign|start|since|added|entered",
    ),
    (Topic::NameServer, "nameserver|nserver|dns|ns|server|servers|nserv|servidor|serveur|host"),
];

/// Beginnings of words with which a key speaks of something else.
pub(super) const FOREIGN: &str = "registrar|registrant|owner|holder|admin|tech|billing|contact|whois|database|dnssec\
    |ds|key|transfer|delet|quarantine|free|trademark|reseller|url|referral|abuse|email\
    |phone|fax|id|address|addr|ip|person|zone|signed|query|time of|lookup";

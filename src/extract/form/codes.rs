//! What programmers call form fields in `name` and `id`.
//!
//! These are not words of a language but habits of forms and shop platforms, cut
//! into words at capitals, digits and punctuation (`billing_addr1` is
//! `billing addr 1`). Words of languages come from the vocabulary.

/// Phrases, between bars, by WHATWG autofill token; `password` and `other` as in the vocabulary.
pub(super) const FIELDS: &[(&str, &str)] = &[
    (
        "email",
        "email|e mail|mail|emailaddress|email address|emailaddr|email addr|useremail|\
         loginemail|mailaddress|eml",
    ),
    (
        "given-name",
        "first name|firstname|fname|f name|given name|givenname|forename|first|given|\
         fst name|vorname",
    ),
    (
        "family-name",
        "last name|lastname|lname|l name|surname|family name|familyname|sname|last|sur name|\
         nachname",
    ),
    ("additional-name", "middle name|middlename|mname|middle initial|middle|mi"),
    ("honorific-prefix", "salutation|honorific|name prefix|name title"),
    (
        "name",
        "full name|fullname|name|your name|yourname|customer name|customername|contact name|\
         contactname|recipient|realname|real name|cname|addressee|ship name",
    ),
    (
        "organization",
        "company|company name|companyname|organization|organisation|org|org name|orgname|\
         business name|businessname|firm",
    ),
    ("organization-title", "job title|jobtitle|position"),
    (
        "tel",
        "phone|telephone|tel|mobile|phone number|phonenumber|cell|cellphone|mobilephone|\
         phoneno|phone no|mobilenumber|mobile number|telno|tel no|phonenum|phone num|\
         telephonenumber|telephone number|contactno|contact number|msisdn",
    ),
    (
        "street-address",
        "address|addr|street|street address|streetaddress|address 1|addr 1|address line 1|\
         addressline 1|address line one|addressline one|line 1|street 1|address one|adr|\
         adr 1|adress|street name|streetname|str|street line 1|add 1|address street|\
         addressline|address line",
    ),
    (
        "address-line2",
        "address 2|addr 2|address line 2|addressline 2|address line two|addressline two|\
         line 2|street 2|apt|apartment|suite|unit|address two|adr 2|street line 2|add 2|\
         apt number|apt no|apt suite|apt num|unit number|floor|address unit|building",
    ),
    ("address-line3", "address 3|addr 3|address line 3|line 3"),
    (
        "address-level1",
        "state|province|region|county|state province|stateprovince|prov|administrative area|\
         administrativearea|zone|zone id|state code|region id|level 1|prefecture|\
         stateorprovince|state or province|st",
    ),
    (
        "address-level2",
        "city|town|locality|suburb|city name|cityname|municipality|level 2|town city|citytown",
    ),
    (
        "postal-code",
        "zip|zipcode|zip code|postal|postcode|postalcode|postal code|post code|plz|\
         zip postal|zippostal|pcode|pincode|pin code|zip 5|zip postal code",
    ),
    (
        "country",
        "country|country code|countrycode|country id|countryid|country name|countryname|\
         nation|country region|country list|country select|country input",
    ),
    (
        "cc-number",
        "card number|cardnumber|card no|cardno|cc number|ccnumber|cc num|ccnum|cc no|ccno|\
         creditcard|credit card|creditcardnumber|credit card number|card num|cardnum|pan|\
         credit card no|debit card number|cc card number|card account number|acct number|ccn|\
         cc|cardnr|card nr|credit card account number",
    ),
    (
        "cc-csc",
        "cvc|cvv|cvv 2|cvc 2|csc|security code|securitycode|card code|cardcode|\
         card verification|verification value|verificationvalue|cvn|cid|cc cid|sec code|\
         seccode|card security code|cardsecuritycode|cccvc|cccvv|cvvcode|cv number|card cvc|\
         ccv|cvv code|card verification number",
    ),
    (
        "cc-exp",
        "exp|expiry|expiration|exp date|expdate|expiry date|expirydate|expiration date|\
         expirationdate|cc exp|ccexp|card expiry|card exp|expires|valid thru|valid until|\
         validthru|cardexpiry",
    ),
    (
        "cc-exp-month",
        "exp month|expmonth|expiry month|expirymonth|expiration month|expirationmonth|exp mo|\
         cc month|ccmonth|card month|month exp|monthexpire|month expire|exp mm|expm|\
         cc exp month|ccexpmonth|expire month|exp date month|expiration date month|\
         expiry date month|expire mm|month expiration|card exp month|exp date mo|\
         expiration mm",
    ),
    (
        "cc-exp-year",
        "exp year|expyear|expiry year|expiryyear|expiration year|expirationyear|exp yr|\
         cc year|ccyear|card year|year exp|yearexpire|year expire|exp yy|expy|cc exp year|\
         ccexpyear|expire year|exp date year|expiration date year|expiry date year|expire yy|\
         year expiration|card exp year|exp date yr|expiration yy",
    ),
    (
        "cc-name",
        "cc name|ccname|card name|cardname|name on card|nameoncard|card holder|cardholder|\
         cardholder name|cardholdername|card holder name|card owner|cc owner|holder name|\
         holdername|creditcardname|credit card name|cc nameoncard|card full name|name card|\
         cardholder full name|account holder",
    ),
    ("cc-given-name", "card holder first name|cardholder first name|card first name|cc first name"),
    ("cc-family-name", "card holder last name|cardholder last name|card last name|cc last name"),
    ("cc-type", "card type|cardtype|cc type|cctype|credit card type|card brand"),
    ("bday", "bday|birthday|birthdate|birth date|dob|date of birth|dateofbirth|birth"),
    (
        "bday-day",
        "birth day|bday day|birthday day|dob day|birthdate day|birth dd|birth date day|\
         date of birth day|day of birth",
    ),
    (
        "bday-month",
        "birth month|birthmonth|bday month|birthday month|dob month|birthdate month|birth mm|\
         birth date month|date of birth month|month of birth",
    ),
    (
        "bday-year",
        "birth year|birthyear|bday year|birthday year|dob year|birthdate year|birth yyyy|\
         birth date year|date of birth year|year of birth",
    ),
    ("month", "month|mm|mon"),
    ("year", "year|yy|yyyy|yr"),
    ("day", "day|dd"),
    (
        "username",
        "username|user name|user|userid|user id|login|loginid|login id|uname|usr|logon|\
         nickname|screenname|screen name|userlogin|user login|account name|login name|\
         loginname|identifier|alias",
    ),
    ("password", "password|passwd|pass|pwd|psw|pw|passphrase|userpassword|pin"),
    (
        "new-password",
        "new password|newpassword|password confirm|password confirmation|confirm password|\
         confirmpassword|password 2|repeat password|retype password|passwordconfirm|\
         password again|verify password|password repeat|create password|reg password|pass 2|\
         pwd 2",
    ),
    ("current-password", "current password|currentpassword|old password|oldpassword"),
    (
        "one-time-code",
        "otp|one time code|onetimecode|verification code|verificationcode|auth code|mfa|totp|\
         2 fa|sms code|passcode|one time password|otc|two factor|challenge code|otpcode|\
         email code|factor code",
    ),
    (
        "other",
        "search|q|query|keyword|keywords|s|coupon|coupon code|promo|promocode|promo code|\
         discount|discount code|voucher|giftcard|gift card|gift message|gift|comment|\
         comments|message|msg|notes|note|subject|captcha|captcha code|qty|quantity|quant|\
         amount|website|web|url|homepage|extension|ext|area code|gender|sex|language|lang|\
         currency|vat|vat number|tax id|taxid|ssn|reference|ref|po number|order number|\
         order id|account number|member number|membership number|size|color|colour|question|\
         answer|honeypot|honey|hp|file|date|time|hour|source|referral|issue number|\
         issue date|start date|type|file name|host name|domain name|product name|event name|\
         list name|tag|iban|routing number|account type|job function|industry|company size|\
         how did you hear|security question|security answer|secret|token|csrf",
    ),
];

/// Whose dates are not those of the customer, between bars.
pub(super) const OTHERS: &str = "baby|babies|child|children|kid|kids|pet|dog|spouse|partner|due|\
     anniversary|wedding|event|start|from|checkin|check in|checkout|departure|\
     arrival|delivery|issue|issued";

/// Class, id and address tokens, between bars, by which forms tell what they are for.
pub(super) const FORMS: &[(&str, &str)] = &[
    (
        "checkout",
        "checkout|check out|order|orderform|billing|shipping|booking|reservation|place order",
    ),
    ("cart", "cart|basket|add to cart|addtocart|cart add|bag|variations form"),
    (
        "contact",
        "contact|contactform|contact form|contact us|wpcf 7|enquiry|inquiry|feedback|\
         message form",
    ),
    (
        "newsletter",
        "newsletter|subscribe|subscription|mailchimp|mc embedded subscribe|mc 4 wp form|\
         klaviyo|signup newsletter|mailing list|email signup",
    ),
    ("login", "login|log in|signin|sign in|logon|loginform|authenticate"),
    ("registration", "register|registration|signup|sign up|create account|join|createaccount"),
    ("search", "search|searchform|search form|site search"),
    ("payment", "payment|payment form|creditcard|credit card|card form|stripe|pay"),
];

//! The same in eleven languages, each on a page of any other.

use super::check_presses;

#[test]
fn orders_and_payments_are_refused_in_every_language() {
    let texts = "
        Slutför köp; Betala; Skicka order; Beställ; Lägg beställning; Bekräfta köpet; Betala 499 kr; Gå vidare och betala; Boka nu
        Fullfør kjøp; Betal nå; Send bestilling; Bestill; Legg inn bestilling; Bekreft kjøpet; Betal 499 kr; Fullfør ordren
        Gennemfør køb; Betal nu; Afgiv ordre; Bestil; Bekræft køb; Betal 499 kr.; Godkend køb; Send bestilling
        Maksa; Tilaa ja maksa; Lähetä tilaus; Vahvista tilaus; Viimeistele ostos; Maksa 49 €; Tilaa nyt; Tee tilaus
        Place order; Pay now; Complete purchase; Submit order; Order now; Pay £20; Confirm and pay; Order with obligation to pay
        Zahlungspflichtig bestellen; Kostenpflichtig bestellen; Jetzt bezahlen; Verbindlich bestellen; Kauf abschließen; Jetzt kaufen; Zahlen; Kauf bestätigen
        Bestelling plaatsen; Nu betalen; Betalen; Bestelling afronden; Bestellen en betalen; Plaats bestelling; Bevestig en betaal; Koop nu
        Payer; Commander et payer; Valider et payer; Confirmer ma commande; Payer 20 €; Acheter maintenant; Régler; Confirmer le paiement
        Pagar; Comprar ahora; Realizar el pedido; Confirmar pedido; Pagar 20 €; Pagar ahora; Confirmar compra; Pedido con obligación de pago
        Paga ora; Acquista ora; Invia ordine; Conferma ordine; Paga 20 €; Ordina; Ordine con obbligo di pagare; Completa acquisto
        Zamawiam i płacę; Kupuję i płacę; Złóż zamówienie; Zapłać; Potwierdzam zamówienie; Zamawiam z obowiązkiem zapłaty; Zapłać 20 zł; Zamów
    ";
    let mut rows = String::new();
    let all = texts.lines().flat_map(|line| line.split(';')).map(str::trim);
    for text in all.filter(|text| !text.is_empty()) {
        for way in [
            "continue | {} | post /checkout/step | radio/other:shipping=std",
            "checkout | {} | post /cart/next | radio/other:payment=x; email/email:e=a",
            "add | {} | post /checkout | email/email:e=a; quantity=1",
            "dismiss | {} | - | | close",
            "delivery | {} ✓ | - | | shipping",
            "guest | →  {}! | post /checkout/guest | email/email:e=a",
        ] {
            rows.push_str(&format!("refuse | {}\n", way.replace("{}", text)));
        }
    }
    assert!(check_presses("https://shop.example/checkout", &rows) > 500);
}

#[test]
fn words_that_confirm_anything_are_refused_in_the_checkout() {
    let texts = "Bekräfta; Skicka; Slutför; Klar; Bekreft; Send inn; Fullfør; Indsend; Gennemfør; Vahvista; Lähetä;
        Valmis; Confirm; Submit; Finish; Bestätigen; Absenden; Abschließen; Bestellung abschicken; Jetzt bestellen;
        Bevestigen; Verzenden; Afronden; Valider; Confirmer; Terminer; Finaliser; Confirmar; Enviar; Finalizar;
        Conferma; Invia; Completa; Concludi; Potwierdź; Wyślij; Zatwierdź; Zakończ; OK";
    let mut rows = String::new();
    for text in texts.split(';').map(str::trim) {
        rows.push_str(&format!("refuse | continue | {text} | post /checkout/step | @checkout\n"));
        rows.push_str(&format!("refuse | continue | {text} | -\n"));
    }
    assert!(check_presses("https://shop.example/checkout", &rows) > 70);
}

#[test]
fn what_goes_on_passes_in_every_language() {
    let onward = "Fortsätt; Nästa; Gå vidare; Fortsett; Neste; Gå videre; Fortsæt; Næste; Jatka; Seuraava; Continue; Next;
        Proceed; Weiter; Nächster Schritt; Fortfahren; Verder; Volgende; Doorgaan; Continuer; Suivant; Étape suivante;
        Continuar; Siguiente; Continua; Avanti; Prosegui; Dalej; Kontynuuj; Następny krok; FORTSÄTT →; Weiter »";
    let mut rows = String::new();
    for text in onward.split(';').map(str::trim) {
        rows.push_str(&format!(
            "pass | continue | {text} | post /checkout/address | @checkout; text/name:name=A; text/street-address:street=B\n"
        ));
        rows.push_str(&format!("pass | continue | {text} | - | | btn btn-primary\n"));
    }
    let payment = "Fortsätt till betalning; Fortsett til betaling; Fortsæt til betaling; Jatka maksuun; Continue to payment;
        Weiter zur Zahlung; Verder naar betaling; Continuer vers le paiement; Continuar al pago; Continua al pagamento;
        Kontynuuj do płatności";
    for text in payment.split(';').map(str::trim) {
        rows.push_str(&format!(
            "pass | continue | {text} | post /checkout/shipping | radio/other:shipping_method=std\n"
        ));
        rows.push_str(&format!(
            "refuse | continue | {text} | post /checkout/x | radio/other:payment_method=card; checkbox/consent:terms=1\n"
        ));
    }
    check_presses("https://shop.example/checkout", &rows);
}

#[test]
fn carts_and_checkouts_pass_in_every_language() {
    let mut rows = String::new();
    let add = "Lägg i varukorgen; Köp; Legg i handlekurven; Kjøp; Læg i kurv; Køb; Lisää ostoskoriin; Osta; Add to cart;
        Add to basket; In den Warenkorb; Kaufen; In winkelwagen; Toevoegen aan winkelmand; Ajouter au panier; Acheter;
        Añadir al carrito; Comprar; Aggiungi al carrello; Acquista; Dodaj do koszyka; Kup";
    for text in add.split(';').map(str::trim) {
        rows.push_str(&format!("pass | add | {text} | post /cart/add | id=5; quantity=1\n"));
        rows.push_str(&format!("pass | add | {text} | post /a/b | product_id=5; variant=2\n"));
        rows.push_str(&format!(
            "refuse | add | {text} | post /checkout/place-order | id=5; quantity=1\n"
        ));
        rows.push_str(&format!(
            "refuse | add | {text} | post /a/b | quantity=1; text/cc-number:x=\n"
        ));
    }
    let checkout = "Till kassan; Gå till kassan; Til kassen; Gå til kassen; Kassalle; Siirry kassalle; Checkout;
        Proceed to checkout; Zur Kasse; Naar de kassa; Afrekenen; Passer à la caisse; Passer la commande; Commander;
        Tramitar pedido; Finalizar compra; Vai alla cassa; Procedi al checkout; Przejdź do kasy; Realizuj zamówienie;
        Fortsæt til kassen; Gå til betaling; Till betalning; Gå vidare till kassan";
    for text in checkout.split(';').map(str::trim) {
        rows.push_str(&format!("pass | checkout | {text} | /checkout\n"));
        rows.push_str(&format!("pass | checkout | {text} | post /cart | updates[]=1\n"));
        rows.push_str(&format!("refuse | checkout | {text} | /checkout/complete\n"));
    }
    check_presses("https://shop.example/products/lamp", &rows);
}

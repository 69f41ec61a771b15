//! What may be pressed, whatever the language.

use super::check_presses;

#[test]
fn from_the_product_to_the_cart() {
    let count = check_presses("https://shop.example/products/lamp", TO_THE_CART);
    assert!(count > 90);
}

#[test]
fn from_the_cart_to_the_checkout() {
    check_presses("https://shop.example/cart", TO_THE_CHECKOUT);
}

#[test]
fn through_the_checkout() {
    check_presses("https://shop.example/checkout", THROUGH_THE_CHECKOUT);
}

#[test]
fn a_press_without_an_intention_is_refused() {
    check_presses("https://shop.example/", WITHOUT_INTENTION);
}

const TO_THE_CART: &str = r##"
        pass | product | Blue lamp | /products/blue-lamp
        pass | product | Order of the Phoenix, hardback | /products/order-of-the-phoenix
        pass | product | Payment terminal X1 | /products/payment-terminal
        pass | product | Place order here sign | /products/place-order
        pass | product | Sign | /place-order-sign-a4
        pass | product | Subscribe mug | /p/subscribe
        pass | product | Buy me a lamp | /produkt/buy-now/
        pass | product | Checkout counter bell | /collections/bells/products/checkout-complete
        pass | product | Google Pay gift card | /products/google-pay-gift-card
        pass | add | Add to cart | post /product/law-and-order/ | hidden/:add-to-cart=12; quantity=1
        order-address | add | Add to cart | post /products/12/order | quantity=1
        pass | product | Orderly desk | /orderly-desk
        pass | product | Lamp | https://www.shop.example/lamp-12
        order-words | product | Place order | /products/lamp
        order-words | product | Pay now | /p/12
        order-address | product | Lamp | /checkout/place-order
        order-address | product | Lamp | /lamp?action=place_order
        order-address | product | Lamp | /?wc-ajax=checkout
        order-address | product | Lamp | /order/confirm/12
        order-address | product | Lamp | /lamp?buy_now=1
        foreign-host | product | Lamp | https://other.example/lamp
        payment-host | product | Lamp | https://buy.stripe.com/abc
        script-address | product | Lamp | javascript:order()
        script-address | product | Lamp | data:text/html,x
        not-needed | product | Lamp | mailto:a@shop.example
        not-needed | product | Lamp | post /products/lamp | id=1
        refuse | product | Lamp | -
        pass | option | Red | -
        pass | option | XL | # 
        pass | option | Blue | /products/lamp?colour=blue
        pass | option | 2 | get /products/lamp | hidden/:id=2
        order-words | option | Buy now | -
        order-words | option | Place order | -
        refuse | option | Red | https://other.example/x
        not-needed | option | Red | post /x | email/email:email=a@b.example
        pass | add | Add to cart | post /cart/add | id=5; number/other:quantity=1
        pass | add | Add to cart | post /cart/add.js | hidden/:id=5; quantity=1
        pass | add | Add to cart | post | hidden/:add-to-cart=12; quantity=1
        pass | add | Add to basket | post /basket/add/12/ | hidden/:csrfmiddlewaretoken=abc; quantity=1
        pass | add | ADD TO BAG | - 
        pass | add | Add to cart – €20 | -
        pass | add |  | post /cart/add | hidden/:product_id=5 | add-to-cart
        pass | add | Add to cart | /?add-to-cart=12
        pass | add | Buy | post /cart/add | id=5; quantity=1
        pass | add | Köp | post /cart/add | id=5; quantity=1
        pass | add | Köp | post /shop | product_id=5
        pass | add | Köp | -
        pass | add | Kaufen | post /warenkorb/add | artikel=5; quantity=1
        pass | add | Køb | post /kurv | quantity=1
        pass | add | Kjøp | - | | btn buy-button
        pass | add | Osta | post /ostoskori | qty=1
        pass | add | Köp | /cart/add?id=5
        pass | add | Köp 499 kr | post /cart/add | quantity=1
        pass | add | Bestel | post /winkelwagen | quantity=1
        pass | add | Kup | post /koszyk | sku=12
        pass | add | In den Warenkorb | post /checkout/line-item/add | lineItems[a][id]=a; lineItems[a][quantity]=1; redirectTo=frontend.cart.offcanvas
        pass | add | Add to Cart | post /checkout/cart/add/uenc/aHR0/product/12/ | product=12; form_key=abc; qty=1 | action primary tocart product-addtocart-button
        pass | add | Add to Cart | post /index.php?route=checkout/cart.add&language=en-gb | quantity=1; product_id=40 | button-cart
        pass | add | Add to cart | post /cart | token=a; id_product=3; qty=1; add=1 | add-to-cart btn
        order-words | add | Buy now | post /cart/add | id=5; quantity=1
        order-words | add | Köp nu | post /cart/add | id=5; quantity=1
        order-words | add | Buy it now | -
        order-words | add | Kaufen | -
        order-words | add | Köp | post /checkout | quantity=1
        order-words | add | Köp | post /x | email/email:mail=a; quantity=1
        order-words | add | Köp | post /x | radio/other:payment_method=card; quantity=1
        order-words | add | Köp | /buy/5
        order-words | add | Place order | post /cart/add | quantity=1
        order-words | add | Add to cart and pay | post /cart/add | quantity=1
        order-words | add | Pay | post /cart/add | quantity=1
        order-words | add | Subscribe and pay | post /cart/add | quantity=1
        order-mark | add | Add to cart | post /cart/add | quantity=1 | buy-now-button
        order-mark | add | Add to cart | - | | btn-place-order
        wallet | add | Add to cart | - | | shopify-payment-button__button
        wallet | add | Buy with Google Pay | -
        wallet | add | PayPal | -
        wallet | add | Add to cart with Apple Pay | -
        order-address | add | Add to cart | /order/place?id=5
        order-address | add | Add to cart | post /api/orders | id=5
        order-address | add | Add to cart | post /order | quantity=1
        order-address | add | Add to cart | post /buy | quantity=1
        order-address | add | Add to cart | post /one-click-order | quantity=1
        order-content | add | Add to cart | post /cart/add | quantity=1; buy_now=1
        order-content | add | Add to cart | post /cart/add | quantity=1; action=place_order
        pass | add | Add to cart | post /cart/add | quantity=1; buy_now=0
        pass | add | Add to cart | post /cart/add | quantity=1; buy_now=
        wallet | add | Add to cart | post /cart/add | quantity=1; express_checkout=1
        card-field | add | Add to cart | post /cart/add | quantity=1; cc-number=
        card-field | add | Add to cart | post /cart/add | text/cc-csc:x=; quantity=1
        password | add | Add to cart | post /cart/add | quantity=1; password=
        password | add | Add to cart | post /cart/add | quantity=1; password/current-password:p=
        not-needed | add | Add to cart | post /cart/add | quantity=1; email/email:email=
        payment-form | add | Add to cart | post /cart/add | @payment; quantity=1
        subscription | add | Add to cart | post /cart/add | @newsletter
        login | add | Add to cart | post /cart/add | @login
        payment-host | add | Add to cart | post https://www.paypal.com/cgi-bin/webscr | cmd=_cart
        foreign-host | add | Add to cart | post https://other.example/cart/add | id=5
        script-address | add | Add to cart | javascript:buy(5)
        pass | add | Add to cart | javascript:void(0)
        pass | add | Add to cart | javascript:;
        unknown-words | add | Continue | -
        unknown-words | add | Flobble | -
        vague-words | add | Submit | post /cart/add | quantity=1
        vague-words | add | OK | -
        subscription | add | Notify me when back | - | | back-in-stock
        order-words | add | Reserve now | -
        order-words | add | Pre-order | -
    "##;

const TO_THE_CHECKOUT: &str = r##"
        pass | cart | View cart | /cart
        pass | cart | Cart (1) | /cart
        pass | cart | 1 | /cart
        pass | cart |  | - | | minicart-toggle
        pass | cart | Go to cart | -
        pass | cart | Cart | /checkout/cart/
        refuse | cart | Hm | -
        order-words | cart | Pay now | /cart
        foreign-host | cart | Cart | https://other.example/cart
        pass | checkout | Checkout | /checkout
        pass | checkout | Proceed to checkout | post /cart | quantity=1; updates[]=1
        pass | checkout | Check out | post /cart | name/:checkout=1; updates[]=1 | checkout
        pass | checkout | Proceed to checkout | /order
        pass | checkout | Proceed to checkout | /index.php?route=checkout/checkout&language=en-gb
        pass | checkout | Go to checkout | /checkout/confirm
        pass | checkout | Zur Kasse | /checkout/confirm
        pass | checkout | Commander | /commande
        pass | checkout | Valider la commande | /commander/
        pass | checkout | Procéder au paiement | /commande
        pass | checkout | Till betalning | /kassa
        pass | checkout | Tramitar pedido | /pedido
        pass | checkout | Realizuj zamówienie | /zamowienie
        pass | checkout | Checkout | -
        pass | checkout | Continue | -
        pass | checkout | Proceed to Checkout | - | | action primary checkout
        pass | checkout | Checkout | https://checkout.shopify.com/c/1
        pass | checkout | Checkout | https://lamp-shop.myshopify.com/checkouts/1
        wallet | checkout | Checkout | https://shop.app/checkout/1
        payment-host | checkout | Checkout | https://checkout.stripe.com/c/pay/1
        foreign-host | checkout | Checkout | https://pay.other.example/
        wallet | checkout | PayPal Checkout | /checkout
        wallet | checkout | Express Checkout | /checkout
        wallet | checkout | Checkout | /paypal/express
        order-words | checkout | Checkout and pay | /checkout
        order-words | checkout | Buy now | /checkout
        order-words | checkout | Place order | /checkout
        order-words | checkout | Commander | post /commande | email/email:mail=a; text/name:nom=b
        order-words | checkout | Valider la commande | post /commande | radio/other:payment=cb
        order-address | checkout | Checkout | /checkout/complete
        order-address | checkout | Checkout | /checkout?action=place_order
        order-address | checkout | Checkout | /pay
        order-address | checkout | Checkout | /order/12/pay
        order-address | checkout | Checkout | /#/checkout/place-order
        order-address | checkout | Checkout | post /api/carts/1a2b3c4d/checkout | id=1
        account-change | checkout | Checkout | /account/delete
        subscription | checkout | Checkout | /newsletter/subscribe
        subscription | checkout | Checkout | /unsubscribe?id=1
        script-address | checkout | Checkout | javascript:document.forms[0].submit()
        login | checkout | Log in to check out | /login
        registration | checkout | Create account | /register
        vague-words | checkout | Confirm | post /cart | quantity=1
        refuse | checkout | Flobble | -
        pass | empty | Remove | /cart/remove/12
        pass | empty | × | /cart/?remove_item=1a2b3c4d
        pass | empty | Ta bort | post /cart/change | id=5; quantity=0
        pass | empty | Update cart | post /cart | updates[]=0
        pass | empty | Clear | -
        order-words | empty | Place order | -
        order-words | empty | Checkout and pay | post /cart | updates[]=0
        order-address | empty | Remove | post /orders | id=5
        account-change | empty | Remove | post /account/delete | id=5
        card-field | empty | Remove | post /cart/change | text/cc-number:x=
        foreign-host | empty | Remove | https://other.example/cart/remove/12
        vague-words | empty | OK | post /cart | updates[]=0
        pass | dismiss | Reject all | -
        pass | dismiss | × | -
        pass | dismiss | Decline all | post /cookies | consent=none
        pass | dismiss | Not now thanks | - | | modal-close
        order-words | dismiss | Buy now | -
        refuse | dismiss | Accept | -
        refuse | dismiss | Close | post /newsletter/subscribe | email/email:email=
        subscription | dismiss | Subscribe | -
    "##;

const THROUGH_THE_CHECKOUT: &str = r##"
        pass | guest | Continue as guest | /checkout/guest
        pass | guest | Guest checkout | post /checkout/guest | email/email:email=a@b.example
        pass | guest | Checkout as guest | -
        pass | guest | Continue as guest | post /checkout | @login; email/email:username=; guest=1
        pass | guest | Continue | post /order | @checkout; email/email:email=a; text/given-name:firstname=A; text/family-name:lastname=B; password/new-password:password=; checkbox/consent:psgdpr=1; hidden/:submitCreate=1 | continue
        password | guest | Continue | post /order | @checkout; email/email:email=a; password/new-password:password=
        password | guest | Continue | post /order | @checkout; text/given-name:firstname=A; password/new-password:password=secret
        password | guest | Continue | post /order | @checkout; text/given-name:firstname=A; hidden/:password=
        pass | guest | Continue | post /en-gb/checkout/ | @login; email/email:username=a@b.example; radio/other:options=anonymous; password/current-password:password=
        password | guest | Continue | post /en-gb/checkout/ | @login; email/email:username=a@b.example; radio/other:options=existing; password/current-password:password=
        login | guest | Continue | post /login | email/email:email=a
        login | guest | Log in | post /checkout | email/email:email=a
        registration | guest | Continue | post /account/create | text/given-name:first=A; email/email:email=a
        pass | guest | Continue | post /account/register | @checkout; hidden/:redirectTo=frontend.checkout.confirm.page; text/given-name:billingAddress[firstName]=A; email/email:email=a; guest=1
        registration | guest | Continue | post /checkout/register | text/given-name:first=A; createaccount=1
        pass | continue | Continue | post /checkout/address | @checkout; text/given-name:first=A; text/street-address:street=B; text/postal-code:zip=1
        pass | continue | Continue to shipping | post /checkout/step/2 | @checkout; text/name:name=A; email/email:email=a
        pass | continue | Continue to payment | post /checkout/shipping | @checkout; radio/other:shipping_method=std
        pass | continue | Continue to payment | -
        pass | continue | Next | - | | button action continue primary
        pass | continue | Next | /checkout/payment
        pass | continue | Save and continue | post /checkout/delivery | radio/other:delivery=std
        pass | continue | Weiter zur Zahlung | post /checkout/versand | radio/other:shipping=std
        pass | continue | Review order | post /checkout/payment | radio/other:payment_method=invoice
        # Whoever sends it cannot know the words, so it is refused at the latest there.
        last-step | continue | Continue to review | post /checkout/payment-method | radio/other:payment_method=invoice; checkbox/consent:terms=1 | 
        pass | continue | Continue | post /checkout/payment-method | radio/other:payment_method=invoice
        last-step | continue | Continue | post /checkout/finish-up | radio/other:payment_method=card; checkbox/consent:terms=1
        last-step | continue | Continue | post /checkout/step | radio/other:payment_method=card; text/name:name=A; email/email:email=a; text/postal-code:zip=1
        last-step | continue | Continue to payment | post /checkout/step | radio/other:payment_method=card
        order-words | continue | Continue and pay | post /checkout/step | radio/other:shipping=std
        order-words | continue | Pay | post /checkout/step
        order-words | continue | Pay €20 | -
        order-words | continue | Place order | -
        order-words | continue | Complete order | post /checkout/next
        order-words | continue | Confirm purchase | -
        order-words | continue | Continue to order | -
        refuse | continue | Select payment method | post /checkout/step | radio/other:payment_method=card
        refuse | continue | Pay later | -
        vague-words | continue | Confirm | post /checkout/step | @checkout
        vague-words | continue | Confirm | /checkout/confirm
        vague-words | continue | Submit | post /checkout/step
        vague-words | continue | Send | -
        vague-words | continue | OK | -
        vague-words | continue | Done | -
        vague-words | continue | Finish | post /checkout/step
        vague-words | continue | Confirm and continue | post /checkout/step
        order-mark | continue | Continue | post /checkout/step | a=1 | place_order
        order-mark | continue | Continue | post /checkout | a=1 | woocommerce_checkout_place_order
        order-mark | continue | Continue | - | | checkout__placeOrderBtn
        order-content | continue | Continue | post /checkout/step | submit_order=1
        order-content | continue | Continue | post /checkout/step | action=confirmOrder
        order-address | continue | Continue | post /checkout/order | tos=1
        order-address | continue | Continue | post /checkout/place-order
        order-address | continue | Continue | post /checkout/%70lace%2dorder
        order-address | continue | Continue | post /Checkout//PlaceOrder/
        order-address | continue | Continue | post /checkout_process.php
        order-address | continue | Continue | /checkout/success?confirm_order=1
        order-address | continue | Continue | post /module/ps_wirepayment/validation
        order-address | continue | Continue | /index.php?fc=module&module=ps_checkpayment&controller=validation
        order-address | continue | Continue | /index.php?route=extension/payment/cod/confirm
        order-address | continue | Continue | /index.php?route=checkout/confirm
        order-address | continue | Continue | post /slutfor-kop
        order-address | continue | Continue | post /bestellung-abschliessen/zahlungspflichtig-bestellen
        payment-form | continue | Continue | post /checkout/x | @payment; a=1
        card-field | continue | Continue | post /checkout/x | text/cc-number:n=
        card-field | continue | Continue | post /checkout/x | hidden/:card_number=
        card-field | continue | Continue | post /checkout/x | a=1; text/other:cvc=
        payment-host | continue | Continue | post https://secure.payex.com/x
        foreign-host | continue | Continue | post https://collect.other.example/x
        subscription | continue | Continue | post /checkout/address | text/name:name=A; checkbox/other:newsletter=1
        pass | continue | Continue | post /checkout/address | text/name:name=A; checkbox/other:newsletter=
        pass | continue | Continue | post /checkout/address | text/name:name=A; newsletter=0
        refuse | continue | Continue shopping | -
        unknown-words | continue | Flobble | post /checkout/step
        unknown-words | continue | Back | -
        pass | delivery | Standard delivery | -
        pass | delivery | Select | post /checkout/shipping-method/ | method_code=std
        pass | delivery | Express parcel 49 kr | - | | shipping-method-option
        pass | delivery | Continue | post /checkout/shipping | radio/other:shipping_method=std
        order-words | delivery | Order | post /checkout/shipping | shipping=std
        refuse | delivery | Flobble | -
        wallet | delivery | Apple Pay | -
        pass | fill | Continue | post /checkout/address | text/name:name=A
        order-words | fill | Place order | -
        refuse | fill | Continue | post /orders | text/name:name=A
    "##;

const WITHOUT_INTENTION: &str = r##"
        not-needed | read | Add to cart | post /cart/add | quantity=1
        not-needed | read | Continue | /checkout
    "##;

/// All rows, by the page on which they stand.
pub(super) const ALL: &[(&str, &str)] = &[
    ("https://shop.example/products/lamp", TO_THE_CART),
    ("https://shop.example/cart", TO_THE_CHECKOUT),
    ("https://shop.example/checkout", THROUGH_THE_CHECKOUT),
    ("https://shop.example/", WITHOUT_INTENTION),
];

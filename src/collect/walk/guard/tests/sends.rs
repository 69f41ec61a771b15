//! What may leave, by method, host and content.

use super::super::{Sending, send};
use super::{action, check_sends};
use url::Url;

#[test]
fn pages_and_what_they_load_may_be_read() {
    check_sends(READ);
}

#[test]
fn while_pages_are_read_little_is_sent() {
    check_sends(SENT_WHILE_READING);
}

#[test]
fn what_a_customer_does_on_the_way_may_be_sent() {
    check_sends(ON_THE_WAY);
}

#[test]
fn orders_do_not_leave() {
    check_sends(ORDERS);
}

#[test]
fn bodies_of_several_parts_are_read() {
    let url = Url::parse("https://shop.example/checkout/step").unwrap();
    let body = |name: &str, value: &str| {
        format!(
            "--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n--X--\r\n"
        )
    };
    for (name, value, code) in [
        ("email", "a@b.example", None),
        ("action", "place_order", Some("order-content")),
        ("placeOrder", "1", Some("order-content")),
        ("cvc", "123", Some("card-field")),
    ] {
        let body = body(name, value);
        let found = send(&Sending {
            method: "POST",
            url: &url,
            content_type: "multipart/form-data; boundary=X",
            body: body.as_bytes(),
            own: true,
            action: action("continue"),
        });
        assert_eq!(found.err().map(|ground| ground.code), code, "{name}={value}");
    }
}

const READ: &str = r##"
        pass | read | GET /
        pass | read | HEAD /
        pass | read | OPTIONS /api/cart
        pass | read | GET /products/place-order
        pass | read | GET /products/payment-terminal
        pass | read | GET /place-order-sign
        pass | read | GET /orderly-desk
        pass | read | GET /order
        pass | read | GET /checkout/confirm
        pass | read | GET /checkout/payment
        pass | read | GET /payment-methods
        pass | read | GET /how-to-order
        pass | read | GET /order-confirmation
        pass | read | GET /subscriptions
        pass | read | GET /newsletter
        pass | read | GET /register
        pass | read | GET /login?next=/checkout
        pass | read | GET /blog/place-order
        pass | read | GET /book-now
        pass | read | GET /order-now
        pass | read | GET /assets/place-order.8f2c.js
        pass | read | GET /static/checkout/complete.css
        pass | read | GET /img/buy-now.png?v=3
        pass | read | GET https://js.stripe.com/v3/
        pass | read | GET https://x.klarnacdn.example/kp/lib/v1/api.js
        pass | continue | GET https://www.paypal.com/sdk/js?client-id=1&intent=capture
        pass | continue | GET https://checkout.klarna.com/frame
        pass | read | GET https://fonts.example/a.woff2
        pass | add | GET /?add-to-cart=12
        pass | add | GET /cart?buy_now=0
        pass | add | get /cart
        pass | read | GET data:image/png;base64,AAAA
        order-address | read | GET /checkout/place-order
        order-address | read | GET /orders/place?sku=1
        order-address | add | GET /orders/place?sku=1
        order-address | continue | GET /checkout/placeOrder/
        order-address | continue | GET //checkout//PLACE-ORDER
        order-address | continue | GET /order/confirm
        order-address | continue | GET /order/12/confirm
        order-address | continue | GET /checkout/complete
        order-address | continue | GET /payment/execute
        order-address | continue | GET /?wc-ajax=checkout
        order-address | continue | GET /index.php?action=place_order
        order-address | continue | GET /cart?buy_now=1
        order-address | continue | GET /cart?buy_now
        order-address | continue | GET /index.php?route=checkout/confirm
        order-address | continue | GET /index.php?route=extension/opencart/payment/cod.confirm
        order-address | continue | GET /module/ps_wirepayment/validation
        order-address | continue | GET /en/module/ps_cashondelivery/validation?id=1
        account-change | read | GET /account/delete
        account-change | read | GET /orders/12/cancel
        subscription | read | GET /newsletter/unsubscribe?id=2
        subscription | read | GET /subscribe
        order-address | read | GET /graphql?query=mutation%7BplaceOrder%7Bid%7D%7D
        not-needed | read | GET /graphql?query=mutation%7BaddItem%7Bid%7D%7D
        not-needed | read | GET /cart | a=1
        script-address | read | GET javascript:order()
        script-address | read | GET file:///etc/passwd
        unreadable | read | GET wss://shop.example/socket
    "##;

const SENT_WHILE_READING: &str = r##"
        pass | read | POST /graphql | {"query":"query P { products { name } }"}
        pass | read | POST /graphql | {"query":"{ products { name } }","variables":{"q":"order"}}
        pass | read | POST /api/search | {"q":"lamp"}
        pass | read | POST /search/suggest.json | q=lamp
        pass | read | POST /?wc-ajax=get_refreshed_fragments | time=12
        pass | read | POST https://goods.other.example/graphql | {"query":"query { products { name } }"}
        not-needed | read | POST /cart/add | id=5
        not-needed | read | POST /api/events | {"name":"view"}
        not-needed | product | POST /cart/add | id=5
        not-needed | read | POST /graphql | {"query":"mutation { addItemToOrder(id: 1) { id } }"}
        not-needed | read | DELETE /cart/1
        foreign-post | read | POST https://metrics.example/collect | v=1
        foreign-post | add | POST https://metrics.example/collect | {"e":"add"}
        foreign-post | read | POST https://goods.other.example/graphql | {"query":"mutation { a }"}
        payment-host | read | POST https://www.paypal.com/graphql | {"query":"query { a }"}
        unreadable | read | POST /search | application/octet-stream::abc
        order-content | read | POST /search | {"action":"placeOrder"}
        subscription | read | POST /newsletter | q=1
    "##;

const ON_THE_WAY: &str = r##"
        pass | add | POST /cart/add | id=5&quantity=1
        pass | add | POST /api/cart/items | {"sku":"A1","qty":1}
        pass | add | POST /api/basket | {"items":[{"id":1,"quantity":1}]}
        pass | add | PUT /api/cart/items/12 | {"quantity":0}
        pass | add | PATCH /api/cart | {"note":"please place order of books on the porch, thank you very much, and more than eighty letters"}
        pass | cart | DELETE /api/cart/items/12
        pass | empty | DELETE /api/cart/items/12
        pass | empty | POST /cart/clear.js
        pass | add | POST /varukorg/laegg-till | artikel=5
        pass | option | POST /product/refresh | group[1]=2
        pass | checkout | POST /cart | updates[]=1&checkout=
        pass | checkout | POST /checkout/start | token=abc
        pass | guest | POST /checkout/guest | email=a@b.example
        pass | fill | POST /checkout/address | firstName=A&lastName=B&street=C&postcode=1&email=a@b.example
        pass | continue | POST /checkout/shipping-address/ | first_name=A&last_name=B&line1=C&postcode=1
        pass | continue | POST /api/checkout/shipping | {"method":"standard"}
        pass | delivery | POST /checkout/shipping-method | shipping_method=std
        pass | continue | PUT /checkout/select-payment | sylius[payments][0][method]=cash
        pass | continue | POST /checkout/payment-method | payment_method=invoice
        pass | continue | POST /checkout/update | payment_method=invoice&email=a@b.example&zip=1
        pass | continue | POST /checkout/address | email=a@b.example&newsletter=0
        pass | continue | POST /checkout/address | {"email":"a@b.example","acceptsMarketing":false}
        pass | dismiss | POST /cookies/reject | all=0
        pass | add | POST https://lamp-shop.myshopify.com/api/2025-01/graphql.json | {"query":"mutation cartCreate { cartCreate { cart { id } } }"}
        pass | continue | POST /checkout/address?next=/checkout/confirm | street=A
        pass | continue | POST https://lamp-shop.myshopify.com/checkouts/1 | step=contact_information
    "##;

const ORDERS: &str = r##"
        order-address | continue | POST /checkout/place-order | a=1
        order-address | continue | POST /checkout/placeorder
        order-address | continue | POST /checkout/xPLACEORDERx
        order-address | continue | post /checkout/place-order
        order-address | continue | POST /checkout/%2570lace-order
        order-address | add | POST /api/orders | {"sku":"A1"}
        order-address | add | POST /api/orders/ | {"sku":"A1"}
        order-address | add | POST /api/order | {"sku":"A1"}
        order-address | continue | PUT /api/orders/12345 | {"state":"x"}
        order-address | continue | POST /order | name=A&street=B&zip=1
        order-address | continue | POST /index.php?rest_route=/wc/store/v1/checkout | {"a":1}
        order-address | continue | POST /checkout/step;do=place-order | a=1
        order-address | continue | POST /buy | id=1
        order-address | continue | POST /pay | id=1
        order-address | continue | POST /checkout/payment | token=1
        pass | continue | POST /checkout/payment | payment_method=invoice
        order-address | continue | POST /checkout/payment | payment_method=invoice&terms=1
        order-address | continue | POST /api/payment | payment_method=invoice
        order-address | continue | POST /api/payments | {"amount":1}
        order-address | continue | POST /checkout/confirm | tos=on
        order-address | continue | POST /checkout/finish | tos=on
        order-address | continue | POST /checkout/process | a=1
        order-address | continue | POST /api/book | {"slot":1} 
        order-address | continue | POST /slutfor-kop | a=1
        order-address | continue | POST /bestallning/bekr%C3%A4fta-k%C3%B6p | a=1
        order-address | continue | POST /zahlungspflichtig-bestellen | a=1
        order-address | continue | POST /zloz-zamowienie | a=1
        order-address | continue | POST /cart?do=place-order | a=1
        order-address | continue | DELETE /checkout/place-order
        order-content | continue | POST /checkout/step | action=place_order
        order-content | continue | POST /checkout/step | do=pay
        order-content | continue | POST /checkout/step | placeOrder=1
        order-content | continue | POST /checkout/step | {"intent":"complete-order"}
        order-content | continue | POST /checkout/step | {"a":{"b":[{"placeOrder":true}]}}
        order-content | continue | POST /checkout/step | {"action":"place_order","action":"next"}
        order-content | continue | POST /checkout/step | payload={"action":"place_order"}
        order-content | continue | POST /checkout/step | submit=Place+order
        order-content | continue | POST /checkout/step | submit=Slutf%C3%B6r+k%C3%B6p
        order-content | continue | POST /checkout/step | text/plain::{"action":"place_order"}
        order-content | add | POST /cart | id=1&buy_now=1
        wallet | add | POST /cart | id=1&express_checkout=true
        order-content | continue | POST /graphql | {"query":"mutation { placeOrder(input: {cart: 1}) { id } }"}
        order-content | continue | POST /graphql | {"query":"mutation M { x: checkoutComplete(id: 1) { id } }"}
        order-content | continue | POST /graphql | {"query":"mutation { ...F } fragment F on Mutation { createOrder { id } }"}
        order-content | continue | POST /graphql | {"operationName":"completeCheckout","extensions":{"persistedQuery":{"sha256Hash":"ab"}}}
        order-content | continue | POST /graphql | [{"query":"query { a }"},{"query":"mutation { submitOrder { id } }"}]
        last-step | continue | POST /checkout/next | payment_method=card&terms=1
        last-step | continue | POST /checkout/next | {"payment":{"method":"card"},"email":"a@b.example","address":{"postalCode":"1"}}
        card-field | continue | POST /checkout/next | card_number=4111
        card-field | continue | POST /checkout/next | {"cvc":"123"}
        password | guest | POST /checkout/guest | email=a@b.example&password=x
        pass | guest | POST /checkout/guest | email=a@b.example&password=
        login | guest | POST /login | email=a@b.example
        login | continue | POST /graphql | {"query":"mutation { customerLogin(email: 1) { id } }"}
        registration | guest | POST /register | email=a@b.example
        registration | guest | POST /graphql | {"query":"mutation { registerCustomerAccount(input: 1) { id } }"}
        registration | guest | POST /graphql | {"query":"mutation { createCustomerAccount { id } }"}
        registration | guest | POST /checkout/register | email=a@b.example&createaccount=1
        subscription | dismiss | POST /newsletter | email=
        subscription | continue | POST /checkout/address | email=a@b.example&newsletter=1
        subscription | continue | POST /graphql | {"query":"mutation { subscribe(email: 1) { id } }"}
        account-change | continue | POST /account/delete | a=1
        not-needed | add | POST /api/checkout | {"sku":"A1"}
        not-needed | cart | POST /checkout | a=1
        not-needed | add | POST /cart/add | email=a@b.example&first_name=B
        foreign-post | continue | POST https://collect.other.example/checkout | email=a@b.example
        payment-host | continue | POST https://api.stripe.com/v1/x | a=1
        payment-host | continue | POST https://www.paypal.com/x | a=1
        wallet | continue | POST https://shop.app/x | a=1
        unreadable | continue | POST /checkout/step | application/octet-stream::abc
        unreadable | continue | POST /checkout/step | application/json::{"a":
        unreadable | continue | POST /checkout/step | text/plain::["$undefined"]
        unsafe-method | continue | TRACE /checkout
        unsafe-method | continue | CONNECT /checkout
        unsafe-method | continue | BUY /checkout
    "##;

/// All rows.
pub(super) const ALL: &[&str] = &[READ, SENT_WHILE_READING, ON_THE_WAY, ORDERS];

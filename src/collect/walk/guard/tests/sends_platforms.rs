//! The requests of shop software as it is laid out by default.

use super::check_sends;

#[test]
fn shop_software_can_be_walked_through_and_never_orders() {
    let count = check_sends(PLATFORMS);
    assert!(count > 110);
}

const PLATFORMS: &str = r##"
        # WooCommerce
        pass | add | POST /?wc-ajax=add_to_cart | product_id=12&quantity=1
        pass | add | POST /product/lamp/ | add-to-cart=12&quantity=1
        pass | cart | POST /?wc-ajax=get_refreshed_fragments | time=1
        pass | continue | POST /?wc-ajax=update_order_review | security=ab&payment_method=cod&country=SE&postcode=11122&post_data=billing_first_name%3DA%26payment_method%3Dcod%26terms%3D1
        pass | continue | POST /?wc-ajax=update_shipping_method | security=ab&shipping_method%5B0%5D=flat_rate%3A1
        pass | add | POST /wp-json/wc/store/v1/cart/add-item | {"id":12,"quantity":1}
        pass | fill | POST /wp-json/wc/store/v1/cart/update-customer | {"billing_address":{"first_name":"A","postcode":"1","email":"a@b.example"}}
        pass | delivery | POST /wp-json/wc/store/v1/cart/select-shipping-rate | {"package_id":0,"rate_id":"flat_rate:1"}
        pass | fill | POST /wp-json/wc/store/v1/batch | {"requests":[{"path":"/wc/store/v1/cart/update-customer","method":"POST"}]}
        pass | cart | POST /wp-json/wc/store/v1/cart/remove-item | {"key":"a1b2"}
        pass | continue | GET /wp-json/wc/store/v1/checkout
        pass | continue | GET /checkout/order-received/
        order-address | continue | POST /?wc-ajax=checkout | billing_first_name=A&payment_method=cod
        order-address | continue | POST /wp-json/wc/store/v1/checkout | {"payment_method":"cod"}
        order-address | fill | POST /wp-json/wc/store/v1/batch | {"requests":[{"path":"/wc/store/v1/checkout","method":"POST"}]}
        order-content | continue | POST /checkout/ | woocommerce_checkout_place_order=Place+order
        order-address | continue | POST /checkout/order-pay/12/ | a=1
        # Shopify
        pass | add | POST /cart/add.js | {"items":[{"id":12,"quantity":1}]}
        pass | add | POST /cart/add | id=12&quantity=1&form_type=product
        pass | cart | POST /cart/update.js | {"updates":{"12":1}}
        pass | cart | POST /cart/change.js | {"line":1,"quantity":0}
        pass | cart | POST /cart/clear.js
        pass | checkout | POST /cart | updates%5B%5D=1&checkout=
        pass | continue | POST /checkouts/c/ab12cd | _method=patch&step=shipping_method&checkout%5Bemail%5D=a%40b.example
        pass | continue | POST /checkouts/unstable/graphql?operationName=Proposal | {"operationName":"Proposal","query":"query Proposal { session { negotiate { result } } }"}
        order-content | continue | POST /checkouts/unstable/graphql | {"operationName":"SubmitForCompletion","query":"mutation SubmitForCompletion { submitForCompletion { id } }"}
        order-address | continue | POST /checkouts/unstable/graphql?operationName=SubmitForCompletion | {"operationName":"x"}
        payment-host | continue | POST https://checkout.stripe.com/x | a=1
        # PrestaShop
        pass | add | POST /cart?add=1 | token=a&id_product=3&qty=1&add=1&action=update
        pass | cart | POST /cart?ajax=1&action=refresh | a=1
        pass | guest | POST /order | id_customer=&firstname=A&lastname=B&email=a%40b.example&password=&psgdpr=1&submitCreate=1&continue=1
        pass | fill | POST /en/order?id_address=0 | submitAddress=1&firstname=A&lastname=B&address1=C&postcode=1&city=D&confirm-addresses=1
        pass | delivery | POST /order | delivery_option%5B5%5D=1%2C&confirmDeliveryOption=1
        pass | continue | GET /order
        pass | continue | GET /order-confirmation?id_cart=1
        order-address | continue | POST /module/ps_wirepayment/validation
        order-address | continue | POST /index.php?fc=module&module=ps_checkpayment&controller=validation
        order-address | continue | POST /order | conditions_to_approve%5Bterms%5D=1
        # Magento
        pass | add | POST /checkout/cart/add/uenc/aHR0/product/12/ | product=12&form_key=a&qty=1
        pass | cart | POST /customer/section/load/?sections=cart | a=1
        pass | add | POST /rest/default/V1/guest-carts/aB3dE5fG7hI9/items | {"cartItem":{"sku":"A","qty":1}}
        pass | fill | POST /rest/default/V1/guest-carts/aB3dE5fG7hI9/estimate-shipping-methods | {"address":{"postcode":"1","firstname":"A"}}
        pass | continue | POST /rest/default/V1/guest-carts/aB3dE5fG7hI9/shipping-information | {"addressInformation":{"shipping_address":{"firstname":"A","street":["B"],"postcode":"1"},"shipping_method_code":"flatrate"}}
        pass | continue | POST /rest/default/V1/guest-carts/aB3dE5fG7hI9/totals-information | {"addressInformation":{"address":{"postcode":"1"}}}
        pass | continue | GET /rest/default/V1/guest-carts/aB3dE5fG7hI9/payment-information
        pass | continue | POST /rest/default/V1/guest-carts/aB3dE5fG7hI9/set-payment-information | {"paymentMethod":{"method":"checkmo"}}
        order-address | continue | POST /rest/default/V1/guest-carts/aB3dE5fG7hI9/payment-information | {"paymentMethod":{"method":"checkmo"}}
        order-address | continue | PUT /rest/default/V1/guest-carts/aB3dE5fG7hI9/order | {"paymentMethod":{"method":"checkmo"}}
        order-address | continue | PUT /rest/V1/carts/mine/order | {}
        pass | fill | POST /graphql | {"query":"mutation { setGuestEmailOnCart(input: {cart_id: 1, email: 2}) { cart { email } } }"}
        pass | continue | POST /graphql | {"query":"mutation { setPaymentMethodOnCart(input: {}) { cart { id } } }"}
        order-content | continue | POST /graphql | {"query":"mutation { placeOrder(input: {}) { order { order_number } } }"}
        order-content | continue | POST /graphql | {"query":"mutation { setPaymentMethodAndPlaceOrder(input: {}) { order { id } } }"}
        # OpenCart
        pass | add | POST /index.php?route=checkout/cart.add&language=en-gb | product_id=40&quantity=1
        pass | add | POST /index.php?route=checkout/cart/add | product_id=40&quantity=1
        pass | guest | POST /index.php?route=checkout/register.save | account=0&firstname=A&lastname=B&email=a%40b.example&password=
        pass | fill | POST /index.php?route=checkout/guest/save | firstname=A&lastname=B&email=a%40b.example
        pass | fill | POST /index.php?route=checkout/shipping_address.save | firstname=A&address_1=B&postcode=1
        pass | delivery | POST /index.php?route=checkout/shipping_method.save | shipping_method=flat.flat
        pass | continue | POST /index.php?route=checkout/payment_method.save | payment_method=cod.cod
        password | guest | POST /index.php?route=checkout/register.save | account=1&firstname=A&email=a%40b.example&password=abc
        order-address | continue | GET /index.php?route=checkout/confirm
        order-address | continue | GET /index.php?route=checkout/confirm.confirm&language=en-gb
        order-address | continue | GET /index.php?route=extension/payment/cod/confirm
        order-address | continue | POST /index.php?route=extension/opencart/payment/cod.confirm | a=1
        # Shopware
        pass | add | POST /checkout/line-item/add | lineItems%5Ba%5D%5Bid%5D=a&lineItems%5Ba%5D%5Bquantity%5D=1&redirectTo=frontend.cart.offcanvas
        pass | cart | POST /checkout/line-item/delete/0123456789abcdef | a=1
        pass | guest | POST /account/register | redirectTo=frontend.checkout.confirm.page&guest=1&billingAddress%5BfirstName%5D=A&email=a%40b.example
        pass | continue | GET /checkout/confirm
        pass | delivery | POST /checkout/configure | shippingMethodId=0123&redirectTo=frontend.checkout.confirm.page
        order-address | continue | POST /checkout/order | tos=on
        registration | guest | POST /account/register | email=a%40b.example&createCustomerAccount=1
        # Squarespace, Wix, BigCommerce
        pass | add | POST /api/commerce/shopping-cart/entries?crumb=a | {"itemId":"a","quantity":1}
        pass | add | POST /_api/wix-ecommerce-storefront-web/api | {"query":"mutation addToCart { cart { addToCart(params: 1) { cartId } } }"}
        pass | add | POST /api/storefront/carts/0f1e2d3c-aaaa-bbbb-cccc-001122334455/items | {"lineItems":[{"productId":1,"quantity":1}]}
        pass | fill | POST /api/storefront/checkouts/0f1e2d3c-aaaa-bbbb-cccc-001122334455/billing-address | {"firstName":"A","email":"a@b.example"}
        order-address | continue | POST /api/storefront/orders | {"order":{}}
        order-address | continue | POST /api/2/commerce/orders | {"cartToken":"a"}
        order-address | continue | POST /_api/ecom/v1/checkouts/0f1e2d3c-aaaa-bbbb-cccc-001122334455/createOrder | {}
        # EverShop
        pass | add | POST /api/cart/mine/items | {"sku":"A","qty":1}
        pass | fill | POST /api/carts/0f1e2d3c-aaaa-bbbb-cccc-001122334455/contacts | {"email":"a@b.example"}
        pass | fill | POST /api/carts/0f1e2d3c-aaaa-bbbb-cccc-001122334455/addresses | {"address":{"full_name":"A","address_1":"B","postcode":"1"},"type":"shipping"}
        pass | delivery | POST /api/carts/0f1e2d3c-aaaa-bbbb-cccc-001122334455/shippingMethods | {"method_code":"free"}
        pass | continue | POST /api/carts/0f1e2d3c-aaaa-bbbb-cccc-001122334455/paymentMethods | {"method_code":"cod"}
        order-address | continue | POST /api/orders | {"cart_id":"a"}
        order-address | continue | POST /api/carts/0f1e2d3c-aaaa-bbbb-cccc-001122334455/checkout | {"cart_id":"a"}
        # Vendure
        pass | add | POST /shop-api | {"operationName":"AddItemToOrder","query":"mutation AddItemToOrder($id: ID!) { addItemToOrder(productVariantId: $id, quantity: 1) { ... on Order { id payments { id } } } }","variables":{"id":"1"}}
        pass | fill | POST /shop-api | {"query":"mutation { setCustomerForOrder(input: {emailAddress: 1}) { id } }"}
        pass | fill | POST /shop-api | {"query":"mutation { setOrderShippingAddress(input: {}) { id } }"}
        pass | delivery | POST /shop-api | {"query":"mutation { setOrderShippingMethod(id: 1) { id } }"}
        pass | cart | POST /shop-api | {"query":"mutation { removeOrderLine(id: 1) { id } }"}
        pass | continue | POST /shop-api | {"query":"mutation T($state: String!) { transitionOrderToState(state: $state) { id } }","variables":{"state":"ArrangingPayment"}}
        pass | continue | POST /shop-api | {"query":"mutation { transitionOrderToState(state: \"ArrangingPayment\") { id } }"}
        pass | continue | POST /shop-api | {"query":"query { eligiblePaymentMethods { code } }"}
        order-content | add | POST /shop-api | {"query":"mutation { transitionOrderToState(state: \"ArrangingPayment\") { id } }"}
        order-content | continue | POST /shop-api | {"query":"mutation T($state: String!) { transitionOrderToState(state: $state) { id } }","variables":{"state":"PaymentSettled"}}
        order-content | continue | POST /shop-api | {"query":"mutation { addPaymentToOrder(input: {}) { id } }"}
        registration | continue | POST /shop-api | {"query":"mutation { registerCustomerAccount(input: {}) { id } }"}
        # django-oscar
        pass | add | POST /en-gb/basket/add/12/ | csrfmiddlewaretoken=a&quantity=1
        pass | guest | POST /en-gb/checkout/ | csrfmiddlewaretoken=a&username=a%40b.example&options=anonymous
        pass | fill | POST /en-gb/checkout/shipping-address/ | csrfmiddlewaretoken=a&first_name=A&last_name=B&line1=C&line4=D&postcode=1&country=SE
        pass | delivery | POST /en-gb/checkout/shipping-method/ | csrfmiddlewaretoken=a&method_code=std
        pass | continue | GET /en-gb/checkout/preview/
        order-content | continue | POST /en-gb/checkout/preview/ | csrfmiddlewaretoken=a&action=place_order
        # Saleor, Medusa, Spree, Sylius, nopCommerce, osCommerce
        pass | add | POST /graphql/ | {"query":"mutation { checkoutLinesAdd(id: 1) { checkout { id } } }"}
        pass | fill | POST /graphql/ | {"query":"mutation { checkoutEmailUpdate(id: 1, email: 2) { checkout { id } } }"}
        order-content | continue | POST /graphql/ | {"query":"mutation { checkoutComplete(id: 1) { order { id } } }"}
        order-content | continue | POST /graphql/ | {"query":"mutation { checkoutPaymentCreate(id: 1) { id } }"}
        order-content | continue | POST /graphql/ | {"query":"mutation { transactionInitialize(id: 1) { id } }"}
        pass | add | POST /store/carts/cart_01HX/line-items | {"variant_id":"a","quantity":1}
        pass | delivery | POST /store/carts/cart_01HX/shipping-methods | {"option_id":"a"}
        order-address | continue | POST /store/carts/cart_01HX/complete
        pass | add | POST /orders/populate | variant_id=1&quantity=1
        order-address | continue | PATCH /checkout/update/confirm | a=1
        pass | fill | PUT /en_US/checkout/address | sylius_checkout_address%5BshippingAddress%5D%5BfirstName%5D=A
        order-address | continue | PUT /en_US/checkout/complete | a=1
        pass | add | POST /addproducttocart/details/1/1 | addtocart_1.EnteredQuantity=1
        order-address | continue | POST /checkout/OpcConfirmOrder/ | a=1
        pass | delivery | POST /checkout/OpcSaveShippingMethod/ | shippingoption=Ground
        order-address | continue | POST /checkout_process.php | a=1
        pass | continue | POST /checkout_shipping.php | action=process&shipping=flat_flat
    "##;

/// All rows.
pub(super) const ALL: &[&str] = &[PLATFORMS];

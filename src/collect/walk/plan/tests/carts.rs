//! From the cart to the checkout, and out of the cart again.

use super::*;

#[test]
fn from_the_product_to_the_cart_and_from_the_cart_to_the_checkout() {
    for (name, draws, path, html, expected) in [
        (
            "the cart's link in the header",
            false,
            "/products/lamp",
            "<header><a href=/varukorg>Varukorg (1)</a></header><main><h1>Lampa</h1><div
             role=alert>Lampa har lagts till i din varukorg.</div></main>",
            "open-cart [Varukorg (1)]",
        ),
        (
            "a message that something has to be chosen",
            false,
            "/products/lamp",
            "<header><a href=/cart>Cart</a></header><main><h1>Lamp</h1><ul class=errors><li>Please
             select a size.</li></ul></main>",
            "end no-way-on ambiguous",
        ),
        (
            "WooCommerce classic",
            false,
            "/cart/",
            "<main><h1>Cart</h1><form class=woocommerce-cart-form action=/cart/ method=post><a
             href='/cart/?remove_item=x' class=remove aria-label='Remove Lamp from cart'>×</a><input
             type=number name='cart[x][qty]' value=1><input name=coupon_code placeholder='Coupon
             code'><button name=apply_coupon>Apply coupon</button><button name=update_cart
             disabled>Update cart</button></form><div class=wc-proceed-to-checkout><a href=/checkout/
             class='checkout-button button alt wc-forward'>Proceed to checkout</a></div></main>",
            "open-checkout [Proceed to checkout]",
        ),
        (
            "Shopify Dawn: a button outside of its form",
            false,
            "/cart",
            "<main><h1>Your cart</h1><form action=/cart method=post id=cart><input type=number
             name=updates[] value=1></form><div class=cart__ctas><button type=submit name=checkout
             form=cart class='cart__checkout-button button'>Check out</button></div></main>",
            "open-checkout [Check out]",
        ),
        (
            "Magento Luma, without scripts",
            false,
            "/checkout/cart/",
            "<main><h1>Shopping Cart</h1><form id=form-validate action=/checkout/cart/updatePost/
             method=post><input type=number name='cart[1][qty]' value=1></form><button type=button
             data-role=proceed-to-checkout title='Proceed to Checkout'>Proceed to
             Checkout</button></main><script>1</script>",
            "end script needs-javascript",
        ),
        (
            "Magento Luma, with scripts",
            true,
            "/checkout/cart/",
            "<main><h1>Shopping Cart</h1><form id=form-validate action=/checkout/cart/updatePost/
             method=post><input type=number name='cart[1][qty]' value=1></form><button type=button
             data-role=proceed-to-checkout title='Proceed to Checkout'>Proceed to
             Checkout</button></main><script>1</script>",
            "open-checkout [Proceed to Checkout]",
        ),
        (
            "wallets beside the way on",
            false,
            "/cart",
            "<main><h1>Cart</h1><a href=/express/paypal>PayPal Express Checkout</a><a
             href=/checkout>Checkout</a></main>",
            "open-checkout [Checkout]",
        ),
        (
            "an empty cart",
            true,
            "/cart",
            "<main><h1>Cart</h1><p>Your cart is empty.</p><a href=/>Continue shopping</a></main>",
            "end no-way-on ambiguous",
        ),
        (
            "too little",
            false,
            "/cart",
            "<main><h1>Cart</h1><p>Lamp</p><a href=/cart?del=1>Remove</a><div class=alert>The
             minimum order value is 100 €.</div></main>",
            "end minimum-order not-collected",
        ),
        (
            "a day of delivery",
            false,
            "/cart",
            "<main><h1>Cart</h1><form method=post action=/cart><label>Delivery date <input type=date
             name=d required></label><button>Checkout</button></form></main>",
            "end date-needed not-collected",
        ),
        (
            "closed",
            true,
            "/cart",
            "<main><h1>Cart</h1><p>Lamp</p><a href=/cart?del=1>Remove</a><p>The shop is closed until
             Monday.</p></main>",
            "end closed not-collected",
        ),
    ] {
        assert_eq!(at(Goal::Cart, READ, draws, path, html), expected, "{name}");
    }
}

#[test]
fn what_was_put_into_the_cart_is_taken_out() {
    for (html, expected) in [
        (
            "<main><a href='/cart?remove=1' aria-label='Remove Lamp'>×</a></main>",
            "empty-cart [Remove Lamp]",
        ),
        ("<main><form method=post><button>Ta bort</button></form></main>", "empty-cart [Ta bort]"),
        ("<main><a href='/cart/delete/1'><svg></svg></a></main>", "empty-cart []"),
        (
            "<main><form method=post><input type=number name=qty value=2 aria-label=Pieces><button>
             Update cart</button></form></main>",
            "empty-cart [Update cart] Pieces=0",
        ),
    ] {
        let page = page("/cart", html);
        let act = removal(&page, true).unwrap();
        assert_eq!(told(&page, &Move::Act(act)), expected, "{html}");
    }
    assert!(removal(&page("/cart", "<main><p>Your cart is empty.</main>"), true).is_none());
}

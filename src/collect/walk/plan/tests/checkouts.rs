//! Through the checkout.

use super::*;

#[test]
fn through_the_checkout_and_never_beyond() {
    for (name, mode, draws, html, expected) in [
        (
            "WooCommerce classic: all on one page",
            READ,
            false,
            "<h1>Checkout</h1><form name=checkout class=checkout action=/checkout/ method=post><label
             for=e>Email address *</label><input id=e name=billing_email type=email><label
             for=n>First name *</label><input id=n name=billing_first_name><ul
             class=payment_methods><li><input type=radio name=payment_method id=b value=bacs checked>
             <label for=b>Bank transfer</label></li></ul><button type=submit
             name=woocommerce_checkout_place_order id=place_order>Place order</button></form>",
            "arrived",
        ),
        (
            "blocks drawn by script",
            READ,
            false,
            "<h1>Checkout</h1><div class=wp-block-woocommerce-checkout></div><script>1</script>",
            "end script needs-javascript",
        ),
        (
            "a frame of a payment provider",
            READ,
            true,
            "<h1>Kassa</h1><iframe src=https://checkout.klarna.com/x></iframe>",
            "end hosted-checkout third-party-frame",
        ),
        (
            "guest by button, beside a form to sign in",
            READ,
            false,
            "<h1>Checkout</h1><form action=/login method=post><input name=email type=email><input
             name=password type=password><button>Sign in</button></form><a href=/checkout/guest
             class=btn>Checkout as guest</a>",
            "continue-as-guest [Checkout as guest]",
        ),
        (
            "guest by choice",
            READ,
            false,
            "<h1>Checkout</h1><form action=/checkout/account method=post><label><input type=radio
             name=account value=register> Register</label><label><input type=radio name=account
             value=guest> Guest checkout</label><button>Continue</button></form>",
            "continue-as-guest [Continue] Guest checkout tick Guest checkout",
        ),
        (
            "guest by choice already made, in the form that also signs in",
            FILL,
            false,
            "<h1>Checkout</h1><form method=post><label>My email<input type=email name=u
             required></label><label><input type=radio name=o value=anonymous checked required> I
             want to check out as a guest</label><label><input type=radio name=o value=old
             required> I am a returning customer, and my password is</label><input type=password
             name=p required><button>Continue</button></form>",
            "continue-as-guest [Continue] My email=merchant-review@shopvet.example",
        ),
        (
            "only for members, beside lists that change the page",
            READ,
            false,
            "<h1>Log in</h1><form action=/brands><select name=brand required><option
             value=''>Please select<option value=1>Nordlys</select><input type=submit
             value=Go></form><form action=/login method=post><input name=email type=email
             required><input name=password type=password required><button>Sign in</button></form>
             <form action=/create method=post><label>Name<input name=n required></label>
             <label>City<input name=c required></label><input name=pw type=password required>
             <input type=submit value='Create account'></form>",
            "end sign-in login-required",
        ),
        (
            "a dialog that is shut, beside the step",
            FILL,
            false,
            "<h1>Checkout</h1><form method=post><label>Email<input type=email name=e
             required></label><button>Continue</button></form><dialog><form method=dialog>
             <button>OK</button></form></dialog>",
            "fill [Continue] Email=merchant-review@shopvet.example",
        ),
        (
            "a list of countries that stands at its first",
            FILL,
            false,
            "<h1>Checkout</h1><form method=post><label>Postal code<input name=z required></label>
             <label>Country<select name=c><option value=AF>Afghanistan<option value=AL>Albania
             <option value=SE>Sweden</select></label><button>Continue</button></form>",
            "fill [Continue] Postal code=111 22, Country=SE",
        ),
        (
            "a country that the shop has set, by its name",
            FILL,
            false,
            "<h1>Checkout</h1><form method=post><label>Postal code<input name=z required></label>
             <label>Country<select name=c><option value=80>Germany<option value=57
             selected>Denmark</select></label><button>Continue</button></form>",
            "fill [Continue] Postal code=1050",
        ),
        (
            "details that are folded",
            FILL,
            false,
            "<h1>Checkout</h1><form method=post><label>Email<input name=e type=email
             required></label><details><summary>Invoice</summary><label>VAT no<input name=v
             required></label></details><button>Continue</button></form>",
            "fill [Continue] Email=merchant-review@shopvet.example",
        ),
        (
            "a button that waits for the address",
            FILL,
            true,
            "<main><h1>Checkout</h1><form><label>Email<input name=e></label></form><form><label>
             Postal code<input name=z></label></form><button type=button disabled>Proceed to
             payment</button></main>",
            "fill [-] Email=merchant-review@shopvet.example, Postal code=111 22",
        ),
        (
            "a button that waits for a delivery on drawn cards, not for a payment on others",
            READ,
            true,
            "<main><h1>Checkout</h1><div role=radiogroup><div role=radio aria-checked=false>Pay by
             card</div></div><div role=radiogroup><div role=radio aria-checked=false>Standard
             shipping 5 €</div><div role=radio aria-checked=false>Express shipping 9 €</div></div>
             <button type=button disabled>Proceed to payment</button></main>",
            "choose-delivery [-] press Standard shipping 5 €",
        ),
        (
            "a button that waits for a payment to be chosen",
            READ,
            true,
            "<main><h1>Checkout</h1><form><label>Email *<input name=e></label><fieldset>
             <legend>Payment method</legend><label><input type=radio name=payment>Cash</label>
             </fieldset><button disabled>Select a payment method</button></form></main>",
            "arrived",
        ),
        (
            "only for members",
            READ,
            false,
            "<h1>Checkout</h1><form action=/login method=post><input name=email type=email><input
             name=password type=password><button>Sign in</button></form><a href=/register>Create
             account</a>",
            "end sign-in login-required",
        ),
        (
            "an address, for a walk that reads",
            READ,
            false,
            "<h1>Checkout</h1><form action=/checkout/2 method=post><label>Email<input name=email
             type=email required></label><label>City<input name=city required></label>
             <button>Continue</button></form>",
            "end must-type not-collected",
        ),
        (
            "an address, for a walk that types",
            FILL,
            false,
            "<h1>Checkout</h1><form action=/checkout/2 method=post><label>Email<input name=email
             type=email required></label><label>Postal code<input name=zip required></label>
             <label>Phone<input name=phone type=tel></label><label>Country<select name=country
             required><option value=''>Please select<option value=DK>Denmark<option value=SE>Sweden
             </select></label><button>Continue</button></form>",
            "fill [Continue] Email=merchant-review@shopvet.example, Postal code=111 22, Country=SE",
        ),
        (
            "what is not made up",
            FILL,
            false,
            "<h1>Checkout</h1><form action=/checkout/2 method=post><label>Email<input name=email
             type=email required></label><label>Social security number<input name=ssn
             required></label><button>Continue</button></form>",
            "end must-type not-collected",
        ),
        (
            "a password is never given",
            FILL,
            false,
            "<h1>Checkout</h1><form action=/checkout/2 method=post><label>Email<input name=email
             type=email required></label><label>City<input name=city required></label><label>Choose a
             password<input name=pw type=password required></label><button>Continue</button></form>",
            "end sign-in login-required",
        ),
        (
            "a delivery",
            READ,
            false,
            "<h1>Checkout</h1><form action=/checkout/3 method=post><fieldset><legend>Delivery
             method</legend><label><input type=radio name=d value=1> Post</label><label><input
             type=radio name=d value=2> Van</label></fieldset><button>Continue to
             payment</button></form>",
            "choose-delivery [Continue to payment] Delivery method tick Post",
        ),
        (
            "a way to pay is not chosen",
            READ,
            false,
            "<h1>Checkout</h1><form action=/checkout/4 method=post><fieldset><legend>Payment
             method</legend><label><input type=radio name=payment value=1> Card</label><label><input
             type=radio name=payment value=2> Invoice</label></fieldset><button>Continue</button>
             </form>",
            "end withheld ambiguous",
        ),
        (
            "a way to pay that is chosen already",
            READ,
            false,
            "<h1>Checkout</h1><form action=/checkout/4 method=post><fieldset><legend>Payment
             method</legend><label><input type=radio name=payment value=1 checked> Card</label>
             <label><input type=radio name=payment value=2> Invoice</label></fieldset>
             <button>Continue</button></form>",
            "continue [Continue]",
        ),
        (
            "a way to pay before a step that is listed, for a walk that types",
            FILL,
            false,
            "<h1>Checkout</h1><ol><li>Address</li><li aria-current=step>Payment</li><li>Review</li></ol>
             <form action=/checkout/4 method=post><fieldset><legend>Payment method</legend><label>
             <input type=radio name=payment value=1 required> Card</label><label><input type=radio
             name=payment value=2 required> Invoice</label></fieldset><button>Continue</button></form>",
            "continue [Continue] Payment method tick Card",
        ),
        (
            "a way to pay at the last step that is listed",
            FILL,
            false,
            "<h1>Checkout</h1><ol><li>Address</li><li aria-current=step>Payment</li></ol><form
             action=/checkout/4 method=post><fieldset><legend>Payment method</legend><label><input
             type=radio name=payment value=1 required> Card</label></fieldset>
             <button>Continue</button></form>",
            "end withheld ambiguous",
        ),
        (
            "the terms beside it",
            READ,
            false,
            "<h1>Checkout</h1><form action=/checkout/4 method=post><fieldset><legend>Payment
             method</legend><label><input type=radio name=payment value=1 checked> Card</label>
             </fieldset><label><input type=checkbox name=ok required> I accept the
             terms of sale</label><button>Continue</button></form>",
            "end withheld ambiguous",
        ),
        (
            "the last page by itself",
            READ,
            false,
            "<h1>Checkout: review your order</h1><p>Lamp 45 €</p><form action=/order
             method=post><button>Confirm and pay</button></form>",
            "arrived",
        ),
        (
            "the terms are not accepted on the way",
            FILL,
            false,
            "<h1>Checkout</h1><form action=/checkout/2 method=post><label>Email<input name=email
             type=email required></label><label>City<input name=city required></label><label><input
             type=checkbox name=ok required> I accept the <a href=/terms>terms of
             sale</a></label><button>Continue</button></form>",
            "end withheld ambiguous",
        ),
        (
            "an empty cart",
            READ,
            true,
            "<h1>Checkout</h1><p>Your cart is empty.</p>",
            "end no-way-on ambiguous",
        ),
    ] {
        assert_eq!(at(Goal::Checkout, mode, draws, "/checkout", html), expected, "{name}");
    }
}

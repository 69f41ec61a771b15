//! From the page of a product into the cart.

use super::*;
use crate::snapshot::{View, sha256};

#[test]
fn products_of_the_usual_systems_come_into_the_cart() {
    for (name, draws, html, expected) in [
        (
            "WooCommerce, simple",
            false,
            "<main><h1>Lamp</h1><p class=price>45 €</p><form class=cart action=/product/lamp/
             method=post enctype=multipart/form-data><div class=quantity><input type=number
             name=quantity value=1 min=1></div><button type=submit name=add-to-cart value=12
             class='single_add_to_cart_button button alt'>Add to cart</button></form>
             <section class=related><h2>Related products</h2><a href='?add-to-cart=13'
             class='button add_to_cart_button' rel=nofollow>Add to cart</a></section></main>",
            "add-to-cart [Add to cart]",
        ),
        (
            "WooCommerce, variable",
            false,
            "<main><h1>Shirt</h1><p class=price>45 €</p><form class='variations_form cart'
             action=/product/shirt/ method=post><table class=variations><tr><th><label
             for=c>Colour</label></th><td><select id=c name=attribute_pa_colour><option
             value=''>Choose an option</option><option value=red>Red</option><option
             value=blue>Blue</option></select><a class=reset_variations href=#>Clear</a></td></tr>
             </table><input type=number name=quantity value=1><button type=submit
             class=single_add_to_cart_button>Add to cart</button><input type=hidden
             name=add-to-cart value=7><input type=hidden name=variation_id value=0></form></main>",
            "add-to-cart [Add to cart] Colour=red",
        ),
        (
            "Shopify Dawn",
            false,
            "<main><h1>Lamp</h1><div class=price>45.00 EUR</div><variant-radios><fieldset>
             <legend>Size</legend><input type=radio name=Size value=S id=s form=pf checked><label
             for=s>S</label><input type=radio name=Size value=M id=m form=pf><label for=m>M</label>
             </fieldset></variant-radios><form method=post action=/cart/add id=pf
             data-type=add-to-cart-form novalidate><input type=hidden name=id value=991><button
             type=submit name=add class=product-form__submit><span>Add to cart</span></button><div
             class=shopify-payment-button><button type=button>Buy it now</button></div></form></main>",
            "add-to-cart [Add to cart]",
        ),
        (
            "PrestaShop classic",
            false,
            "<main><h1>Lamp</h1><span class=price>45 €</span><form action=/cart method=post
             id=add-to-cart-or-refresh><input type=hidden name=token value=x><input type=hidden
             name=id_product value=3><div class=product-variants><span
             class=control-label>Dimension</span><select name='group[3]'><option value=19
             selected>40x60<option value=20>60x90</select></div><input type=number name=qty
             id=quantity_wanted value=1 min=1><button class='btn btn-primary add-to-cart'
             data-button-action=add-to-cart type=submit>Add to cart</button></form></main>",
            "add-to-cart [Add to cart]",
        ),
        (
            "Magento Luma",
            false,
            "<main><h1>Lamp</h1><span class=price>45 €</span><form
             action='/checkout/cart/add/uenc/x/product/4/' method=post id=product_addtocart_form>
             <input type=hidden name=product value=4><input type=hidden name=form_key value=k>
             <select name='super_attribute[93]' required id=a><option value=''>Choose an
             Option...</option><option value=49>Black</option></select><input type=number name=qty
             id=qty value=1><button type=submit title='Add to Cart' class='action primary tocart'>
             <span>Add to Cart</span></button></form></main>",
            "add-to-cart [Add to Cart] Choose an Option...=49",
        ),
        (
            "OpenCart, old: a button for a script",
            false,
            "<main><h1>Lamp</h1><h2>45 €</h2><div id=product><input type=text name=quantity value=1>
             <input type=hidden name=product_id value=4><button type=button id=button-cart>Add to
             Cart</button></div></main><script>1</script>",
            "end script needs-javascript",
        ),
        (
            "OpenCart, old, with scripts",
            true,
            "<main><h1>Lamp</h1><h2>45 €</h2><div id=product><input type=text name=quantity value=1>
             <input type=hidden name=product_id value=4><button type=button id=button-cart>Add to
             Cart</button></div></main><script>1</script>",
            "add-to-cart [Add to Cart]",
        ),
        (
            "Shopware 6",
            false,
            "<main><h1>Lampe</h1><p class=product-detail-price>45 €*</p><form
             id=productDetailPageBuyProductForm action=/checkout/line-item/add method=post
             class=buy-widget data-add-to-cart=true><select name=lineItems[1][quantity]><option
             value=1 selected>1<option value=2>2</select><input type=hidden name=redirectTo
             value=frontend.cart.offcanvas><input type=hidden name=lineItems[1][id] value=1><button
             class='btn btn-primary btn-buy' title='In den Warenkorb'>In den Warenkorb</button></form>
             </main>",
            "add-to-cart [In den Warenkorb]",
        ),
        (
            "hand-made: a link",
            false,
            "<h1>Lampa</h1><p>450 kr</p><a href='/korg.php?lagg=3'>Lägg i varukorgen</a>",
            "add-to-cart [Lägg i varukorgen]",
        ),
        (
            "hand-made: an icon",
            false,
            "<h1>Lamp</h1><p>45 €</p><form method=post action=/basket><input type=hidden name=p
             value=1><button aria-label='Add to basket'><svg></svg></button></form>",
            "add-to-cart [Add to basket]",
        ),
        (
            "drawn: swatches before the button",
            true,
            "<main><h1>Shoe</h1><p>45 €</p><div role=radiogroup aria-label=Size><button role=radio
             aria-checked=false aria-disabled=true>36</button><button role=radio
             aria-checked=false>37</button></div><button type=button>Add to bag</button></main>",
            "add-to-cart [Add to bag] Size press 37",
        ),
        (
            "drawn: a list of variants by its classes",
            true,
            "<main><h1>Shoe</h1><p>45 €</p><ul class=variant-option-list><li><a href=#>Red</a></li>
             <li><a href=#>Blue</a></li></ul><ul class=variant-option-list><li class=selected><a
             href=#>37</a></li><li><a href=#>38</a></li></ul><form><input name=qty
             value=1><button type=button>Add to cart</button></form></main>",
            "add-to-cart [Add to cart] press Red",
        ),
        (
            "drawn: the button waits for the choice",
            true,
            "<main><h1>Shoe</h1><p>45 €</p><div><label>Size<select name=s><option value=''>Select
             a size<option value=37>37</select></label><button type=button disabled>Add to
             bag</button></div></main>",
            "choose-option [-] Size=37",
        ),
        (
            "sold out",
            false,
            "<main><h1>Lamp</h1><p>45 €</p><p class=stock>Sold out</p><form method=post
             action=/cart><button disabled>Add to cart</button></form></main>",
            "end out-of-stock not-collected",
        ),
        (
            "a day has to be named",
            false,
            "<main><h1>Cabin</h1><p>45 €</p><form method=post action=/cart><label>Arrival date
             <input type=date name=from required></label><button>Add to cart</button></form></main>",
            "end date-needed not-collected",
        ),
        (
            "a text has to be written",
            false,
            "<main><h1>Mug</h1><p>45 €</p><form method=post action=/cart><label>Your engraving
             <input name=text required></label><button>Add to cart</button></form></main>",
            "end must-type not-collected",
        ),
        (
            "prices after signing in",
            true,
            "<main><h1>Lamp</h1><p>Log in to see prices</p></main>",
            "end sign-in login-required",
        ),
    ] {
        let told = at(Goal::Add, READ, draws, "/products/thing", html);
        assert_eq!(told, expected, "{name}");
    }
}

#[test]
fn products_with_little_to_choose_come_first() {
    let view = |path: &str, html: &str| View {
        url: format!("https://shop.example{path}"),
        status: Some(200),
        rendered: false,
        sha256: sha256(html.as_bytes()),
        html: html.as_bytes().to_vec().into(),
        truncated: false,
        screenshot: None,
        boxes: Vec::new(),
        seen_at: String::new(),
    };
    let context = plan(READ, false);
    let read = |path: &str, html: &str| Page::of(&view(path, html), context.context()).unwrap();
    let simple = "<h1>Lamp</h1><p>45 €</p><form method=post action=/cart><input type=hidden name=id
        value=1><button>Add to cart</button></form>";
    let asks = "<h1>Ask</h1><p>Price on request</p>";
    let options = "<h1>Shirt</h1><p>45 €</p><form method=post action=/cart><select name=s><option
        value=''>Choose an option<option value=1>S</select><button>Add to cart</button></form>";
    let points = |html: &str| product::points(&read("/products/x", html), false);
    assert!(points(simple) > points(options));
    assert!(points(options) > Some(0));
    assert_eq!(points(asks), None);
}

#[test]
fn plain_buttons_in_a_list_are_options_where_scripts_run() {
    let html = "<main><h1>Flask</h1><p>350 kr</p><form id=product><p>Color</p><ul class=variant-list><li><button
        type=button>White</button></li><li><button type=button>Black</button></li></ul><input
        type=number name=qty value=1><button type=button>Add to cart</button><ul><li><button
        type=button>+</button></li><li><button type=button>-</button></li></ul></form></main>";
    assert_eq!(at(Goal::Add, READ, true, "/flask", html), "add-to-cart [Add to cart] press White");
    let chosen = html.replace(
        "<li><button
        type=button>White",
        "<li class=selected><button type=button>White",
    );
    assert_eq!(at(Goal::Add, READ, true, "/flask", &chosen), "add-to-cart [Add to cart]");
}

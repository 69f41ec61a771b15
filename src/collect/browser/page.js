// Runs in a world of its own beside the page: it sees the page's document and
// none of its scripts see it. Nothing here changes the live document.
(() => {
  if (globalThis.shopvet) return;
  const MAX_NODES = 60000;
  const MAX_DEPTH = 450;
  const MAX_BOXES = 400;
  // Elements that nobody sees anyway, or that have no box of their own.
  const PLAIN = new Set(['head', 'title', 'meta', 'link', 'base', 'script', 'style', 'template',
    'option', 'optgroup', 'datalist', 'source', 'track', 'param', 'br', 'wbr', 'area', 'map',
    'col', 'colgroup', 'html', 'body', 'slot']);
  const CONTROLS = new Set(['input', 'select', 'textarea', 'button', 'label', 'form', 'fieldset']);
  const MARKED = new Set(['address', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'dialog']);
  const TELLING = /@[\w-]+\.|\d[\d\s.,]*\d|\p{Sc}/u;
  const here = { changed: performance.now(), live: [] };

  const watch = (root) => new MutationObserver(() => { here.changed = performance.now(); })
    .observe(root, { subtree: true, childList: true, characterData: true });
  watch(document);

  here.state = () => [document.readyState, performance.now() - here.changed];

  const isSeen = (style) => style.display !== 'none' && style.visibility === 'visible';
  const styleOf = (element) => {
    const view = element.ownerDocument.defaultView || window;
    return view.getComputedStyle(element);
  };
  const hasSize = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
  };
  const stands = (element) => {
    for (let at = element; at && at.nodeType === 1; at = at.parentElement) {
      if (styleOf(at).display === 'none') return false;
    }
    return styleOf(element).visibility === 'visible';
  };
  // A native control is often hidden behind a drawn one: its label, or what it
  // lies in, is what a person sees and uses.
  const hasStandIn = (element, name) => {
    const native = name === 'select' || name === 'input'
      && ['radio', 'checkbox', 'file'].includes(element.type);
    if (!native) return false;
    for (const label of element.labels || []) if (stands(label) && hasSize(label)) return true;
    const parent = element.parentElement;
    return !!parent && stands(parent) && hasSize(parent);
  };
  const isGone = (element, name, style) => {
    if (style.display === 'none') return true;
    if (style.visibility !== 'visible') {
      let left = 400;
      for (const inner of element.querySelectorAll('*')) {
        if (left-- === 0 || styleOf(inner).visibility === 'visible') return false;
      }
      return true;
    }
    if (style.overflowX === 'visible' || style.display === 'inline') return false;
    const box = element.getBoundingClientRect();
    return (box.width === 0 || box.height === 0) && element.childNodes.length > 0;
  };

  const keepState = (element, name, copy) => {
    const flag = (attribute, on) => {
      if (on) copy.setAttribute(attribute, ''); else copy.removeAttribute(attribute);
    };
    if (name === 'input') {
      const type = element.type;
      if (type === 'checkbox' || type === 'radio') flag('checked', element.checked);
      else if (type !== 'password' && type !== 'file' && (element.value || copy.hasAttribute('value'))) {
        copy.setAttribute('value', element.value);
      }
    }
    if (name === 'option') flag('selected', element.selected);
    if (CONTROLS.has(name) && name !== 'label' && name !== 'form') {
      flag('disabled', element.matches(':disabled'));
    }
  };

  // The document as it stands: shadow trees and frames of the same origin lie
  // open in it, state stands in attributes, what is not seen is `hidden`, and
  // each element carries the number under which it is found again.
  here.take = (mark, limit) => {
    const root = document.documentElement;
    if (!root || root.localName !== 'html') return null;
    const blank = document.implementation.createHTMLDocument('');
    const live = [];
    const boxes = [];
    let nodes = 0;
    let cut = false;

    const box = (element, number, left, top) => {
      if (boxes.length >= MAX_BOXES) return;
      const at = element.getBoundingClientRect();
      if (at.width < 1 || at.height < 1) return;
      boxes.push([number, Math.round(at.left + left), Math.round(at.top + top),
        Math.round(at.width), Math.round(at.height)]);
    };
    const ownText = (element) => {
      let text = '';
      for (const node of element.childNodes) if (node.nodeType === 3) text += node.data;
      return text;
    };
    const wanted = (element, name) => MARKED.has(name)
      || CONTROLS.has(name) && name !== 'form' && name !== 'label'
      || element.getAttribute('role') === 'button'
      || name === 'a' && /^(mailto|tel):/i.test(element.getAttribute('href') || '')
      || (name !== 'script' && name !== 'style' && TELLING.test(ownText(element).slice(0, 300)));

    const copyOf = (node, gone, left, top, depth) => {
      if (++nodes > MAX_NODES || depth > MAX_DEPTH) { cut = true; return null; }
      if (node.nodeType === 3) return blank.createTextNode(node.data);
      if (node.nodeType === 8) return blank.createComment(node.data);
      if (node.nodeType !== 1) return null;
      const name = node.localName;
      const copy = blank.importNode(node, false);
      keepState(node, name, copy);
      const number = live.length;
      live.push(node);
      copy.setAttribute(mark, String(number));
      let unseen = gone;
      if (name === 'noscript') {
        copy.setAttribute('hidden', '');
        unseen = true;
      } else if (!gone && !PLAIN.has(name) && node.isConnected) {
        const style = styleOf(node);
        unseen = isGone(node, name, style) && !hasStandIn(node, name);
        if (unseen) copy.setAttribute('hidden', ''); else if (copy.hasAttribute('hidden') && isSeen(style)) {
          copy.removeAttribute('hidden');
        }
        if (!unseen && wanted(node, name)) box(node, number, left, top);
      }
      if (name === 'textarea') { copy.textContent = node.value; return copy; }
      const from = name === 'template' ? node.content : node.shadowRoot || node;
      const add = (children) => {
        for (const child of children) {
          if (child.nodeType === 1 && child.localName === 'slot') {
            const given = child.assignedNodes({ flatten: true });
            add(given.length ? given : child.childNodes);
            continue;
          }
          const inner = copyOf(child, unseen, left, top, depth + 1);
          if (inner) (name === 'template' ? copy.content : copy).appendChild(inner);
        }
      };
      if (name !== 'iframe') add(from.childNodes);
      return copy;
    };
    // What stands in a frame follows the frame, since nothing can stand in it.
    const openFrames = (source, copy) => {
      for (const frame of source.querySelectorAll('iframe')) {
        let inside = null;
        try { inside = frame.contentDocument; } catch { inside = null; }
        if (!inside || !inside.body || !inside.body.childNodes.length) continue;
        const at = frame.getBoundingClientRect();
        const number = live.indexOf(frame);
        const stand = copy.querySelector(`[${mark}="${number}"]`);
        if (!stand || stand.closest('[hidden]')) continue;
        const left = at.left + scrollX;
        const top = at.top + scrollY;
        const holder = blank.createElement('div');
        for (const child of inside.body.childNodes) {
          const inner = copyOf(child, false, left, top, 2);
          if (inner) holder.appendChild(inner);
        }
        stand.after(holder);
      }
    };

    const copy = copyOf(root, false, scrollX, scrollY, 0);
    openFrames(document, copy);
    here.live = live;
    let html = '<!DOCTYPE html>' + copy.outerHTML;
    if (html.length > limit) { html = html.slice(0, limit); cut = true; }
    const body = document.body || root;
    const view = document.scrollingElement || root;
    return {
      html, boxes, cut, url: location.href,
      height: Math.max(view.scrollHeight, body.scrollHeight, 1),
    };
  };

  // Everything that stands in the page, shadow trees included.
  function* all(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      yield node;
      if (node.shadowRoot) yield* all(node.shadowRoot);
    }
  }
  const wordsOf = (element) => [element.innerText || element.textContent || '',
    element.localName === 'input' ? element.value : '', element.getAttribute('aria-label') || '',
    element.getAttribute('title') || ''].join(' ').replace(/\s+/g, ' ').trim().slice(0, 300);
  const matches = (element, selectors) => selectors.some((selector) => element.matches(selector));

  // What lies over the page and asks for something: its words and its buttons.
  here.overlays = (containers, refusals) => {
    const found = [];
    here.shown = [];
    let left = MAX_NODES;
    for (const element of all(document)) {
      if (left-- === 0 || found.length >= 20) break;
      const named = matches(element, containers);
      const style = styleOf(element);
      const lies = named || style.position === 'fixed' || style.position === 'sticky'
        || element.matches('dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]');
      if (!lies || found.some((other) => other.element.contains(element))) continue;
      // What holds the whole page lies over nothing.
      if (!named && (element.innerText || '').length > 4000) continue;
      const parts = [element];
      for (const inner of all(element.shadowRoot || element)) parts.push(inner);
      if (element.shadowRoot) for (const inner of all(element)) parts.push(inner);
      const buttons = [];
      for (const part of parts) {
        const pressable = part.matches('button, a, input[type=button], input[type=submit], [role=button]');
        if (!pressable || buttons.length >= 40 || !hasSize(part) || !isSeen(styleOf(part))) continue;
        buttons.push({
          number: here.shown.length, words: wordsOf(part), named: matches(part, refusals),
          marks: [part.id, part.getAttribute('name') || '', ...part.classList].filter(Boolean),
          target: part.getAttribute('href') || part.getAttribute('formaction') || null,
        });
        here.shown.push(part);
      }
      const text = parts.filter((part) => part.shadowRoot || part === element)
        .map((part) => (part.shadowRoot ? [...part.shadowRoot.children].map((c) => c.innerText || '').join(' ')
          : part.innerText || '')).join(' ').slice(0, 5000);
      if (buttons.length || named && hasSize(element)) found.push({ element, named, text, buttons });
    }
    return found.map(({ named, text, buttons }) => ({ named, text, buttons }));
  };

  const inDepth = (x, y) => {
    let hit = document.elementFromPoint(x, y);
    while (hit && hit.shadowRoot) {
      const inner = hit.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === hit) break;
      hit = inner;
    }
    return hit;
  };
  const holds = (outer, inner) => {
    for (let at = inner; at; at = at.parentNode || at.host) if (at === outer) return true;
    return false;
  };

  // Brings an element into sight and says where to press it, and whether it
  // lies open there.
  here.aim = (list, number) => {
    const element = (here[list] || [])[number];
    if (!element || !element.isConnected) return null;
    // What would open a window opens here.
    const opener = element.closest('a[target], form[target]');
    if (opener) opener.setAttribute('target', '_self');
    element.removeAttribute('formtarget');
    element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const box = [...element.getClientRects()].find((rect) => rect.width > 0 && rect.height > 0);
    const own = element.ownerDocument === document;
    if (!box || !own) return { x: 0, y: 0, open: false, gone: !stands(element) };
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1);
    const hit = inDepth(x, y);
    const label = hit && hit.closest && hit.closest('label');
    const open = !!hit && (holds(element, hit) || !!label && label.control === element);
    return { x, y, open, gone: false };
  };
  here.press = (list, number) => {
    const element = (here[list] || [])[number];
    if (!element || !element.isConnected) return false;
    element.click();
    return true;
  };

  const tell = (element, kinds) => {
    for (const kind of kinds) element.dispatchEvent(new Event(kind, { bubbles: true, composed: true }));
  };
  // Makes a field ready to be typed into: what stood in it is selected.
  here.enter = (number) => {
    const element = here.live[number];
    if (!element || !element.isConnected || element.disabled || element.readOnly) return null;
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    element.focus({ preventScroll: true });
    if (element.select) element.select();
    const typed = element.localName === 'textarea' || element.isContentEditable
      || ['text', 'search', 'email', 'tel', 'url', 'password', 'number'].includes(element.type);
    return { typed, focused: element.getRootNode().activeElement === element };
  };
  // Frameworks watch the setter of their own; that of the prototype tells them.
  const set = (element, value) => {
    const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), 'value');
    if (setter && setter.set) setter.set.call(element, value); else element.value = value;
  };
  here.fill = (number, value) => {
    const element = here.live[number];
    if (!element || !element.isConnected) return false;
    set(element, value);
    tell(element, ['input', 'change']);
    return element.value === value;
  };
  here.leave = (number) => {
    const element = here.live[number];
    if (!element || !element.isConnected) return null;
    tell(element, ['change']);
    element.blur();
    return element.isContentEditable ? element.innerText : element.value;
  };
  here.choose = (number, value) => {
    const element = here.live[number];
    if (!element || !element.isConnected || element.localName !== 'select') return false;
    if (![...element.options].some((option) => option.value === value && !option.disabled)) return false;
    if (element.value !== value) {
      set(element, value);
      tell(element, ['input', 'change']);
    }
    return element.value === value;
  };
  here.isTicked = (number) => {
    const element = here.live[number];
    if (!element || !element.isConnected) return null;
    return 'checked' in element ? element.checked : element.getAttribute('aria-checked') === 'true';
  };
  // Where to press to tick a box: its label where the box itself is not seen.
  here.tickable = (number) => {
    const element = here.live[number];
    if (!element || !element.isConnected) return false;
    const labels = [...(element.labels || [])].filter((label) => stands(label) && hasSize(label));
    const seen = stands(element) && hasSize(element);
    here.shown = [seen || !labels.length ? element : labels[0]];
    return true;
  };
  here.stands = (number) => !!here.live[number] && here.live[number].isConnected;
  // Keeps hold of an element while the document is taken anew.
  here.hold = (number) => { here.held = here.live[number]; return !!here.held; };
  here.heldNumber = () => here.live.indexOf(here.held);

  globalThis.shopvet = here;
})();

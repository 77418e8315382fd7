// Small words for building the page. Everything that came from outside goes in as text, never as markup.

/** An element: properties, then children (elements or texts; null is left out). */
export function el(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name === 'on') {
      for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    } else if (name === 'data') {
      Object.assign(element.dataset, value);
    } else if (name in element && name !== 'list') {
      element[name] = value;
    } else {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ''));
  return element;
}

export const byId = id => document.getElementById(id);

/** Replaces the children, unless they would be the same: what a person reads or focuses is left alone. */
export function fill(parent, ...children) {
  const fresh = document.createDocumentFragment();
  fresh.append(...children.flat().filter(child => child !== null));
  const same = parent.childNodes.length === fresh.childNodes.length
    && [...parent.childNodes].every((child, i) => child.isEqualNode(fresh.childNodes[i]));
  if (!same) parent.replaceChildren(fresh);
}

/** A cell that knows its column's name: on a phone the table becomes a list. */
export function cell(label, properties, ...children) {
  return el('td', { ...properties, data: { label } }, ...children);
}

let toasts = 0;

/** Says something for a while. */
export function toast(words, bad = false) {
  const element = el('div', { className: bad ? 'toast bad' : 'toast', id: `toast-${++toasts}` }, words);
  byId('toasts').append(element);
  setTimeout(() => element.remove(), bad ? 12000 : 8000);
}

/** Asks; resolves with whether the answer was yes. */
export function ask(title, words, yes) {
  const dialog = byId('ask');
  byId('ask-title').textContent = title;
  byId('ask-words').textContent = words;
  byId('ask-yes').textContent = yes;
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise(resolve =>
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }));
}

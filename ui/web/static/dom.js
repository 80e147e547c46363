// Small helpers for pages. Text always goes in as text, never as markup.

export const find = (selector, from = document) => from.querySelector(selector);
export const findAll = (selector, from = document) => [...from.querySelectorAll(selector)];

/** Make an element. `attributes`: `class`, `on*` listeners, `data-*`; null leaves an attribute out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Replace what an element holds. */
export const fill = (element, ...children) =>
  element.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));

/** Replace what an element holds; the keyboard's focus stays on the child with the same `data-key`. */
export function refill(element, ...children) {
  const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  fill(element, ...children);
  if (key !== undefined) find(`[data-key="${CSS.escape(key)}"]`, element)?.focus({ preventScroll: true });
}

/** Put text into an element, touching it only when it differs (screen readers announce changes). */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export const show = (element, visible) => { element.hidden = !visible; };

/** One icon of the page's own sprite. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("class", "icon");
  picture.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#icon-${name}`);
  picture.append(use);
  return picture;
}

// Building elements. Text goes in as text, never as markup.

export const byId = (id) => document.getElementById(id);

/** Return an element with properties, a class and children (elements or strings). */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  const { dataset, attributes, ...rest } = properties;
  Object.assign(element, rest);
  Object.assign(element.dataset, dataset);
  for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Return a button that calls `action` when pressed. */
export function button(text, className, action) {
  const element = make('button', { type: 'button', className, textContent: text });
  element.addEventListener('click', action);
  return element;
}

const HUES = 12;

/** Show the first letter of a name on a colour of its own. */
export function paintAvatar(element, name, id) {
  element.textContent = [...name][0]?.toUpperCase() ?? '?';
  element.dataset.hue = String(Math.abs(id) % HUES);
}

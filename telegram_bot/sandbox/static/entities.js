// Text with entities as nodes. Offsets are UTF-16 units, which is what JavaScript strings count.

import { button, make } from './dom.js';
import { texts } from './texts.js';

const TAGS = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

const SAFE_LINK = /^(https?|tg):\/\//i;

/** Return nodes for a text; `onCommand` is called with a command that was pressed. */
export function render(text, entities = [], onCommand = () => {}) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return renderRange({ text, onCommand }, 0, text.length, sorted);
}

function renderRange(context, start, end, entities) {
  const nodes = [];
  let position = start;
  for (let index = 0; index < entities.length; ) {
    const entity = entities[index];
    const stop = Math.min(entity.offset + entity.length, end);
    const inner = entities.slice(index + 1).filter((other) => other.offset < stop);
    if (entity.offset >= position) {
      nodes.push(context.text.slice(position, entity.offset));
      nodes.push(wrap(context, entity, renderRange(context, entity.offset, stop, inner)));
      position = stop;
    }
    index += 1 + inner.length;
  }
  nodes.push(context.text.slice(position, end));
  return nodes.filter((node) => node !== '');
}

function wrap(context, entity, children) {
  const plain = context.text.slice(entity.offset, entity.offset + entity.length);
  switch (entity.type) {
    case 'pre':
      return make('pre', { tabIndex: 0 }, make('code', { dataset: { language: entity.language ?? '' } }, ...children));
    case 'text_link':
      return link(entity.url, children);
    case 'url':
      return link(plain, children);
    case 'spoiler':
      return spoiler(children);
    case 'bot_command':
      return button(plain, 'command', () => context.onCommand(plain));
    default:
      return make(TAGS[entity.type] ?? 'span', {}, ...children);
  }
}

function link(url, children) {
  if (!SAFE_LINK.test(url)) return make('span', {}, ...children);
  return make('a', { href: url, target: '_blank', rel: 'noopener noreferrer', title: url }, ...children);
}

function spoiler(children) {
  const inside = make('span', { className: 'hidden-text', attributes: { 'aria-hidden': 'true' } }, ...children);
  const attributes = { role: 'button', 'aria-label': texts.spoiler };
  const element = make('span', { className: 'spoiler', tabIndex: 0, attributes }, inside);
  const reveal = () => {
    element.classList.add('revealed');
    element.removeAttribute('role');
    element.removeAttribute('aria-label');
    inside.removeAttribute('aria-hidden');
  };
  element.addEventListener('click', reveal);
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      reveal();
    }
  });
  return element;
}

// One message as the person sees it.

import { fileAddress } from './api.js';
import { button, make } from './dom.js';
import { render } from './entities.js';
import { language, texts } from './texts.js';

const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
const calendar = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' });

const dayOf = (date) => calendar.format(new Date(date * 1000));

/** Return the list item of a message; `actions` has command, press, edit and copy. */
export function bubble(message, actions) {
  const isMine = !message.from.is_bot;
  const item = make('li', {
    className: isMine ? 'mine' : 'theirs',
    dataset: { id: message.message_id, day: dayOf(message.date) },
  });
  const body = make('article', { className: message.sticker ? 'bubble bare' : 'bubble' });
  body.append(...head(message), ...media(message), ...words(message, actions), foot(message, isMine, actions));
  item.append(body, ...reactions(message), ...keyboard(message, actions));
  return item;
}

/** Return the line between two days. */
export function dayLine(day) {
  const text = day === dayOf(Date.now() / 1000) ? texts.today : day;
  return make('li', { className: 'day', textContent: text });
}

/** Return a message in one line, for the list of people. */
export function summary(message) {
  const text = message.text ?? message.caption;
  if (text) return text.replaceAll(/\s+/g, ' ');
  const kinds = { photo: texts.photo, voice: '🎤', location: texts.location, contact: texts.contact };
  if (message.sticker) return `${message.sticker.emoji} ${texts.sticker}`;
  if (message.document) return message.document.file_name;
  return Object.entries(kinds).find(([kind]) => kind in message)?.[1] ?? '';
}

export const timeOf = (message) => clock.format(new Date(message.date * 1000));

function head(message) {
  const parts = [];
  if (message.forward_origin) {
    const from = `${texts.forwardedFrom} ${message.forward_origin.sender_user_name}`;
    parts.push(make('p', { className: 'origin', textContent: from }));
  }
  if (message.reply_to_message) {
    parts.push(make('p', { className: 'reply', textContent: summary(message.reply_to_message) }));
  }
  return parts;
}

function media(message) {
  if (message.photo) return [picture(message.photo.at(-1), message.caption)];
  if (message.document) return [file(message.document)];
  if (message.voice) {
    return [make('audio', { controls: true, preload: 'none', src: fileAddress(message.voice.file_id) })];
  }
  if (message.sticker) return [make('p', { className: 'sticker', textContent: message.sticker.emoji })];
  return place(message);
}

function place(message) {
  if (message.location) {
    const { latitude, longitude } = message.location;
    return [make('p', { textContent: `📍 ${latitude}, ${longitude}` })];
  }
  if (message.contact) {
    const { first_name: name, phone_number: phone } = message.contact;
    return [make('p', { textContent: `👤 ${name} · ${phone}` })];
  }
  return [];
}

function picture(photo, caption) {
  const address = fileAddress(photo.file_id);
  const image = make('img', {
    src: address,
    width: photo.width,
    height: photo.height,
    alt: caption || texts.picture,
    loading: 'lazy',
  });
  return make('a', { href: address, target: '_blank', className: 'picture' }, image);
}

function file(description) {
  const size = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(description.file_size / 1024);
  return make(
    'a',
    { href: fileAddress(description.file_id), download: description.file_name, className: 'file' },
    make('span', { className: 'file-icon', textContent: '↓', attributes: { 'aria-hidden': 'true' } }),
    make('span', {}, make('b', { textContent: description.file_name }), make('small', { textContent: `${size} KB` })),
  );
}

function words(message, actions) {
  const text = message.text ?? message.caption;
  if (!text) return [];
  const entities = message.entities ?? message.caption_entities;
  return [make('div', { className: 'text', dir: 'auto' }, ...render(text, entities, actions.command))];
}

function foot(message, isMine, actions) {
  const marks = [];
  if (message.sandbox.is_silent) marks.push(texts.silent);
  if (message.edit_date) marks.push(texts.edited);
  marks.push(timeOf(message));
  const line = make('footer', {}, make('span', { textContent: marks.join(' · ') }));
  if (isMine && message.text) line.prepend(button(texts.edit, 'edit', () => actions.edit(message)));
  return line;
}

function reactions(message) {
  const emoji = message.sandbox.reactions ?? [];
  return emoji.map((one) => make('span', { className: 'reaction', textContent: one }));
}

function keyboard(message, actions) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return [];
  const lines = rows.map((row) => make('div', { className: 'row' }, ...row.map((key) => keyButton(message, key, actions))));
  return [make('div', { className: 'keyboard' }, ...lines)];
}

function keyButton(message, key, actions) {
  const element = button(key.text, `key ${key.style ?? ''}`.trim(), () => {
    if (key.url) window.open(key.url, '_blank', 'noopener,noreferrer');
    else if (key.copy_text) actions.copy(key.copy_text.text);
    else actions.press(message, key.callback_data, element);
  });
  if (key.url) element.append(make('span', { textContent: ' ↗', attributes: { 'aria-hidden': 'true' } }));
  return element;
}

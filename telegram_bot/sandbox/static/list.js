// The list of people at the left.

import { summary, timeOf } from './bubble.js';
import { byId, make, paintAvatar } from './dom.js';
import { state } from './state.js';
import { texts } from './texts.js';

/** Draw everybody; `onOpen` is called with the person and the chat id that was chosen. */
export function drawList(onOpen) {
  byId('nobody').hidden = state.people.length > 0;
  const focused = document.activeElement?.dataset.chat;
  byId('people').replaceChildren(...state.people.flatMap((person) => entries(person, onOpen)));
  if (focused) byId('people').querySelector(`[data-chat="${focused}"]`)?.focus();
}

function entries(person, onOpen) {
  const groups = person.chats.filter((chat) => chat.type !== 'private');
  const own = person.chats.find((chat) => chat.type === 'private');
  const name = person.first_name;
  return [
    entry({ person, id: person.id, name, chat: own, mark: person.language_code }, onOpen),
    ...groups.map((chat) => entry({ person, id: chat.id, name: `${chat.title} · ${name}`, chat, mark: '' }, onOpen)),
  ];
}

function entry({ person, id, name, chat, mark }, onOpen) {
  const avatar = make('span', { className: 'avatar', attributes: { 'aria-hidden': 'true' } });
  paintAvatar(avatar, name, id);
  const last = chat?.last_message;
  const isOpen = state.chatId === id && state.personId === person.id;
  const unread = state.unread.get(`${person.id}/${id}`) ?? 0;
  const item = make(
    'button',
    { type: 'button', className: 'entry', dataset: { chat: String(id) } },
    avatar,
    make(
      'span',
      { className: 'entry-body' },
      make('span', { className: 'entry-name' }, make('b', { textContent: name }), make('small', { textContent: last ? timeOf(last) : '' })),
      make('span', { className: 'entry-last', dir: 'auto', textContent: last ? summary(last) : mark.toUpperCase() }),
    ),
    unread ? make('span', { className: 'badge', textContent: unread, attributes: { 'aria-label': `${unread} ${texts.unread}` } }) : null,
  );
  if (isOpen) item.setAttribute('aria-current', 'true');
  item.addEventListener('click', () => onOpen(person.id, id));
  return make('li', {}, item);
}

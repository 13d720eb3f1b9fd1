// Writing: text, commands, attachments, edits.

import { post } from './api.js';
import { button, byId, make } from './dom.js';
import { loadPeople, openPerson, state } from './state.js';
import { texts } from './texts.js';

const STICKERS = ['🙂', '🌿', '🎉', '😢', '❤️', '👍'];
const MAX_HEIGHT_PIXELS = 180;

let editedId = null;
let pickedKind = 'document';
let onError = () => {};

/** Send something into the open chat. */
export async function send(fields) {
  try {
    await post(`people/${state.personId}/send`, { chat_id: state.chatId, ...fields });
  } catch (error) {
    onError(error);
  }
}

/** Connect the foot of the conversation; `failed` is told what went wrong. */
export function startComposer(failed) {
  onError = failed;
  const text = byId('text');
  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    submit(text);
  });
  text.addEventListener('input', () => fit(text));
  text.addEventListener('keydown', (event) => {
    const isSending = event.key === 'Enter' && !event.shiftKey && !event.isComposing;
    if (isSending) {
      event.preventDefault();
      submit(text);
    }
    if (event.key === 'Escape') stopEditing();
  });
  byId('stop-editing').addEventListener('click', stopEditing);
  byId('start').addEventListener('click', () => send({ text: '/start' }));
  startMenus();
}

/** Put a message of one's own back into the field to change it. */
export function edit(message) {
  editedId = message.message_id;
  byId('editing').hidden = false;
  byId('text').value = message.text;
  fit(byId('text'));
  byId('text').focus();
}

/** Forget a change that was begun. */
export function stopEditing() {
  if (editedId === null) return;
  editedId = null;
  byId('editing').hidden = true;
  byId('text').value = '';
  fit(byId('text'));
}

function submit(field) {
  const text = field.value.trim();
  if (!text) return;
  const change = editedId === null ? {} : { kind: 'edited', message_id: editedId };
  stopEditing();
  field.value = '';
  fit(field);
  send({ text, ...change });
}

function fit(field) {
  field.style.height = 'auto';
  field.style.height = `${Math.min(field.scrollHeight, MAX_HEIGHT_PIXELS)}px`;
}

function startMenus() {
  const attach = byId('attach');
  const closing = (action) => () => {
    attach.hidePopover();
    action();
  };
  byId('stickers').append(
    ...STICKERS.map((emoji) => button(emoji, 'sticker-key', closing(() => send({ kind: 'sticker', emoji })))),
  );
  for (const item of attach.querySelectorAll('[data-send]')) {
    const fields = { kind: item.dataset.send, text: texts.forwardedText };
    item.addEventListener('click', closing(() => send(fields)));
  }
  for (const item of attach.querySelectorAll('[data-pick]')) {
    item.addEventListener('click', closing(() => pick(item.dataset.pick)));
  }
  byId('file').addEventListener('change', sendPicked);
  byId('commands').addEventListener('toggle', (event) => {
    if (event.newState === 'open') drawCommands();
  });
}

function pick(kind) {
  pickedKind = kind;
  byId('file').accept = kind === 'photo' ? 'image/png,image/jpeg,image/gif' : '';
  byId('file').click();
}

async function sendPicked(event) {
  const [file] = event.target.files;
  if (file) await send({ kind: pickedKind, file });
  event.target.value = '';
}

async function drawCommands() {
  await loadPeople();
  const commands = openPerson()?.commands ?? [];
  const items = commands.map(({ command, description }) => {
    const item = button('', '', () => {
      byId('commands').hidePopover();
      send({ text: `/${command}` });
    });
    item.append(make('b', { textContent: `/${command}` }), make('span', { textContent: description }));
    return make('li', {}, item);
  });
  const nothing = make('li', { className: 'hint', textContent: texts.noCommands });
  byId('commands').replaceChildren(...(items.length ? items : [nothing]));
}

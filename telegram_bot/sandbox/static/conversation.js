// The open conversation: messages, who is typing, and which foot the chat has.

import { get } from './api.js';
import { bubble, dayLine } from './bubble.js';
import { button, byId, paintAvatar } from './dom.js';
import { openChat, openPerson, state } from './state.js';
import { texts } from './texts.js';

const TYPING_MILLISECONDS = 5500;
const NEAR_BOTTOM_PIXELS = 160;

let actions = {};
let typingTimer = 0;
let isFollowing = true;

/** Say what the buttons inside messages do, and keep the newest message in sight. */
export function startConversation(given) {
  actions = given;
  const list = byId('messages');
  list.addEventListener('scroll', () => {
    isFollowing = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_BOTTOM_PIXELS;
  });
  list.addEventListener('load', follow, { capture: true });
  new ResizeObserver(follow).observe(list);
}

function follow() {
  const list = byId('messages');
  if (isFollowing) list.scrollTop = list.scrollHeight;
}

/** Load and draw the open conversation anew. */
export async function drawConversation() {
  const { personId, chatId } = state;
  for (const id of ['commands', 'attach', 'chat-menu']) byId(id).hidePopover();
  drawFrame();
  showStatus();
  const messages = await get(`people/${personId}/messages`, { chat_id: chatId });
  if (personId !== state.personId || chatId !== state.chatId) return;
  const list = byId('messages');
  list.setAttribute('aria-busy', 'true');
  list.replaceChildren(...messages.map((message) => bubble(message, actions)));
  drawDays();
  drawReplyKeyboard(messages.findLast((message) => message.sandbox.reply_keyboard));
  list.removeAttribute('aria-busy');
  isFollowing = true;
  follow();
}

/** Draw all but the messages: the heading, and whether one can write. */
export function drawFrame() {
  const person = openPerson();
  const chat = openChat();
  byId('welcome').hidden = Boolean(person);
  byId('conversation').hidden = !person;
  if (!person) return;
  const name = chat?.title ?? state.bot.first_name;
  byId('chat-name').textContent = name;
  paintAvatar(byId('chat-avatar'), name, state.bot.id);
  const isGroup = state.chatId < 0;
  const isAtGate = document.activeElement?.closest('.gate');
  byId('begin').hidden = Boolean(chat);
  byId('blocked').hidden = isGroup || chat?.status !== 'kicked';
  byId('left').hidden = !isGroup || chat?.status === 'member';
  byId('composer').hidden = chat?.status !== 'member';
  if (isAtGate && chat?.status === 'member') byId('text').focus();
}

/** Put a new message at the end. */
export function addMessage(message) {
  const list = byId('messages');
  const isMine = !message.from.is_bot;
  if (list.querySelector(`[data-id="${message.message_id}"]`)) return replaceMessage(message);
  if (!isMine) showStatus();
  list.append(bubble(message, actions));
  drawDays();
  if (message.sandbox.reply_keyboard) drawReplyKeyboard(message);
  isFollowing ||= isMine;
  follow();
}

/** Draw a message anew in its place. */
export function replaceMessage(message) {
  const item = byId('messages').querySelector(`[data-id="${message.message_id}"]`);
  item?.replaceWith(bubble(message, actions));
  follow();
}

/** Take a message away. */
export function removeMessage(messageId) {
  byId('messages').querySelector(`[data-id="${messageId}"]`)?.remove();
  drawDays();
}

/** Show for a while what the bot is doing. */
export function showAction(action) {
  clearTimeout(typingTimer);
  const status = byId('chat-status');
  status.textContent = action.startsWith('upload') ? texts.uploading : texts.typing;
  status.classList.add('busy');
  typingTimer = setTimeout(showStatus, TYPING_MILLISECONDS);
}

function showStatus() {
  clearTimeout(typingTimer);
  const status = byId('chat-status');
  status.textContent = `${texts.bot} · ${openPerson()?.first_name ?? ''}`;
  status.classList.remove('busy');
}

function drawDays() {
  const list = byId('messages');
  for (const line of list.querySelectorAll('.day')) line.remove();
  let day = '';
  for (const item of [...list.children]) {
    if (item.dataset.day !== day) item.before(dayLine(item.dataset.day));
    day = item.dataset.day;
  }
}

function drawReplyKeyboard(message) {
  const rows = message?.sandbox.reply_keyboard.keyboard ?? [];
  const keys = rows.flat().map((key) => {
    const text = typeof key === 'string' ? key : key.text;
    return button(text, 'key', () => actions.command(text));
  });
  byId('reply-keyboard').replaceChildren(...keys);
  byId('reply-keyboard').hidden = keys.length === 0;
}

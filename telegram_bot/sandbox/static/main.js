// The chat page: people at the left, one conversation at the right, news as it comes.

import { listen, post } from './api.js';
import { edit, send, startComposer, stopEditing } from './composer.js';
import {
  addMessage,
  drawConversation,
  drawFrame,
  removeMessage,
  replaceMessage,
  showAction,
  startConversation,
} from './conversation.js';
import { byId } from './dom.js';
import { drawList } from './list.js';
import { chatOf, isOpen, loadPeople, openChat, state } from './state.js';
import { language, texts, translatePage } from './texts.js';

const NOTICE_MILLISECONDS = 4000;
const PRESSED_MILLISECONDS = 10000;

let noticeTimer = 0;
const pressed = new Map();

function notice(text) {
  clearTimeout(noticeTimer);
  byId('notice').textContent = text;
  byId('notice').hidden = false;
  noticeTimer = setTimeout(() => {
    byId('notice').hidden = true;
  }, NOTICE_MILLISECONDS);
}

const failed = (error) => notice(`${texts.failed}: ${error.message}`);

async function open(personId, chatId) {
  Object.assign(state, { personId, chatId });
  state.unread.delete(`${personId}/${chatId}`);
  document.body.dataset.screen = 'chat';
  stopEditing();
  drawList(open);
  await drawConversation();
  byId(openChat() ? 'text' : 'start').focus({ preventScroll: true });
}

async function reload() {
  byId('notice').hidden = true;
  await loadPeople();
  drawList(open);
  if (state.personId !== null) await drawConversation();
}

async function refreshFrame() {
  await loadPeople();
  drawList(open);
  if (state.personId !== null) drawFrame();
}

async function press(message, data, element) {
  element.classList.add('waiting');
  try {
    const { query_id: queryId } = await post(`people/${state.personId}/press`, {
      chat_id: state.chatId,
      message_id: message.message_id,
      callback_data: data,
    });
    pressed.set(queryId, element);
    setTimeout(() => release(queryId), PRESSED_MILLISECONDS);
  } catch (error) {
    element.classList.remove('waiting');
    failed(error);
  }
}

function release(queryId) {
  pressed.get(queryId)?.classList.remove('waiting');
  pressed.delete(queryId);
}

function showAnswer(news) {
  release(news.query_id);
  if (!news.text || news.person_id !== state.personId) return;
  if (!news.show_alert) return notice(news.text);
  byId('alert-text').textContent = news.text;
  byId('alert').showModal();
}

async function receive(news) {
  const chat = chatOf(news);
  if (chat) chat.last_message = news.message;
  const key = `${news.person_id}/${news.chat_id}`;
  if (news.message.from.is_bot && !isOpen(news)) state.unread.set(key, (state.unread.get(key) ?? 0) + 1);
  if (isOpen(news)) addMessage(news.message);
  if (!chat) await refreshFrame();
  else drawList(open);
}

const handlers = {
  message: receive,
  edited: (news) => isOpen(news) && replaceMessage(news.message),
  deleted: (news) => isOpen(news) && removeMessage(news.message_id),
  action: (news) => isOpen(news) && showAction(news.action),
  answer: showAnswer,
  person: refreshFrame,
  chat: refreshFrame,
};

function startTheme() {
  const saved = localStorage.getItem('theme');
  if (saved) document.documentElement.dataset.theme = saved;
  byId('theme').addEventListener('click', () => {
    const isDark = getComputedStyle(document.documentElement).getPropertyValue('--is-dark').trim() === '1';
    const theme = isDark ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    localStorage.setItem('theme', theme);
  });
}

function startDialogs() {
  const dialog = byId('new-person');
  byId('invite').addEventListener('click', () => {
    dialog.querySelector(`[name=language][value=${language}]`).checked = true;
    dialog.showModal();
    byId('name').focus();
  });
  byId('new-person-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const chosen = new FormData(event.target).get('language');
    try {
      const person = await post('people', { name: byId('name').value, language_code: chosen });
      dialog.close();
      event.target.reset();
      await loadPeople();
      await open(person.id, person.id);
    } catch (error) {
      failed(error);
    }
  });
  for (const element of document.querySelectorAll('[data-close]')) {
    element.addEventListener('click', () => byId(element.dataset.close).close());
  }
}

async function act(name) {
  byId('chat-menu').hidePopover();
  try {
    await post(`people/${state.personId}/${name}`, name === 'group' ? { title: texts.groupTitle } : {});
    if (name === 'duplicate_last_update') notice(texts.repeated);
    if (name === 'group') await refreshFrame();
  } catch (error) {
    failed(error);
  }
}

function startChatMenu() {
  for (const element of document.querySelectorAll('[data-do]')) {
    element.addEventListener('click', () => act(element.dataset.do));
  }
  byId('unblock').addEventListener('click', () => act('unblock'));
  byId('back').addEventListener('click', () => {
    document.body.dataset.screen = 'list';
    byId('people').querySelector('[aria-current]')?.focus();
  });
}

translatePage();
startTheme();
startDialogs();
startChatMenu();
startComposer(failed);
startConversation({
  command: (text) => send({ text }),
  press,
  edit,
  copy: async (text) => {
    await navigator.clipboard.writeText(text);
    notice(texts.copied);
  },
});
await reload();
listen({
  onNews: (news) => handlers[news.kind]?.(news),
  onAgain: reload,
  onLost: () => notice(texts.offline),
});

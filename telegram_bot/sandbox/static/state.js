// What the page knows: the bot, the people, and the conversation that is open.

import { get } from './api.js';

export const state = {
  bot: null,
  people: [],
  unread: new Map(),
  personId: null,
  chatId: null,
};

/** Load the bot and everybody with their chats. */
export async function loadPeople() {
  const loaded = await get('people');
  state.bot = loaded.bot;
  state.people = loaded.people;
}

export const openPerson = () => state.people.find((person) => person.id === state.personId);

export const openChat = () => openPerson()?.chats.find((chat) => chat.id === state.chatId);

/** Return the chat a piece of news is about, or undefined where it is not listed yet. */
export function chatOf(news) {
  const person = state.people.find((one) => one.id === news.person_id);
  return person?.chats.find((chat) => chat.id === news.chat_id);
}

export const isOpen = (news) => news.chat_id === state.chatId && news.person_id === state.personId;

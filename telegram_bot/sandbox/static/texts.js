// The page's own words in both languages. What people and the bot write never goes through here.

const RU = {
  title: 'Собеседники',
  theme: 'Светлая или тёмная тема',
  nobody: 'Здесь пока никого. Пригласите кого-нибудь поговорить с ботом.',
  invite: 'Новый собеседник',
  welcome: 'Выберите, от чьего имени говорить с ботом',
  back: 'Назад к списку',
  more: 'Ещё',
  messages: 'Сообщения',
  commands: 'Команды бота',
  noCommands: 'Бот пока не назвал команд',
  attach: 'Прикрепить',
  write: 'Сообщение',
  send: 'Отправить',
  editing: 'Правка сообщения',
  edit: 'Изменить',
  cancel: 'Отмена',
  blocked: 'Бот заблокирован и не может писать.',
  unblock: 'Разблокировать',
  left: 'Бот вышел из этой группы.',
  begin: 'Начать',
  beginHint: 'Бот не может написать первым.',
  photo: 'Фото',
  document: 'Файл',
  voice: 'Голосовое (тишина)',
  location: 'Место',
  contact: 'Контакт',
  forwarded: 'Пересланное сообщение',
  forwardedText: 'Это написал кто-то другой, а я пересылаю.',
  forwardedFrom: 'Переслано от',
  addToGroup: 'Добавить бота в группу',
  groupTitle: 'Группа',
  repeat: 'Повторить последнее обновление',
  repeated: 'Последнее обновление доставлено ещё раз',
  block: 'Заблокировать бота',
  newPerson: 'Новый собеседник',
  name: 'Имя',
  language: 'Язык приложения',
  create: 'Пригласить',
  ok: 'Понятно',
  edited: 'изменено',
  silent: 'без звука',
  typing: 'печатает…',
  uploading: 'отправляет файл…',
  bot: 'бот',
  copied: 'Скопировано',
  offline: 'Песочница не отвечает, жду…',
  spoiler: 'Показать скрытое',
  picture: 'Картинка',
  sticker: 'Стикер',
  today: 'Сегодня',
  unread: 'непрочитанных',
  failed: 'Не получилось',
};

const EN = {
  title: 'People',
  theme: 'Light or dark theme',
  nobody: 'Nobody is here yet. Invite somebody to talk with the bot.',
  invite: 'New person',
  welcome: 'Choose who talks with the bot',
  back: 'Back to the list',
  more: 'More',
  messages: 'Messages',
  commands: 'Commands of the bot',
  noCommands: 'The bot has named no commands yet',
  attach: 'Attach',
  write: 'Message',
  send: 'Send',
  editing: 'Editing a message',
  edit: 'Edit',
  cancel: 'Cancel',
  blocked: 'The bot is blocked and cannot write.',
  unblock: 'Unblock',
  left: 'The bot has left this group.',
  begin: 'Start',
  beginHint: 'A bot cannot write first.',
  photo: 'Photo',
  document: 'File',
  voice: 'Voice message (silence)',
  location: 'Place',
  contact: 'Contact',
  forwarded: 'Forwarded message',
  forwardedText: 'Somebody else wrote this, I only pass it on.',
  forwardedFrom: 'Forwarded from',
  addToGroup: 'Add the bot to a group',
  groupTitle: 'Group',
  repeat: 'Repeat the last update',
  repeated: 'The last update was delivered once more',
  block: 'Block the bot',
  newPerson: 'New person',
  name: 'Name',
  language: 'Language of the app',
  create: 'Invite',
  ok: 'All right',
  edited: 'edited',
  silent: 'silent',
  typing: 'typing…',
  uploading: 'sending a file…',
  bot: 'bot',
  copied: 'Copied',
  offline: 'The sandbox does not answer, waiting…',
  spoiler: 'Show what is hidden',
  picture: 'Picture',
  sticker: 'Sticker',
  today: 'Today',
  unread: 'unread',
  failed: 'That did not work',
};

export const language = navigator.language.toLowerCase().startsWith('ru') ? 'ru' : 'en';
export const texts = language === 'ru' ? RU : EN;

/** Put the words into the elements that ask for them. */
export function translatePage() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = texts[element.dataset.text];
  }
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', texts[element.dataset.label]);
    element.title = texts[element.dataset.label];
  }
  for (const element of document.querySelectorAll('[data-placeholder]')) {
    element.placeholder = texts[element.dataset.placeholder];
  }
}

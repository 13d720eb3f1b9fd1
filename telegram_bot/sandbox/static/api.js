// The sandbox's people API.

const bot = new URLSearchParams(location.search).get('bot');

function address(path, query = {}) {
  const url = new URL(`/_sandbox/${path}`, location.origin);
  for (const [name, value] of Object.entries({ ...query, ...(bot && { bot }) })) {
    url.searchParams.set(name, value);
  }
  return url;
}

async function answer(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.description);
  return body;
}

export const get = async (path, query) => answer(await fetch(address(path, query)));

/** Post fields; a file among them makes it multipart. */
export async function post(path, fields = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const body = fields.file ? form : new URLSearchParams(form);
  return answer(await fetch(address(path), { method: 'POST', body }));
}

export const fileAddress = (id) => `/_sandbox/files/${encodeURIComponent(id)}`;

/** Call `onNews` for each piece of news, `onAgain` when the line was lost and is back. */
export function listen({ onNews, onAgain, onLost }) {
  const source = new EventSource(address('live'));
  let wasLost = false;
  source.addEventListener('message', (event) => onNews(JSON.parse(event.data)));
  source.addEventListener('error', () => {
    wasLost = true;
    onLost();
  });
  source.addEventListener('open', () => {
    if (wasLost) onAgain();
    wasLost = false;
  });
}

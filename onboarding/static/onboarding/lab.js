// While a question is being written, shows questions that say nearly the same.
"use strict";

(() => {
  const WAIT_MS = 500;
  const FIELDS = { ru_text: "ru", en_text: "en" };
  const form = document.getElementById("lab-form");
  const box = document.getElementById("lab-near");
  if (!form || !box || !form.dataset.nearUrl) return;

  const list = box.querySelector("ul");
  const found = { ru: [], en: [] };
  const waiting = {};
  const asked = { ru: 0, en: 0 };

  const row = (twin) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.className = "text-link";
    link.href = twin.url;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = twin.code;
    item.append(link, ` ${twin.text}`);
    return item;
  };

  const show = () => {
    const seen = new Set();
    const twins = [...found.ru, ...found.en].filter(
      (twin) => !seen.has(twin.code) && seen.add(twin.code),
    );
    list.replaceChildren(...twins.map(row));
    box.hidden = twins.length === 0;
  };

  const look = async (text, language) => {
    const number = (asked[language] += 1);
    const query = new URLSearchParams({ text, language, code: form.dataset.nearCode || "" });
    try {
      const answer = await fetch(`${form.dataset.nearUrl}?${query}`, { credentials: "same-origin" });
      if (!answer.ok || number !== asked[language]) return;
      found[language] = (await answer.json()).near;
      show();
    } catch {
      // Without the network the same warning comes when the question is saved.
    }
  };

  for (const [name, language] of Object.entries(FIELDS)) {
    const field = form.elements[name];
    if (!field) continue;
    field.addEventListener("input", () => {
      clearTimeout(waiting[name]);
      waiting[name] = setTimeout(() => look(field.value.trim(), language), WAIT_MS);
    });
  }
})();

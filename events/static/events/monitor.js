/* Shows what the hub tells. Everything from outside becomes text, never markup. */
"use strict";
(() => {
  const { words, urls } = JSON.parse(document.getElementById("monitor-page").textContent);
  const at = (id) => document.getElementById(`mo-${id}`);
  const language = document.documentElement.lang || "en";
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  const MOST_ROWS = 200;
  const MOST_SHOWN = 40;
  const STALE_MS = 8000;
  const STATUSES = ["pending", "queued", "running", "dead"];

  let told = null;
  let heardAt = 0;
  let isHeld = false;
  let rows = new Map();
  const chosen = new Set();

  const node = (tag, options = {}, ...children) => {
    const { data, ...rest } = options;
    const made = Object.assign(document.createElement(tag), rest);
    Object.assign(made.dataset, data || {});
    made.append(...children);
    return made;
  };
  const link = (url, id, text) => node("a", { href: url.replace("/0/", `/${id}/`), className: "text-link" }, text);
  // A long name goes on in the next line after one of its dots.
  const breakable = (name) => name.replaceAll(".", ".\u200b");
  const cell = (text, className = "") => node("td", { className }, text);
  // On a phone a row folds, and every cell says itself what it is.
  const label = (table, row) => {
    const heads = table.closest("table").querySelectorAll("th");
    [...row.children].forEach((child, index) => { child.dataset.label = heads[index].textContent; });
    return row;
  };
  const span = (seconds) => {
    const units = [["day", 86400], ["hour", 3600], ["minute", 60]];
    const [name, size] = units.find(([, length]) => seconds >= length) || ["second", 1];
    return `${number.format(Math.floor(seconds / size))} ${words.say[name]}`;
  };
  const time = (seconds) => clock.format(new Date(seconds * 1000));

  // Before the first look at Redis nothing is known of it, not even that it is away.
  const count = (value) => (value === undefined ? "–" : value === null ? words.say.unknown : number.format(value));

  const setState = (state) => {
    at("dot").dataset.state = state;
    at("state").textContent = words.state[state];
  };

  const figure = (id, text, isBad = false) => {
    at(id).textContent = text;
    at(id).classList.toggle("mo-bad", isBad);
  };

  const showFigures = ({ queues, rates }) => {
    const total = (name) => queues.reduce((sum, queue) => sum + queue[name], 0);
    const last = rates.slice(-6);
    figure("rate", number.format(last.reduce((sum, rate) => sum + rate, 0) / last.length));
    STATUSES.forEach((name) => figure(name, number.format(total(name)), name === "dead" && total(name) > 0));
    const waiting = Math.max(...queues.map((queue) => queue.waiting));
    figure("waiting", waiting ? span(waiting) : "–", waiting > 60);
  };

  const showChart = (rates) => {
    const most = Math.max(...rates, 1);
    const width = 600 / rates.length;
    const bars = rates.map((rate, index) => {
      const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const height = rate ? Math.max((rate / most) * 120, 2) : 0;
      Object.entries({ x: index * width + 1, y: 120 - height, width: width - 2, height })
        .forEach(([name, value]) => bar.setAttribute(name, value));
      return bar;
    });
    at("bars").replaceChildren(...bars);
    at("most").textContent = number.format(most);
  };

  const showQueues = ({ queues, workers }) => at("queues").replaceChildren(...queues.map((queue) => {
    const hands = workers && workers[queue.queue];
    return label(at("queues"), node("tr", {}, cell(queue.queue),
      ...STATUSES.map((name) => cell(number.format(queue[name]), name === "dead" && queue[name] ? "mo-bad" : "")),
      cell(queue.waiting ? span(queue.waiting) : "–", queue.waiting > 60 ? "mo-bad" : ""),
      cell(count(hands), hands === 0 ? "mo-bad" : "")));
  }));

  const showPulses = ({ pulses, workers, at: now }) => {
    const processes = pulses.map(({ kind, alive, at: last }) => [kind,
      alive ? `${words.say.alive}: ${alive}` : words.say.silent, span(Math.max(0, now - last)), !alive]);
    const counted = workers && Object.entries(workers).map(([queue, count]) => `${queue} ${count}`).join(" · ");
    const isIdle = Boolean(workers) && Object.values(workers).includes(0);
    processes.push([words.say.workers, counted || count(workers), "", isIdle]);
    at("beats").replaceChildren(...processes.map(([name, state, ago, isBad]) =>
      node("tr", {}, cell(name), cell(state, isBad ? "mo-bad" : ""), cell(ago, "sf-muted"))));
  };

  const showBreakers = ({ breakers, workers, at: now }) => {
    at("local").hidden = workers !== null;
    at("no-breakers").hidden = breakers.length > 0;
    at("breakers").replaceChildren(...breakers.map((breaker) => {
      const notes = [];
      if (breaker.failures) notes.push(`${words.say.failures}: ${breaker.failures}`);
      if (breaker.probe_at > now) notes.push(`${words.say.probe} ${span(breaker.probe_at - now)}`);
      return node("tr", {}, cell(breaker.name), cell(words.phase[breaker.phase], breaker.phase === "closed" ? "" : "mo-bad"),
        cell(notes.join(", "), "sf-muted"));
    }));
  };

  const showDead = ({ dead, at: now }) => {
    const decides = at("letters").dataset.decides === "yes";
    const ids = new Set(dead.map((letter) => letter.id));
    [...chosen].filter((id) => !ids.has(id)).forEach((id) => chosen.delete(id));
    at("decide").hidden = dead.length === 0;
    at("no-dead").hidden = dead.length > 0;
    const focused = document.activeElement?.dataset?.letter;
    at("letters").replaceChildren(...dead.map((letter) => {
      const box = node("input", { type: "checkbox", name: "_selected_action", value: letter.id, checked: chosen.has(letter.id),
        ariaLabel: `#${letter.id}`, data: { letter: letter.id } });
      return label(at("letters"), node("tr", {}, ...(decides ? [node("td", {}, box)] : []), node("td", {}, link(urls.delivery, letter.id, `#${letter.id}`)),
        cell(letter.handler), cell(letter.error, "mo-code"), cell(number.format(letter.attempts)),
        cell(span(Math.max(0, now - letter.at))), cell(letter.name), cell(letter.code, "mo-code")));
    }));
    if (focused) at("letters").querySelector(`[data-letter="${focused}"]`)?.focus();
    allowDeeds();
  };

  const allowDeeds = () => at("decide").querySelectorAll("button").forEach((button) => { button.disabled = chosen.size === 0; });

  const sought = () => Object.fromEntries([...new FormData(at("sought"))].map(([name, value]) => [name, value.trim()]));

  const fits = (event, wanted) =>
    (!wanted.name || event.name === wanted.name) &&
    (!wanted.code || event.code.toLowerCase() === wanted.code.toLowerCase().replace("#", "")) &&
    (!wanted.queue || event.queue === wanted.queue || event.deliveries.some((delivery) => delivery.queue === wanted.queue)) &&
    (!wanted.status || event.deliveries.some((delivery) => delivery.status === wanted.status));

  const chip = (delivery) => node("span", { className: "mo-chip", data: { status: delivery.status },
    title: `${words.status[delivery.status]} · ${delivery.queue}` }, `${delivery.handler} · ${words.status[delivery.status]}`);

  const line = (event) => {
    const chips = event.deliveries.map(chip);
    if (Number.isInteger(event.answer)) chips.push(link(urls.answer, event.answer, `${words.say.path} #${event.answer}`));
    return node("li", {}, node("time", { className: "sf-muted" }, time(event.at)),
      node("span", { className: "mo-name" }, link(urls.event, event.id, breakable(event.name))),
      node("span", { className: "mo-code" }, event.code), node("div", { className: "mo-chips" }, ...chips));
  };

  const showEvents = () => {
    const wanted = sought();
    const shown = [...rows.values()].filter((event) => fits(event, wanted)).sort((a, b) => b.id - a.id).slice(0, MOST_SHOWN);
    at("events").replaceChildren(...shown.map(line));
    at("no-events").hidden = shown.length > 0;
  };

  const take = (events) => {
    events.forEach((event) => rows.set(event.id, event));
    rows = new Map([...rows].sort(([a], [b]) => b - a).slice(0, MOST_ROWS));
  };

  const search = async () => {
    rows = new Map();
    const answer = await fetch(`${urls.events}?${new URLSearchParams(sought())}`);
    if (answer.ok) take((await answer.json()).events);
    showEvents();
  };

  const show = () => {
    showFigures(told);
    showChart(told.rates);
    showQueues(told);
    showDead(told);
    if (!isHeld) showEvents();
  };

  const hear = (message) => {
    const news = JSON.parse(message.data);
    heardAt = Date.now();
    setState(news.database ? "live" : "away");
    at("at").textContent = time(news.at);
    if (news.breakers) showBreakers(news);
    if (!news.database) return;
    told = news;
    showPulses(told);
    if (!isHeld) {
      const wanted = sought();
      // What no longer fits (a status that moved on) leaves; what was found by the search stays.
      told.events.forEach((event) => rows.delete(event.id));
      take(told.events.filter((event) => fits(event, wanted)));
    }
    show();
  };

  const source = new EventSource(urls.stream);
  source.addEventListener("message", hear);
  source.addEventListener("error", () => setState(source.readyState === EventSource.CLOSED ? "refused" : "lost"));
  setInterval(() => { if (heardAt && Date.now() - heardAt > STALE_MS && source.readyState === EventSource.OPEN) setState("lost"); }, 1000);

  at("sought").addEventListener("input", search);
  at("sought").addEventListener("submit", (event) => event.preventDefault());
  at("hold").addEventListener("click", () => {
    isHeld = !isHeld;
    const words = [at("hold").textContent, at("hold").dataset.go];
    [at("hold").dataset.go, at("hold").textContent] = words;
    at("hold").setAttribute("aria-pressed", String(isHeld));
  });
  at("letters").addEventListener("change", ({ target }) => {
    const id = Number(target.value);
    if (target.checked) chosen.add(id); else chosen.delete(id);
    allowDeeds();
  });
  at("all")?.addEventListener("change", ({ target }) => {
    chosen.clear();
    if (target.checked && told) told.dead.forEach((letter) => chosen.add(letter.id));
    if (told) showDead(told);
  });
  setState("waiting");
})();

// Projects: where they are kept, and what is chosen into them on every page that shows passages.
"use strict";

const Projects = (() => {
  const given = document.currentScript.dataset;
  const words = JSON.parse(given.words), ui = given.ui;
  const t = (key, values = {}) => (words[key] ?? key).replace(/\{(\w+)[^}]*\}/g, (whole, name) => values[name] ?? whole);
  const now = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const inUi = (path) => `${ROOT}${path}${ui === "en" ? "?ui=en" : ""}`;

  // An element with its properties; what is text stays text.
  function h(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (value === undefined || value === null) continue;
      if (key.startsWith("aria-") || key.startsWith("data-") || key === "role" || key === "for") made.setAttribute(key, value);
      else made[key] = value;
    }
    made.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return made;
  }

  // What the server is asked; a sentence of its own is what an error says.
  async function ask(path, { body, type = "application/json", as = "json", method = "POST", headers = {} } = {}) {
    const answer = await fetch(inUi(path), { method, body, headers: body === undefined ? headers : { "Content-Type": type, ...headers } });
    if (answer.ok) return answer[as]();
    const said = await answer.json().catch(() => ({}));
    throw Object.assign(new Error(said.error ?? t("project-failed")), { status: answer.status });
  }
  const post = (path, value, as) => ask(path, { body: JSON.stringify(value), as });

  // Kept in this browser. A change is made to what is stored at that moment, in one transaction: of two windows neither
  // loses what the other wrote.
  function browserStore() {
    const opened = new Promise((resolve, reject) => {
      const request = indexedDB.open(`sakuin${ROOT}`, 1);
      request.onupgradeneeded = () => request.result.createObjectStore("projects", { keyPath: "id" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    async function within(mode, work) {
      const db = await opened;
      return new Promise((resolve, reject) => {
        const transaction = db.transaction("projects", mode);
        let answer;
        work(transaction.objectStore("projects"), (value) => { answer = value; });
        transaction.oncomplete = () => resolve(answer);
        transaction.onabort = () => reject(transaction.error);
      });
    }
    return {
      ready: () => opened,
      all: () => within("readonly", (store, give) => { store.getAll().onsuccess = (event) => give(event.target.result); }),
      get: (id) => within("readonly", (store, give) => { store.get(id).onsuccess = (event) => give(event.target.result); }),
      put: (project) => within("readwrite", (store) => store.put(project)),
      remove: (id) => within("readwrite", (store) => store.delete(id)),
      change: (id, change) => within("readwrite", (store, give) => {
        store.get(id).onsuccess = (event) => {
          const project = event.target.result;
          if (!project) return;
          change(project);
          store.put(project);
          give(project);
        };
      }),
    };
  }

  // Where a browser keeps nothing, as in some private windows: until the window is closed.
  function windowStore() {
    const NAME = `sakuin${ROOT}-projects`;
    let rows = {};
    const read = () => { try { rows = JSON.parse(sessionStorage.getItem(NAME)) ?? rows; } catch { /* not even so long */ } return rows; };
    const write = () => { try { sessionStorage.setItem(NAME, JSON.stringify(rows)); } catch { /* until the next page */ } };
    return {
      ready: async () => true,
      all: async () => Object.values(read()),
      get: async (id) => read()[id],
      put: async (project) => { read()[project.id] = project; write(); },
      remove: async (id) => { delete read()[id]; write(); },
      change: async (id, change) => { const project = read()[id]; if (project) { change(project); write(); } return project; },
    };
  }

  // Kept in the folder of a desk. Where another program changed the file meanwhile, the change is made anew to that.
  function deskStore() {
    const MOST = 5;
    const at = (id) => `/desk/projects/${encodeURIComponent(id)}.json`;
    const read = (id) => ask(at(id), { method: "GET" }).catch((error) => { if (error.status === 404) return null; throw error; });
    const write = (project, hash) => ask(at(project.id), { method: "PUT", body: JSON.stringify(project), headers: { "If-Match": hash } });
    return {
      ready: async () => true,
      all: async () => {
        const answer = await ask("/desk/projects.json", { method: "GET" });
        api.unread = answer.unread;
        return answer.projects;
      },
      get: async (id) => (await read(id))?.project,
      put: async (project) => write(project, (await read(project.id))?.sha256 ?? ""),
      remove: async (id) => { const found = await read(id); if (found) await ask(at(id), { method: "DELETE", headers: { "If-Match": found.sha256 } }); },
      change: async (id, change) => {
        for (let tried = 1; ; tried += 1) {
          const found = await read(id);
          if (!found) return undefined;
          change(found.project);
          try {
            await write(found.project, found.sha256);
            return found.project;
          } catch (error) {
            if (error.status !== 409 || tried === MOST) throw error;
          }
        }
      },
    };
  }

  const api = { h, t, ui, now, inUi, ask, post, lasting: true, unread: [] };
  let store = given.store === "desk" ? deskStore() : null;
  const ready = (async () => {
    if (store) return;
    try {
      const kept = browserStore();
      await kept.ready();
      store = kept;
    } catch {
      store = windowStore();
      api.lasting = false;
    }
  })();

  // Other windows of this browser hear of a change; one change waits for the one before.
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(`sakuin${ROOT}-projects`) : null;
  const listeners = [];
  channel?.addEventListener("message", (event) => listeners.forEach((listener) => listener(event.data)));
  let last = Promise.resolve();
  function inTurn(work) {
    const turn = last.then(() => ready).then(work);
    last = turn.catch(() => undefined);
    return turn;
  }
  const tell = (id) => channel?.postMessage(id);

  Object.assign(api, {
    onChange: (listener) => listeners.push(listener),
    all: () => inTurn(() => store.all()),
    get: (id) => inTurn(() => store.get(id)),
    put: (project) => inTurn(async () => { await store.put(project); tell(project.id); }),
    remove: (id) => inTurn(async () => { await store.remove(id); tell(id); }),
    change: (id, change) => inTurn(async () => {
      const project = await store.change(id, (found) => { change(found); found.changed = now(); });
      tell(id);
      return project;
    }),
  });

  // The project into which is chosen.
  const CURRENT = `sakuin${ROOT}-project`;
  let remembered = "";
  api.currentId = () => { try { return localStorage.getItem(CURRENT) ?? remembered; } catch { return remembered; } };
  api.makeCurrent = (id) => { remembered = id; try { localStorage.setItem(CURRENT, id); } catch { /* private windows */ } };
  api.current = async () => { const id = api.currentId(); return id ? api.get(id) : undefined; };
  api.begin = async (title = "") => {
    const made = now();
    const id = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const project = { kind: "sakuin-project", schema: 1, id, title: title || t("project-first-title", { n: made.slice(0, 10) }),
      by: "", made, changed: made, items: [], searches: [] };
    await api.put(project);
    api.makeCurrent(id);
    return project;
  };
  api.address = (project, key = "") => `${inUi("/project")}#${encodeURIComponent(project.id)}${key ? `/${encodeURIComponent(key)}` : ""}`;
  api.addItems = async (items) => {
    const project = (await api.current()) ?? (await api.begin());
    return api.change(project.id, (found) => {
      const here = new Set(found.items.map((item) => item.key));
      found.items.push(...items.filter((item) => !here.has(item.key)));
    });
  };
  api.isWritten = (item) => Boolean(item.note || item.tags.length || item.highlights.length || item.remarks.length);
  return api;
})();

// What was selected by earlier versions, ids alone, goes into a project.
(async () => {
  const STORED = `sakuin${ROOT}-selected`;
  let ids = [];
  try { ids = JSON.parse(localStorage.getItem(STORED)) ?? []; } catch { /* nothing was kept */ }
  if (!Array.isArray(ids) || !ids.length) return;
  const passages = ids.filter((id) => typeof id === "string").slice(0, 500).map((id) => ({ id }));
  const { items } = await Projects.post("/project/items.json", { passages });
  await Projects.addItems(items);
  localStorage.removeItem(STORED);
  document.dispatchEvent(new Event("chosen"));
})().catch(() => undefined);

// A button beside everything that can be chosen, and a line that says into what.
(() => {
  const { h, t } = Projects;
  const buttons = [];
  const line = h("p", { className: "selection", hidden: true });
  const said = h("span", { role: "status", className: "vh" });
  const bar = document.querySelector(".bar");
  const heading = document.querySelector(".reader > header.about, .summary");

  // Puts a button for a passage (or a whole document) somewhere.
  function offer(place, { key, ask, label, words = "select" }) {
    const button = h("button", { type: "button", className: "quiet choose" });
    button.dataset.key = key;
    button.setAttribute("aria-label", label ? `${t(words)}: ${label}` : t(words));
    button.addEventListener("click", () => toggle(key, ask).catch((error) => { said.textContent = error.message; line.hidden = false; }));
    place.append(button);
    buttons.push({ button, key, words });
  }
  const passage = (id, document_ = "") => ({ key: `passage:${id}`, ask: { passages: [{ id, document: document_ }] } });

  async function toggle(key, ask) {
    const project = await Projects.current(), item = project?.items.find((each) => each.key === key);
    if (item && Projects.isWritten(item)) {
      location.href = Projects.address(project, key);  // what was written is not thrown away by one click
      return;
    }
    if (item) await Projects.change(project.id, (found) => { found.items = found.items.filter((each) => each.key !== key); });
    else await Projects.addItems((await Projects.post("/project/items.json", ask)).items);
    await show();
  }

  for (const hit of document.querySelectorAll(".hit[data-id]")) {
    offer(hit.querySelector(".links"), { ...passage(hit.dataset.id), label: hit.querySelector("h3 .title").textContent });
  }
  for (const text of document.querySelectorAll(".text[data-document]")) {
    for (const each of text.querySelectorAll(".passage[id^=p-]")) {
      offer(each, { ...passage(each.id.slice(2), text.dataset.document), label: each.querySelector(".pilcrow .vh")?.textContent });
    }
  }
  for (const text of document.querySelectorAll(".text[data-passage]")) offer(text, passage(text.dataset.passage));
  for (const row of document.querySelectorAll("tr[data-id]")) {
    offer(row.lastElementChild, { ...passage(row.dataset.id), label: row.querySelector("mark").textContent });
  }
  for (const place of document.querySelectorAll("[data-choose-document]")) {
    const id = place.dataset.chooseDocument;
    offer(place, { key: `document:${id}`, ask: { documents: [id] }, words: "select-document" });
  }

  // A search is kept in the project too, with what it finds now.
  const save = document.getElementById("save");
  if (save) {
    const button = h("button", { type: "button", className: "quiet", id: "save-in-project", textContent: t("project-add-search") });
    save.after(button);
    button.addEventListener("click", async () => {
      const parameters = [...new URLSearchParams(save.dataset.address.split("?")[1] ?? "")];
      try {
        const { searches: [found], notes } = await Projects.post("/project/look.json", { searches: [{ name: save.dataset.name, parameters }] });
        if (!found) throw new Error(notes[0] ?? t("project-failed"));
        const project = (await Projects.current()) ?? (await Projects.begin());
        await Projects.change(project.id, (kept) => {
          const same = (each) => JSON.stringify(each.parameters) === JSON.stringify(found.search.parameters);
          kept.searches = [...kept.searches.filter((each) => !same(each)), found.search];
        });
        button.textContent = `✓ ${t("project-search-added")}`;
        await show();
      } catch (error) {
        button.textContent = error.message;
      }
    });
  }

  if (!buttons.length && !save) return;
  if (bar) bar.after(line);
  else heading?.append(line);
  line.after(said);

  async function show() {
    const project = await Projects.current(), chosen = new Set(project?.items.map((item) => item.key));
    for (const { button, key, words } of buttons) {
      button.setAttribute("aria-pressed", String(chosen.has(key)));
      button.textContent = chosen.has(key) ? `✓ ${t("selected")}` : t(words);
    }
    line.hidden = !project || (!project.items.length && !project.searches.length);
    if (line.hidden) return;
    const ids = project.items.filter((item) => item.paragraph).map((item) => ["id", item.id]).slice(0, 500);
    const within = `${ROOT}/search?${new URLSearchParams([...ids, ...(Projects.ui === "en" ? [["ui", "en"]] : [])])}`;
    line.replaceChildren(
      h("a", { href: Projects.address(project), className: "to-project", textContent: `${t("project")}: ${project.title} (${project.items.length})` }),
      ...(ids.length ? [" ", h("a", { href: within, className: "within", textContent: t("project-search-in") })] : []),
      ...(Projects.lasting ? [] : [" ", h("span", { className: "hint", textContent: t("project-no-store") })]),
    );
  }
  document.addEventListener("chosen", () => show());
  Projects.onChange(() => show());
  addEventListener("pageshow", (event) => { if (event.persisted) show(); });
  show().catch(() => undefined);
})();

// What makes the pages nicer where JavaScript runs; every page works without.
"use strict";

// What stands before the path in every address of this server, and so names what is kept of its collection.
const ROOT = document.documentElement.dataset.root;

// The keyboard: / and Ctrl+K to the search box, j and k between results, n and p between matches,
// [ and ] between documents, ? to the list of keys.
(() => {
  const STORED = "sakuin-keys-off";
  const stored = { get: () => { try { return localStorage.getItem(STORED); } catch { return null; } },
    set: (value) => { try { localStorage.setItem(STORED, value); } catch { /* private windows keep nothing */ } } };
  const box = document.getElementById("q");
  const use = document.getElementById("keys");
  if (use) {
    use.checked = stored.get() !== "1";
    use.parentElement.hidden = false;
    use.addEventListener("change", () => stored.set(use.checked ? "0" : "1"));
  }

  const typing = (target) => target instanceof Element
    && target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;

  function toSearch(event) {
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  }

  function step(selector, by) {
    const all = [...document.querySelectorAll(selector)];
    if (!all.length) return;
    const here = all.indexOf(document.activeElement);
    const next = here < 0 ? nearest(all, by) : Math.min(Math.max(here + by, 0), all.length - 1);
    const target = all[next];
    if (!target.matches("a")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  }

  // Nothing is focused yet: forward goes to the first that begins below the top of the window, back to the last above.
  function nearest(all, by) {
    const below = all.findIndex((element) => element.getBoundingClientRect().top > 1);
    if (by > 0) return below < 0 ? all.length - 1 : below;
    return below < 0 ? all.length - 1 : Math.max(below - 1, 0);
  }

  function toKeys() {
    const list = document.getElementById("key-list");
    list.open = true;
    list.querySelector("summary").focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      toSearch(event);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || (use && !use.checked)) return;
    if (event.key === "/") toSearch(event);
    else if (event.key === "j") step(".hit h3 a", 1);
    else if (event.key === "k") step(".hit h3 a", -1);
    else if (event.key === "n") step(".text mark", 1);
    else if (event.key === "p") step(".text mark", -1);
    else if (event.key === "[") document.querySelector(".nearby a[rel=prev]")?.click();
    else if (event.key === "]") document.querySelector(".nearby a[rel=next]")?.click();
    else if (event.key === "?") toKeys();
  });

  // Browsers that cannot show a closed <details> on a wide page by style alone get it opened.
  if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 60rem)").matches) {
    for (const closed of document.querySelectorAll(".layout > #filters, .contents details")) closed.open = true;
  }
})();

// Light, dark, or as the system has it; theme.js asks for what is kept here.
(() => {
  const choices = document.getElementById("theme");
  choices.hidden = false;
  for (const choice of choices.querySelectorAll("input")) {
    choice.checked = choice.value === document.documentElement.dataset.theme;
    choice.addEventListener("change", () => {
      document.documentElement.dataset.theme = choice.value;
      try { localStorage.setItem("sakuin-theme", choice.value); } catch { /* private windows keep nothing */ }
    });
  }
})();

// Suggestions under the search box: the combobox of the ARIA Authoring Practices, list autocomplete with manual
// selection. While kana are being composed nothing is asked, chosen or sent.
(() => {
  const box = document.getElementById("q");
  if (!box) return;
  const PAUSE = 120;
  const kinds = Object.fromEntries(box.dataset.kinds.split(";").filter(Boolean).map((pair) => pair.split(":")));
  const list = document.createElement("ul");
  const status = document.createElement("span");
  let composing = false, timer = 0, asking = null, active = -1;

  Object.assign(list, { id: "q-options", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.suggest);
  status.setAttribute("role", "status");
  status.className = "vh";
  box.after(list, status);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": list.id })) box.setAttribute(name, value);

  const options = () => [...list.children];

  function close() {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    list.replaceChildren();
    status.textContent = "";
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    active = -1;
  }

  function point(place) {
    const all = options();
    active = place < -1 ? all.length - 1 : place >= all.length ? -1 : place;
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    if (active < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", all[active].id);
  }

  function take(option) {
    box.value = option.dataset.q;
    close();
    box.focus();
  }

  function option(found, number) {
    const item = document.createElement("li");
    Object.assign(item, { id: `q-option-${number}`, textContent: found.q });
    item.dataset.q = found.q;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const about = document.createElement("span");
    about.textContent = ` ${kinds[found.kind]} ${found.count.toLocaleString()}`;
    item.append(about);
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => { take(item); box.form.requestSubmit(); });
    return item;
  }

  async function ask() {
    const typed = box.value;
    if (composing || !typed.trim()) return;
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${ROOT}/suggest.json?q=${encodeURIComponent(typed)}`, { signal: asking.signal });
      const found = answer.ok ? (await answer.json()).options : [];
      if (composing || box.value !== typed || document.activeElement !== box) return;
      list.replaceChildren(...found.map(option));
      list.hidden = !found.length;
      box.setAttribute("aria-expanded", String(found.length > 0));
      status.textContent = found.length ? box.dataset.status.replace("#", found.length) : "";
      point(-1);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  box.addEventListener("compositionstart", () => { composing = true; close(); });
  box.addEventListener("compositionend", () => { composing = false; wait(); });
  box.addEventListener("input", wait);
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", (event) => { if (composing) event.preventDefault(); });

  function wait() {
    clearTimeout(timer);
    if (composing) return;
    if (!box.value.trim()) close();
    else timer = setTimeout(ask, PAUSE);
  }

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape" && (!list.hidden || box.value)) {
      event.preventDefault();
      if (list.hidden) box.value = "";
      close();
    } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      point(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (list.hidden && event.key === "ArrowDown" && box.value) {
      event.preventDefault();
      ask();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      take(options()[active]);
    }
  });
})();

// A box above a long list of values that hides those without the typed text.
(() => {
  for (const frame of document.querySelectorAll("[data-filter]")) {
    for (const part of frame.matches(".values") ? [frame] : frame.querySelectorAll(".panel")) {
      const rows = [...part.querySelectorAll("li")].filter((row) => row.querySelector(".label"));
      if (rows.length <= 10) continue;
      const box = document.createElement("input");
      Object.assign(box, { type: "search", className: "narrow", placeholder: frame.dataset.filter, autocomplete: "off" });
      const name = part.querySelector("h3")?.textContent;
      box.setAttribute("aria-label", name ? `${frame.dataset.filter}: ${name}` : frame.dataset.filter);
      const folded = (text) => text.normalize("NFKC").toLowerCase();
      box.addEventListener("input", (event) => {
        if (event.isComposing) return;
        const wanted = folded(box.value);
        part.querySelectorAll("details").forEach((more) => { more.open = more.open || wanted !== ""; });
        rows.forEach((row) => { row.hidden = !folded(row.querySelector(".label").textContent).includes(wanted); });
      });
      box.addEventListener("compositionend", () => box.dispatchEvent(new Event("input")));
      (part.querySelector("h3") ?? part).insertAdjacentElement(part.querySelector("h3") ? "afterend" : "afterbegin", box);
    }
  }
})();

// To click a bar of the years, or to draw over several, is to type the years into the two boxes below.
(() => {
  const bars = document.querySelector("svg.bars");
  const form = document.querySelector("form.between");
  if (!bars || !form) return;
  const first = Number(bars.dataset.first), last = Number(bars.dataset.last);
  let from = null;
  const shade = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  shade.setAttribute("class", "shade");
  const place = (event) => {
    const area = bars.getBoundingClientRect();
    return Math.min(Math.max((event.clientX - area.left) / area.width, 0), 0.9999);
  };
  const year = (at) => first + Math.floor(at * (last - first + 1));
  bars.addEventListener("pointerdown", (event) => { if (event.button === 0) from = place(event); });
  bars.addEventListener("pointermove", (event) => {
    if (from === null || Math.abs(place(event) - from) < 0.01) return;
    bars.setPointerCapture(event.pointerId);
    const [a, b] = [from, place(event)].sort((x, y) => x - y);
    const width = bars.viewBox.baseVal.width;
    for (const [name, value] of Object.entries({ x: a * width, y: 0, width: (b - a) * width, height: "100%" })) {
      shade.setAttribute(name, value);
    }
    bars.append(shade);
  });
  bars.addEventListener("pointerup", (event) => {
    if (from === null) return;
    const [a, b] = shade.isConnected ? [from, place(event)].sort((x, y) => x - y) : [from, from];
    form.elements.from.value = year(a);
    form.elements.until.value = year(b);
    from = null;
    form.requestSubmit();
  });
})();

// Searches that are kept in this browser alone: saved ones, and the last twenty.
(() => {
  const MOST = 20;
  const read = (name) => { try { return JSON.parse(localStorage.getItem(`sakuin${ROOT}-${name}`)) ?? []; } catch { return []; } };
  const write = (name, rows) => {
    try { localStorage.setItem(`sakuin${ROOT}-${name}`, JSON.stringify(rows)); } catch { /* private windows keep nothing */ }
  };
  const add = (name, row) => write(name, [row, ...read(name).filter((each) => each.address !== row.address)].slice(0, MOST));
  const save = document.getElementById("save");
  if (save) {
    const row = { name: save.dataset.name, address: save.dataset.address };
    add("history", row);
    save.hidden = false;
    save.addEventListener("click", () => { add("saved", row); save.textContent = `✓ ${save.dataset.done}`; });
  }
  const kept = document.getElementById("kept");
  if (!kept) return;
  for (const list of kept.querySelectorAll("[data-list]")) show(list);

  function show(list) {
    const name = list.dataset.list, rows = read(name);
    list.replaceChildren(...rows.filter((row) => String(row.address).startsWith(`${ROOT}/search`)).map((row) => {
      const item = document.createElement("li"), link = document.createElement("a"), forget = document.createElement("button");
      Object.assign(link, { href: row.address, textContent: row.name });
      Object.assign(forget, { type: "button", className: "quiet", textContent: "×" });
      forget.setAttribute("aria-label", `${kept.dataset.forget}: ${row.name}`);
      forget.addEventListener("click", () => { write(name, read(name).filter((each) => each.address !== row.address)); show(list); });
      item.append(link, forget);
      return item;
    }));
    list.previousElementSibling.hidden = list.hidden = !rows.length;
    kept.hidden = !read("saved").length && !read("history").length;
  }
})();

// A button beside each citation that copies it. Where the browser lets no page into the clipboard, as over plain HTTP, it
// marks the citation, to be copied by keyboard.
(() => {
  const list = document.querySelector("dl[data-copy]");
  if (!list) return;
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.className = "vh";
  list.after(status);

  function marked(text) {
    const range = document.createRange();
    range.selectNodeContents(text);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }

  // What was done, in words.
  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text.textContent);
    } catch {
      marked(text);
      if (!document.execCommand("copy")) return list.dataset.marked;
    }
    return list.dataset.copied;
  }

  for (const row of list.children) {
    const [style, text] = row.children, name = style.textContent, button = document.createElement("button");
    const say = (words) => {
      button.textContent = words;
      button.setAttribute("aria-label", `${words}: ${name}`);
    };
    Object.assign(button, { type: "button", className: "quiet copy" });
    button.addEventListener("click", async () => {
      say(await copied(text));
      status.textContent = button.getAttribute("aria-label");
    });
    say(list.dataset.copy);
    style.append(" ", button);
  }
})();

// A document comes in sections. An address that was kept names an id of another section: ask for that one.
(() => {
  const at = decodeURIComponent(location.hash.slice(1));
  const asked = new URLSearchParams(location.search);
  if (!document.querySelector(".sections") || !at || document.getElementById(at) || asked.get("at") === at) return;
  asked.delete("section");
  asked.set("at", at);
  location.replace(`${location.pathname}?${asked}${location.hash}`);
})();

// The bar of a document follows the reader: which hit is the one last passed, which passage is cited.
(() => {
  const bar = document.querySelector(".reading-bar");
  if (!bar) return;
  const passages = [...document.querySelectorAll(".text .passage")];
  const hits = passages.filter((passage) => passage.classList.contains("is-hit"));
  const steps = bar.querySelector(".steps"), cite = bar.querySelector(".cite-here");
  const above = (all) => all.findLastIndex((each) => each.getBoundingClientRect().top < bar.offsetHeight + 80);
  const line = (hit) => hit?.querySelector(".hit-of");
  const leads = (name, target) => { if (target) steps.querySelector(`[rel=${name}]`).href = target; };
  let waiting = false;

  function follow() {
    waiting = false;
    const here = passages[Math.max(above(passages), 0)];
    if (here) cite.href = `${here.querySelector(".pilcrow").href}#cite`;
    if (!hits.length) return;
    const at = above(hits);
    const number = Number(line(hits[Math.max(at, 0)]).id.slice("hit-".length));
    steps.querySelector(".at").textContent = steps.dataset.hit.replace("#", number);
    const [before, after] = ["previous", "next"].map((name) => line(hits[at])?.querySelector(`[data-to=${name}]`)?.href);
    leads("prev", before);
    leads("next", at < 0 ? `#${line(hits[0]).id}` : after);
  }

  addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(follow); } }, { passive: true });
  follow();
})();

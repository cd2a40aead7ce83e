// The table of documents. The first rows come at once, then all of them, as JSON; only those in sight are in the page.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const [grid, filter, which, count, said, waiting, many, mine, all] =
    ["grid", "filter", "which", "count", "said", "waiting", "many", "mine", "all"].map(byId);
  const words = JSON.parse(grid.dataset.words);
  const body = grid.querySelector(".grid-rows");
  // A row as the server sends it: id, file, the five fields, then what is known of them.
  const [ID, FILE, FIRST, ORIGINS, WAITING, LOCK, ORDER] = [0, 1, 2, 7, 8, 9, 10];
  const FIELDS = ["title", "author", "date", "lang", "type"];
  const [DATE, COLUMNS, BESIDE] = [2, 7, 8];
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const number = (n) => n.toLocaleString(Desk.ui);
  const languages = new Intl.DisplayNames([Desk.ui], { type: "language", fallback: "code" });
  const LANG = 3;
  // A language by its name, whatever its code: en is 英語.
  const display = (n, value) => {
    try { return n === LANG && value ? languages.of(value) : value; } catch { return value; }
  };
  const collator = new Intl.Collator(Desk.ui, { numeric: true });

  let rows = [], found = [], registers = {}, steps = { undo: 0, redo: 0 };
  let total = 0;    // documents there are, while only the first are here
  let written = 0;  // answers to corrections: rows asked for before one are older than it
  let sort = { column: -1, down: false };
  let active = { row: 0, column: 1 }, anchor = 0, edits = false;
  let typed = null;
  let close = () => {}, insisting = false;  // ends the edit that is open; what was typed is being written over a newer register
  const selected = new Set();

  const say = (text, wrong = false) => { said.textContent = text; said.classList.toggle("wrong", wrong); };

  // ---- which rows are shown, and in what order

  const origin = (row, field) => row[ORIGINS][FIELDS.indexOf(field)];
  const WHICH = {
    all: () => true,
    "no-title-said": (row) => "g-i".includes(origin(row, "title")),
    "date-inferred": (row) => origin(row, "date") === "i",
    "date-missing": (row) => !row[FIRST + DATE],
    "date-unread": (row) => row[ORDER] === "?",
    "author-missing": (row) => !row[FIRST + 1],
    "type-missing": (row) => !row[FIRST + 4],
    corrected: (row) => row[WAITING] !== "",
  };
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  const prepared = (row) => { row.text = folded([row[FILE], ...row.slice(FIRST, ORIGINS), display(LANG, row[FIRST + LANG])].join("\n")); return row; };
  const key = (row) => {
    if (sort.column === 5) return row[FILE];
    return sort.column === DATE ? (row[ORDER] === "?" ? "" : row[ORDER] || row[FIRST + DATE]) : row[FIRST + sort.column];
  };

  const sorted = (list) => {
    if (sort.column < 0) return list;
    const keyed = list.map((row) => [key(row), row]);
    const sign = sort.down ? -1 : 1;
    const plain = sort.column === DATE ? (a, b) => (a < b ? -1 : a > b ? 1 : 0) : collator.compare;
    // What says nothing comes last, either way.
    keyed.sort(([a], [b]) => (a === "") - (b === "") || sign * plain(a, b));
    return keyed.map(([, row]) => row);
  };

  const choose = (keep = null) => {
    const asked = folded(filter.value).split(/\s+/).filter(Boolean);
    found = sorted(rows.filter((row) => WHICH[which.value](row) && asked.every((word) => row.text.includes(word))));
    const at = keep ? found.indexOf(keep) : -1;
    active.row = at >= 0 ? at : Math.min(active.row, Math.max(found.length - 1, 0));
    body.style.height = `${found.length * height()}px`;
    grid.setAttribute("aria-rowcount", found.length + 1);
    tell();
    draw(true);
  };

  const tell = () => {
    const parts = [rows.length ? fill(words.shown, { n: number(found.length), total: number(total) }) : words.none];
    if (selected.size) parts.push(fill(words.selected, { n: number(selected.size) }));
    count.textContent = parts.join(" · ");
    const waits = rows.reduce((sum, row) => sum + (row[WAITING] !== ""), 0);
    waiting.hidden = !waits;
    waiting.firstElementChild.textContent = fill(words.waiting, { n: number(waits) });
    many.hidden = !selected.size;
    many.querySelector("button").textContent = fill(words.set, { n: number(selected.size) });
    byId("undo").disabled = !steps.undo;
    byId("redo").disabled = !steps.redo;
    all.checked = found.length > 0 && found.every((row) => selected.has(row[ID]));
  };

  // ---- the rows in sight

  let measured = 0;
  const height = () => (measured ||= parseFloat(getComputedStyle(grid).fontSize) / 0.92 * 3.2);
  const drawn = new Map();

  const cell = (column, text, small, classes) => {
    const made = Desk.element("span", "", { tabIndex: -1, className: classes });
    made.setAttribute("role", "gridcell");
    made.setAttribute("aria-colindex", column + 1);
    made.dataset.column = column;
    made.append(Desk.element("b", text, { title: text }), Desk.element("small", small));
    return made;
  };

  const line = (row, at) => {
    const made = Desk.element("div", "", { className: "grid-row" });
    made.setAttribute("role", "row");
    made.setAttribute("aria-rowindex", at + 2);
    made.setAttribute("aria-selected", selected.has(row[ID]));
    made.dataset.row = at;
    made.style.top = `${at * height()}px`;
    const box = Desk.element("span", "", { tabIndex: -1 });
    box.setAttribute("role", "gridcell");
    box.dataset.column = 0;
    box.append(Desk.element("input", "", { type: "checkbox", checked: selected.has(row[ID]), tabIndex: -1, ariaLabel: fill(words["select-row"], { title: row[FIRST] || row[FILE] }) }));
    made.append(box);
    FIELDS.forEach((field, n) => {
      const waits = row[WAITING].includes(n), code = row[ORIGINS][n];
      const small = [words[code] ?? "", waits && code !== "b" ? words.waits : ""].filter(Boolean).join(" · ");
      const shown = cell(n + 1, display(n, row[FIRST + n]), small, [waits ? "waits" : "", "ig".includes(code) ? "unsure" : "", n === DATE && row[ORDER] === "?" ? "wrong" : ""].join(" ").trim());
      shown.setAttribute("aria-readonly", row[LOCK] !== "");
      made.append(shown);
    });
    const file = cell(6, row[FILE], "", "");
    const link = Desk.element("a", words.read, { href: Desk.address(`/doc/${row[ID].split("/").map(encodeURIComponent).join("/")}`), tabIndex: -1 });
    file.lastElementChild.append(link);
    made.append(file);
    return made;
  };

  const draw = (anew = false) => {
    if (anew) { for (const each of drawn.values()) each.remove(); drawn.clear(); }
    const top = Math.max(Math.floor(grid.scrollTop / height()) - BESIDE, 0);
    const end = Math.min(top + Math.ceil(grid.clientHeight / height()) + 2 * BESIDE, found.length);
    for (const [at, each] of drawn) if ((at < top || at >= end) && at !== active.row) { each.remove(); drawn.delete(at); }
    const wanted = Array.from({ length: Math.max(end - top, 0) }, (_, n) => top + n);
    if (active.row < found.length && (active.row < top || active.row >= end)) wanted.push(active.row);
    const fresh = wanted.filter((at) => !drawn.has(at)).map((at) => { drawn.set(at, line(found[at], at)); return drawn.get(at); });
    body.append(...fresh);
    current()?.setAttribute("tabindex", "0");
  };

  const current = () => drawn.get(active.row)?.children[active.column];
  let waitsForFrame = false;
  grid.addEventListener("scroll", () => {
    if (waitsForFrame) return;
    waitsForFrame = true;
    requestAnimationFrame(() => { waitsForFrame = false; draw(); });
  }, { passive: true });

  const go = (row, column) => {
    if (!found.length) return;
    current()?.setAttribute("tabindex", "-1");
    active = { row: Math.max(0, Math.min(row, found.length - 1)), column: Math.max(0, Math.min(column, COLUMNS - 1)) };
    const [top, bottom] = [active.row * height(), (active.row + 1) * height()];
    const head = grid.querySelector(".grid-head").offsetHeight;
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (bottom + head > grid.scrollTop + grid.clientHeight) grid.scrollTop = bottom + head - grid.clientHeight;
    draw();
    current()?.focus({ preventScroll: true });
  };

  // ---- corrections

  const take = (answer, whole) => {
    registers = answer.registers;
    steps = { undo: answer.undo, redo: answer.redo };
    total = answer.total;
    if (!whole) written++;
    const fresh = new Map(answer.rows.map((row) => [row[ID], prepared(row)]));
    const renew = (list) => list.map((row) => fresh.get(row[ID]) ?? row);
    rows = whole ? [...fresh.values()] : renew(rows);
    found = renew(found);
  };

  const save = async (corrections, insist = false) => {
    try {
      const answer = await Desk.send(Desk.address("/desk/documents.json"), { corrections, registers, insist });
      take(answer, false);
      typed = null;
      mine.hidden = true;
      say(fill(words.saved, { n: number(corrections.length) }));
      tell();
      draw(true);
      return true;
    } catch (error) {
      typed = { corrections, insist };
      mine.hidden = error.said?.reason !== "meanwhile";
      say(error.said ? error.message : JSON.parse(byId("run").dataset.words).lost, true);
      return false;
    }
  };

  mine.addEventListener("click", async () => {
    const kept = typed;
    insisting = true;
    await load();
    if (kept && await save(kept.corrections, kept.insist)) close();
    insisting = false;
    go(active.row, active.column);
  });

  const understood = async (field, value) => {
    if (!value.trim() || !["date", "lang"].includes(field)) return true;
    const answer = await fetch(Desk.address(`/desk/understood.json?field=${field}&value=${encodeURIComponent(value)}`));
    return (await answer.json()).understood;
  };

  const check = async (field, value, is = () => true) => {
    const means = await understood(field, value);
    if (!is()) return means;
    if (means === true) say("");
    else if (means) say(fill(words.understood, { value: means }));
    else say(fill(words[`no-${field}`], { value }), true);
    return means;
  };

  const edit = (begin = null) => {
    const row = found[active.row], column = active.column, field = FIELDS[column - 1];
    if (!row || !field || edits) return;
    if (row[LOCK]) { say(words[`lock-${row[LOCK]}`], true); return; }
    edits = true;
    const place = current(), before = row[FIRST + column - 1];
    const box = Desk.element("input", "", { value: begin ?? before, autocomplete: "off", ariaLabel: byId("many-field").options[column - 1].text });
    box.setAttribute("aria-describedby", "said");
    place.replaceChildren(box);
    box.focus();
    if (begin === null) box.select();
    let warned = null, timer = 0, over = false, busy = false;
    close = () => { over = true; edits = false; close = () => {}; clearTimeout(timer); draw(true); };
    const leave = (down, right) => { close(); go(active.row + down, active.column + right); };
    const keep = async (down, right) => {
      const value = box.value.trim();
      if (busy || over) return;
      if (value === before) return leave(0, right);
      clearTimeout(timer);
      const means = await check(field, value);
      if (!means && (field !== "date" || warned !== value)) {
        if (field === "date") { warned = value; say(`${fill(words["no-date"], { value })} ${words.again}`, true); }
        return;
      }
      if (over) return;
      busy = box.readOnly = true;  // rows are drawn anew while it is saved, and the box loses the focus
      if (await save([[row[ID], field, value]], !means)) leave(down, right);
      else busy = box.readOnly = false;
    };
    box.addEventListener("input", () => {
      clearTimeout(timer);
      const value = box.value;
      timer = setTimeout(() => check(field, value, () => !over && box.value === value), 150);
    });
    box.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.isComposing) return;
      if (event.key === "Enter") { event.preventDefault(); keep(event.shiftKey ? -1 : 1, 0); }
      else if (event.key === "Tab") { event.preventDefault(); keep(0, event.shiftKey ? -1 : 1); }
      else if (event.key === "Escape") { event.preventDefault(); say(""); leave(0, 0); }
    });
    box.addEventListener("focusout", (event) => {
      // A click elsewhere keeps what can be kept; what cannot stays in sight.
      if (!over && !busy && !insisting && event.relatedTarget !== mine && document.hasFocus()) keep(0, 0);
    });
  };

  const step = async (name) => {
    if (!steps[name]) return;
    try {
      const answer = await Desk.send(Desk.address(`/desk/documents/${name}.json`), {});
      take(answer, false);
      say(`${name === "undo" ? words.undone : words.redone} ${answer.said}`.trim());
      choose(found[active.row]);
    } catch (error) { say(error.message, true); }
  };

  // ---- selecting

  const select = (at, to) => {
    const row = found[at];
    if (!row) return;
    if (to) selected.add(row[ID]); else selected.delete(row[ID]);
    const shown = drawn.get(at);
    shown?.setAttribute("aria-selected", to);
    if (shown) shown.querySelector("input[type=checkbox]").checked = to;
  };
  const selectUpTo = (at, to) => {
    for (let n = Math.min(anchor, at); n <= Math.max(anchor, at); n++) select(n, to);
    tell();
  };
  const toggle = (at, shift) => {
    const to = shift || !selected.has(found[at]?.[ID]);
    if (!shift) anchor = at;
    selectUpTo(at, to);
  };

  all.addEventListener("change", () => {
    for (const row of found) if (all.checked) selected.add(row[ID]); else selected.delete(row[ID]);
    tell();
    draw(true);
  });

  let insists = null;
  const manyField = byId("many-field"), manyValue = byId("many-value");
  manyValue.addEventListener("input", () => { const value = manyValue.value; check(manyField.value, value, () => manyValue.value === value); });
  many.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [field, value] = [manyField.value, manyValue.value.trim()];
    const means = await check(field, value);
    if (!means && (field !== "date" || insists !== value)) {
      if (field === "date") { insists = value; say(`${fill(words["no-date"], { value })} ${words.again}`, true); }
      return;
    }
    const free = rows.filter((row) => selected.has(row[ID]) && !row[LOCK]);
    await save(free.map((row) => [row[ID], field, value]), !means);
  });

  // ---- keys and clicks

  const PAGE = () => Math.max(Math.floor(grid.clientHeight / height()) - 2, 1);
  const MOVES = {
    ArrowUp: () => [-1, 0], ArrowDown: () => [1, 0], ArrowLeft: () => [0, -1], ArrowRight: () => [0, 1],
    PageUp: () => [-PAGE(), 0], PageDown: () => [PAGE(), 0], Home: () => [0, -COLUMNS], End: () => [0, COLUMNS],
  };
  body.addEventListener("keydown", (event) => {
    if (event.isComposing || edits) return;
    const control = event.ctrlKey || event.metaKey;
    if (MOVES[event.key] && !event.altKey) {
      event.preventDefault();
      const [down, right] = MOVES[event.key]();
      if (control && ["Home", "End"].includes(event.key)) return go(event.key === "Home" ? 0 : found.length, active.column);
      go(active.row + down, active.column + right);
      if (event.shiftKey && down) selectUpTo(active.row, true);
    } else if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      if (active.column === 0) toggle(active.row, false);
      else if (active.column === 6) drawn.get(active.row)?.querySelector("a")?.click();
      else edit();
    } else if (event.key === " " && (active.column === 0 || event.shiftKey)) { event.preventDefault(); toggle(active.row, false); }
    else if (control && event.key.toLowerCase() === "a") { event.preventDefault(); all.checked = true; all.dispatchEvent(new Event("change")); go(active.row, active.column); }
    else if ((event.key === "Delete" || event.key === "Backspace") && FIELDS[active.column - 1]) { event.preventDefault(); edit(""); }
    else if (event.key.length === 1 && !control && !event.altKey && FIELDS[active.column - 1]) { event.preventDefault(); edit(event.key); }
    if (event.key.length === 1 && !control) event.stopPropagation();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || edits || event.target.matches("input:not([type=checkbox]), select")) return;
    const name = event.key.toLowerCase() === "y" || (event.shiftKey && event.key.toLowerCase() === "z") ? "redo" : event.key.toLowerCase() === "z" ? "undo" : "";
    if (!name) return;
    event.preventDefault();
    step(name);
  });
  const placeOf = (target) => {
    const at = target.closest("[data-column]");
    return at && [Number(at.parentElement.dataset.row), Number(at.dataset.column)];
  };
  body.addEventListener("click", (event) => {
    const place = placeOf(event.target);
    if (!place || edits || event.target.closest("a")) return;
    const again = place[0] === active.row && place[1] === active.column && document.activeElement === current();
    if (place[1] === 0) toggle(place[0], event.shiftKey);
    go(...place);
    if (again && event.detail > 1) edit();
  });
  body.addEventListener("dblclick", (event) => { const place = placeOf(event.target); if (place && !edits) { go(...place); edit(); } });
  for (const name of ["undo", "redo"]) byId(name).addEventListener("click", () => step(name));
  for (const button of grid.querySelectorAll("[data-sort]")) button.addEventListener("click", () => {
    const column = Number(button.dataset.sort);
    sort = { column, down: sort.column === column && !sort.down };
    for (const each of grid.querySelectorAll("[aria-sort]")) each.setAttribute("aria-sort", "none");
    button.parentElement.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
    choose(found[active.row]);
  });
  filter.addEventListener("input", () => choose());
  which.addEventListener("change", () => choose());
  waiting.querySelector("button").addEventListener("click", () => Desk.index());
  new ResizeObserver(() => { measured = 0; if (!edits) { body.style.height = `${found.length * height()}px`; draw(true); } }).observe(grid);

  const load = async (first = "") => {
    const before = written;
    const answer = await fetch(Desk.address(`/desk/documents.json${first}`));
    const made = await answer.json();
    if (!answer.ok) { say(made.error, true); return; }
    if (before !== written) { await load(); return; }
    take(made, true);
    if (edits) return;
    const focused = body.contains(document.activeElement);
    choose(found[active.row]);
    if (focused) current()?.focus({ preventScroll: true });
  };
  document.addEventListener("indexed", () => load());
  load("?first=1").then(() => { if (total > rows.length) return load(); });
})();

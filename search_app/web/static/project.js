// The two pages of projects: the list of all, and one with its items, searches and what became of them.
"use strict";

(() => {
  const { h, t, post, ask } = Projects;
  const status = h("p", { role: "status", className: "project-said" });
  const undo = h("button", { type: "button", className: "quiet", textContent: t("project-undo"), hidden: true });
  const bar = h("div", { className: "project-status" }, status, undo);
  let undoing = null;
  undo.addEventListener("click", () => { const back = undoing; say(""); back?.(); });

  // What was done, and how it is undone.
  function say(text, back = null) {
    status.textContent = text;
    undoing = back;
    undo.hidden = !back;
  }
  const button = (words, work, properties = {}) => {
    const made = h("button", { type: "button", className: "quiet", textContent: t(words), ...properties });
    made.addEventListener("click", () => Promise.resolve(work(made)).catch((error) => say(error.message)));
    return made;
  };
  const labelled = (words, field) => h("label", { className: "field" }, h("span", { textContent: t(words) }), field);

  // A file that is chosen, read by the server into a project.
  function fileButton(words, work) {
    const input = h("input", { type: "file", accept: ".sakuin-project,.json", className: "vh", tabIndex: -1 });
    input.setAttribute("aria-label", t(words));
    input.addEventListener("change", async () => {
      const [file] = input.files;
      input.value = "";
      if (!file) return;
      try {
        await work(await ask("/project/read.json", { body: file, type: "application/octet-stream" }));
      } catch (error) { say(error.message); }
    });
    return h("span", {}, button(words, () => input.click()), input);
  }
  function download(blob, name) {
    const link = h("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
  const nameOf = (project, ending) => `${project.title.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, " ").trim().slice(0, 80) || "sakuin"}${ending}`;
  const lang = (given) => (/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(given) ? given : "");

  Object.assign(Projects, { say, button, labelled, fileButton, download, nameOf, langOf: lang, statusBar: bar });
})();

// The list of all projects.
(() => {
  const page = document.getElementById("projects");
  if (!page) return;
  const { h, t, say, button, labelled, fileButton, statusBar } = Projects;
  const list = h("ul", { className: "projects-kept" });
  const title = h("input", { type: "text", maxLength: 200, required: true, autocomplete: "off" });
  const form = h("form", { className: "new-project" }, labelled("project-new-title", title), h("button", { textContent: t("project-make") }),
    fileButton("project-open", open));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try { location.href = Projects.address(await Projects.begin(title.value.trim())); } catch (error) { say(error.message); }
  });
  page.append(form, statusBar, list);

  // A file of a project that is here already is merged into it: of each item the newer stays.
  async function open(read) {
    const here = read.id ? await Projects.get(read.id) : null;
    const project = here ? await Projects.post("/project/merge.json", { first: here, second: read }) : read;
    if (!project.id) project.id = (await Projects.begin(project.title)).id;
    await Projects.put(project);
    Projects.makeCurrent(project.id);
    location.href = Projects.address(project);
  }

  async function show() {
    const rows = (await Projects.all()).sort((a, b) => (a.changed < b.changed ? 1 : -1));
    const said = Projects.lasting ? [] : [t("project-no-store")];
    said.push(...Projects.unread.map(({ file, reason }) => `${file}: ${reason}`));
    page.querySelectorAll(":scope > .notices").forEach((notice) => notice.remove());
    form.before(...said.map((text) => h("p", { className: "notices", textContent: text })));
    list.replaceChildren(...rows.map(row));
    if (!rows.length) list.append(h("li", { className: "hint", textContent: t("project-none-yet") }));
  }
  function row(project) {
    const count = Array.isArray(project.items) ? project.items.length : project.items;
    const about = [t("project-count", { n: count }), t("project-changed-at", { n: project.changed.slice(0, 10) })];
    if (project.id === Projects.currentId()) about.push(t("project-current"));
    return h("li", {}, h("a", { href: Projects.address(project), textContent: project.title || t("project") }),
      h("span", { className: "hint", textContent: about.join(" · ") }),
      button("project-delete", () => remove(project), { "aria-label": `${t("project-delete")}: ${project.title}` }));
  }
  async function remove(project) {
    const whole = await Projects.get(project.id);
    await Projects.remove(project.id);
    await show();
    say(t("project-deleted", { n: project.title }), async () => { await Projects.put(whole); await show(); });
    statusBar.querySelector("button").focus();
  }
  Projects.onChange(show);
  show().catch((error) => say(error.message));
})();

// One project.
(() => {
  const page = document.getElementById("project");
  if (!page || page.querySelector(".verdict, .lead, [role=alert]")) return;
  const { h, t, say, button, labelled, fileButton, download, nameOf, langOf, post, statusBar } = Projects;
  const [id, at = ""] = location.hash.slice(1).split("/").map(decodeURIComponent);
  const heading = page.querySelector("h1");
  const verdict = h("p", { role: "status", className: "project-verdict" });
  const tags = h("div", { className: "project-tags", role: "group", "aria-label": t("project-filter") });
  const list = h("ol", { className: "items" });
  const searches = h("section", { className: "project-searches", "aria-labelledby": "searches" });
  const found = new Map(), looks = new Map();
  let project = null, tag = "", stale = false;

  // Every change is made to what is stored; the page shows what came of it.
  async function change(work) {
    const changed = await Projects.change(id, work);
    if (changed) project = changed;
    return changed;
  }
  const item = (key) => project.items.find((each) => each.key === key);
  const changeItem = (key, work) => change((stored) => {
    const each = stored.items.find((one) => one.key === key);
    if (each) { work(each); each.changed = Projects.now(); }
  });

  async function open() {
    project = id ? await Projects.get(id) : undefined;
    if (!project) {
      page.append(h("p", { textContent: t("project-lost") }), h("p", {}, h("a", { href: Projects.inUi("/projects"), textContent: t("project-all") })));
      return;
    }
    page.append(head(), statusBar, verdict, tags, h("h2", { id: "items", textContent: t("project-items") }),
      h("p", { className: "hint no-print", textContent: t("project-order-hint") }), list, searches);
    show();
    if (at) document.getElementById(`item-${at}`)?.focus();
    await Promise.allSettled([verify(), look()]);
  }

  function head() {
    const title = h("input", { type: "text", maxLength: 200, value: project.title });
    const by = h("input", { type: "text", maxLength: 200, value: project.by ?? "" });
    title.addEventListener("change", async () => { await change((stored) => { stored.title = title.value.trim(); }); showHead(); });
    by.addEventListener("change", async () => { await change((stored) => { stored.by = by.value.trim(); }); showHead(); });
    const exports = ["md", "docx", "ris"].map((ending) => button({ md: "Markdown", docx: "Word", ris: "RIS" }[ending],
      async () => download(await post(`/project/export.${ending}`, project, "blob"), nameOf(project, `.${ending}`)),
      { "aria-label": `${t("project-export")}: ${{ md: "Markdown", docx: "Word", ris: "RIS" }[ending]}` }));
    if (!Projects.lasting) page.append(h("p", { className: "notices", textContent: t("project-no-store") }));
    return h("div", { className: "project-tools" },
      h("p", { className: "project-line" }, h("a", { href: Projects.inUi("/projects"), textContent: t("project-all") }), " ",
        h("span", { className: "project-facts hint" })),
      h("p", { className: "project-buttons" }, button("project-verify", verify),
        button("project-save-file", async () => download(await post("/project/file", project, "blob"), nameOf(project, ".sakuin-project"))),
        ...exports, button("project-print", () => print()), fileButton("project-merge", merge),
        button("project-make-current", () => { Projects.makeCurrent(id); showHead(); }, { id: "make-current" }), h("a", { className: "within", textContent: t("project-search-in") })),
      h("details", {}, h("summary", { textContent: t("project-about") }), labelled("project-title", title), labelled("project-by", by)));
  }
  function showHead() {
    heading.textContent = project.title || t("project");
    document.title = `${heading.textContent} — 索引 Sakuin`;
    const current = id === Projects.currentId();
    document.getElementById("make-current").hidden = current;
    const about = [project.by, t("project-count", { n: project.items.length }), t("project-changed-at", { n: project.changed.slice(0, 10) })];
    if (current) about.push(t("project-current"));
    page.querySelector(".project-facts").textContent = about.filter(Boolean).join(" · ");
    const ids = project.items.filter((each) => each.paragraph).map((each) => ["id", each.id]).slice(0, 500);
    const within = page.querySelector(".within");
    within.hidden = !ids.length;
    within.href = `${ROOT}/search?${new URLSearchParams([...ids, ...(Projects.ui === "en" ? [["ui", "en"]] : [])])}`;
  }

  const shown = () => project.items.filter((each) => !tag || each.tags.includes(tag));
  function show() {
    showHead();
    showTags();
    const focused = document.activeElement?.dataset.focus;
    list.replaceChildren(...shown().map(entry));
    if (!project.items.length) list.append(h("li", { className: "hint", textContent: t("project-none-yet") }));
    if (focused) list.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
    showSearches();
  }
  function showTags() {
    const all = [...new Set(project.items.flatMap((each) => each.tags))].sort((a, b) => a.localeCompare(b, Projects.ui));
    if (tag && !all.includes(tag)) tag = "";
    const choice = (value, words) => button("", () => { tag = value; show(); tags.querySelector(`[aria-pressed=true]`)?.focus(); },
      { textContent: words, "aria-pressed": String(tag === value) });
    tags.hidden = !all.length;
    tags.replaceChildren(h("span", { textContent: t("project-filter") }), choice("", t("project-every-tag")), ...all.map((value) => choice(value, value)));
  }

  // One item: its text with what was marked, its citation, what became of it, and what a person writes of it.
  function entry(each) {
    const key = each.key, name = [each.facts.title, ...each.facts.headings].join(" › "), language = langOf(each.facts.lang);
    const path = each.paragraph ? `/passage/${encodeURIComponent(each.id)}` : `/doc/${each.document.split("/").map(encodeURIComponent).join("/")}`;
    const handle = h("span", { className: "handle no-print", draggable: true, title: t("project-drag"), "aria-hidden": "true", textContent: "⠿" });
    const quote = h("blockquote", { lang: language }, marked(each));
    const row = h("li", { className: "item", id: `item-${key}`, tabIndex: -1, "data-key": key, "data-focus": `item ${key}` },
      h("div", { className: "item-head" }, handle,
        h("h3", { lang: language }, h("a", { href: Projects.inUi(path), textContent: name }), each.paragraph ? null : h("span", { className: "hint", lang: Projects.ui, textContent: ` ${t("project-whole")}` })),
        h("span", { className: "moves no-print" }, move(key, -1, "project-up", name), move(key, 1, "project-down", name),
          button("project-take-out", () => takeOut(key), { "aria-label": `${t("project-take-out")}: ${name}` }))),
      quote,
      h("p", { className: "citation", lang: language, textContent: each.citation }),
      becameOf(each), written(each, quote, name));
    row.addEventListener("keydown", (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!by || !event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      moveBy(key, by).catch((error) => say(error.message));
    });
    row.addEventListener("focusout", () => { if (stale) refresh(); });
    dragging(row, handle, key);
    return row;
  }
  const move = (key, by, words, name) => button(words, () => moveBy(key, by),
    { "data-focus": `${words} ${key}`, "aria-label": `${t(words)}: ${name}`, disabled: shown().at(by < 0 ? 0 : -1).key === key });

  function marked(each) {
    const signs = Array.from(each.text), pieces = [];  // positions count whole characters, as in the file
    let end = 0;
    for (const mark of each.highlights) {
      const start = Math.max(mark.start, end);
      if (start >= mark.end) continue;
      pieces.push(signs.slice(end, start).join(""),
        h("mark", { className: `hl hl-${mark.colour}`, title: mark.word || undefined, textContent: signs.slice(start, mark.end).join("") }));
      end = mark.end;
    }
    return [...pieces, signs.slice(end).join("")];
  }

  function becameOf(each) {
    const now = found.get(each.key);
    const kept = each.kept ? h("p", { className: "kept", textContent: t("project-kept") }) : null;
    if (!now || now.status === "unchanged" || (each.kept && now.status !== "moved")) return kept;
    const choices = [];
    if (now.now && ["changed", "moved"].includes(now.status)) choices.push(button(now.status === "moved" ? "project-renew-place" : "project-renew", () => renew(each.key, now.now)));
    if (!["moved", "unchecked"].includes(now.status)) choices.push(button("project-keep", async () => { await changeItem(each.key, (stored) => { stored.kept = true; }); show(); }));
    const changes = now.changes.map(({ kind, text }) => (kind === "=" ? text : h(kind === "-" ? "del" : "ins", { textContent: text })));
    return h("div", { className: `became ${now.status}` },
      h("p", {}, h("strong", { textContent: t(`status-${now.status}`) }), " ", t(`project-todo-${now.status}`)),
      changes.length ? h("blockquote", { lang: langOf(each.facts.lang) }, changes) : null,
      now.place ? h("p", {}, `${t("project-now")}: `, h("a", { href: now.place.url, lang: langOf(now.place.lang), textContent: `${now.place.title} ¶${now.place.paragraph}` })) : null,
      h("p", { className: "choices no-print" }, choices));
  }
  async function renew(key, now) {
    await changeItem(key, (stored) => {
      // What was written since the citations were verified stays; what was marked is as the server found it again.
      const own = { note: stored.note, remarks: stored.remarks, tags: stored.tags, chosen: stored.chosen };
      Object.assign(stored, now, own);
    });
    found.delete(key);
    if (now.key !== key) found.delete(now.key);
    show();
    await verify();
  }

  // Note, tags and marks. A note is stored as it is typed.
  function written(each, quote, name) {
    const key = each.key;
    const note = h("textarea", { rows: Math.min(8, 2 + each.note.split("\n").length), value: each.note, "data-focus": `note ${key}` });
    const print = h("p", { className: "print printed-note", textContent: each.note });
    let timer = 0;
    const keep = () => { clearTimeout(timer); timer = 0; return changeItem(key, (stored) => { stored.note = note.value; }).catch((error) => say(error.message)); };
    note.addEventListener("input", () => { print.textContent = note.value; clearTimeout(timer); timer = setTimeout(keep, 300); });
    note.addEventListener("change", keep);
    addEventListener("pagehide", () => { if (timer) keep(); });
    const tagged = h("input", { type: "text", value: each.tags.join(Projects.ui === "ja" ? "、" : ", "), placeholder: t("project-tags-hint"), "data-focus": `tags ${key}` });
    tagged.addEventListener("change", async () => {
      const values = [...new Set(tagged.value.split(/[,、，]/).map((value) => value.trim()).filter(Boolean))];
      await changeItem(key, (stored) => { stored.tags = values; });
      showTags();
    });
    const remarks = each.remarks.map((remark) => h("div", { className: "remark" },
      h("h4", { textContent: t("project-note-of", { n: remark.by }) }), h("p", { textContent: remark.text })));
    return h("div", { className: "written" }, labelled("project-note", note), print, remarks, labelled("project-tags", tagged), marking(each, quote, name));
  }

  function marking(each, quote, name) {
    const key = each.key, text = each.text;
    const wanted = h("input", { type: "text" }), word = h("input", { type: "text", maxLength: 200 });
    const colour = h("select", {}, ["yellow", "green", "blue", "red"].map((value) => h("option", { value, textContent: t(`colour-${value}`) })));
    let from = -1;
    // Words that are selected with the mouse are marked where they are; typed ones where they stand first.
    document.addEventListener("selectionchange", () => {
      const selection = getSelection();
      if (!selection.rangeCount || selection.isCollapsed || !quote.contains(selection.anchorNode) || !quote.contains(selection.focusNode)) return;
      const range = selection.getRangeAt(0), before = range.cloneRange();
      before.selectNodeContents(quote);
      before.setEnd(range.startContainer, range.startOffset);
      from = before.toString().length;
      wanted.value = range.toString();
    });
    wanted.addEventListener("input", () => { from = -1; });
    const mark = async () => {
      const start = text.startsWith(wanted.value, from) && from >= 0 ? from : text.indexOf(wanted.value);
      if (!wanted.value || start < 0) { say(t("project-no-words")); return; }
      const begins = Array.from(text.slice(0, start)).length, ends = begins + Array.from(wanted.value).length;
      await changeItem(key, (stored) => {
        stored.highlights = [...stored.highlights.filter((one) => one.start !== begins || one.end !== ends),
          { start: begins, end: ends, colour: colour.value, word: word.value.trim() }].sort((a, b) => a.start - b.start || a.end - b.end);
      });
      show();
    };
    const signs = Array.from(text);
    const marks = each.highlights.map((one) => {
      const said = signs.slice(one.start, one.end).join("");
      return h("li", {}, h("mark", { className: `hl hl-${one.colour}`, lang: langOf(each.facts.lang), textContent: said }), one.word ? ` ${one.word} ` : " ",
        button("project-unmark", async () => {
          await changeItem(key, (stored) => { stored.highlights = stored.highlights.filter((other) => other.start !== one.start || other.end !== one.end); });
          show();
        }, { "aria-label": `${t("project-unmark")}: ${said}` }));
    });
    return h("details", { className: "marking no-print" }, h("summary", { textContent: t("project-mark"), "aria-label": `${t("project-mark")}: ${name}` }),
      h("div", { className: "mark-form" }, labelled("project-mark-words", wanted), labelled("project-mark-colour", colour), labelled("project-mark-word", word), button("project-do-mark", mark)),
      marks.length ? h("ul", { className: "marks" }, marks) : null);
  }

  // The order, by keys, by buttons, by dragging: always in front of or behind what is shown there.
  async function moveBy(key, by) {
    const rows = shown(), place = rows.findIndex((each) => each.key === key), other = rows[place + by];
    if (place < 0 || !other) return;
    await moveTo(key, other.key, by > 0);
  }
  async function moveTo(key, other, after) {
    const focused = document.activeElement?.dataset.focus;
    await change((stored) => {
      const taken = stored.items.find((each) => each.key === key);
      const rest = stored.items.filter((each) => each.key !== key), place = rest.findIndex((each) => each.key === other);
      if (!taken || place < 0) return;
      rest.splice(place + (after ? 1 : 0), 0, taken);
      stored.items = rest;
    });
    show();
    const again = focused && list.querySelector(`[data-focus="${CSS.escape(focused)}"]:not(:disabled)`);
    (again || document.getElementById(`item-${key}`))?.focus();
    say(t("project-moved", { n: shown().findIndex((each) => each.key === key) + 1 }));
  }
  let dragged = "";
  function dragging(row, handle, key) {
    handle.addEventListener("dragstart", (event) => {
      dragged = key;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", key);
      event.dataTransfer.setDragImage(row, 0, 0);
    });
    const below = (event) => { const area = row.getBoundingClientRect(); return event.clientY > area.top + area.height / 2; };
    row.addEventListener("dragover", (event) => {
      if (!dragged || dragged === key) return;
      event.preventDefault();
      row.classList.toggle("drop-after", below(event));
      row.classList.toggle("drop-before", !below(event));
    });
    const leave = () => row.classList.remove("drop-after", "drop-before");
    row.addEventListener("dragleave", leave);
    row.addEventListener("drop", (event) => {
      event.preventDefault();
      leave();
      const moved = dragged;
      dragged = "";
      if (moved && moved !== key) moveTo(moved, key, below(event)).catch((error) => say(error.message));
    });
    handle.addEventListener("dragend", () => { dragged = ""; });
  }

  async function takeOut(key) {
    const place = project.items.findIndex((each) => each.key === key), taken = item(key), visible = shown().findIndex((each) => each.key === key);
    await change((stored) => { stored.items = stored.items.filter((each) => each.key !== key); });
    show();
    (list.children[Math.min(visible, list.children.length - 1)] ?? list).focus?.();
    say(t("project-taken-out"), async () => {
      await change((stored) => { if (!stored.items.some((each) => each.key === key)) stored.items.splice(place, 0, taken); });
      show();
      document.getElementById(`item-${key}`)?.focus();
    });
  }

  // What became of the citations: asked until all are verified, or no more come to be.
  async function verify() {
    if (!project.items.length) { verdict.textContent = ""; return; }
    verdict.textContent = t("project-verifying");
    found.clear();
    let left = project.items, before = {}, answer;
    try {
      do {
        const asked = left.length;
        answer = await post("/project/verify.json", { project: { ...project, items: left, searches: [] }, before });
        for (const each of answer.findings) found.set(each.key, each);
        left = project.items.filter((each) => found.get(each.key)?.status === "unchecked");
        before = { ...answer.counts };
        delete before.unchecked;
        if (left.length === asked) break;
      } while (left.length);
      verdict.textContent = [answer.said, ...answer.notes].join(" ");
    } catch (error) { verdict.textContent = error.message; }
    if (list.contains(document.activeElement) && document.activeElement.matches("textarea, input")) stale = true;
    else show();
  }

  async function look() {
    if (!project.searches.length) return;
    const { searches: rows } = await post("/project/look.json", { searches: project.searches });
    for (const row of rows) looks.set(JSON.stringify(row.search.parameters), row);
    showSearches();
  }
  function showSearches() {
    searches.hidden = !project.searches.length;
    searches.replaceChildren(h("h2", { id: "searches", textContent: t("saved-searches") }), h("ul", {}, project.searches.map(search)),
      h("p", { className: "hint", textContent: t("project-receipts") }));
  }
  function search(each) {
    const named = JSON.stringify(each.parameters), now = looks.get(named);
    const change_ = (work) => change((stored) => { stored.searches = work(stored.searches); });
    const said = now && (now.new ? t("project-new-hits", { n: now.new }) : t("project-no-new-hits"));
    return h("li", {}, h("a", { href: `${ROOT}/search?${new URLSearchParams(each.parameters)}`, textContent: each.name || t("browse") }), " ",
      h("span", { className: "hint", textContent: t("project-found", { n: each.total, day: each.looked.slice(0, 10) }) }), " ",
      said ? h("strong", { className: now.new ? "new" : "hint", textContent: said }) : null, " ",
      now?.new ? button("project-seen", async () => {
        await change_((rows) => rows.map((one) => (JSON.stringify(one.parameters) === named ? { ...now.search, name: one.name } : one)));
        looks.set(named, { ...now, new: 0 });
        showSearches();
      }, { "aria-label": `${t("project-seen")}: ${each.name}` }) : null,
      button("project-take-out", async () => {
        const place = project.searches.findIndex((one) => JSON.stringify(one.parameters) === named);
        await change_((rows) => rows.filter((one) => JSON.stringify(one.parameters) !== named));
        showSearches();
        say(t("project-taken-out"), async () => { await change_((rows) => rows.toSpliced(place, 0, each)); showSearches(); });
      }, { "aria-label": `${t("project-take-out")}: ${each.name}` }));
  }

  async function merge(second) {
    for (;;) {
      const first = await Projects.get(id);
      const merged = await post("/project/merge.json", { first, second });
      let fits = true;
      await change((stored) => {
        fits = stored.changed === first.changed;  // else another window wrote meanwhile: once more
        if (fits) Object.assign(stored, merged);
      });
      if (fits) break;
    }
    show();
    say(t("project-merged", { n: second.title }));
    await Promise.allSettled([verify(), look()]);
  }

  async function refresh() {
    stale = false;
    const stored = await Projects.get(id);
    if (!stored) return;
    project = stored;
    if (list.contains(document.activeElement) && document.activeElement.matches("textarea, input")) stale = true;
    else show();
  }
  Projects.onChange((changed) => { if (changed === id && project) refresh(); });
  addEventListener("hashchange", () => location.reload());
  open().catch((error) => say(error.message));
})();

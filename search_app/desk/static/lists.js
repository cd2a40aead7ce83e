// The pages of people, eras and terms: rows that are selected, merged, accepted or edited, with a preview of what it would do.
"use strict";

(() => {
  const place = document.getElementById("lists");
  const { table, ui, root, passage } = place.dataset;
  const by = (id) => document.getElementById(id);
  const dialog = by("lists-dialog"), form = dialog.querySelector("form");
  const node = (name, content = "", properties = {}) => Desk.element(name, content, properties);
  const AT_ONCE = 100;
  let state = null, editing = null, most = AT_ONCE;
  let imported = null;             // a list that was read from a file: its name, and its people
  const selected = new Map();      // what is selected stays so while other rows are looked for

  const t = (key, values = {}) =>
    Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), place.getAttribute(`data-t-${key}`));
  const number = (n) => n.toLocaleString(ui);
  const sought = () => by("lists-filter").value.trim();
  const address = (path) => `${root}/${path}?${new URLSearchParams({ ui, most, q: table === "actor" ? sought() : "" })}`;
  const shown = (entry) => [entry.ja, entry.en].filter(Boolean).join(" ／ ");
  const title = (entry) => (ui === "ja" ? entry.ja || entry.en : entry.en || entry.ja) || "";
  const full = (entry) => entry.ja || entry.en;
  const key = (entry) => (entry.id ? `own ${entry.id}` : `new ${full(entry)}`);
  const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  const fits = (entry) => folded(sought()).split(/\s+/).every((word) => folded([entry.ja, entry.en, entry.id, ...(entry.names ?? [])].filter(Boolean).join("\n")).includes(word));

  function mistake(text, where = "lists-mistake") {
    by(where).textContent = text;
    by(where).hidden = !text;
  }

  async function guarded(work, where) {
    mistake("", where);
    try { return await work(); } catch (error) { mistake(error.message, where); return null; }
  }

  async function asked(where) {
    const answer = await fetch(where), said = await answer.json();
    if (!answer.ok) throw new Error(said.error);
    return said;
  }

  // rows

  function button(label, act, properties = {}) {
    const made = node("button", label, { type: "button", ...properties });
    made.addEventListener("click", act);
    return made;
  }

  function about(entry) {
    const made = node("div"), head = node("p");
    head.append(node("span", shown(entry), { className: "shown" }));
    if (entry.uses) head.append(" ", node("span", t("times", { count: number(entry.uses) }), { className: "times" }));
    made.append(head);
    const years = entry.from || entry.to ? `${entry.from ?? ""}–${entry.to ?? ""}` : "";
    const forms = [years, ...(entry.names ?? [])].filter(Boolean).slice(0, 8).join(ui === "ja" ? "、" : "; ");
    if (forms) made.append(node("p", forms, { className: "forms" }));
    if (entry.example) {
      const line = node("p", "", { className: "example" });
      line.append(entry.passage ? node("a", entry.example, { href: `${passage}/${entry.passage}?ui=${ui}` }) : entry.example);
      made.append(line);
    }
    return made;
  }

  function row(entry) {
    const li = node("li"), name = title(entry), own = Boolean(entry.id);
    if (table !== "era") {
      const box = node("input", "", { type: "checkbox", ariaLabel: t("select-of", { name }), checked: selected.has(key(entry)) });
      box.addEventListener("change", () => {
        if (box.checked) selected.set(key(entry), entry); else selected.delete(key(entry));
        tell();
      });
      li.append(box);
    }
    const acts = node("div", "", { className: "acts" });
    if (entry.alike) acts.append(button(t("alike", { name: title(entry.alike) }), () => merge([entry.alike, entry])));
    acts.append(button(t("edit"), () => open(entry, own ? [entry.id] : []), { ariaLabel: t("edit-of", { name }) }));
    li.append(about(entry), acts);
    if (own) li.dataset.id = entry.id;
    li.dataset.key = key(entry);
    return li;
  }

  // Who is offered: by the documents as the server has them, or by a list that was read here.
  function offered() {
    if (!imported) return state.proposed.people;
    const known = new Set([...state.actor.flatMap((actor) => [actor.ja, actor.en, ...(actor.names ?? [])]), ...state.rejected]);
    return imported.people.filter((entry) => !known.has(full(entry)) && fits(entry)).slice(0, most);
  }

  function tell() {
    if (!by("chosen")) return;
    const chosen = [...selected.values()], some = chosen.filter((entry) => !entry.id).length > 0;
    by("chosen").hidden = !chosen.length;
    by("chosen-count").textContent = `${t("chosen", { count: number(chosen.length) })} ${chosen.map(title).join(ui === "ja" ? "、" : ", ")}`;
    by("lists-merge").disabled = chosen.length < 2;
    for (const id of ["lists-accept", "lists-reject"]) if (by(id)) by(id).disabled = !some;
  }

  function showPeople() {
    const { proposed } = state, people = offered(), total = imported ? imported.people.length : proposed.total;
    by("proposed").replaceChildren(...people.map(row));
    by("lists-more").hidden = people.length < most;
    by("lists-back").hidden = !imported;
    by("lists-find").hidden = Boolean(imported) || proposed.state === "running" || proposed.state === "done";
    const said = {
      running: t("finding", { done: number(proposed.done), known: number(proposed.known) }), failed: t("failed"),
    }[proposed.state] ?? (proposed.older ? t("older") : proposed.state === "done" ? t("found", { count: number(people.length), total: number(total) }) : "");
    by("lists-progress").textContent = imported ? t("from-file", { name: imported.file, count: number(people.length) }) : said;
    by("rejected").hidden = !state.rejected.length;
    by("rejected").querySelector("summary").textContent = t("rejected", { count: number(state.rejected.length) });
    by("rejected").querySelector("ul").replaceChildren(...state.rejected.map((name) => {
      const li = node("li");
      li.append(node("span", name), button(t("restore"), () => save([{ do: "restore", names: [name] }]), { ariaLabel: t("restore-of", { name }) }));
      return li;
    }));
  }

  // Whoever has the keyboard in a row keeps it when the rows are made anew.
  function keepingFocus(draw) {
    const row = document.activeElement?.closest(".list-rows li[data-key]"), controls = "input, a, button";
    const at = row ? [...row.querySelectorAll(controls)].indexOf(document.activeElement) : -1;
    draw();
    if (at < 0) return;
    const anew = [...document.querySelectorAll(".list-rows li[data-key]")].find((each) => each.dataset.key === row.dataset.key);
    anew?.querySelectorAll(controls)[at]?.focus({ preventScroll: true });
  }

  const show = () => keepingFocus(draw);
  function draw() {
    mistake(state.mistake);
    by("lists-undo").disabled = !state.undo;
    const own = state[table].filter(fits);
    by("in-file").replaceChildren(...(own.length ? own.map(row) : [node("li", t("none"))]));
    if (table === "actor") showPeople();
    if (strip) showStrip();
    tell();
  }

  let followed = 0, shownOf = "";
  function take(found) {
    const same = shownOf === (shownOf = JSON.stringify([found, sought(), most]));
    state = found;
    if (same) mistake(state.mistake); else show();
    if (table === "actor" && found.proposed.state === "running" && !followed) followed = setTimeout(follow, 700);
  }

  // While people are looked for, only the figures change: whoever is in a row keeps it.
  async function follow() {
    followed = 0;
    const found = await guarded(() => asked(address("lists.json")));
    if (!found) return;
    if (found.proposed.state !== "running") return take(found);
    by("lists-progress").textContent = t("finding", { done: number(found.proposed.done), known: number(found.proposed.known) });
    followed = setTimeout(follow, 700);
  }

  const load = () => guarded(async () => take(await asked(address("lists.json"))));
  let typing = 0;
  by("lists-filter").addEventListener("input", () => {
    most = AT_ONCE;
    clearTimeout(typing);
    typing = setTimeout(() => (table === "actor" && !imported ? load() : show()), 200);
  });

  // edits

  // A surname that is the whole name in Japanese says nothing more; in Latin letters it says that it has a capital.
  const withoutTwice = (said) => { if (said.surname && said.surname === said.ja) said.surname = ""; };

  const values = (entry) => {
    const keys = { actor: ["ja", "en", "surname", "kind"], era: ["ja", "en", "from", "to", "parent"], term: ["ja", "en"] }[table];
    const said = Object.fromEntries(keys.map((each) => [each, entry[each] ?? ""]));
    if (table === "actor") said.kind ||= "person";
    withoutTwice(said);
    return { ...said, names: (entry.names ?? []).filter((name) => ![entry.ja, entry.en].includes(name)) };
  };

  // A surname in Latin letters goes before one in Japanese: it alone needs to be told from words (Bush, bush).
  function joined(entries) {
    const first = (each) => entries.map((entry) => entry[each]).find(Boolean) ?? "";
    const latin = entries.map((entry) => entry.surname ?? "").find((name) => /^[\p{Script=Latin}\P{L}]+$/u.test(name));
    const one = { ja: first("ja"), en: first("en"), surname: latin ?? first("surname"), kind: first("kind") };
    const all = entries.flatMap((entry) => [entry.ja, entry.en, entry.surname, ...(entry.names ?? [])]).filter(Boolean);
    return { ...one, names: [...new Set(all)].filter((name) => ![one.ja, one.en, one.surname].includes(name)) };
  }

  // Entries of the file come first, so that what they are called stays.
  function merge(entries) {
    const whole = entries.map((entry) => state[table].find((own) => own.id === entry.id) ?? entry);
    const own = whole.filter((entry) => entry.id), others = whole.filter((entry) => !entry.id);
    open(joined([...own, ...others]), own.map((entry) => entry.id), t("merge"));
  }

  function open(entry, ids, head = ids.length ? t("edit-of", { name: title(entry) }) : t("new")) {
    editing = { ids };
    by("dialog-head").textContent = head;
    for (const field of form.elements) if (field.name && field.name !== "names" && field.name !== "parent") field.value = entry[field.name] ?? "";
    if (form.elements.kind) form.elements.kind.value = entry.kind || "person";
    form.elements.names.value = (entry.names ?? []).join("\n");
    if (form.elements.parent) {
      const others = state.era.filter((era) => era.id !== entry.id).map((era) => node("option", title(era), { value: era.id }));
      form.elements.parent.replaceChildren(node("option", "—", { value: "" }), ...others);
      form.elements.parent.value = entry.parent ?? "";
    }
    by("lists-remove").hidden = ids.length !== 1;
    if (by("split-label")) by("split-label").hidden = ids.length !== 1;
    mistake("", "dialog-mistake");
    by("lists-effects").replaceChildren();
    by("names-offered").hidden = true;
    dialog.showModal();
    preview();
    offerNames();
  }

  function edits() {
    const said = Object.fromEntries([...form.elements].filter((field) => field.name).map((field) => [field.name, field.value.trim()]));
    const split = lines(said.split ?? "");
    delete said.split;
    withoutTwice(said);
    said.names = lines(said.names).filter((name) => !split.includes(name));
    const [id, ...others] = editing.ids;
    if (!id) return [{ do: "add", table, values: said }];
    const made = others.length ? [{ do: "merge", table, id, others }] : [];
    if (split.length) {
      const label = /[぀-ヿ一-鿿]/.test(split[0]) ? "ja" : "en";
      made.push({ do: "split", table, id, names: split, values: { kind: said.kind, [label]: split[0], names: split.slice(1) } });
    }
    return [...made, { do: "change", table, id, values: said }];
  }

  async function save(list, where) {
    const found = await guarded(() => Desk.send(address("lists/save.json"), { digest: state.digest, edits: list }), where);
    if (!found) return false;
    selected.clear();
    take(found);
    by("lists-said").textContent = t("saved");
    Desk.index();
    return true;
  }

  let previews = 0, waiting = 0;
  function preview() {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      if (!form.elements.ja.value.trim() && !form.elements.en.value.trim()) return;
      const asking = ++previews;
      const found = await guarded(() => Desk.send(address("lists/preview.json"), { digest: state.digest, edits: edits() }), "dialog-mistake");
      if (found && asking === previews) showEffects(found);
    }, 400);
  }

  function showEffects(found) {
    if (!found.indexed) return by("lists-effects").replaceChildren(node("p", t("no-index")));
    const list = node("ul");
    for (const effect of found.effects.slice(0, 8)) {
      const name = title(effect.label), li = node("li");
      const said = [effect.more && t("more", { name, count: number(effect.more) }), effect.fewer && t("fewer", { name, count: number(effect.fewer) })];
      li.append(node("strong", said.filter(Boolean).join(ui === "ja" ? "、" : ", ")));
      for (const each of effect.examples.slice(0, 2)) li.append(node("div", each.text, { className: "example" }));
      list.append(li);
    }
    by("lists-effects").replaceChildren(found.effects.length ? list : node("p", t("nothing")));
    if (table === "era" && !state.era.length) by("lists-effects").append(node("p", t("decades")));
  }

  // Names in the language that has none yet, from the dictionary where it is installed.
  let looking = 0;
  async function offerNames() {
    if (table !== "actor") return;
    const { ja, en, surname } = Object.fromEntries(["ja", "en", "surname"].map((each) => [each, form.elements[each].value.trim()]));
    if (Boolean(ja) === Boolean(en)) return;
    const whole = ja || en, asking = ++looking;
    const names = [whole, surname, whole.split(/[\s・＝]+/).pop()].map((name) => ["name", name]);
    const found = await guarded(() => asked(`${root}/people/names.json?${new URLSearchParams([["ui", ui], ...names])}`), "dialog-mistake");
    if (!found || asking !== looking) return;
    const field = form.elements[ja ? "en" : "ja"];
    by("names-offered").replaceChildren(t("names-offered"), ...found.names.map((name) => button(name, (event) => {
      if (field.value.trim()) form.elements.names.value = [...lines(form.elements.names.value), name].join("\n");
      else field.value = name;
      event.target.remove();
      field.focus();
      preview();
    }, { className: "quiet" })));
    by("names-offered").hidden = !found.names.length;
  }
  for (const name of ["ja", "en", "surname"]) form.elements[name]?.addEventListener("change", offerNames);

  form.addEventListener("input", preview);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [id] = editing.ids;
    if (!await save(edits(), "dialog-mistake")) return;
    dialog.close();
    const rows = [...by("in-file").querySelectorAll("[data-id]")];
    (rows.find((each) => each.dataset.id === id) ?? rows.at(-1))?.querySelector(".acts button").focus();
  });
  by("lists-cancel").addEventListener("click", () => dialog.close());
  by("lists-remove").addEventListener("click", async () => {
    if (await save([{ do: "remove", table, id: editing.ids[0] }], "dialog-mistake")) dialog.close();
  });
  by("lists-new").addEventListener("click", () => ready.then(() => open({}, [])));
  by("lists-undo").addEventListener("click", async () => {
    const found = await guarded(() => Desk.send(address("lists/undo.json"), { digest: state.digest }));
    if (!found) return;
    take(found);
    by("lists-said").textContent = t("undone");
    Desk.index();
  });

  // what is selected, and who is proposed

  async function saveChosen(list) {
    if (list.length && await save(list)) by("proposed").querySelector("input")?.focus({ preventScroll: true });
  }
  const chosenNew = () => [...selected.values()].filter((entry) => !entry.id);
  by("lists-merge")?.addEventListener("click", () => merge([...selected.values()]));
  by("lists-accept")?.addEventListener("click", () => saveChosen(chosenNew().map((entry) => ({ do: "add", table, values: values(entry) }))));
  by("lists-reject")?.addEventListener("click", () => saveChosen([{ do: "reject", names: chosenNew().map(full) }]));
  by("lists-more")?.addEventListener("click", async () => {
    const before = by("proposed").children.length;
    most += AT_ONCE;
    await (imported ? show() : load());
    by("proposed").children[before]?.querySelector("input").focus();
  });
  by("lists-find")?.addEventListener("click", async () => {
    const found = await guarded(() => Desk.send(address("people/find.json"), {}));
    if (found) take({ ...state, proposed: found });
    if (found?.state === "none") by("lists-progress").textContent = t("no-people");
  });
  by("lists-back")?.addEventListener("click", () => { imported = null; most = AT_ONCE; selected.clear(); show(); load(); });
  by("lists-import")?.addEventListener("change", async (event) => {
    const [file] = event.target.files, sent = new FormData();
    sent.append("list", file);
    await guarded(async () => {
      const answer = await fetch(address("people/import.json"), { method: "POST", body: sent });
      const said = await answer.json();
      if (!answer.ok) throw new Error(said.error);
      imported = { file: file.name, people: said.people };
      most = AT_ONCE;
      selected.clear();
      show();
    });
    event.target.value = "";
  });

  // the strip of years

  const strip = table === "era" ? Strip(by("strip"), by("drawing"), (from, to) => open({ from: String(from).padStart(4, "0"), to: String(to).padStart(4, "0") }, [])) : null;
  function showStrip() {
    strip.show(state.era, title);
    by("overlaps").replaceChildren(...strip.overlaps().slice(0, 20).map(([one, other]) => node("li", t("overlap", { one: title(one), other: title(other) }))));
  }
  const loadYears = () => guarded(async () => { strip.take(await asked(address("eras/years.json"))); if (state) showStrip(); });
  if (strip) {
    by("drawing").dataset.words = t("strip-years");
    new ResizeObserver(() => { if (state) showStrip(); }).observe(by("strip"));
    loadYears();
  }
  document.addEventListener("indexed", () => { load(); if (strip) loadYears(); });

  const ready = load();
})();

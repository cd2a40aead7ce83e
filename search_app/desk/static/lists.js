// The pages of people, eras and terms: rows that are selected, merged, accepted or edited, with a preview of what it would do.
"use strict";

(() => {
  const place = document.getElementById("lists");
  const { table, ui, root, passage } = place.dataset;
  const by = (id) => document.getElementById(id);
  const dialog = by("lists-dialog"), form = dialog.querySelector("form");
  let state = null, offered = [], editing = null, waiting = 0;

  const t = (key, values = {}) =>
    Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), place.getAttribute(`data-t-${key}`));
  const address = (path) => `${root}/${path}?ui=${ui}`;
  const node = (name, content = "", properties = {}) => Object.assign(document.createElement(name), { textContent: content }, properties);
  const shown = (entry) => [entry.ja, entry.en].filter(Boolean).join(" ／ ");
  const title = (entry) => (ui === "ja" ? entry.ja || entry.en : entry.en || entry.ja) || "";
  const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

  function mistake(text, where = "lists-mistake") {
    by(where).textContent = text;
    by(where).hidden = !text;
  }

  async function guarded(work, where) {
    mistake("", where);
    try { return await work(); } catch (error) { mistake(error.message, where); return null; }
  }

  // rows

  function row(entry, proposed) {
    const li = node("li"), name = title(entry);
    const box = node("input", "", { type: "checkbox", ariaLabel: t("select-of", { name }) });
    box.entry = entry;
    const about = node("div");
    about.append(node("span", shown(entry), { className: "shown" }));
    const years = entry.from || entry.to ? `${entry.from ?? ""}–${entry.to ?? ""}` : "";
    const forms = [years, ...(entry.names ?? [])].filter(Boolean).slice(0, 8).join("、");
    if (forms) about.append(node("span", forms, { className: "forms" }));
    if (entry.uses) about.append(node("span", ` ${t("times", { count: entry.uses })}`));
    if (entry.example) {
      const example = entry.passage ? node("a", entry.example, { href: `${passage}/${entry.passage}?ui=${ui}` }) : node("span", entry.example);
      example.classList.add("example");
      about.append(example);
    }
    const acts = node("div", "", { className: "acts" });
    if (entry.alike) {
      const alike = node("button", t("alike", { name: entry.alike }), { type: "button" });
      alike.addEventListener("click", () => {
        const other = offered.find((each) => (each.ja || each.en) === entry.alike);
        if (other) open(joined([entry, other]), [], [entry, other]);
      });
      acts.append(alike);
    }
    const edit = node("button", t("edit"), { type: "button", ariaLabel: t("edit-of", { name }) });
    edit.addEventListener("click", () => open(entry, proposed ? [] : [entry.id], []));
    acts.append(edit);
    li.append(box, about, acts);
    return li;
  }

  function show() {
    mistake(state.mistake);
    by("lists-undo").disabled = !state.undo;
    const sought = by("lists-filter").value.toLowerCase();
    const fits = (entry) => !sought || [entry.ja, entry.en, entry.id, ...(entry.names ?? [])].some((name) => name?.toLowerCase().includes(sought));
    const own = state[table].filter(fits);
    by("in-file").replaceChildren(...(own.length ? own.map((entry) => row(entry, false)) : [node("li", t("none"))]));
    if (table === "actor") by("proposed").replaceChildren(...offered.filter(fits).slice(0, 200).map((entry) => row(entry, true)));
    if (table === "era") drawStrip();
  }

  function take(found) {
    state = found;
    offered = found.proposed.people;
    show();
    follow(found.proposed);
  }

  const selected = (id) => [...by(id).querySelectorAll(":checked")].map((box) => box.entry);

  // edits

  const values = (entry) => {
    const keys = { actor: ["ja", "en", "surname", "kind"], era: ["ja", "en", "from", "to", "parent"], term: ["ja", "en"] }[table];
    const said = Object.fromEntries(keys.map((key) => [key, entry[key] ?? ""]));
    if (table === "actor") said.kind ||= "person";
    return { ...said, names: (entry.names ?? []).filter((name) => ![entry.ja, entry.en].includes(name)) };
  };

  function joined(entries) {
    const first = (key) => entries.map((entry) => entry[key]).find(Boolean) ?? "";
    const one = { ja: first("ja"), en: first("en"), surname: first("surname"), kind: first("kind") };
    const all = entries.flatMap((entry) => [entry.ja, entry.en, entry.surname, ...(entry.names ?? [])]).filter(Boolean);
    return { ...one, names: [...new Set(all)].filter((name) => ![one.ja, one.en, one.surname].includes(name)) };
  }

  function open(entry, ids = []) {
    editing = { ids };
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
    dialog.showModal();
    preview();
  }

  function edits() {
    const said = Object.fromEntries([...form.elements].filter((field) => field.name).map((field) => [field.name, field.value.trim()]));
    const split = lines(said.split ?? "");
    delete said.split;
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
    take(found);
    by("lists-said").textContent = t("saved");
    if (typeof Desk.index === "function") Desk.index();
    return true;
  }

  function preview() {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      if (!form.elements.ja.value.trim() && !form.elements.en.value.trim()) return;
      const found = await guarded(() => Desk.send(address("lists/preview.json"), { digest: state.digest, edits: edits() }), "dialog-mistake");
      if (found) showEffects(found);
    }, 400);
  }

  function showEffects(found) {
    if (!found.indexed) return by("lists-effects").replaceChildren(node("p", t("no-index")));
    const list = node("ul");
    for (const effect of found.effects.slice(0, 8)) {
      const name = title(effect.label), li = node("li");
      const said = [effect.more && t("more", { name, count: effect.more }), effect.fewer && t("fewer", { name, count: effect.fewer })];
      li.append(node("strong", said.filter(Boolean).join(ui === "ja" ? "、" : ", ")));
      for (const each of effect.examples.slice(0, 2)) li.append(node("div", each.text, { className: "example" }));
      list.append(li);
    }
    by("lists-effects").replaceChildren(found.effects.length ? list : node("p", t("nothing")));
  }

  form.addEventListener("input", preview);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await save(edits(), "dialog-mistake")) dialog.close();
  });
  by("lists-cancel").addEventListener("click", () => dialog.close());
  by("lists-remove").addEventListener("click", async () => {
    if (await save([{ do: "remove", table, id: editing.ids[0] }], "dialog-mistake")) dialog.close();
  });
  by("lists-new").addEventListener("click", () => ready.then(() => open({})));
  by("lists-filter").addEventListener("input", show);
  by("lists-undo").addEventListener("click", async () => {
    const found = await guarded(() => Desk.send(address("lists/undo.json"), { digest: state.digest }));
    if (found) take(found);
  });
  by("lists-merge")?.addEventListener("click", () => {
    const own = selected("in-file"), others = table === "actor" ? selected("proposed") : [];
    if (own.length + others.length > 1) open(joined([...own, ...others]), own.map((entry) => entry.id));
  });

  // proposals

  by("lists-accept")?.addEventListener("click", () => {
    const chosen = selected("proposed");
    if (chosen.length) save(chosen.map((entry) => ({ do: "add", table, values: values(entry) })));
  });
  by("lists-reject")?.addEventListener("click", () => {
    const chosen = selected("proposed");
    if (chosen.length) save([{ do: "reject", names: chosen.map((entry) => entry.ja || entry.en) }]);
  });
  by("lists-find")?.addEventListener("click", async () => {
    const found = await guarded(() => Desk.send(address("people/find.json"), {}));
    if (found) follow(found);
  });
  by("lists-import")?.addEventListener("change", async (event) => {
    const sent = new FormData();
    sent.append("list", event.target.files[0]);
    await guarded(async () => {
      const answer = await fetch(address("people/import.json"), { method: "POST", body: sent });
      const said = await answer.json();
      if (!answer.ok) throw new Error(said.error);
      offered = said.people;
      show();
    });
  });

  function follow(found) {
    if (table !== "actor") return;
    const said = { running: "finding", failed: "failed" }[found.state];
    by("lists-progress").textContent = said ? t(said, found) : "";
    if (found.state === "running") setTimeout(async () => take(await (await fetch(address("lists.json"))).json()), 700);
  }

  // the strip of years

  let counts = {};
  const year = (text) => Number.parseInt(text, 10);
  function bounds() {
    const all = [...Object.keys(counts).map(Number), ...state.era.flatMap((era) => [year(era.from), year(era.to)])].filter(Number.isFinite);
    return all.length ? [Math.min(...all), Math.max(...all) + 1] : [1900, 2000];
  }
  function drawStrip() {
    const strip = by("strip"), [first, last] = bounds(), most = Math.max(1, ...Object.values(counts));
    const bar = (x, width, y, height, kind) => {
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      for (const [key, value] of Object.entries({ x, width, y, height, class: kind })) rect.setAttribute(key, value);
      return rect;
    };
    strip.setAttribute("viewBox", `${first} 0 ${last - first} 100`);
    const years = Object.entries(counts).map(([at, count]) => bar(at, 0.9, 60 - (50 * count) / most, (50 * count) / most, "year"));
    const dated = state.era.filter((era) => era.from || era.to);
    const eras = dated.map((era, at) => {
      const start = year(era.from ?? first), end = year(era.to ?? last - 1) + 1, rect = bar(start, end - start, 62 + (at % 5) * 7.5, 6, "era");
      rect.append(document.createElementNS("http://www.w3.org/2000/svg", "title"));
      rect.firstChild.textContent = title(era);
      return rect;
    });
    strip.replaceChildren(...years, ...eras);
    const parents = new Map(state.era.map((era) => [era.id, era.parent]));
    const inside = (id, other) => Boolean(id) && (id === other || inside(parents.get(id), other));
    const apart = (one, other) => inside(one.parent, other.id) || inside(other.parent, one.id) || year(one.to ?? last) <= year(other.from ?? first) || year(other.to ?? last) <= year(one.from ?? first);
    const pairs = dated.flatMap((one, at) => dated.slice(at + 1).filter((other) => !apart(one, other)).map((other) => [one, other]));
    by("overlaps").replaceChildren(...pairs.slice(0, 20).map(([one, other]) => node("li", t("overlap", { one: title(one), other: title(other) }))));
  }
  if (table === "era") {
    const strip = by("strip");
    const at = (event) => {
      const [first, last] = bounds(), box = strip.getBoundingClientRect();
      return Math.floor(first + ((event.clientX - box.left) / box.width) * (last - first));
    };
    let began = null;
    strip.addEventListener("pointerdown", (event) => { began = at(event); });
    strip.addEventListener("pointerup", (event) => {
      if (began === null) return;
      const [from, to] = [began, at(event)].sort((one, other) => one - other);
      began = null;
      open({ from: String(from).padStart(4, "0"), to: String(to).padStart(4, "0") });
    });
    fetch(address("eras/years.json")).then((answer) => answer.json()).then((found) => { counts = found; if (state) show(); });
  }

  const ready = fetch(address("lists.json")).then((answer) => answer.json()).then(take);
})();

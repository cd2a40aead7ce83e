// The files of the folder: all of them come at once, and as many are shown as are looked at.
"use strict";

(() => {
  const table = document.getElementById("files");
  const words = JSON.parse(table.dataset.words);
  const [body, filter, count, more, waiting] = [table.tBodies[0], ...["filter", "count", "more", "waiting"].map((id) => document.getElementById(id))];
  const AT_ONCE = 200;
  const [NAME, KIND, SIZE, DOCUMENTS, PROBLEM, NOTES, STATE] = [0, 1, 2, 3, 4, 5, 6];
  const UNITS = ["B", "kB", "MB", "GB", "TB"];
  let files = [], found = [], shown = 0;

  const size = (bytes) => {
    const unit = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
    return `${(bytes / 1000 ** unit).toLocaleString(Desk.ui, { maximumFractionDigits: unit && bytes / 1000 ** unit < 10 ? 1 : 0 })} ${UNITS[unit]}`;
  };

  const row = (file) => {
    const line = Desk.element("tr");
    const name = Desk.element("th", file[NAME], { scope: "row" });
    const tags = [file[PROBLEM].length ? "unread" : file[NOTES].length ? "partly" : "", file[STATE]].filter((tag) => tag && !(tag === "partly" && file[KIND] === "sidecar"));
    for (const tag of tags) name.append(" ", Desk.element("span", words[tag], { className: `tag ${tag}` }));
    const kind = file[KIND] === "sidecar" ? Desk.element("td", words.sidecar) : Desk.element("td", file[KIND], /^[ -~]+$/.test(file[KIND]) ? { lang: "en" } : {});
    const said = Desk.element("td");
    for (const [each, lang] of [...file[PROBLEM], ...file[NOTES]]) said.append(Desk.element("p", each, { lang }));
    line.append(name, kind, Desk.element("td", size(file[SIZE]), { className: "figure" }),
      Desk.element("td", file[DOCUMENTS] ? file[DOCUMENTS].toLocaleString(Desk.ui) : "–", { className: "figure" }), said);
    return line;
  };

  const showMore = () => {
    body.append(...found.slice(shown, shown + AT_ONCE).map(row));
    shown = Math.min(shown + AT_ONCE, found.length);
    more.hidden = shown === found.length;
  };

  const show = () => {
    const typed = filter.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    found = files.filter((file) => typed.every((word) => file.text.includes(word)));
    count.textContent = files.length ? words.shown.replace("{n}", found.length.toLocaleString(Desk.ui)).replace("{total}", files.length.toLocaleString(Desk.ui)) : words.nothing;
    body.replaceChildren();
    shown = 0;
    showMore();
  };

  const load = async () => {
    const answer = await fetch(Desk.address("/desk/files.json"));
    const said = await answer.json();
    if (!answer.ok) { count.textContent = said.error; return; }
    files = said.files.map((file) => Object.assign(file, { text: [file[NAME], file[KIND], ...[...file[PROBLEM], ...file[NOTES]].map(([each]) => each), words[file[STATE]] ?? ""].join("\n").normalize("NFKC").toLowerCase() }));
    waiting.hidden = !said.waiting;
    waiting.firstElementChild.textContent = words.waiting.replace("{n}", said.waiting.toLocaleString(Desk.ui));
    show();
  };

  filter.addEventListener("input", show);
  more.addEventListener("click", () => {
    const first = body.rows.length;
    showMore();
    body.rows[first]?.scrollIntoView({ block: "nearest" });
  });
  waiting.querySelector("button").addEventListener("click", () => Desk.index());
  document.addEventListener("indexed", load);
  load();
})();

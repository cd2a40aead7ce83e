// The strip of years on the page of eras: passages by year, a band for each era, and an era drawn with the pointer.
"use strict";

const Strip = (place, said, drawn) => {
  const [svg, bands, axis] = ["svg", ".bands", ".years"].map((each) => place.querySelector(each));
  const [HIGH, BAND, MOST_LABELS] = [60, 20, 12];
  const year = (text) => Number.parseInt(text, 10);
  let counts = {}, eras = [], began = null;

  const bounds = () => {
    const all = [...Object.keys(counts).map(Number), ...eras.flatMap((era) => [year(era.from), year(era.to)])].filter(Number.isFinite);
    return all.length ? [Math.min(...all), Math.max(...all) + 1] : [1900, 2000];
  };
  const percent = (at) => { const [first, last] = bounds(); return `${(100 * (at - first)) / (last - first)}%`; };

  const bar = (x, width, y, height, kind) => {
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [key, value] of Object.entries({ x, width, y, height, class: kind })) rect.setAttribute(key, value);
    return rect;
  };

  // Years that are written below: every one, two, five, ten ... of them, so that there are few enough.
  const labelled = () => {
    const [first, last] = bounds(), room = Math.max(2, Math.min(MOST_LABELS, place.clientWidth / 60));
    const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((each) => (last - first) / each <= room) ?? 1000;
    return Array.from({ length: Math.ceil((last - first) / step) + 1 }, (_, n) => (Math.ceil(first / step) + n) * step).filter((at) => at < last);
  };

  // The years of an era, the second not of it any more; an open end is that of the strip.
  const reached = (era) => { const [first, last] = bounds(); return [year(era.from ?? first), year(era.to ?? last - 1) + 1]; };

  // Each era in the first row that has room for it, those that begin first in front.
  const inRows = () => {
    const ends = [];
    return [...eras].sort((one, other) => reached(one)[0] - reached(other)[0] || reached(other)[1] - reached(one)[1]).map((era) => {
      const [start, end] = reached(era), free = ends.findIndex((each) => each <= start), row = free < 0 ? ends.length : free;
      ends[row] = end;
      return [era, row];
    });
  };

  const band = (era, title, row) => {
    const [start, end] = reached(era);
    const made = Object.assign(document.createElement("span"), { textContent: title, title });
    made.style.left = percent(start);
    made.style.width = `calc(${percent(end)} - ${percent(start)})`;
    made.style.top = `${row * BAND}px`;
    return made;
  };

  function show(entries, title) {
    eras = entries.filter((era) => era.from || era.to);
    const [first, last] = bounds(), most = Math.max(1, ...Object.values(counts));
    svg.setAttribute("viewBox", `${first} 0 ${last - first} ${HIGH}`);
    svg.replaceChildren(...Object.entries(counts).map(([at, count]) => bar(Number(at) + 0.05, 0.9, HIGH - (HIGH - 6) * count / most, (HIGH - 6) * count / most, "year")));
    const placed = inRows();
    bands.replaceChildren(...placed.map(([era, row]) => band(era, title(era), row)));
    bands.style.height = `${(1 + Math.max(0, ...placed.map(([, row]) => row))) * BAND}px`;
    axis.replaceChildren(...labelled().map((at) => {
      const made = Object.assign(document.createElement("span"), { textContent: at });
      made.style.left = percent(at + 0.5);
      return made;
    }));
  }

  // Eras that have years in common, unless one lies in the other by their own word.
  function overlaps() {
    const [first, last] = bounds(), parents = new Map(eras.map((era) => [era.id, era.parent]));
    const inside = (id, other) => Boolean(id) && (id === other || inside(parents.get(id), other));
    const apart = (one, other) => inside(one.parent, other.id) || inside(other.parent, one.id) || year(one.to ?? last) <= year(other.from ?? first) || year(other.to ?? last) <= year(one.from ?? first);
    return eras.flatMap((one, at) => eras.slice(at + 1).filter((other) => !apart(one, other)).map((other) => [one, other]));
  }

  const at = (event) => {
    const [first, last] = bounds(), box = svg.getBoundingClientRect();
    return Math.min(last - 1, Math.max(first, Math.floor(first + ((event.clientX - box.left) / box.width) * (last - first))));
  };
  const reach = (event) => [began ?? at(event), at(event)].sort((one, other) => one - other);
  const forget = () => { began = null; svg.querySelector(".drawn")?.remove(); said.textContent = ""; };
  svg.addEventListener("pointerdown", (event) => { began = at(event); svg.setPointerCapture(event.pointerId); });
  svg.addEventListener("pointermove", (event) => {
    const [from, to] = reach(event);
    said.textContent = from === to ? from : said.dataset.words.replace("{one}", from).replace("{other}", to);
    svg.querySelector(".drawn")?.remove();
    svg.prepend(bar(from, to - from + 1, 0, HIGH, "drawn"));
  });
  svg.addEventListener("pointerup", (event) => {
    if (began === null) return;
    const [from, to] = reach(event);
    forget();
    drawn(from, to);
  });
  for (const name of ["pointercancel", "pointerleave"]) svg.addEventListener(name, forget);
  return { show, overlaps, take(found) { counts = found; } };
};

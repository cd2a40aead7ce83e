// What all pages of the desk have in common: how they ask the server, the bar of a run, and the paths that are offered
// while one is typed.
"use strict";

const Desk = {
  ui: document.documentElement.lang,

  // The address of a page of the desk, in the language of this one.
  address: (path) => `${document.documentElement.dataset.root}${path}${Desk.ui === "en" ? (path.includes("?") ? "&" : "?") + "ui=en" : ""}`,

  // Sends JSON and gives the JSON of the answer; a mistake is thrown with the server's own sentence, and what else it said.
  async send(address, body) {
    const answer = await fetch(address, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw Object.assign(new Error(said.error ?? answer.statusText), { status: answer.status, said });
    return said;
  },

  // Starts a run of the folder; the bar shows how far it is. Pages hear of its end by the event `indexed`.
  async index() {
    if (Desk.bar) await Desk.bar.start();
  },

  // An element with its text, and properties.
  element(name, text = "", properties = {}) {
    return Object.assign(document.createElement(name), { textContent: text }, properties);
  },
};

(() => {
  const box = document.querySelector("input[data-paths]");
  if (!box) return;
  box.addEventListener("input", async () => {
    const typed = box.value;
    const answer = await fetch(`${box.dataset.paths}?path=${encodeURIComponent(typed)}`);
    if (!answer.ok || box.value !== typed) return;
    box.list.replaceChildren(...(await answer.json()).map((path) => Desk.element("option", "", { value: path })));
  });
})();

(() => {
  const section = document.getElementById("run");
  if (!section) return;
  const words = JSON.parse(section.dataset.words);
  const [said, bar, stop] = [".said", ".bar", "button"].map((each) => section.querySelector(each));
  const OFTEN = 400;

  // A live region says each thing once: percent belong to the bar, which is asked for them.
  const say = (text, detail = "") => {
    if (said.dataset.text === text + detail) return;
    said.dataset.text = text + detail;
    said.replaceChildren(text, ...(detail ? [" ", Desk.element("span", detail, { lang: "en" })] : []));
  };

  const show = (at) => {
    const runs = at.state === "running";
    section.hidden = at.state === "none";
    bar.hidden = stop.hidden = !runs;
    section.dataset.state = at.state;
    if (!runs) return say(at.said, at.detail);
    const percent = at.known ? Math.floor(100 * at.done / at.known) : 0;
    bar.setAttribute("aria-valuenow", percent);
    bar.setAttribute("aria-valuetext", `${percent}%${at.file ? ` ${at.file}` : ""}`);
    bar.firstElementChild.style.width = `${percent}%`;
    bar.dataset.percent = `${percent}%`;
    bar.title = at.file;
    if (stop.disabled) return say(words.stopping);
    say(!at.known ? words.starts : percent >= 100 ? words.ends : words.reading.replace("{file}", "").trim());
    section.querySelector(".file")?.remove();
    if (at.file && percent < 100) said.after(Desk.element("p", at.file, { className: "file" }));
  };

  const ask = async (path, method = "GET") => {
    const answer = await fetch(Desk.address(path), { method });
    if (!answer.ok) throw new Error();
    return answer.json();
  };

  let follows = false;
  const follow = async () => {
    if (follows) return;
    follows = true;
    try {
      for (let at = await ask("/desk/index.json"); ; at = await ask("/desk/index.json")) {
        show(at);
        if (at.state !== "running") {
          section.querySelector(".file")?.remove();
          if (at.indexed) document.getElementById("to-search").hidden = false;
          if (at.indexed && document.getElementById("until-indexed")) location.reload();
          document.dispatchEvent(new CustomEvent("indexed", { detail: at }));
          break;
        }
        await new Promise((after) => setTimeout(after, OFTEN));
      }
    } catch {
      section.hidden = false;
      bar.hidden = stop.hidden = true;
      say(words.lost);
    } finally { follows = false; }
  };

  Desk.bar = {
    async start() {
      stop.disabled = false;
      try { show(await ask("/desk/index", "POST")); } catch { /* said by follow */ }
      await follow();
    },
  };

  stop.addEventListener("click", async () => {
    stop.disabled = true;
    say(words.stopping);
    try { show(await ask("/desk/index/stop", "POST")); } catch { /* said by follow */ }
    stop.disabled = false;
    document.getElementById("main").focus();
  });

  // A folder that has no index gets one by itself; a run that was stopped or failed waits for the person.
  ask("/desk/index.json").then((at) => {
    if (at.state === "running") follow();
    else if (at.state === "none" && !at.indexed) Desk.bar.start();
    else if (at.state === "failed") show(at);
  }, () => {});
})();

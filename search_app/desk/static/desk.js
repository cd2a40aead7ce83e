// What all pages of the desk have in common: how they ask the server, and the paths that are offered while one is typed.
"use strict";

const Desk = {
  // Sends JSON and gives the JSON of the answer; a mistake is thrown with the server's own sentence.
  async send(address, body) {
    const answer = await fetch(address, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(said.error ?? answer.statusText);
    return said;
  },
};

(() => {
  const box = document.querySelector("input[data-paths]");
  if (!box) return;
  box.addEventListener("input", async () => {
    const typed = box.value;
    const answer = await fetch(`${box.dataset.paths}?path=${encodeURIComponent(typed)}`);
    if (!answer.ok || box.value !== typed) return;
    box.list.replaceChildren(...(await answer.json()).map((path) => Object.assign(document.createElement("option"), { value: path })));
  });
})();

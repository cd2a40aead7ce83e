// The keyboard: / and Ctrl+K to the search box, j and k between results, n and p between matches.
"use strict";
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
  });

  // Browsers that cannot show a closed <details> on a wide page by style alone get it opened.
  const filters = document.getElementById("filters");
  if (filters && !CSS.supports("selector(::details-content)") && matchMedia("(min-width: 60rem)").matches) {
    filters.open = true;
  }
})();

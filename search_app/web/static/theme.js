// Light or dark, as it was chosen last: asked before anything is drawn, so that nothing flashes.
"use strict";
try { document.documentElement.dataset.theme = localStorage.getItem("sakuin-theme") ?? ""; } catch { /* the system's */ }

// A lead's page: small menus that close again, folded messages that open when pointed at, and problems of small forms shown as pages.
"use strict";

const menus = () => [...document.querySelectorAll("details.drop[open]")];
document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
// A menu that opens hands the focus to its first field, so that "s", an arrow and Enter change a status.
document.addEventListener("toggle", (event) => {
  if (event.target.matches("details.drop[open]")) event.target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}, true);

// A link to a folded message unfolds it.
const unfold = () => {
  const pointed = document.getElementById(window.location.hash.slice(1));
  const fold = pointed?.closest("details");
  if (fold && !fold.open) {
    fold.open = true;
    pointed.scrollIntoView();
  }
};
window.addEventListener("hashchange", unfold);
unfold();

// Where a small form ran into something (taken meanwhile, gone, not allowed), show the page that says so.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { status } = event.detail.xhr;
  if (status < 400 || status === 422) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
  event.detail.target = document.getElementById("content");
  event.detail.selectOverride = "#content";
  event.detail.swapOverride = "outerHTML";
});

// What a form was sent with may be gone from the part that comes back: stay in that part then.
document.addEventListener("htmx:afterSettle", (event) => {
  const part = event.detail.elt;
  if (document.activeElement !== document.body || !part.matches("#tasks, #labels, #notes")) return;
  [...part.querySelectorAll("details.lead-new > summary, .input")].find((one) => one.checkVisibility())?.focus();
});

// The panel for a reply opens where one writes.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.id !== "answer") return;
  event.detail.elt.scrollIntoView({ block: "start" });
  document.getElementById("answer-text")?.focus();
});

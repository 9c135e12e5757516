// The inbox: filters that apply at once, rows by keyboard (j, k, x), a bar for the selected leads, and drawers that stay open.
"use strict";

const openDrawers = new Set();

function drawersKept(event) {
  const drawer = event.target;
  if (!(drawer instanceof HTMLDetailsElement) || !drawer.matches(".inbox-drawer")) return;
  drawer.open ? openDrawers.add(drawer.id) : openDrawers.delete(drawer.id);
}
document.addEventListener("toggle", drawersKept, true);

function prepare() {
  for (const id of openDrawers) {
    const drawer = document.getElementById(id);
    if (drawer) drawer.open = true;
  }
  const tabs = document.querySelector(".inbox-views .tabs");
  const current = tabs?.querySelector("[aria-current]");
  if (current) tabs.scrollLeft = current.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - current.offsetWidth) / 2;
  const all = document.getElementById("select-all");
  if (all) all.hidden = false;
  const bar = document.getElementById("bulk-bar");
  if (bar) bar.classList.add("inbox-afloat");
  const clear = document.getElementById("bulk-clear");
  if (clear) clear.hidden = false;
  showSelected();
}

const ticks = () => [...document.querySelectorAll('#bulk input[name="lead"]')];

function showSelected() {
  const bar = document.getElementById("bulk-bar");
  if (!bar) return;
  const chosen = ticks().filter((tick) => tick.checked).length;
  bar.hidden = chosen === 0;
  const count = document.getElementById("bulk-count");
  count.textContent = count.dataset.said.replace("{count}", String(chosen));
  const all = document.getElementById("select-all");
  if (all) {
    all.checked = chosen > 0 && chosen === ticks().length;
    all.indeterminate = chosen > 0 && chosen < ticks().length;
  }
}

document.addEventListener("change", (event) => {
  if (event.target.id === "select-all") ticks().forEach((tick) => (tick.checked = event.target.checked));
  if (event.target.closest("#bulk")) showSelected();
  // Dates are typed part by part, so only what is ticked applies at once.
  if (event.target.matches('#filter-form input[type="checkbox"]')) event.target.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("#bulk-clear")) return;
  ticks().forEach((tick) => (tick.checked = false));
  showSelected();
  document.querySelector("[data-open]")?.focus();
});

const writing = (target) => target.closest('textarea, select, dialog[open], [contenteditable], input:not([type="checkbox"])') !== null;

document.addEventListener("keydown", (event) => {
  if (document.body.dataset.shortcuts === "off" || event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  const links = [...document.querySelectorAll("[data-open]")];
  const at = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
  if (event.key === "j") links[Math.min(at + 1, links.length - 1)]?.focus();
  else if (event.key === "k") links[Math.max(at - 1, 0)]?.focus();
  else if (event.key === "x" && at >= 0) links[at].closest("tr").querySelector('input[name="lead"]')?.click();
  else return;
  event.preventDefault();
});

// What had the focus has it again once the list is replaced, also inside a drawer.
let focused = "";
document.addEventListener("htmx:beforeSwap", () => (focused = document.activeElement?.id ?? ""));
document.addEventListener("htmx:afterSettle", () => {
  prepare();
  const again = focused ? document.getElementById(focused) : null;
  if (again && document.activeElement !== again) again.focus();
});
window.addEventListener("pageshow", prepare);
prepare();

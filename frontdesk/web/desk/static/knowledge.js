// The knowledge desk and the review queue: rows by j and k, offers by the arrows, and a warning before typed text is lost.
"use strict";

const typing = (target) => target.closest("input, textarea, select, dialog[open]") !== null;
const rows = () => [...document.querySelectorAll("[data-row]")];
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const step = { j: 1, k: -1 }[event.key];
  const all = rows();
  if (!step || all.length === 0) return;
  const at = all.indexOf(document.activeElement);
  all[Math.min(Math.max(at + step, 0), all.length - 1)].focus();
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const search = document.querySelector("[data-offers]");
  const list = search && document.getElementById(search.dataset.offers);
  if (!step || !list || (event.target !== search && !list.contains(event.target))) return;
  const offers = [search, ...list.querySelectorAll("button")];
  const next = offers[offers.indexOf(document.activeElement) + step];
  if (next) next.focus();
  event.preventDefault();
});

const form = document.querySelector("form[data-leaves]");
let changed = false;
form?.addEventListener("input", () => (changed = true));
form?.addEventListener("submit", () => (changed = false));
window.addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});
document.getElementById("errors")?.focus();

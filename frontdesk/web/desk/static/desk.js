// What every page of the desk does: the menu on phones, the shortcuts, the CSRF token on what htmx sends.
"use strict";

const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
document.addEventListener("htmx:configRequest", (event) => {
  if (token) event.detail.headers["X-CSRF-Token"] = token;
});
// A form that was not accepted comes back as 422 with its errors: show it like any other answer.
document.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422].includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

const menuButton = document.querySelector(".menu-button");
menuButton?.addEventListener("click", () => {
  const open = menuButton.getAttribute("aria-expanded") === "true";
  menuButton.setAttribute("aria-expanded", String(!open));
});

// Shortcuts of single keys work outside fields only, so that nobody's typing sets them off (WCAG 2.1.4), and can be switched off in the account.
const places = { i: "/desk/leads", l: "/desk/live", t: "/desk/tasks" };
let waitsForPlace = false;
const writes = (target) => target.closest("input, textarea, select, [contenteditable], dialog[open]") !== null;
document.addEventListener("keydown", (event) => {
  if (document.body.dataset.shortcuts === "off" || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
  if (waitsForPlace) {
    waitsForPlace = false;
    if (places[event.key]) window.location.assign(places[event.key]);
  } else if (event.key === "g") {
    waitsForPlace = true;
    window.setTimeout(() => (waitsForPlace = false), 1500);
  } else if (event.key === "?") {
    document.getElementById("keys")?.showModal();
  } else {
    // An element may name the key that presses it: data-key="n".
    const wanted = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
    if (!wanted) return;
    event.preventDefault();
    wanted.matches("input, textarea, select") ? wanted.focus() : wanted.click();
  }
});

// Buttons that copy: data-copy="text".
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const said = document.getElementById("said");
  if (said && button.dataset.copied) said.textContent = button.dataset.copied;
});

// Buttons that open a dialog of the page: data-opens="id".
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
});

// Questions before something that cannot be undone easily: data-ask="Really?".
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.ask ?? event.target.dataset.ask;
  if (question && !window.confirm(question)) event.preventDefault();
});

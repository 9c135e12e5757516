// On every page: how many visitors wait for a person, beside the menu's conversations. Asked for now and then, while somebody looks.
"use strict";

const waitingLink = document.querySelector('.nav a[href="/desk/live"]');
const ASK_MS = 15_000;

async function showWaiting() {
  if (document.hidden) return;
  const headers = { "X-Desk-Polling": "1", "HX-Request": "true" };
  const response = await fetch("/desk/live/waiting", { headers, credentials: "same-origin" }).catch(() => null);
  if (!response?.ok) return;
  const { waiting, told } = await response.json();
  let badge = waitingLink.querySelector(".count");
  if (!badge) {
    badge = document.createElement("span");
    badge.className = "count count-loud";
    waitingLink.append(badge);
  }
  badge.hidden = waiting === 0;
  const sign = document.createElement("span");
  sign.setAttribute("aria-hidden", "true");
  sign.textContent = waiting;
  const words = document.createElement("span");
  words.className = "visually-hidden";
  words.textContent = told;
  badge.replaceChildren(sign, words);
  document.title = document.title.replace(/^\(\d+\) /, "");
  if (waiting) document.title = `(${waiting}) ${document.title}`;
}

if (waitingLink) {
  showWaiting();
  setInterval(showWaiting, ASK_MS);
  document.addEventListener("visibilitychange", showWaiting);
}

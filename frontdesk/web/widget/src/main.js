// The entry: defines the element and, for a page that only includes the script, adds it with the script tag's settings.

import { FrontdeskChat } from "./element.js";

const TAG = "frontdesk-chat";
const SETTINGS = { language: "lang", theme: "theme", title: "heading", privacy: "privacy" };
const script = document.currentScript;

function place() {
  if (document.querySelector(TAG)) return;
  const chat = document.createElement(TAG);
  if (script?.src) chat.setAttribute("base", new URL(".", script.src).href);
  for (const [data, attribute] of Object.entries(SETTINGS)) {
    if (script?.dataset[data]) chat.setAttribute(attribute, script.dataset[data]);
  }
  document.body.append(chat);
}

if (!customElements.get(TAG)) {
  customElements.define(TAG, FrontdeskChat);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
  else place();
}

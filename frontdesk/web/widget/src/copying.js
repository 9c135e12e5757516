// A button that copies an answer together with its sources, where the browser lets pages copy.

import { el, icon } from "./dom.js";
import { distinct } from "./citations.js";

/** Returns the button, or null for what is nobody's answer. `copied` is told what became of it: a key of the texts, and where to show it. */
export function copyOf(item, texts, copied) {
  if (!navigator.clipboard || item.author !== "assistant" || !item.citations?.length) return null;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(withSources(item, texts()));
      copied("copied", button);
    } catch {
      copied("copy_failed", button);
    }
  };
  const button = el("button", { type: "button", class: "tool", "data-t-label": "copy", onclick: copy }, icon("copy"));
  return button;
}

/** Writes an item as text to keep, each source on two lines of its own. */
export function withSources(item, texts) {
  const sources = distinct(item.citations ?? []).map(
    ({ title, url, as_of: asOf, scope }) => `${texts.get("source")}: ${title}, ${texts.get("as_of", { date: texts.date(asOf) })}, ${texts.scope(scope)}\n${url}`,
  );
  return [item.text, ...sources].join("\n\n");
}

// The widget's own words in four languages, and how dates, times and scopes are written in each.

import en from "./strings/en.json" with { type: "json" };
import fr from "./strings/fr.json" with { type: "json" };
import nl from "./strings/nl.json" with { type: "json" };
import de from "./strings/de.json" with { type: "json" };

const ALL_TEXTS = { en, fr, nl, de };
const LOCALES = { en: "en-GB", fr: "fr-BE", nl: "nl-BE", de: "de-BE" }; // dates as they are written here
const DAY = 24 * 60 * 60 * 1000;

/** Returns the supported language of a tag such as "fr-BE", or null. */
export function supportedLanguage(tag) {
  const primary = (tag ?? "").toLowerCase().split(/[-_]/)[0];
  return Object.hasOwn(ALL_TEXTS, primary) ? primary : null;
}

/** Writes in one language. Marked nodes (data-t, data-time, …) are rewritten in place when the language changes. */
export class Texts {
  constructor(language) {
    this.language = language;
  }

  get(key, values = {}) {
    const text = ALL_TEXTS[this.language][key] ?? "";
    return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  }

  /** "14:05" today, "23 Nov, 14:05" before. */
  time(iso) {
    const moment = new Date(iso);
    const old = Date.now() - moment.getTime() > DAY / 2 && moment.toDateString() !== new Date().toDateString();
    const day = old ? { day: "numeric", month: "short" } : {};
    return new Intl.DateTimeFormat(LOCALES[this.language], { ...day, hour: "2-digit", minute: "2-digit" }).format(moment);
  }

  /** Writes "2019", "2021-06" or "2026-11-23" as precisely as it is known, never more. */
  date(partial) {
    const [year, month, day] = String(partial).split("-").map(Number);
    if (!year || !month) return String(partial);
    const precision = { year: "numeric", month: "short", ...(day ? { day: "numeric" } : {}) };
    return new Intl.DateTimeFormat(LOCALES[this.language], precision).format(new Date(year, month - 1, day || 1));
  }

  /** "Tue 24 Nov, 09:00" as clocks in Brussels show it. */
  moment(iso) {
    const parts = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: "Europe/Brussels" };
    return new Intl.DateTimeFormat(LOCALES[this.language], parts).format(new Date(iso));
  }

  scope(code) {
    return this.get(`scope_${code}`) || code;
  }

  /** Writes every marked node below a root. */
  apply(root) {
    for (const node of root.querySelectorAll("[data-t]")) write(node, this.get(node.dataset.t, node.dataset));
    for (const node of root.querySelectorAll("[data-t-label]")) {
      node.setAttribute("aria-label", this.get(node.dataset.tLabel, node.dataset));
    }
    for (const node of root.querySelectorAll("[data-time]")) write(node, this.time(node.dataset.time));
    for (const node of root.querySelectorAll("[data-as-of]")) {
      write(node, this.get("as_of", { date: this.date(node.dataset.asOf) }));
    }
    for (const node of root.querySelectorAll("[data-scope]")) write(node, this.scope(node.dataset.scope));
  }
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// What an answer can be shown as besides its text: figures to look at, and years beside the lines of a timeline.

import { el } from "./dom.js";

/** Returns the figures of a message, or null. They are for the eye: the text below says the same in full. */
export function figuresOf({ display, language }) {
  if (display?.kind !== "figures") return null;
  return el("div", { class: "figures", "aria-hidden": "true", lang: language, dir: "auto" }, ...display.figures.map(figure));
}

/** Returns the year of each line of a timeline by the line's text; empty where the message is none. */
export function yearsOf({ display }) {
  return new Map(display?.kind === "timeline" ? display.events.map(({ date, text }) => [text, date]) : []);
}

function figure({ value, unit, label, as_of: asOf, scope }) {
  const [, hedge, number] = /^(\D*)(.*)$/s.exec(value);
  const words = [hedge && el("small", {}, hedge), number, unit && el("small", {}, unit.length > 1 ? " " : "\u00a0", unit)];
  const about = [el("span", { "data-scope": scope }), " · ", el("span", { "data-as-of": asOf })];
  return el("p", { class: "figure" }, el("b", {}, ...words.filter(Boolean)), label && el("span", {}, label), el("span", { class: "facts" }, ...about));
}

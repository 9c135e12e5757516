// Where an answer comes from: one line that says date and scope, and opens to a card for each source.

import { el, icon, webAddress } from "./dom.js";

/** Returns a disclosure for the citations of a message, or null where it cites nothing. */
export function citationsOf(message) {
  const citations = distinct(message.citations ?? []);
  if (!citations.length) return null;
  const summary = el("summary", {}, icon("quote"), ...summaryOf(citations));
  const opened = ({ target }) => target.open && target.scrollIntoView({ block: "nearest" });
  return el("details", { class: "sources", ontoggle: opened }, summary, el("ul", {}, ...citations.map(card)));
}

/** Several facts of one page, date and scope are one source to a reader. */
export function distinct(citations) {
  const key = ({ url, title, as_of: asOf, scope }) => [url, title, asOf, scope].join("\n");
  return [...new Map(citations.map((citation) => [key(citation), citation])).values()];
}

function summaryOf(citations) {
  if (citations.length > 1) return [el("span", { "data-t": "sources", "data-count": citations.length })];
  return [el("span", { "data-t": "source" }), ...provenance(citations[0])];
}

function provenance({ as_of: asOf, scope }) {
  const parts = [asOf && el("span", { "data-as-of": asOf }), scope && el("span", { "data-scope": scope })];
  return parts.filter(Boolean).flatMap((part) => [el("span", { class: "dot", "aria-hidden": "true" }, "·"), part]);
}

function card(citation) {
  const url = webAddress(citation.url);
  const title = el("span", { class: "source-title" }, citation.title);
  const [, ...facts] = provenance(citation);
  return el("li", { class: "card" }, title, el("span", { class: "facts" }, ...facts), url && linkTo(url));
}

function linkTo(url) {
  const away = el("span", { class: "hidden" }, " (", el("span", { "data-t": "new_tab" }), ")");
  return el(
    "a",
    { href: url.href, target: "_blank", rel: "noopener noreferrer" },
    url.hostname.replace(/^www\./, ""),
    el("span", { class: "hidden" }, " – ", el("span", { "data-t": "open_source" })),
    away,
    icon("link"),
  );
}

// One message in the log: who says it, its text in paragraphs and lists, sources, time, and what went wrong with it.

import { citationsOf } from "./citations.js";
import { copyOf } from "./copying.js";
import { figuresOf, yearsOf } from "./display.js";
import { el } from "./dom.js";
import { ratingOf } from "./rating.js";

const ADDRESSES = /((?:https?:\/)?\/[\w./:-]*\w)/;
const ADDRESS = /^(?:https?:\/)?\/[\w./:-]*\w$/;
const BULLET = /^\s*[-•–*]\s+/;

/** Returns the node of an item. `again` sends a failed message again, `rate` keeps what the visitor thinks of an answer, `copied` tells that it was. */
export function messageView(item, { again, rate, copied, texts, settings }) {
  const author = authorOf(item);
  const bubble = el("div", { class: "bubble" }, figuresOf(item), body(item, settings), citationsOf(item));
  const told = bubble.querySelector("a[data-t=privacy]");
  if (item.asks === "consent" && !told) bubble.append(el("p", {}, privacyLink(settings.privacy)));
  const time = el("time", { datetime: item.sent_at, "data-time": item.sent_at });
  const node = el("div", { class: `message ${item.author}` }, author, bubble, el("div", { class: "foot" }, time, toolsOf(item, { rate, copied, texts })));
  if (item.delivery) showDelivery(node, item, again);
  return node;
}

/** Puts what can be done with an answer behind it. As part of the log, the names of the buttons would be read with every answer. */
function toolsOf(item, { rate, copied, texts }) {
  const told = el("span", {});
  const tools = [ratingOf(item, (value) => rate(value, told)), copyOf(item, texts, (key) => copied(key, told))].filter(Boolean);
  return tools.length ? el("div", { class: "tools", "aria-live": "off" }, ...tools, told) : null;
}

/** Shows whether the visitor's message is on its way, arrived or failed. */
export function showDelivery(node, item, again) {
  node.dataset.delivery = item.delivery;
  node.querySelector(".problem")?.remove();
  if (item.delivery !== "failed") return;
  const { kind, seconds } = item.problem;
  const words = el("span", { "data-t": `failed_${kind}`, "data-seconds": seconds });
  const retry = kind === "refused" || kind === "choice" ? null : el("button", { type: "button", class: "link", "data-t": "retry", onclick: again });
  node.append(el("p", { class: "problem" }, words, " ", retry));
}

/** Says who writes: a person by name, with their initials as a picture for those who see it. */
function authorOf(item) {
  const role = el("span", { class: "author", "data-t": authorKey(item.author) });
  if (item.author !== "staff" || !item.name) return role;
  role.className = "";
  const initials = item.name.split(/\s+/).map((word) => [...word][0]).filter(Boolean).slice(0, 2).join("");
  return el("span", { class: "author" }, el("span", { class: "initials", "aria-hidden": "true" }, initials), el("span", {}, item.name, el("span", { "aria-hidden": "true" }, " · "), role));
}

function authorKey(author) {
  return { visitor: "you", assistant: "assistant", staff: "staff" }[author] ?? "notice_author";
}

function privacyLink(address) {
  return el("a", { href: address, target: "_blank", rel: "noopener", "data-t": "privacy" });
}

/** Replaces the address of the privacy notice by a link to the notice the page names. No other address becomes one. */
function linked(text, { privacy, notice }) {
  const isNotice = (part) => ADDRESS.test(part) && [privacy, notice].includes(new URL(part, notice).href);
  return text.split(ADDRESSES).map((part) => (isNotice(part) ? privacyLink(privacy) : part));
}

/** Lays out plain text: an empty line parts paragraphs, lines that begin with a dash or bullet are a list. Text nodes only. */
function body(item, settings) {
  const years = yearsOf(item);
  const root = el("div", { class: "text", lang: item.language, dir: "auto" });
  for (const block of item.text.trim().split(/\n\s*\n/)) {
    let lines = [];
    let list = null;
    const flush = () => {
      if (lines.length) root.append(el("p", {}, ...linked(lines.join("\n"), settings)));
      lines = [];
    };
    for (const line of block.split("\n")) {
      const listed = BULLET.test(line) && item.author !== "visitor";
      if (!listed) {
        list = null;
        lines.push(line);
        continue;
      }
      flush();
      if (!list && !(years.size && (list = root.lastElementChild)?.matches(".timeline"))) root.append((list = years.size ? el("ol", { class: "timeline" }) : el("ul")));
      list.append(entry(line.replace(BULLET, ""), years));
    }
    flush();
  }
  return root;
}

/** A line of a list; in a timeline its year stands beside it, for the eye, as the line says it too. */
function entry(line, years) {
  const year = years.get(line.trim());
  return el("li", {}, year ? el("b", { class: "year", "aria-hidden": "true" }, year) : null, line);
}

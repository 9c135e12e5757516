// One message in the log: who says it, its text in paragraphs and lists, sources, time, and what went wrong with it.

import { citationsOf } from "./citations.js";
import { el } from "./dom.js";
import { ratingOf } from "./rating.js";

const ADDRESSES = /((?:https?:\/)?\/[\w./:-]*\w)/;
const ADDRESS = /^(?:https?:\/)?\/[\w./:-]*\w$/;
const BULLET = /^\s*[-•–*]\s+/;

/** Returns the node of an item. `again` sends a failed message again, `rate` keeps what the visitor thinks of an answer. */
export function messageView(item, { again, rate, settings }) {
  const author = authorOf(item);
  const bubble = el("div", { class: "bubble" }, body(item, settings), citationsOf(item));
  const told = bubble.querySelector("a[data-t=privacy]");
  if (item.asks === "consent" && !told) bubble.append(el("p", {}, privacyLink(settings.privacy)));
  const time = el("time", { datetime: item.sent_at, "data-time": item.sent_at });
  const node = el("div", { class: `message ${item.author}` }, author, bubble, el("div", { class: "foot" }, time, ratingOf(item, rate)));
  if (item.delivery) showDelivery(node, item, again);
  return node;
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
  return el("span", { class: "author" }, el("span", { class: "initials", "aria-hidden": "true" }, initials), item.name, el("span", { "aria-hidden": "true" }, "·"), role);
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
      if (!list) root.append((list = el("ul")));
      list.append(el("li", {}, line.replace(BULLET, "")));
    }
    flush();
  }
  return root;
}

// The list of messages, with the replies one can press and the dots that move while somebody writes.

import { el, icon } from "./dom.js";
import { messageView, showDelivery } from "./message_view.js";

const NEAR_END_PX = 80;
const ABOVE_PX = 12;
const TYPING_AFTER_MS = 350;

export class LogView {
  #nodes = new Map();
  #typingTimer = null;

  constructor({ conversation, texts, settings, chosen }) {
    Object.assign(this, { conversation, texts, settings, chosen });
    this.replies = el("div", { class: "replies", role: "group", "data-t-label": "replies" });
    this.typing = el("div", { class: "typing", "aria-hidden": "true", hidden: true }, el("i"), el("i"), el("i"));
    this.log = el("div", { class: "log", role: "log", tabindex: "0", "data-t-label": "log", "aria-live": "polite", "aria-relevant": "additions" });
    this.status = el("p", { class: "hidden", role: "status" });
    this.newer = el("button", { type: "button", class: "newer", hidden: true, onclick: () => this.#toEnd() }, icon("down"), el("span", { "data-t": "newer" }));
    this.log.addEventListener("scroll", () => this.#isNearEnd() && (this.newer.hidden = true));
    this.node = el("div", { class: "talk" }, this.log, this.newer, this.status);
    this.clear();
  }

  clear() {
    this.#nodes.clear();
    this.log.replaceChildren(this.replies, this.typing);
    this.replies.hidden = true;
  }

  /** Shows a message. One that arrives live is announced; those of before the page was loaded are not. */
  add(item, live) {
    this.log.setAttribute("aria-live", live ? "polite" : "off");
    const near = this.#isNearEnd();
    const again = () => this.conversation.retry();
    const { texts, settings } = this;
    const node = messageView(item, { again, rate: (rating, told) => this.#rate(item, rating, told), copied: (key, told) => this.#tell(key, told), texts, settings });
    const before = this.conversation.items.at(-2);
    node.classList.toggle("follows", before?.author === item.author && before?.name === item.name);
    if (sameMinute(before, item)) this.#nodes.get(before).querySelector("time").hidden = true;
    this.texts().apply(node);
    this.#nodes.set(item, node);
    this.replies.before(node);
    this.#offer((!this.conversation.hasPerson && item.quick_replies) || []);
    if (item.author === "visitor" || !live) this.#toEnd();
    else if (near) this.#show(node);
    this.newer.hidden = this.#isNearEnd();
  }

  change(item) {
    const node = this.#nodes.get(item);
    if (!node) return;
    showDelivery(node, item, () => this.conversation.retry());
    this.texts().apply(node);
    if (item.delivery === "failed") this.#show(node);
  }

  /** Shows the dots after a moment, and says once to screen readers who writes. */
  showTyping(author) {
    clearTimeout(this.#typingTimer);
    if (!author) {
      this.typing.hidden = true;
      this.status.textContent = "";
      return;
    }
    this.#typingTimer = setTimeout(() => {
      const near = this.#isNearEnd();
      this.typing.hidden = false;
      this.status.textContent = this.texts().get(author === "staff" ? "typing_staff" : "typing");
      if (near) this.#toEnd();
    }, TYPING_AFTER_MS);
  }

  /** Keeps a rating and tells what became of it, once to screen readers; the focus stays where it is. */
  async #rate(item, rating, told) {
    this.status.textContent = "";
    this.#tell((await this.conversation.rate(item, rating)) ? "rated" : "rate_failed", told);
  }

  #tell(key, told) {
    told.dataset.t = key;
    this.status.textContent = this.texts().get(key);
    this.texts().apply(told.parentNode);
  }

  #offer(replies) {
    const buttons = replies.map((reply) => el("button", { type: "button", onclick: () => this.#choose(reply) }, reply.title));
    this.replies.replaceChildren(...buttons);
    this.replies.hidden = !buttons.length;
    const language = this.conversation.language;
    if (language) this.replies.lang = language;
  }

  #choose(reply) {
    this.conversation.choose(reply);
    this.chosen();
  }

  #isNearEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END_PX;
  }

  /** Brings a message into view with what follows it, or, where that is too long, from its beginning. */
  #show(node) {
    const fits = this.log.scrollHeight - node.offsetTop <= this.log.clientHeight;
    this.log.scrollTo({ top: fits ? this.log.scrollHeight : node.offsetTop - ABOVE_PX });
  }

  #toEnd() {
    this.log.scrollTo({ top: this.log.scrollHeight });
    this.newer.hidden = true;
  }
}

function sameMinute(one, other) {
  const minute = (item) => Math.floor(Date.parse(item.sent_at) / 60_000);
  return one !== undefined && minute(one) === minute(other);
}

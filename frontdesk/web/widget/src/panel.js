// The panel: header, notice, log, state line and composer, kept in step with the conversation. It is not modal: Tab leaves it, Escape closes it.

import { Composer } from "./composer.js";
import { el, icon } from "./dom.js";
import { LogView } from "./log_view.js";
import { Office } from "./office.js";
import { EraseQuestion, Options } from "./options.js";

export class Panel {
  constructor({ conversation, texts, settings, close }) {
    Object.assign(this, { conversation, texts, settings });
    this.composer = new Composer({ texts, say: (text) => this.conversation.say(text), writes: () => this.conversation.writes() });
    this.talk = new LogView({ conversation, texts, settings, chosen: () => this.rest() });
    this.question = new EraseQuestion({ erase: () => this.#erase(), closed: () => this.options.toggle.focus() });
    this.options = new Options({ conversation, texts, confirm: () => this.question.show() });
    this.banner = el("div", { class: "banner", role: "status" });
    this.node = this.#build(close);
    this.#follow();
    addEventListener("offline", () => this.#showState());
    addEventListener("online", () => this.#showState());
  }

  relabel() {
    this.texts().apply(this.node);
    this.composer.relabel();
    this.office.write();
  }

  /** Puts the focus where the visitor goes on: the field, or the log where a field would raise a keyboard over it. */
  rest() {
    if (matchMedia("(pointer: coarse)").matches) this.talk.log.focus({ preventScroll: true });
    else this.composer.focus();
  }

  /** Closes the innermost open thing; tells whether there was one besides the panel itself. */
  escape() {
    if (this.question.shown) this.question.hide();
    else if (this.options.shown) this.options.show(false);
    else return false;
    return true;
  }

  #build(close) {
    const { heading, privacy } = this.settings;
    const title = el("h2", { id: "title", ...(heading ? {} : { "data-t": "title" }) }, heading || null);
    this.subtitle = el("p", { "data-t": "subtitle" });
    this.notice = el("span", { "data-t": "notice" });
    const names = el("div", { class: "names" }, title, this.subtitle);
    const shut = el("button", { type: "button", class: "plain", "data-t-label": "close", onclick: close }, icon("close"));
    const link = el("a", { href: privacy, target: "_blank", rel: "noopener", "data-t": "privacy" });
    const askPerson = () => (this.conversation.say(this.texts().get("ask_person")), this.rest());
    this.person = el("button", { type: "button", class: "link", "data-t": "ask_person", onclick: askPerson });
    const hours = el("span", { class: "office" });
    this.office = new Office({ api: this.conversation.api, node: hours, texts: this.texts });
    const inside = el(
      "div",
      { class: "inside" },
      el("div", { class: "head" }, el("span", { class: "mark" }, icon("chat")), names, this.options.node, shut),
      el("div", { class: "notice" }, el("p", { id: "notice" }, this.notice, " ", link), el("p", { class: "help" }, this.person, hours)),
      this.talk.node,
      this.banner,
      this.composer.node,
    );
    return el(
      "div",
      { id: "panel", class: "panel", role: "dialog", "aria-labelledby": "title", "aria-describedby": "notice", tabindex: "-1", hidden: true },
      inside,
      this.question.node,
    );
  }

  #follow() {
    const on = (type, act) => this.conversation.addEventListener(type, ({ detail }) => act(detail));
    on("add", ({ item, live }) => this.#added(item, live));
    on("change", ({ item }) => this.talk.change(item));
    on("clear", () => this.talk.clear());
    on("typing", ({ author }) => this.talk.showTyping(author));
    on("state", () => this.#showState());
    on("person", ({ here }) => this.#introduce(here));
    on("renewed", () => this.#say("renewed"));
  }

  /** Says at the top who answers: the disclosure changes with whoever speaks, both ways. */
  #introduce(person) {
    this.subtitle.dataset.t = person ? "subtitle_person" : "subtitle";
    this.notice.dataset.t = person ? "notice_person" : "notice";
    this.texts().apply(this.node);
    this.person.hidden = this.options.person.hidden = person;
    if (person) this.composer.ask(null);
  }

  #added(item, live) {
    this.talk.add(item, live);
    if (item.author === "assistant" || item.author === "staff") this.composer.ask(item.asks);
  }

  #showState() {
    const { state } = this.conversation;
    this.composer.node.hidden = state === "erased";
    this.options.toggle.hidden = this.person.hidden = state === "erased" || state === "unreachable";
    if (state === "open") this.person.hidden = this.conversation.hasPerson;
    if (state === "open") this.office.refresh();
    this.talk.log.setAttribute("aria-busy", String(state === "connecting"));
    if (state === "erased") this.#say("erased", ["again", () => this.#again()]);
    else if (state === "unreachable") this.#say("unreachable", ["retry", () => this.conversation.open(this.texts().language)]);
    else if (!navigator.onLine) this.#say("offline");
    else if (state === "connecting") this.#say("connecting");
    else this.#say(null);
  }

  #say(key, [action, act] = []) {
    const button = action && el("button", { type: "button", class: "link", "data-t": action, onclick: act });
    this.banner.replaceChildren(...(key ? [el("span", { "data-t": key }), ...(button ? [" ", button] : [])] : []));
    this.texts().apply(this.banner);
  }

  #again() {
    this.conversation.open(this.texts().language);
    this.rest();
  }

  /** Returns nothing, or what to tell the visitor where the server could not erase. */
  async #erase() {
    try {
      await this.conversation.erase();
      return null;
    } catch {
      return this.texts().get("erase_failed");
    }
  }
}

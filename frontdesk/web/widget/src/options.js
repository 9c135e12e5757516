// What the visitor can do with the whole conversation: save it, or end and erase it after a question.

import { withSources } from "./copying.js";
import { el, icon } from "./dom.js";
import { Problem } from "./api.js";

export class Options {
  constructor({ conversation, texts, confirm }) {
    Object.assign(this, { conversation, texts });
    this.toggle = el(
      "button",
      { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": "options", "data-t-label": "options", onclick: () => this.show(this.list.hidden) },
      icon("more"),
    );
    this.told = el("p", { class: "told", role: "status" });
    const save = el("button", { type: "button", "data-t": "download", onclick: () => this.#saveText() });
    const pdf = el("button", { type: "button", "data-t": "download_pdf", onclick: () => this.#savePdf() });
    this.person = el("button", { type: "button", "data-t": "ask_person", onclick: () => (this.show(false), conversation.say(texts().get("ask_person"))) });
    const erase = el("button", { type: "button", class: "danger", "data-t": "erase", onclick: () => (this.show(false), confirm()) });
    this.list = el("div", { id: "options", class: "options", hidden: true }, this.person, save, pdf, erase, this.told);
    this.node = el("div", { class: "menu", onfocusout: (event) => this.#left(event) }, this.toggle, this.list);
  }

  get shown() {
    return !this.list.hidden;
  }

  show(shown) {
    this.list.hidden = !shown;
    this.told.textContent = "";
    this.toggle.setAttribute("aria-expanded", String(shown));
    if (!shown && this.node.contains(this.node.getRootNode().activeElement)) this.toggle.focus();
  }

  #left({ relatedTarget }) {
    if (relatedTarget && !this.node.contains(relatedTarget)) this.show(false);
  }

  #saveText() {
    const texts = this.texts();
    const names = { visitor: texts.get("you"), assistant: texts.get("assistant"), staff: texts.get("staff") };
    const said = this.conversation.items.map((item) =>
      [`${item.name ?? names[item.author] ?? texts.get("notice_author")} (${item.sent_at})`, withSources(item, texts)].join("\n"),
    );
    const text = [texts.get("notice"), ...said].join("\n\n") + "\n";
    this.#give(new Blob([text], { type: "text/plain;charset=utf-8" }), "conversation.txt");
  }

  async #savePdf() {
    this.told.textContent = "";
    try {
      this.#give(await this.conversation.document(), "conversation.pdf");
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.told.textContent = this.texts().get("download_failed");
    }
  }

  #give(blob, download) {
    const url = URL.createObjectURL(blob);
    el("a", { href: url, download }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1_000);
    this.show(false);
  }
}

/** Asks before erasing. The rest of the panel rests meanwhile; keep and Escape lead back. */
export class EraseQuestion {
  constructor({ erase, closed }) {
    Object.assign(this, { erase, closed });
    this.problem = el("p", { class: "problem", role: "alert" });
    this.keep = el("button", { type: "button", "data-t": "erase_no", onclick: () => this.hide() });
    this.confirm = el("button", { type: "button", class: "danger", "data-t": "erase_yes", onclick: () => this.#erase() });
    const words = [el("h3", { id: "erase-title", "data-t": "erase_title" }), el("p", { id: "erase-text", "data-t": "erase_text" })];
    this.node = el(
      "div",
      { class: "question", role: "alertdialog", "aria-labelledby": "erase-title", "aria-describedby": "erase-text", hidden: true },
      el("div", { class: "sheet" }, ...words, this.problem, el("div", { class: "answers" }, this.keep, this.confirm)),
    );
  }

  get shown() {
    return !this.node.hidden;
  }

  show() {
    this.#rest(true);
    this.problem.textContent = "";
    this.keep.focus();
  }

  hide() {
    this.#rest(false);
    this.closed();
  }

  #rest(resting) {
    this.node.hidden = !resting;
    for (const sibling of this.node.parentElement.children) if (sibling !== this.node) sibling.inert = resting;
  }

  async #erase() {
    this.confirm.disabled = true;
    const problem = await this.erase();
    this.confirm.disabled = false;
    if (problem) this.problem.textContent = problem;
    else this.hide();
  }
}

// <frontdesk-chat>: the launcher and the panel in a shadow root. Nothing is asked of the server or stored before it is opened.

import sheet from "./widget.css" with { type: "css" };
import { ChatApi } from "./api.js";
import { checkColours } from "./contrast.js";
import { Conversation } from "./conversation.js";
import { el, icon, webAddress } from "./dom.js";
import { Panel } from "./panel.js";
import { supportedLanguage, Texts } from "./texts.js";

/** Attributes: lang, theme (light | dark), heading, privacy (address of the notice), base (address of the gateway). */
export class FrontdeskChat extends HTMLElement {
  static observedAttributes = ["lang", "theme"];
  #texts;
  #panel;
  #conversation;
  #launcher;
  #opener = null;
  #unread = 0;

  connectedCallback() {
    if (this.shadowRoot) return;
    const base = webAddress(this.getAttribute("base") ?? new URL("/", document.baseURI).href)?.href;
    this.#texts = new Texts(this.#pageLanguage());
    this.#conversation = new Conversation(new ChatApi(base));
    const notice = new URL("privacy", base).href;
    const privacy = webAddress(new URL(this.getAttribute("privacy") ?? notice, base).href)?.href ?? notice;
    const texts = () => this.#texts;
    this.#panel = new Panel({
      conversation: this.#conversation, texts, close: () => this.close(), settings: { privacy, notice, heading: this.getAttribute("heading") },
    });
    this.#launcher = this.#buildLauncher();
    this.attachShadow({ mode: "open" }).append(this.#launcher, this.#panel.node);
    this.shadowRoot.adoptedStyleSheets = [sheet];
    this.#relabel();
    this.#listen();
    checkColours(this);
    if (this.#conversation.wasOpen) this.#show();
  }

  attributeChangedCallback() {
    if (!this.#texts) return;
    this.#speak(this.#pageLanguage());
    checkColours(this);
  }

  get isOpen() {
    return this.#panel !== undefined && !this.#panel.node.hidden;
  }

  /** Opens the panel, moves the focus into it and, where a question is given, asks it. */
  open(question = null) {
    this.#opener = document.activeElement === this ? null : document.activeElement;
    this.#show();
    this.#panel.rest();
    if (question) this.#conversation.say(question);
  }

  /** Closes the panel and gives the focus back to what opened it. */
  close() {
    this.#panel.node.hidden = true;
    this.#launcher.hidden = false;
    this.#conversation.keep(false);
    const back = this.#opener?.isConnected && this.#opener !== document.body ? this.#opener : this.#launcher;
    back.focus();
  }

  #show() {
    this.#panel.node.hidden = false;
    this.#launcher.hidden = true;
    this.#setUnread(0);
    this.#conversation.keep(true);
    if (this.#conversation.state === "idle") this.#conversation.open(this.#texts.language);
  }

  #buildLauncher() {
    const badge = el("span", { class: "badge", "aria-hidden": "true", hidden: true });
    return el(
      "button",
      { type: "button", class: "launcher", "data-t-label": "launcher_label", "aria-expanded": "false", onclick: () => this.open() },
      icon("chat"), el("span", { "data-t": "launcher" }), badge,
    );
  }

  #listen() {
    this.shadowRoot.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("click", (event) => this.#clicked(event));
    this.#conversation.addEventListener("add", ({ detail: { item, live } }) => this.#heard(item, live));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => checkColours(this));
    // The page's own style sheets may arrive after this script.
    if (document.readyState !== "complete") addEventListener("load", () => checkColours(this), { once: true });
    const viewport = window.visualViewport;
    const fit = () => this.style.setProperty("--keyboard", `${Math.max(0, innerHeight - viewport.height - viewport.offsetTop)}px`);
    viewport?.addEventListener("resize", fit);
    viewport?.addEventListener("scroll", fit);
  }

  #key(event) {
    if (event.key !== "Escape" || event.isComposing || !this.isOpen) return;
    event.stopPropagation();
    if (!this.#panel.escape()) this.close();
  }

  /** Lets any link or button of the page open the chat: data-frontdesk-open, with a question to ask as its value. */
  #clicked(event) {
    const opener = event.target.closest?.("[data-frontdesk-open]");
    if (!opener) return;
    event.preventDefault();
    opener.focus();
    this.open(opener.dataset.frontdeskOpen);
  }

  #heard(item, live) {
    const spoken = item.author === "assistant" ? supportedLanguage(item.language) : null;
    if (spoken) this.#speak(spoken);
    if (live && !this.isOpen && item.author !== "visitor") this.#setUnread(this.#unread + 1);
  }

  #setUnread(count) {
    this.#unread = count;
    const badge = this.#launcher.querySelector(".badge");
    badge.hidden = !count;
    badge.textContent = count;
    this.#launcher.dataset.tLabel = count ? "launcher_new" : "launcher_label";
    this.#launcher.dataset.count = count;
    this.#texts.apply(this.shadowRoot);
  }

  #pageLanguage() {
    const tags = [this.getAttribute("lang"), document.documentElement.lang, ...navigator.languages];
    return tags.map(supportedLanguage).find(Boolean) ?? "en";
  }

  #speak(language) {
    if (language === this.#texts.language) return;
    this.#texts = new Texts(language);
    this.#relabel();
  }

  #relabel() {
    this.#panel.node.lang = this.#launcher.lang = this.#texts.language;
    this.#texts.apply(this.shadowRoot);
    this.#panel.relabel();
  }
}

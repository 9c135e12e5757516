// The place to write. Its field follows what the assistant asks for, so that a browser can fill it in and a phone shows the right keys.

import { el, icon } from "./dom.js";

const LIMIT = 2_000;
const NEAR = 200;
const TALLEST_EM = 8;
const COUNTRIES =
  "AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO " +
  "CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR " +
  "HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML " +
  "MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW " +
  "SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN " +
  "VU WF WS YE YT ZA ZM ZW";

// What each question of the enquiry form lets a browser know about its answer.
const FIELDS = {
  name: { autocomplete: "name", autocapitalize: "words" },
  organisation: { autocomplete: "organization", autocapitalize: "words" },
  email: { type: "email", inputmode: "email", autocomplete: "email", autocapitalize: "off", spellcheck: "false" },
  phone: { type: "tel", inputmode: "tel", autocomplete: "tel" },
  country: { autocomplete: "country-name", list: "countries" },
};

export class Composer {
  #asks = null;
  #field;

  constructor({ say, writes, texts }) {
    Object.assign(this, { say, writes });
    this.texts = texts;
    this.label = el("label", { for: "entry", class: "hidden", "data-t": "input" });
    this.other = el("button", { type: "button", class: "link", hidden: true, "data-t": "write_else", onclick: () => this.#freely() });
    this.hint = el("p", { id: "hint", class: "hint" });
    this.slot = el("div", { class: "entry" });
    this.button = el("button", { type: "submit", class: "send", "data-t-label": "send" }, icon("send"));
    this.node = el(
      "form",
      { class: "composer", novalidate: true, onsubmit: (event) => this.#submit(event) },
      el("div", { class: "asked" }, this.label, this.other),
      el("div", { class: "row" }, this.slot, this.button),
      this.hint,
    );
    this.#show(null);
  }

  /** Offers the field for what is asked; what has already been typed stays. */
  ask(asks) {
    const known = Object.hasOwn(FIELDS, asks ?? "") ? asks : null;
    if (known !== this.#asks) this.#show(known);
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  /** Rewrites what apply() cannot reach: a placeholder, and the names of countries. */
  relabel() {
    this.#field.placeholder = this.#asks ? "" : this.texts().get("placeholder");
    const names = new Intl.DisplayNames(this.texts().language, { type: "region" });
    const options = this.slot.querySelector("datalist");
    options?.replaceChildren(...COUNTRIES.split(" ").map((code) => el("option", { value: names.of(code) })));
    this.#count();
  }

  #freely() {
    this.#show(null);
    this.focus();
  }

  #show(asks) {
    const typed = this.#field?.value ?? "";
    const focused = this.#field && this.#field.getRootNode().activeElement === this.#field;
    this.#asks = asks;
    this.#field = asks ? el("input", { type: "text", ...FIELDS[asks] }) : el("textarea", { rows: 1, autocomplete: "off", enterkeyhint: "send" });
    for (const [name, value] of Object.entries({ id: "entry", "aria-describedby": "hint", name: asks ?? "message" })) {
      this.#field.setAttribute(name, value);
    }
    this.#field.value = typed;
    this.#field.addEventListener("input", () => (this.#count(), this.writes()));
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.slot.replaceChildren(this.#field, ...(asks === "country" ? [el("datalist", { id: "countries" })] : []));
    this.label.dataset.t = asks ? `ask_${asks}` : "input";
    this.label.className = asks ? "" : "hidden";
    this.other.hidden = !asks;
    this.texts().apply(this.node);
    this.relabel();
    if (focused) this.focus();
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.node.requestSubmit();
  }

  #submit(event) {
    event.preventDefault();
    const text = this.#field.value.trim();
    if (!text || length(text) > LIMIT) return this.focus();
    this.#field.value = "";
    this.#count();
    this.say(text);
    this.focus();
  }

  #count() {
    const left = LIMIT - length(this.#field.value.trim());
    const words = left < 0 ? this.texts().get("over", { count: -left }) : left <= NEAR ? this.texts().get("left", { count: left }) : "";
    if (this.hint.textContent !== words) this.hint.textContent = words;
    this.hint.classList.toggle("over", left < 0);
    if (left < 0) this.#field.setAttribute("aria-invalid", "true");
    else this.#field.removeAttribute("aria-invalid");
    this.#grow();
  }

  #grow() {
    if (this.#asks || !this.#field.isConnected) return;
    this.#field.style.height = "auto";
    const tallest = TALLEST_EM * parseFloat(getComputedStyle(this.#field).fontSize);
    this.#field.style.height = `${Math.min(this.#field.scrollHeight + 2, tallest)}px`;
  }
}

/** Counts as the server does: characters, not UTF-16 units. */
function length(text) {
  return [...text].length;
}

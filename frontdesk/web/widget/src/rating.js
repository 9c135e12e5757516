// Two thumbs under an answer: did it help? The last press counts, and shows at once; a press the server did not take is taken back.

import { el, icon } from "./dom.js";

const LABELS = { up: "rate_up", down: "rate_down" };

/** Returns the buttons of a message that can be rated, otherwise null. `rate` keeps a rating and tells what became of it. */
export function ratingOf(item, rate) {
  if (!item.rating) return null;
  const thumbs = ["up", "down"].map((value) => thumb(value, () => press(value)));
  const show = (rating) => thumbs.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.value === rating)));
  const press = async (value) => {
    if (item.rating === value) return;
    show(value);
    await rate(value);
    show(item.rating);
  };
  show(item.rating);
  return el("div", { class: "rating", role: "group", "data-t-label": "rate", "aria-live": "off" }, ...thumbs);
}

function thumb(value, press) {
  return el("button", { type: "button", class: "tool", "data-value": value, "data-t-label": LABELS[value], onclick: press }, icon("thumb"));
}

// Builds DOM nodes. Text only ever becomes a text node: nothing here, or anywhere in the widget, parses HTML.

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  chat: "M12 3.5c-5 0-9 3.4-9 7.6 0 2.4 1.3 4.5 3.3 5.9-.1 1.2-.6 2.3-1.4 3.2 1.7-.2 3.3-.8 4.6-1.8.8.2 1.6.3 2.5.3 5 0 9-3.4 9-7.6s-4-7.6-9-7.6z",
  close: "M5 5l14 14M19 5L5 19",
  send: "M4 12h14M12 5l7 7-7 7",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  down: "M12 5v14M6 13l6 6 6-6",
  link: "M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  thumb: "M7 11v9H4v-9zM7 11l4-8a2.4 2.4 0 0 1 2.4 2.4V9H19a1.8 1.8 0 0 1 1.8 2.1l-1.2 7A2 2 0 0 1 17.6 20H7",
  quote: "M6 3.5h9l4 4v13H6zM9 11h7M9 14.5h7M9 7.5h3",
};

/** Returns an element. A property that starts with "on" is a listener, true sets a bare attribute, null and false set none. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Returns a decorative line icon. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Returns the address of a web page, or null for anything that is not plain http(s). */
export function webAddress(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) ? url : null;
}

// Checks the colours a host has set: text that could not be read, or a button that could not be seen, gets the widget's own pair instead.

const TEXT = 4.5;
const SHAPE = 3;

/** Replaces an accent pair with too little contrast, and says so to whoever looks after the page. */
export function checkColours(host) {
  for (const name of ["--checked-accent", "--checked-on-accent"]) host.style.removeProperty(name);
  const style = getComputedStyle(host);
  const probe = document.createElement("i");
  host.shadowRoot.append(probe);
  const colour = (name) => rgb(probe, style.getPropertyValue(name));
  const [accent, onAccent, surface] = ["--accent", "--on-accent", "--surface"].map(colour);
  probe.remove();
  const failed = [];
  if (ratio(accent, onAccent) < TEXT) failed.push(`--frontdesk-on-accent on --frontdesk-accent: ${shown(ratio(accent, onAccent))}, needs ${TEXT}`);
  if (ratio(accent, surface) < SHAPE) failed.push(`--frontdesk-accent on the panel: ${shown(ratio(accent, surface))}, needs ${SHAPE}`);
  if (!failed.length) return;
  host.style.setProperty("--checked-accent", "var(--own-accent)");
  host.style.setProperty("--checked-on-accent", "var(--own-on-accent)");
  console.warn(`frontdesk: colours of this page are not used, their contrast is too low (${failed.join("; ")}).`);
}

/** Lets the browser read whatever form of colour it is; null where it is none. */
function rgb(probe, value) {
  probe.style.color = "";
  probe.style.color = value.trim();
  const parts = probe.style.color && getComputedStyle(probe).color.match(/[\d.]+/g)?.map(Number);
  return parts?.length >= 3 && getComputedStyle(probe).color.startsWith("rgb") ? parts : null;
}

function ratio(one, other) {
  if (!one || !other || one[3] < 1) return one?.[3] < 1 ? 1 : Infinity; // what cannot be read is left to its author
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]) {
  const linear = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function shown(value) {
  return value.toFixed(1);
}

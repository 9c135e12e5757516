// Live conversations: the list that keeps itself up to date, and one conversation as it happens. What changed is fetched as HTML.

const BY_ITSELF = { "X-Desk-Polling": "1", "HX-Request": "true" }; // so that an open page keeps nobody signed in
const TYPING_SHOWN_MS = 6_000;
const TYPING_TOLD_MS = 3_000;
const REFRESH_MS = 20_000;
const NEAR_END_PX = 120;

/** Returns the HTML of an address, or null where there is none; whoever is signed out is brought to the sign-in page. */
async function fetched(url) {
  const response = await fetch(url, { headers: BY_ITSELF, credentials: "same-origin" }).catch(() => null);
  if (response?.status === 401) window.location.assign(response.headers.get("HX-Redirect") ?? "/desk/sign-in");
  if (response?.status === 404) return "";
  return response?.ok ? response.text() : null;
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html; // from this desk only, where everything visitors write is escaped
  return template.content;
}

/** Follows an event stream; `ended` is called where there will be no more. */
function follow(url, { changed, typing, ended }) {
  const source = new EventSource(url);
  source.addEventListener("changed", changed);
  source.addEventListener("typing", (event) => typing?.(JSON.parse(event.data)));
  source.addEventListener("ended", () => {
    source.close();
    ended();
  });
  source.addEventListener("error", () => source.readyState === EventSource.CLOSED && setTimeout(() => follow(url, { changed, typing, ended }), 5_000));
  window.addEventListener("pagehide", () => source.close());
}

/** Does one thing at a time; what is asked for meanwhile is done once more afterwards. */
function oneAtATime(act) {
  let busy = false;
  let again = false;
  return async function run() {
    if (busy) return void (again = true);
    busy = true;
    await act();
    busy = false;
    if (again) {
      again = false;
      run();
    }
  };
}

const list = document.querySelector("[data-live-list]");
if (list) {
  const refresh = oneAtATime(async () => {
    const html = await fetched(list.dataset.liveList);
    if (html === null) return;
    const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    list.replaceChildren(parsed(html));
    if (focused) list.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  });
  follow(list.dataset.events, { changed: refresh, ended: refresh });
  setInterval(() => document.hidden || refresh(), REFRESH_MS);
}

const talk = document.querySelector("[data-live]");
if (talk) {
  const here = talk.dataset.live;
  const log = document.getElementById("live-log");
  const transcript = document.getElementById("transcript");
  const controls = document.getElementById("controls");
  const typing = document.getElementById("live-typing");
  const alerts = document.getElementById("live-alert");
  let typingTimer;

  const say = (which) => {
    alerts.textContent = "";
    alerts.textContent = alerts.dataset[which];
    alerts.classList.remove("visually-hidden");
    alerts.className = "note note-bad";
  };
  const toEnd = () => (log.scrollTop = log.scrollHeight);
  const isNearEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;

  const refresh = oneAtATime(async () => {
    const html = await fetched(`${here}/news?after=${talk.dataset.last}`);
    if (html === null) return;
    if (html === "") return say("gone");
    const news = parsed(html).firstElementChild;
    const near = isNearEnd();
    for (const item of [...news.children]) {
      talk.dataset.last = item.dataset.id;
      transcript.append(item);
      if (item.classList.contains("talk-visitor")) showTyping(false);
    }
    if (near) toEnd();
    if (news.dataset.state !== controls.firstElementChild?.dataset.state) await showControls();
    if (news.dataset.lead && !document.getElementById("live-lead")) window.location.reload();
  });

  /** Shows what can be done now; what is being written stays where it still can be sent. */
  async function showControls() {
    const html = await fetched(`${here}/controls`);
    if (!html) return;
    const written = controls.querySelector("textarea")?.value ?? "";
    controls.replaceChildren(parsed(html));
    window.htmx?.process(controls);
    const field = controls.querySelector("textarea");
    if (field && written) field.value = written;
  }

  function showTyping(active) {
    clearTimeout(typingTimer);
    typing.textContent = active ? typing.dataset.told : "";
    if (active) typingTimer = setTimeout(() => showTyping(false), TYPING_SHOWN_MS);
  }

  follow(`${here}/events`, {
    changed: refresh,
    typing: ({ author, active }) => author === "visitor" && showTyping(active),
    ended: () => say("gone"),
  });
  toEnd();

  controls.addEventListener("keydown", (event) => {
    if (event.target.tagName !== "TEXTAREA" || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (event.target.value.trim()) event.target.form.requestSubmit();
  });

  let toldTyping = 0;
  let telling = new AbortController();
  controls.addEventListener("input", (event) => {
    const form = event.target.closest("[data-composer]");
    if (!form || !event.target.value.trim() || Date.now() - toldTyping < TYPING_TOLD_MS) return;
    toldTyping = Date.now();
    const token = document.querySelector('meta[name="csrf-token"]').content;
    telling = new AbortController();
    fetch(form.dataset.typing, { signal: telling.signal, method: "POST", headers: { ...BY_ITSELF, "X-CSRF-Token": token }, credentials: "same-origin" }).catch(() => {});
  });

  document.addEventListener("htmx:beforeRequest", () => telling.abort()); // what is sent is no longer being written
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const form = detail.elt.closest?.("[data-composer]");
    if (!form) return;
    if (detail.xhr.status === 204) {
      form.elements.text.value = "";
      form.elements.message_id.value = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      alerts.className = "visually-hidden";
      form.elements.text.focus();
    } else {
      say("failed");
    }
    refresh();
  });

  document.addEventListener("click", (event) => {
    const text = event.target.closest("[data-insert]")?.dataset.insert;
    const field = controls.querySelector("textarea");
    if (!text || !field) return;
    field.value = [field.value.trimEnd(), text].filter(Boolean).join("\n");
    field.focus();
  });
}

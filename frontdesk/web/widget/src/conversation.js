// One conversation as the visitor sees it: what was said, what is on its way, what failed. No DOM, no wording.

import { forget, remember, remembered } from "./session.js";
import { Problem } from "./api.js";
import { Feed } from "./feed.js";
import { inTurn, Tabs } from "./tabs.js";

const QUIET_RETRIES_MS = [800, 2_500];
const PASSING = new Set(["offline", "slow", "broken", "busy"]);
const OVERTAKEN = new Set(["refused", "choice", "broken", "slow"]); // one that fails alone does not hold up the next
const QUIET = new Set(["offline", "broken"]);
const LOST = new Set(["offline"]);
const SECONDS_IF_BUSY = 10;
const RENEWALS = 3;
const HISTORY_PAGE = 200;
const TYPING_TOLD_MS = 4_000;
const TYPING_SHOWN_MS = 6_000;

/**
 * Tells its listeners by events:
 *   add {item, live}   change {item}   clear   state   typing {author}   person {here}   renewed
 * state is idle | connecting | open | unreachable | erased.
 * An item is a Message of the API; one of the visitor's own also has {body, delivery: waiting|sending|sent|failed, problem}.
 */
export class Conversation extends EventTarget {
  items = [];
  state = "idle";
  hasPerson = false; // a person answers instead of the assistant
  #toldTyping = 0;
  #personWrites;
  #record = null;
  #known = new Set();
  #carried = [];
  #lastId = null;
  #sending = false;
  #renewals = 0;
  #gone = null;
  #feed;
  #tabs;

  constructor(api) {
    super();
    this.api = api;
    this.#feed = new Feed({
      connect: (signal) => api.events(this.#record, signal),
      catchUp: () => this.#catchUp(),
      receive: (event) => this.#receive(event),
      gone: () => this.#renew(),
    });
    this.#tabs = new Tabs({
      base: api.base,
      record: () => this.#record,
      ended: (id) => id === this.#record?.id && this.#erased(),
    });
    addEventListener("online", () => this.#reconnect());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#feed.stop() : this.#reconnect()));
  }

  /** Tells whether this tab was talking before the page was loaded, without asking the server. */
  get wasOpen() {
    return remembered(this.api.base)?.open === true;
  }

  get language() {
    return this.#record?.language ?? null;
  }

  /** Continues this tab's conversation, joins that of another tab or begins one. */
  async open(language) {
    if (this.state === "open" || this.state === "connecting") return;
    this.#enter("connecting");
    try {
      this.#tabs.listen();
      this.#record = remembered(this.api.base);
      if (this.#record) await this.#resume(language);
      else if (await inTurn(() => this.#joined(language))) await this.#readAll();
      this.#enter("open");
      this.#feed.start();
      for (const text of this.#carried.splice(0)) this.say(text);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.kind === "gone") return this.#renew(language);
      this.#enter("unreachable", problem);
    }
  }

  /** Remembers whether the panel is open, so that the next page shows it as this one did. */
  keep(open) {
    if (this.#record) remember(this.api.base, (this.#record = { ...this.#record, open }));
  }

  /** Sends what was typed; before there is a conversation it waits for the greeting. */
  say(text) {
    if (this.state === "open") this.#post(text, { text });
    else this.#carried.push(text);
  }

  choose(reply) {
    this.#post(reply.title, { quick_reply: reply.id });
  }

  /** Lets a person who answers see that the visitor is writing; the assistant need not know. */
  writes() {
    if (!this.hasPerson || this.state !== "open" || Date.now() - this.#toldTyping < TYPING_TOLD_MS) return;
    this.#toldTyping = Date.now();
    this.api.typing(this.#record).catch(() => {}); // it is only a courtesy
  }

  /** Keeps what the visitor thinks of an answer, "up" or "down"; tells whether the server could. */
  async rate(item, rating) {
    try {
      await this.api.rate(this.#record, item.id, rating);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      return false;
    }
    item.rating = rating;
    return true;
  }

  /** Returns the conversation as a PDF file. Raises Problem. */
  document() {
    return this.api.document(this.#record);
  }

  /** Sends what failed, in order and under the same id: the server answers each message once. */
  retry(kinds = PASSING) {
    for (const item of this.items) if (item.delivery === "failed" && kinds.has(item.problem.kind)) this.#deliver(item, "waiting");
    this.#pump();
  }

  /** Deletes the conversation on the server, then here. Raises Problem where the server could not. */
  async erase() {
    if (this.#record) {
      await this.api.erase(this.#record).catch((problem) => {
        if (problem.kind !== "gone") throw problem;
      });
    }
    if (this.#record) this.#tabs.tellEnded(this.#record.id);
    this.#erased();
  }

  #erased() {
    this.#reset();
    this.#enter("erased");
  }

  /** Takes part in what another tab has begun, and tells so; otherwise begins. */
  async #joined(language) {
    this.#record = await this.#tabs.ask(this.#gone);
    if (!this.#record) return this.#begin(language);
    return true;
  }

  async #begin(language) {
    const { messages, ...record } = await this.api.create(language);
    this.#record = { ...record, open: true };
    this.keep(true);
    this.#takeAll(messages);
    return false;
  }

  async #resume(language) {
    const messages = await this.#historyAfter(null);
    const begun = messages.some((message) => message.author === "visitor");
    if (!begun && this.#record.language !== language && !(await this.#tabs.ask())) return this.#beginAgain(language);
    this.#takeBefore(messages);
  }

  async #readAll() {
    this.#takeBefore(await this.#historyAfter(null));
  }

  #takeBefore(messages) {
    this.keep(true);
    for (const message of messages) this.#take(message, false);
  }

  /** The page has changed its language and nothing has been said yet: greet in the new one. */
  async #beginAgain(language) {
    this.api.erase(this.#record).catch(() => null); // nobody spoke in it; retention would remove it anyway
    forget();
    await this.#begin(language);
  }

  #reconnect() {
    if (this.state !== "open") return;
    this.#feed.stop();
    this.#feed.start();
    this.retry(LOST);
  }

  /** The server no longer knows the conversation: begin another and send what is still unsent. */
  async #renew(language = this.language) {
    const unsent = this.items.filter((item) => item.body?.text && item.delivery !== "sent");
    this.#carried.unshift(...unsent.map((item) => item.text));
    this.#gone = this.#record?.id ?? this.#gone;
    this.#reset();
    this.#renewals += 1;
    if (this.#renewals > RENEWALS) return this.#enter("unreachable"); // a server that forgets at once is not asked for ever
    await this.open(language);
    if (this.state === "open") this.#emit("renewed");
  }

  #reset() {
    this.#feed.stop();
    forget();
    this.#record = null;
    this.#lastId = null;
    this.#known.clear();
    this.items = [];
    this.state = "idle";
    this.#setPerson(false);
    this.#emit("clear");
  }

  #post(text, body) {
    const item = {
      author: "visitor", text, language: this.language, sent_at: new Date().toISOString(),
      body: { ...body, client_message_id: newId() }, delivery: "waiting",
    };
    this.items.push(item);
    this.#emit("add", { item, live: true });
    this.#pump();
  }

  async #pump() {
    if (this.#sending || this.state !== "open") return;
    this.#sending = true;
    try {
      for (let item = this.#next(); item && this.state === "open"; item = this.#next()) await this.#send(item);
    } finally {
      this.#sending = false;
    }
  }

  #next() {
    const unsent = this.items.find((item) => item.delivery && item.delivery !== "sent" && !OVERTAKEN.has(item.problem?.kind));
    return unsent?.delivery === "waiting" ? unsent : null;
  }

  async #send(item) {
    const record = this.#record;
    this.#deliver(item, "sending");
    if (!this.hasPerson) this.#emit("typing", { author: "assistant" });
    try {
      const { messages } = await this.#insist(() => this.api.send(record, item.body));
      if (record.id !== this.#record?.id) return; // erased meanwhile
      this.#deliver(item, "sent");
      this.#takeAll(messages);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.#failed(item, problem);
    } finally {
      if (!this.hasPerson) this.#emit("typing", { author: null });
    }
  }

  /** Tries again by itself for a moment: most cuts are short, and the visitor need not know. */
  async #insist(attempt) {
    for (const wait of QUIET_RETRIES_MS) {
      try {
        return await attempt();
      } catch (problem) {
        if (!QUIET.has(problem.kind) || !navigator.onLine) throw problem;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
    return attempt();
  }

  #failed(item, problem) {
    if (problem.kind === "gone") {
      this.#deliver(item, "waiting");
      this.#renew();
      return;
    }
    const seconds = problem.retryAfter || SECONDS_IF_BUSY;
    this.#deliver(item, "failed", { kind: problem.kind === "refused" && item.body.quick_reply ? "choice" : problem.kind, seconds });
    if (problem.kind === "busy") setTimeout(() => item.delivery === "failed" && this.retry(), seconds * 1_000);
  }

  #deliver(item, delivery, problem = null) {
    Object.assign(item, { delivery, problem });
    this.#emit("change", { item });
  }

  async #catchUp() {
    this.#takeAll(await this.#historyAfter(this.#lastId));
    this.retry(LOST);
  }

  /** Reads to the end: the server gives a bounded number at a time. */
  async #historyAfter(after) {
    const all = [];
    for (let page = null; page === null || page.length >= HISTORY_PAGE; after = all.at(-1)?.id) {
      page = (await this.api.history(this.#record, after)).messages;
      all.push(...page);
    }
    return all;
  }

  #receive({ event, data }) {
    if (event === "message") this.#take(data, true);
    if (event === "typing") this.#typing(data);
    if (event === "status" && data.state === "erased") this.#erased();
  }

  /** A person's browser tells every few seconds that they are writing, but not always that they stopped. */
  #typing({ active, author = "assistant" }) {
    clearTimeout(this.#personWrites);
    this.#emit("typing", { author: active ? author : null });
    if (active && author === "staff") this.#personWrites = setTimeout(() => this.#emit("typing", { author: null }), TYPING_SHOWN_MS);
  }

  #takeAll(messages) {
    for (const message of messages) this.#take(message, true);
  }

  /** Adds a message once, however often and whichever way it arrives. */
  #take(message, live) {
    if (this.#known.has(message.id)) return;
    this.#known.add(message.id);
    if (Number(message.id) > Number(this.#lastId)) this.#lastId = message.id;
    const own = message.author === "visitor" && this.#ownEchoed(message);
    if (own) return void (own.id = message.id);
    if (message.author === "assistant" && message.language && this.#record.language !== message.language) {
      this.#record = { ...this.#record, language: message.language };
      this.keep(this.#record.open);
    }
    if (message.event) this.#setPerson(message.event === "person_joined");
    if (message.author === "staff") this.#emit("typing", { author: null });
    this.items.push(message);
    this.#emit("add", { item: message, live });
  }

  #setPerson(here) {
    if (here === this.hasPerson) return;
    this.hasPerson = here;
    this.#emit("typing", { author: null });
    this.#emit("person", { here });
  }

  /** Finds the visitor's message that the server now shows back, so that it is not shown twice. */
  #ownEchoed(message) {
    const same = (item) => item.body && !item.id && plain(item.text) === plain(message.text);
    return this.items.find(same);
  }

  #enter(state, problem = null) {
    this.state = state;
    this.#emit("state", { state, problem });
  }

  #emit(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** crypto.randomUUID exists on https pages only. */
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function plain(text) {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

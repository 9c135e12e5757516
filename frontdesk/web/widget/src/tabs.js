// The other tabs and pages of this site: one that opens the chat joins the conversation of one that has it. Nothing is stored for that.

const NAME = "frontdesk";
const ANSWER_MS = 200;
const TURN_MS = 3_000;

/** `record` gives this tab's conversation or null; `ended` is told the id of one that another tab has erased. */
export class Tabs {
  #channel = null;
  #asked = null;

  constructor({ base, record, ended }) {
    Object.assign(this, { base, record, ended });
  }

  /** Begins to listen: not before the visitor opens the chat. */
  listen() {
    if (this.#channel || typeof BroadcastChannel === "undefined") return;
    this.#channel = new BroadcastChannel(NAME);
    this.#channel.addEventListener("message", ({ data }) => data?.base === this.base && this.#hear(data));
  }

  /** Returns the conversation of another tab, or null; never the one named, which the server no longer knows. */
  async ask(without = null) {
    if (!this.#channel) return null;
    const answer = new Promise((resolve) => (this.#asked = resolve));
    this.#tell({ asks: true, without });
    const found = await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, ANSWER_MS, null))]);
    this.#asked = null;
    return found;
  }

  tellEnded(id) {
    this.#tell({ ended: id });
  }

  #hear({ asks, without, answer, ended }) {
    const record = this.record();
    if (asks && record && record.id !== without) this.#tell({ answer: record });
    if (answer) this.#asked?.(answer);
    if (ended) this.ended(ended);
  }

  #tell(what) {
    this.#channel?.postMessage({ base: this.base, ...what });
  }
}

/** Lets one tab at a time look for a conversation and begin one, so that two that open together share it. */
export async function inTurn(act) {
  let done;
  const until = new Promise((resolve) => (done = resolve));
  await new Promise((granted) => {
    const hold = () => (granted(), until);
    const signal = AbortSignal.timeout(TURN_MS); // a tab that hangs holds nobody up
    Promise.resolve(navigator.locks?.request(NAME, { signal }, hold)).then(granted, granted); // http pages have no locks
  });
  try {
    return await act();
  } finally {
    done();
  }
}

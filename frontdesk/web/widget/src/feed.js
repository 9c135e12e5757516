// Brings what others write: server-sent events while they work, polling where a proxy swallows them.

const POLL_MS = 5_000;
const LONGEST_WAIT_MS = 30_000;
const STREAM_FAILURES = 3;
const STREAM_AGAIN = 12; // polls before the stream gets another chance
const CONNECT_MS = 10_000;
const STEADY_MS = 15_000;

/** Yields {event, data} of a text/event-stream body. */
export async function* eventsOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (buffer + value.replaceAll("\r", "")).split("\n\n");
    buffer = blocks.pop();
    for (const block of blocks) {
      const event = parseBlock(block);
      if (event) yield event;
    }
  }
}

function parseBlock(block) {
  const fields = { event: "message", data: [] };
  for (const line of block.split("\n")) {
    const [, name, value] = /^(event|data): ?(.*)$/.exec(line) ?? [];
    if (name === "event") fields.event = value;
    if (name === "data") fields.data.push(value);
  }
  if (!fields.data.length) return null;
  try {
    return { event: fields.event, data: JSON.parse(fields.data.join("\n")) };
  } catch {
    return null;
  }
}

/** Follows one conversation until stopped. The owner gives catchUp (fetch what was missed) and receive (one event). */
export class Feed {
  #stop = null;

  constructor({ connect, catchUp, receive, gone }) {
    Object.assign(this, { connect, catchUp, receive, gone });
  }

  start() {
    if (this.#stop) return;
    this.#stop = new AbortController();
    this.#run(this.#stop.signal);
  }

  stop() {
    this.#stop?.abort();
    this.#stop = null;
  }

  async #run(signal) {
    let failures = 0;
    while (!signal.aborted) {
      try {
        const streams = failures < STREAM_FAILURES || failures % STREAM_AGAIN === 0;
        if (!streams) await this.catchUp();
        else if (await this.#listen(signal)) failures = 0;
      } catch (problem) {
        if (problem.kind === "gone" && !signal.aborted) return this.gone();
      }
      failures += 1;
      await this.#pause(signal, failures < STREAM_FAILURES ? 1_000 * 2 ** failures : POLL_MS);
    }
  }

  /** Tells whether the stream worked: it carried something, or stayed open for a while. */
  async #listen(signal) {
    const response = await this.#connect(signal);
    if (!response.headers.get("Content-Type")?.startsWith("text/event-stream")) return false;
    await this.catchUp();
    const opened = Date.now();
    let worked = false;
    try {
      for await (const event of eventsOf(response.body)) {
        worked = true;
        this.receive(event);
      }
    } catch {
      // cut off: whatever was missed is fetched on the next connection
    }
    return worked || Date.now() - opened > STEADY_MS;
  }

  /** Gives up where a proxy holds the answer back until the stream ends. */
  async #connect(signal) {
    const attempt = new AbortController();
    const give = () => attempt.abort();
    signal.addEventListener("abort", give, { once: true });
    const timer = setTimeout(give, CONNECT_MS);
    return this.connect(attempt.signal).finally(() => clearTimeout(timer));
  }

  #pause(signal, milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(milliseconds, LONGEST_WAIT_MS) * (0.8 + 0.4 * Math.random()));
      signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
    });
  }
}

// One line that says whether people are there, or when they come back. Asked once the chat is open; without an answer it stays empty.
// Its room is kept from the start, so that nothing moves when the answer comes.

const MINUTE_MS = 60_000;

export class Office {
  #asked = 0;

  constructor({ api, node, texts }) {
    Object.assign(this, { api, node, texts });
  }

  async refresh() {
    if (Date.now() - this.#asked < MINUTE_MS) return;
    this.#asked = Date.now();
    this.known = await this.api.office().catch(() => null);
    this.write();
  }

  write() {
    if (!this.known) return;
    const { staffed, open, opens_at: opens } = this.known;
    this.node.classList.toggle("there", staffed);
    const key = staffed ? "office_there" : open ? "office_open" : "office_closed";
    this.node.textContent = this.texts().get(key, { opens: opens ? this.texts().moment(opens) : "" });
  }
}

// The public chat API over fetch. Every failure becomes one Problem with a kind that the conversation knows how to treat.

const PATIENCE_MS = 30_000;

/** kind: offline | slow | busy (429) | gone (no such conversation) | refused (our fault) | broken (the server's). */
export class Problem extends Error {
  constructor(kind, { status = 0, retryAfter = 0 } = {}) {
    super(`${kind} ${status}`);
    this.kind = kind;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

export class ChatApi {
  constructor(base) {
    this.base = base;
  }

  create(language) {
    return this.#json("POST", "api/v1/conversations", { body: { language } });
  }

  send(conversation, body) {
    return this.#json("POST", this.#path(conversation, "/messages"), { token: conversation.token, body });
  }

  history(conversation, after) {
    const query = after ? `?after=${encodeURIComponent(after)}` : "";
    return this.#json("GET", this.#path(conversation, "/messages") + query, { token: conversation.token });
  }

  async rate(conversation, messageId, rating) {
    const path = this.#path(conversation, `/messages/${encodeURIComponent(messageId)}/rating`);
    await this.#request("PUT", path, { token: conversation.token, body: { rating }, signal: AbortSignal.timeout(PATIENCE_MS) });
  }

  async typing(conversation) {
    await this.#request("POST", this.#path(conversation, "/typing"), { token: conversation.token, signal: AbortSignal.timeout(PATIENCE_MS) });
  }

  async erase(conversation) {
    await this.#request("DELETE", this.#path(conversation, ""), { token: conversation.token });
  }

  office() {
    return this.#json("GET", "api/v1/office", {});
  }

  /** Returns the conversation as a PDF file. */
  async document(conversation) {
    const response = await this.#request("GET", this.#path(conversation, "/transcript.pdf"), { token: conversation.token, signal: AbortSignal.timeout(PATIENCE_MS) });
    return response.blob();
  }

  /** Opens the event stream. fetch, not EventSource: a token belongs in a header, not in an address. */
  events(conversation, signal) {
    const accept = { Accept: "text/event-stream" };
    return this.#request("GET", this.#path(conversation, "/events"), { token: conversation.token, headers: accept, signal });
  }

  #path(conversation, rest) {
    return `api/v1/conversations/${encodeURIComponent(conversation.id)}${rest}`;
  }

  async #json(method, path, options) {
    const response = await this.#request(method, path, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) });
    try {
      return await response.json();
    } catch {
      throw new Problem("offline", { status: response.status }); // the connection broke inside the body
    }
  }

  async #request(method, path, { token, body, signal, headers = {} }) {
    const all = { ...headers };
    if (token) all.Authorization = `Bearer ${token}`;
    if (body) all["Content-Type"] = "application/json";
    let response;
    try {
      response = await fetch(new URL(path, this.base), {
        method, signal, headers: all, body: body && JSON.stringify(body), credentials: "omit", cache: "no-store",
      });
    } catch (error) {
      throw new Problem(error.name === "TimeoutError" ? "slow" : "offline");
    }
    if (!response.ok) throw problemOf(response);
    return response;
  }
}

function problemOf(response) {
  const { status } = response;
  const retryAfter = Number(response.headers.get("Retry-After")) || 0;
  const kinds = { 401: "gone", 403: "gone", 404: "gone", 410: "gone", 429: "busy", 408: "slow", 504: "slow" };
  return new Problem(kinds[status] ?? (status >= 500 ? "broken" : "refused"), { status, retryAfter });
}

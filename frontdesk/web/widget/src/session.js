// What the browser remembers: which conversation is open, never what was said. Written only once the visitor has opened the chat.

const KEY = "frontdesk";

/** Returns {id, token, language, open} of this tab's conversation, or null. */
export function remembered(base) {
  try {
    const record = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    return record?.base === base ? record : null;
  } catch {
    return null; // storage is refused here, or holds something else: begin anew
  }
}

export function remember(base, record) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ base, ...record }));
  } catch {
    // storage is refused: the conversation lasts as long as the page
  }
}

export function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // nothing was stored
  }
}

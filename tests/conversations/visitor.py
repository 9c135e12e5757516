"""A visitor who talks through the public chat API, and remembers what was said for the failure message."""

import uuid
from typing import Any

import httpx

type Message = dict[str, Any]


class Visitor:
    """One conversation, from its opening on."""

    def __init__(self, base_url: str, language: str | None = "en") -> None:
        self._http = httpx.Client(base_url=f"{base_url}/api/v1", timeout=60.0, trust_env=False)
        opened = self._http.post("/conversations", json={"language": language} if language else {})
        assert opened.status_code == httpx.codes.CREATED, f"no conversation was opened: {opened.text}"
        body = opened.json()
        self.id: str = body["id"]
        self._bearer = {"Authorization": f"Bearer {body['token']}"}
        self.transcript: list[str] = []
        self.reply: list[Message] = []
        self._offered: list[dict[str, str]] = []
        self._ever_offered: list[dict[str, str]] = []
        self._hear(body["messages"])

    def close(self) -> None:
        """Hang up; the conversation stays on the server."""
        self._http.close()

    def say(self, text: str, client_message_id: str | None = None) -> list[Message]:
        """Type a text and return the reply."""
        return self._send(text, {"text": text, "client_message_id": client_message_id or str(uuid.uuid4())})

    def click(self, title: str) -> list[Message]:
        """Click the first offered button whose title contains the text, and return the reply."""
        for button in reversed(self._offered):
            if title.casefold() in button["title"].casefold():
                return self._send(f"[{button['title']}]", {"quick_reply": button["id"]})
        raise AssertionError(self.tell(f"no button {title!r} among {[b['title'] for b in self._offered]}"))

    def click_in_vain(self, title: str) -> None:
        """Click the oldest button with the text in its title, and be told that its question is over."""
        button = next((one for one in self._ever_offered if title.casefold() in one["title"].casefold()), None)
        assert button is not None, self.tell(f"no button {title!r} was ever offered")
        response = self._post({"quick_reply": button["id"]})
        assert response.status_code == httpx.codes.CONFLICT, self.tell(f"{response.status_code}: {response.text}")

    def history(self) -> list[Message]:
        """Every message of the conversation, as the server keeps it."""
        response = self._http.get(f"/conversations/{self.id}/messages", headers=self._bearer)
        response.raise_for_status()
        messages: list[Message] = response.json()["messages"]
        return messages

    @property
    def asks(self) -> str | None:
        """What the last message asks for."""
        return self.reply[-1]["asks"] if self.reply else None

    def tell(self, problem: str) -> str:
        """A failure message: the problem, and the conversation up to it."""
        return f"{problem}\n\nThe conversation {self.id}:\n" + "\n".join(self.transcript)

    def _send(self, shown: str, body: dict[str, Any]) -> list[Message]:
        self.transcript.append(f"  visitor    {shown}")
        response = self._post(body)
        assert response.status_code == httpx.codes.OK, self.tell(f"{response.status_code}: {response.text}")
        return self._hear(response.json()["messages"])

    def _post(self, body: dict[str, Any]) -> httpx.Response:
        return self._http.post(f"/conversations/{self.id}/messages", headers=self._bearer, json=body)

    def _hear(self, messages: list[Message]) -> list[Message]:
        self.reply = [message for message in messages if message["author"] != "visitor"]
        offered = [reply for message in self.reply for reply in message["quick_replies"]]
        self._offered = offered or self._offered
        self._ever_offered += offered
        for message in self.reply:
            extras = [f"asks {message['asks']}"] if message["asks"] else []
            extras += [f"cites {citation['fact_id']}" for citation in message["citations"]]
            extras += [f"[{button['title']}]" for button in message["quick_replies"]]
            self.transcript.append(f"  {message['author']:<10} {message['text']}  {' '.join(extras)}".rstrip())
        return self.reply

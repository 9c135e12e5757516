"""What the dialogue says in reply to one message, as the gateway reads it."""

from typing import Any, Dict, List

from rasa.core.channels.channel import OutputChannel

CHANNEL = "frontdesk"


class CollectedReply(OutputChannel):
    """Collects messages instead of sending them; text, buttons and custom data of one stay together."""

    def __init__(self) -> None:
        """Start with nothing said."""
        self.messages: List[Dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, for which responses may be written."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Collect one message; one without text and without custom data says nothing."""
        text, custom = message.get("text") or "", message.get("custom") or {}
        if not text.strip() and not custom:
            return
        buttons = [_button(button) for button in message.get("buttons") or []]
        self.messages.append({"text": text, "buttons": buttons, "custom": custom})


def _button(button: Dict[str, Any]) -> Dict[str, str]:
    return {"title": str(button["title"]), "payload": str(button["payload"])}

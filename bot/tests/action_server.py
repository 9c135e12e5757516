"""A small action server for the tests: answers with what it was asked, remembers, breaks or stays silent on demand."""

import sys
from typing import Any, Dict, Set

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

app = Sanic("actions_for_tests", configure_logging=False)
connections: Set[Any] = set()


def answer(call: Dict[str, Any], request: Request) -> Dict[str, Any]:
    """Say what the message was read as."""
    latest = call["tracker"]["latest_message"]
    connections.add(request.socket)
    custom = {
        "intent": latest["intent"]["name"],
        "entities": [entity["value"] for entity in latest["entities"]],
        "facts": [fact["id"] for fact in latest.get("fact_ranking", [])],
        "secret": request.headers.get("X-Frontdesk-Secret"),
        "events": len(call["tracker"]["events"]),
        "domain": sorted(call["domain"]),
        "remembered": call["tracker"]["slots"].get("remembered"),
        "connections": len(connections),
    }
    events = [{"event": "slot", "name": "remembered", "value": latest["text"]}]
    buttons = [{"title": "Again", "payload": "/ask_location"}]
    return {"events": events, "responses": [{"text": "Answered.", "buttons": buttons, "custom": custom}]}


@app.post("/webhook")
async def webhook(request: Request) -> HTTPResponse:
    """Run one action."""
    call = request.json
    if call["next_action"] == "action_break":
        return response.json({"error": "broken"}, status=500)
    if call["next_action"] == "action_silence":
        return response.json({"events": [], "responses": []})
    return response.json(answer(call, request))


if __name__ == "__main__":
    app.config.KEEP_ALIVE_TIMEOUT = 30
    app.run(host="127.0.0.1", port=int(sys.argv[1]), access_log=False)

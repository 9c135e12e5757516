"""Items of the review queue as lines for a terminal and as JSON; nothing a visitor typed can steer the terminal."""

from collections.abc import Iterator

from frontdesk.services.review import ReviewItem

_TEXT_WIDTH = 90


def headline(item: ReviewItem) -> str:
    """Return an item on one line."""
    text = _printable(item.text)
    shown = text if len(text) <= _TEXT_WIDTH else f"{text[: _TEXT_WIDTH - 1]}…"
    why = ",".join(item.why)
    return f"{item.id:>5}  {item.asked:>3}×  {item.language}  {why:<14}  {shown}  → {_outcome(item)}"


def details(item: ReviewItem) -> Iterator[str]:
    """Yield everything known of an item, one thing a line."""
    yield f"{item.id}  {item.language}  {_printable(item.text)}"
    yield f"  asked      {item.asked}×, first {item.created_at:%Y-%m-%d %H:%M}, last {item.last_asked:%Y-%m-%d %H:%M} UTC"
    yield f"  why        {', '.join(item.why)}"
    yield f"  answered   {_outcome(item)}"
    for guess in item.answered.alternatives:
        yield f"  intent     {guess.confidence:.2f}  {_printable(guess.intent)}"
    for chosen in item.chosen:
        yield f"  pressed    {_printable(chosen)}"
    yield f"  status     {item.status}"
    if item.decision:
        decided = item.decision
        yield f"  decided    {decided.target or ''} by {_printable(decided.by)}, {decided.at:%Y-%m-%d %H:%M} UTC"
        if decided.wording:
            yield f"  wording    {_printable(decided.wording)}"
    if item.exported_at:
        yield f"  exported   {item.exported_at:%Y-%m-%d %H:%M} UTC"


def as_json(item: ReviewItem) -> dict[str, object]:
    """Return an item for programs; times are ISO 8601 in UTC."""
    decided = item.decision
    return {
        "id": item.id,
        "text": item.text,
        "language": item.language,
        "asked": item.asked,
        "why": list(item.why),
        "kind": item.answered.kind,
        "facts": list(item.answered.fact_ids),
        "intent": item.answered.intent,
        "confidence": item.answered.confidence,
        "alternatives": [{"intent": one.intent, "confidence": one.confidence} for one in item.answered.alternatives],
        "chosen": list(item.chosen),
        "created_at": item.created_at.isoformat(),
        "last_asked": item.last_asked.isoformat(),
        "status": item.status,
        "target": decided.target if decided else None,
        "wording": decided.wording if decided else None,
        "decided_by": decided.by if decided else None,
        "decided_at": decided.at.isoformat() if decided else None,
        "exported_at": item.exported_at.isoformat() if item.exported_at else None,
    }


def _outcome(item: ReviewItem) -> str:
    answered = item.answered
    facts = f" {' '.join(answered.fact_ids)}" if answered.fact_ids else ""
    confidence = "" if answered.confidence is None else f" {answered.confidence:.2f}"
    intent = f" ({_printable(answered.intent)}{confidence})" if answered.intent else ""
    return f"{answered.kind or 'nothing'}{facts}{intent}"


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)

"""Drives the enquiry form: reads the tracker, lets the dialogue decide, says its sentences and submits what was confirmed.

Submitting happens in the validation itself and not in an action after the form: where the process dies before the commit is told, the form
is still open and the visitor's next 'yes' submits the same enquiry again, which is recorded once.
"""

import uuid
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import slots
from actions.answering import answer_question
from actions.interruption import explain_consent, react
from actions.runtime import settings, submission_desk
from actions.speech import button_titles, say, variation
from actions.turns import state_of, turn_of
from frontdesk.services.capture_enquiry import begin_enquiry, hear_enquiry, repeat_question
from frontdesk.services.enquiry_prompt import slot_values
from frontdesk.services.enquiry_turn import Ending, Field, Say, Step
from frontdesk.services.submit_enquiry import Origin, Submission, Submitted, day_shown
from frontdesk.values import Language

_CHANNEL = "website"  # where nobody can tell: the gateway keeps with each conversation by which channel it is held
_CONSENT = "utter_ask_enquiry_form_consent"
_SECTOR = "utter_ask_enquiry_form_sector"
_SAID_OF = {
    Submission.STORED: "utter_enquiry_stored",
    Submission.SPOOLED: "utter_enquiry_spooled",
    Submission.FAILED: "utter_enquiry_not_kept",
}


class ValidateEnquiryForm(Action):
    """Takes in each message while the form is active, and the one that opens it."""

    def name(self) -> str:
        """Return the name Rasa derives from the form's."""
        return "validate_enquiry_form"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Let the dialogue take the message, say what it says, and return the slots as they are now."""
        turn, state = turn_of(tracker), state_of(tracker)
        step = hear_enquiry(state, turn) if state else begin_enquiry(str(uuid.uuid4()), turn)
        events = _reaction(dispatcher, tracker, domain, step)
        if step.language is not None:
            events.append(SlotSet(slots.LANGUAGE, step.language.value))
        language = step.language or turn.language
        for what in step.says:
            say(dispatcher, domain, _completed(what, domain, language), language)
        if step.ending is Ending.COMPLETE:
            return events + _submit(dispatcher, tracker, domain, step)
        if step.ending is None:
            return events + _open(step)
        return events + _closed(None if step.ending is Ending.NOT_OPENED else step.ending.value)


def _reaction(
    dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any], step: Step
) -> list[EventType]:
    """Answer what the message asks; a topic that opened no enquiry is always answered, so that there is never silence."""
    if step.ending is Ending.NOT_OPENED:
        return answer_question(dispatcher, tracker)
    if not step.answers_question:
        return []
    return (explain_consent if step.state.asked is Field.CONSENT else react)(dispatcher, tracker, domain)


def _submit(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any], step: Step) -> list[EventType]:
    """Record the enquiry and tell what became of it; where it could not even be kept, the form stays as it is."""
    turn = turn_of(tracker)
    consented = Language.parse(step.state.consent.language if step.state.consent else None)
    text = str(variation(domain, _CONSENT, consented)["text"])
    result = submission_desk().submit(step.state, Origin(tracker.sender_id, _CHANNEL, turn.language, text))
    say(dispatcher, domain, Say(_response(result), _told(result, turn.language)), turn.language)
    if result.submission is Submission.FAILED:
        again = repeat_question(step.state, turn)
        return _open(again)
    return _closed(result.submission.value)


def _response(result: Submitted) -> str:
    return _SAID_OF[result.submission] if result.owner is None else "utter_enquiry_stored_for_owner"


def _told(result: Submitted, language: Language) -> dict[str, str]:
    return {
        "reference": result.reference or "",
        "owner": result.owner or "",
        "due": day_shown(result.due_at, language),
    }


def _completed(what: Say, domain: dict[str, Any], language: Language) -> Say:
    """Give a response the address of the privacy notice, and the title of its button to a sector that was chosen by one."""
    titles = button_titles(domain, _SECTOR, language)
    shown = {name: titles.get(f'/inform{{"sector": "{value}"}}', value) for name, value in what.variables.items()}
    return Say(what.response, {**shown, "privacy_url": settings().privacy_url})


def _open(step: Step) -> list[EventType]:
    """Return the slots while the form goes on. Nothing personal is in a slot of its own before consent."""
    return [
        SlotSet(slots.STATE, step.state.to_json()),
        *(SlotSet(slots.slot_of(field), value) for field, value in slot_values(step.state).items()),
        SlotSet(slots.OUTCOME, None),
        SlotSet(slots.REQUESTED, slots.slot_of(step.state.asked)),
    ]


def _closed(outcome: str | None) -> list[EventType]:
    """Return the slots of a form that ended: all empty but the outcome."""
    return [
        *(SlotSet(slots.slot_of(field), None) for field in Field),
        SlotSet(slots.STATE, None),
        SlotSet(slots.OUTCOME, outcome),
        SlotSet(slots.REQUESTED, None),
    ]

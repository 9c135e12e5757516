"""Reads one message in the light of the form: which command it is, whether it asks, what it tells."""

from frontdesk.enquiry import command as commands
from frontdesk.enquiry.command_words import Command
from frontdesk.enquiry.field import Field
from frontdesk.enquiry.parsing import Situation, harvest, read
from frontdesk.enquiry.state import Answer, OpenDoubt
from frontdesk.enquiry.text import looks_like_words, words
from frontdesk.services.enquiry_turn import Turn

type Told = dict[Field, Answer | OpenDoubt]

FIELD_OF_ENTITY = {
    "person": Field.NAME,
    "organisation": Field.ORGANISATION,
    "email": Field.EMAIL,
    "phone": Field.PHONE,
    "country": Field.COUNTRY,
    "sector": Field.SECTOR,
    "amount": Field.INVESTMENT,
    "job_count": Field.JOBS,
    "timeframe": Field.TIMELINE,
}
_STEERING = frozenset({"cancel", "skip", "go_back", "repeat", "change_language", "request_human", "affirm", "deny"})
_TELLING = frozenset(
    {"leave_enquiry", "inform", "correct", "nlu_fallback", "affirm", "deny", "skip", "go_back", "cancel", "repeat", ""}
)
_TRUSTED_ENTITIES = frozenset({"person", "organisation"})  # what the parsers alone do not find in a sentence
_FREE_TEXT = frozenset({Field.NAME, Field.ORGANISATION, Field.SECTOR, Field.PROJECT})
_PLANS = frozenset({Field.PROJECT, Field.INVESTMENT, Field.JOBS, Field.TIMELINE})
_CONTACTS = frozenset({Field.EMAIL, Field.PHONE, Field.COUNTRY})
_ALWAYS_TOLD = frozenset({Field.EMAIL, Field.PHONE, Field.ORGANISATION, Field.COUNTRY})

_SURE, _QUITE_SURE = 0.6, 0.8  # of an intent, before it steers the form; in a free text field it must be surer
_LONGEST_COMMAND, _LONGEST_COMMAND_IN_FREE_TEXT, _LONGEST_KEYWORDS = 8, 4, 6  # words


def act_of(turn: Turn, asked: Field) -> str:
    """Return the command a message is, '' where it is none. The whole message decides before the language model does."""
    if turn.is_button:
        return turn.act
    whole = commands.command(turn.text)
    if whole is not None:
        return whole.value
    if turn.act == Command.AFFIRM and commands.hesitates(turn.text):
        return ""
    free = asked in _FREE_TEXT
    # A thumb up or a bare "!" says nothing, whatever the model takes it for: consent least of all.
    short = 0 < len(words(turn.text)) <= (_LONGEST_COMMAND_IN_FREE_TEXT if free else _LONGEST_COMMAND)
    if (
        turn.act in _STEERING
        and short
        and turn.confidence >= (_QUITE_SURE if free else _SURE)
        and not _tells_contact(turn.text)
    ):
        return turn.act
    return ""


def asks_something(turn: Turn, asked: Field) -> bool:
    """Tell whether a message wants an answer rather than being one."""
    if turn.is_button:
        return turn.act not in _TELLING
    if commands.is_question(turn.text):
        return turn.act not in {"correct", "go_back", "skip", "cancel", "repeat", "change_language"} or "?" in turn.text
    talk = turn.act not in _TELLING and turn.act not in _STEERING
    few = len(words(turn.text)) <= _LONGEST_KEYWORDS
    return (
        talk
        and few
        and turn.confidence >= _QUITE_SURE
        and asked in {Field.NAME, Field.PROJECT}
        and not (asked is Field.PROJECT and commands.describes(turn.text))
        and len(words(turn.text)) > 1
    )


def is_talk(turn: Turn) -> bool:
    """Tell whether a message that could not be read as a value was understood as something else to react to; keys hit at random are not."""
    sensible = turn.is_button or looks_like_words(turn.text)
    return sensible and turn.act not in _TELLING and turn.act not in _STEERING and turn.confidence >= _SURE


def told_freely(turn: Turn, at: Situation) -> Told:
    """Return everything a message tells, as at the beginning, when nothing particular was asked."""
    if turn.is_button:
        return _told_by_button(turn, at)
    told = harvest(turn.text, at)
    for entity, value in turn.entities:
        field = FIELD_OF_ENTITY.get(entity)
        if entity in _TRUSTED_ENTITIES and field is not None and field not in told:
            reading = read(field, value, at)
            told |= {field: reading} if isinstance(reading, Answer) else {}
    return told


def told_besides(turn: Turn, at: Situation, asked: Field, *, instead: bool = False) -> Told:
    """Return what a message tells beside the answer to what was asked: contacts always, plans among plans.

    ``instead`` says that what was asked is not answered: "about 60 million dollars" is no telephone number,
    but no reason to ask for the sum again.
    """
    if turn.is_button:
        return _told_by_button(turn, at)
    plans = asked in _PLANS or (instead and asked in _CONTACTS)
    allowed = _ALWAYS_TOLD | (_PLANS - {Field.PROJECT} if plans else frozenset())
    if turn.act == "leave_enquiry" and turn.confidence >= _SURE:
        allowed |= frozenset(Field)
    return {
        field: reading for field, reading in harvest(turn.text, at).items() if field in allowed and field is not asked
    }


def answer_to(turn: Turn, at: Situation, asked: Field) -> Answer | OpenDoubt | None:
    """Return the value the message gives the field that was asked."""
    if turn.is_button:
        return _told_by_button(turn, at).get(asked)
    return read(asked, turn.text, at)


def is_refusal(act: str) -> bool:
    """Tell whether the visitor would rather not say."""
    return act in {Command.DENY, Command.SKIP}


def is_bare_yes(turn: Turn) -> bool:
    """Tell whether the whole message is a yes: it says nothing where a name or a sector was asked for."""
    return turn.text == f"/{Command.AFFIRM}" or (not turn.is_button and commands.command(turn.text) is Command.AFFIRM)


def _told_by_button(turn: Turn, at: Situation) -> Told:
    readings = {
        FIELD_OF_ENTITY[entity]: read(FIELD_OF_ENTITY[entity], value, at)
        for entity, value in turn.entities
        if entity in FIELD_OF_ENTITY
    }
    return {field: reading for field, reading in readings.items() if reading is not None}


def _tells_contact(text: str) -> bool:
    return "@" in text

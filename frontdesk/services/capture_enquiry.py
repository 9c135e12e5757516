"""The dialogue that takes an enquiry: a state and a message go in, the next state and what to say come out. Nothing is stored here."""

from dataclasses import replace

from frontdesk.enquiry import command as commands
from frontdesk.enquiry.command_words import Command
from frontdesk.enquiry.field import DATA, Field
from frontdesk.enquiry.money_text import in_unknown_currency
from frontdesk.enquiry.reading import DoubtKind
from frontdesk.enquiry.state import Answer, ConsentGiven, EnquiryState, OpenDoubt
from frontdesk.services.correct_enquiry import contradiction_in, correction_in, take
from frontdesk.services.enquiry_hearing import (
    Told,
    act_of,
    answer_to,
    asks_something,
    is_bare_yes,
    is_refusal,
    is_talk,
    told_besides,
    told_freely,
)
from frontdesk.services.enquiry_prompt import ask
from frontdesk.services.enquiry_turn import Ending, Say, Step, Turn
from frontdesk.services.requested_language import requested_language

_TOPICS = frozenset({Field.SECTOR, Field.PROJECT, Field.COUNTRY})
MOST_ATTEMPTS = 3  # the third unreadable answer skips an optional field; for another one a person is offered


def begin_enquiry(enquiry_id: str, turn: Turn) -> Step:
    """Open an enquiry with whatever the first message tells; consent is asked before any of it is kept.

    A word such as 'radiopharma', given out of the blue, is rather a question and opens nothing.
    """
    state = EnquiryState(enquiry_id, last_message=turn.message_id)
    told = told_freely(turn, turn.situation(state))
    if turn.act == "inform" and not told.keys() - _TOPICS:
        return Step(state, answers_question=True, ending=Ending.NOT_OPENED)
    return _asking(_pending(state, told), turn)


def hear_enquiry(state: EnquiryState, turn: Turn) -> Step:
    """Take in one message. The same message heard again changes nothing and repeats the question."""
    if turn.message_id == state.last_message:
        return _in_full(state, turn)
    state = replace(state, last_message=turn.message_id)
    act = act_of(turn, state.asked)
    if act == Command.CANCEL:
        # Whoever breaks off without having agreed has not agreed: what was told until then is taken back as well.
        ending = Ending.CANCELLED if state.consent else Ending.CONSENT_REFUSED
        return Step(state, (Say("utter_enquiry_cancelled"),), ending=ending)
    if act in {Command.REPEAT, "request_human", "change_language"}:
        return _asked_again(state, turn, act)
    if state.asked is Field.CONSENT:
        return _at_consent(state, turn, act)
    return _at_confirm(state, turn, act) if state.asked is Field.CONFIRM else _at_field(state, turn, act)


def repeat_question(state: EnquiryState, turn: Turn) -> Step:
    """Ask again what was asked, as when recording what was confirmed did not work."""
    return _asking(state, turn)


def _asked_again(state: EnquiryState, turn: Turn, act: str) -> Step:
    if act == "request_human":
        return _asking(state, turn, Say("utter_enquiry_reaches_person"))
    language = requested_language(turn.text) if act == "change_language" else None
    return replace(_in_full(state, replace(turn, language=language or turn.language)), language=language)


def _at_consent(state: EnquiryState, turn: Turn, act: str) -> Step:
    if act == Command.DENY:
        return Step(state, (Say("utter_enquiry_refused"),), ending=Ending.CONSENT_REFUSED)
    told = told_freely(turn, turn.situation(state))
    if act == Command.AFFIRM or commands.begins_with_yes(turn.text):
        given = ConsentGiven(turn.at.isoformat(), state.consent_read_in or turn.language.value)
        return _onward(replace(_pending(state, told), consent=given), turn)
    if asks_something(turn, state.asked) or (not told and is_talk(turn)):
        return replace(_asking(state, turn), answers_question=True)
    if told or turn.act == "leave_enquiry":
        return _asking(_pending(state, told), turn, Say("utter_enquiry_consent_first"))
    return _unread(state, turn)


def _at_confirm(state: EnquiryState, turn: Turn, act: str) -> Step:
    if act == Command.AFFIRM or commands.begins_with_yes(turn.text):
        return Step(state, ending=Ending.COMPLETE)
    if act == Command.GO_BACK:
        return _back(state, turn)
    asks = asks_something(turn, state.asked) and not commands.corrects(turn.text)
    correction = None if asks else correction_in(turn, state)
    if correction is not None:
        return _onward(correction.state, turn, *correction.says, asked=correction.asks)
    if act == Command.DENY or turn.act == "correct":
        return Step(state, (Say("utter_enquiry_what_to_correct"),))
    if asks or is_talk(turn):
        return replace(_asking(state, turn), answers_question=True)
    return _unread(state, turn)


def _at_field(state: EnquiryState, turn: Turn, act: str) -> Step:
    settled = _settled(state, turn, act)
    if settled is not None:
        return settled
    if act == Command.GO_BACK:
        return _back(state, turn)
    if is_refusal(act):
        return _refused_to_say(state, turn, act)
    if asks_something(turn, state.asked):
        return _answered_and_asked_again(state, turn)
    correction = correction_in(turn, state)
    if correction is not None:
        return _onward(
            correction.state, turn, *correction.says, asked=correction.asks or _still(state, correction.state)
        )
    return _take_answer(state, turn)


def _settled(state: EnquiryState, turn: Turn, act: str) -> Step | None:
    """Hear what a yes, a no or a 'not sure' means where it is no answer of its own; None where it means nothing particular."""
    contradiction = contradiction_in(turn, state)
    if contradiction is not None:
        return _onward(contradiction.state, turn, *contradiction.says, asked=contradiction.asks)
    if _leaves_currency_open(state, turn):
        return _onward(_without_currency(state), turn)
    if state.asked in state.doubts and act in {Command.AFFIRM, Command.DENY}:
        return _settle_doubt(state, turn, agreed=act == Command.AFFIRM)
    return None


def _take_answer(state: EnquiryState, turn: Turn) -> Step:
    """Read the message as the answer to what was asked, and take what it tells besides."""
    at, asked = turn.situation(state), state.asked
    said_yes = is_bare_yes(turn)
    reading = None if said_yes else answer_to(turn, at, asked) or _completed_amount(state, turn)
    others, says = take(state, told_besides(turn, at, asked, instead=reading is None), turn.language)
    if isinstance(reading, Answer):
        return _onward(others.with_answer(asked, reading), turn, *says)
    if isinstance(reading, OpenDoubt):
        return _asking(others.with_doubt(asked, reading), turn, *says)
    if others != state:
        return _onward(others, turn, *says, asked=asked)
    if said_yes or turn.act == "leave_enquiry":
        return _asking(state, turn)
    if is_talk(turn):
        return replace(_asking(state, turn), answers_question=True)
    return _unread(state, turn)


def _completed_amount(state: EnquiryState, turn: Turn) -> Answer | None:
    """Read 'dollars' after the question which currency was meant."""
    doubt = state.doubts.get(Field.INVESTMENT)
    if state.asked is not Field.INVESTMENT or doubt is None or turn.is_button:
        return None
    together = answer_to(replace(turn, text=f"{doubt.words} {turn.text}"), turn.situation(state), Field.INVESTMENT)
    return together if isinstance(together, Answer) else None


def _leaves_currency_open(state: EnquiryState, turn: Turn) -> bool:
    """Tell whether the visitor does not know in which currency an amount is; the amount itself is known."""
    doubt = state.doubts.get(state.asked)
    return (
        doubt is not None
        and doubt.kind is DoubtKind.CURRENCY
        and not turn.is_button
        and commands.is_undecided(turn.text)
    )


def _without_currency(state: EnquiryState) -> EnquiryState:
    doubt = state.doubts[state.asked]
    return state.with_answer(state.asked, Answer(in_unknown_currency(doubt.value), doubt.words))


def _settle_doubt(state: EnquiryState, turn: Turn, *, agreed: bool) -> Step:
    """Take what was meant. Who says no to 'did you mean …@gmail.com?' means the address as typed; else it is asked again."""
    asked = state.asked
    doubt = state.doubts[asked]
    if agreed:
        return _onward(state.with_answer(asked, Answer(doubt.value, doubt.words)), turn)
    if asked is Field.EMAIL and doubt.kind is DoubtKind.TYPO:
        return _onward(state.with_answer(asked, Answer(doubt.words, doubt.words)), turn)
    return _asking(state.without_doubt(asked), turn)


def _refused_to_say(state: EnquiryState, turn: Turn, act: str) -> Step:
    """Leave out what is optional; 'skip' at something answered keeps it; 'no' to the organisation says there is none."""
    asked = state.asked
    if act == Command.SKIP and asked in state.answers:
        return _onward(state, turn)
    if asked.is_optional:
        return _onward(state.with_skipped(asked), turn, Say("utter_enquiry_skipped"))
    if asked is Field.ORGANISATION and not turn.is_button:
        return _take_answer(state, turn)
    return _asking(state, turn, Say("utter_enquiry_needed"))


def _answered_and_asked_again(state: EnquiryState, turn: Turn) -> Step:
    """Keep an address or a project that stands beside the question, then answer it."""
    at = turn.situation(state)
    besides = {} if turn.is_button else told_besides(turn, at, state.asked)
    contacts: Told = {field: value for field, value in besides.items() if field in {Field.EMAIL, Field.PHONE}}
    kept, says = take(state, contacts, turn.language)
    reading = (
        answer_to(turn, at, Field.EMAIL)
        if state.asked is Field.EMAIL and not turn.is_button
        else _project_beside(turn, state)
    )
    if isinstance(reading, Answer):
        return replace(_onward(kept.with_answer(state.asked, reading), turn, *says), answers_question=True)
    return replace(_onward(kept, turn, *says, asked=state.asked), answers_question=True)


def _project_beside(turn: Turn, state: EnquiryState) -> Answer | None:
    """'We plan a plant for 50 people near Liège. Is that possible?' is both a project and a question."""
    told = (
        told_freely(turn, turn.situation(state)).get(Field.PROJECT)
        if state.asked is Field.PROJECT and not turn.is_button
        else None
    )
    plain = isinstance(told, Answer) and not commands.is_question(told.words)
    return told if plain and isinstance(told, Answer) else None


def _back(state: EnquiryState, turn: Turn) -> Step:
    """Ask the question before this one again; its answer stays until another one is given."""
    before = [field for field in DATA if field in state.answers or field in state.skipped]
    if state.asked in DATA:
        before = [field for field in before if DATA.index(field) < DATA.index(state.asked)]
    return _asking(replace(state, asked=before[-1] if before else state.asked), turn)


def _unread(state: EnquiryState, turn: Turn) -> Step:
    """Ask again, kindly, with the reason; after the third time skip what is optional, else offer a person and keep what was said."""
    asked, tried = state.asked, state.with_attempt(state.asked)
    if tried.attempts[asked] < MOST_ATTEMPTS:
        return _asking(tried, turn, Say(f"utter_reask_{asked}"))
    if asked.is_optional:
        return _onward(tried.with_skipped(asked), turn, Say("utter_enquiry_skipped_unread"))
    return _asking(tried, turn, Say("utter_enquiry_stuck"))


def _pending(state: EnquiryState, told: Told) -> EnquiryState:
    """Take over what was told where nothing is known yet, and what corrects it."""
    for field, reading in told.items():
        state = state.with_answer(field, reading) if isinstance(reading, Answer) else state.with_doubt(field, reading)
    return state


def _still(before: EnquiryState, after: EnquiryState) -> Field | None:
    """Return the field that was being asked, unless the correction was of that one."""
    return before.asked if before.answers.get(before.asked) == after.answers.get(before.asked) else None


def _onward(state: EnquiryState, turn: Turn, *says: Say, asked: Field | None = None) -> Step:
    return _asking(replace(state, asked=asked or state.next_field()), turn, *says)


def _in_full(state: EnquiryState, turn: Turn) -> Step:
    """Ask with the whole consent question, where it may not have been read."""
    return _asking(replace(state, consent_read_in=""), turn)


def _asking(state: EnquiryState, turn: Turn, *says: Say) -> Step:
    """Ask what the state asks. Consent is asked at length once in each language, then in one short sentence."""
    asking = ask(state, turn.language)
    read = replace(state, consent_read_in=turn.language.value) if state.asked is Field.CONSENT else state
    return Step(read, (*says, asking))

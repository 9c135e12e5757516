"""Corrections: 'sorry, the e-mail is …', 'change my phone', at any point of the form."""

from dataclasses import dataclass, replace

from frontdesk.enquiry import command as commands
from frontdesk.enquiry.field import Field
from frontdesk.enquiry.parsing import Situation, read
from frontdesk.enquiry.state import Answer, EnquiryState, OpenDoubt
from frontdesk.enquiry.text import words
from frontdesk.services.enquiry_hearing import Told, told_freely
from frontdesk.services.enquiry_prompt import shown
from frontdesk.services.enquiry_turn import Say, Turn
from frontdesk.values import Language

_FIRST_WORDS = 4  # in a free text, a correction says so at its beginning
_SURE = 0.7
_SEPARATORS = (
    " is ",
    " to ",
    ": ",
    " est ",
    " en ",
    " par ",
    " naar ",
    " in ",
    " ist ",
    " zu ",
    " auf ",
    " should be ",
    " must be ",
    " moet ",
    " = ",
    " are ",
    " soll ",
)


@dataclass(frozen=True, slots=True)
class Correction:
    """The state with what was corrected; ``asks`` is the field to ask again where no new value was given."""

    state: EnquiryState
    says: tuple[Say, ...] = ()
    asks: Field | None = None


def correction_in(turn: Turn, state: EnquiryState) -> Correction | None:
    """Return the correction a message makes of something said before; None where it makes none."""
    if turn.is_button or not _is_correcting(turn, state.asked):
        return None
    at = turn.situation(state)
    target = commands.field_spoken_of(turn.text)
    if target is not None and (target in state.answers or target in state.skipped):
        return _correct(state, target, _new_value(turn, target, at), turn.language)
    told = {field: reading for field, reading in told_freely(turn, at).items() if _differs(state, field, reading)}
    if not told:
        return None
    changed, says = take(state, told, turn.language)
    return Correction(changed, says)


def contradiction_in(turn: Turn, state: EnquiryState) -> Correction | None:
    """Return what 'no, my name is …' corrects of the answers given, while something else is asked; None where it corrects none."""
    if turn.is_button or not commands.begins_with_no(turn.text):
        return None
    told = told_freely(turn, turn.situation(state))
    if not told.keys() & state.answers.keys() - {state.asked} or state.asked in {Field.PROJECT, Field.SECTOR}:
        return None
    changed, says = take(state, told, turn.language)
    return Correction(changed, says, None if state.asked in told else state.asked)


def take(state: EnquiryState, told: Told, language: Language) -> tuple[EnquiryState, tuple[Say, ...]]:
    """Take what was told besides: what is new silently, what contradicts an earlier answer with a word that it was changed."""
    says: list[Say] = []
    for field, reading in told.items():
        if not _differs(state, field, reading):
            continue
        if isinstance(reading, OpenDoubt):
            state = state.with_doubt(field, reading)
            continue
        if field in state.answers:
            says.append(_corrected(field, reading, language))
        state = state.with_answer(field, reading)
    return state, tuple(says)


def _is_correcting(turn: Turn, asked: Field) -> bool:
    """Tell whether the message takes something back; at the summary naming a field is enough."""
    if turn.act == "correct" and turn.confidence >= _SURE:
        return True
    if asked is Field.CONFIRM:
        return True
    beginning = " ".join(words(turn.text)[:_FIRST_WORDS]) if asked in {Field.PROJECT, Field.SECTOR} else turn.text
    return commands.corrects(beginning)


def _correct(state: EnquiryState, target: Field, reading: Answer | OpenDoubt | None, language: Language) -> Correction:
    if isinstance(reading, Answer):
        return Correction(state.with_answer(target, reading), (_corrected(target, reading, language),))
    if isinstance(reading, OpenDoubt):
        return Correction(state.with_doubt(target, reading), asks=target)
    return Correction(replace(state, asked=target), asks=target)


def _new_value(turn: Turn, target: Field, at: Situation) -> Answer | OpenDoubt | None:
    """Return the value after 'the e-mail is', else what the message tells of that field unmistakably."""
    folded = turn.text.casefold()
    cuts = [folded.rfind(separator) + len(separator) for separator in _SEPARATORS if separator in folded]
    new = turn.text[min(cuts) :] if cuts else ""
    if commands.is_mere_complaint(new):
        return None
    told = told_freely(turn, at).get(target)
    if target is Field.EMAIL or (told is not None and target not in {Field.PROJECT, Field.SECTOR}):
        return told
    return read(target, new, at) if new else told


def _differs(state: EnquiryState, field: Field, reading: Answer | OpenDoubt) -> bool:
    known = state.answers.get(field)
    return known is None or known.value != reading.value


def _corrected(field: Field, answer: Answer, language: Language) -> Say:
    return Say("utter_enquiry_corrected", {"value": shown(field, answer, language)})

"""Which response asks for a field, and what stands in its braces."""

from frontdesk.enquiry import country, jobs
from frontdesk.enquiry.field import DATA, Field
from frontdesk.enquiry.money_text import as_said
from frontdesk.enquiry.reading import DoubtKind
from frontdesk.enquiry.state import Answer, EnquiryState
from frontdesk.services.enquiry_turn import Say
from frontdesk.values import Language

NOTHING = "–"


def ask(state: EnquiryState, language: Language) -> Say:
    """Return the question for the field the state asks: a doubt about it first, the summary at the end."""
    asked = state.asked
    doubt = state.doubts.get(asked)
    if asked is Field.CONFIRM:
        return Say("utter_ask_enquiry_form_confirm", summary(state, language))
    if asked is Field.CONSENT and state.consent_read_in == language:
        return Say("utter_ask_enquiry_form_consent_again")
    if doubt is None:
        return Say(f"utter_ask_enquiry_form_{asked}")
    if doubt.kind is DoubtKind.CURRENCY:
        return Say("utter_ask_enquiry_form_investment_currency", {"words": doubt.words})
    suggestion = shown(asked, Answer(doubt.value, doubt.words), language)
    return Say(f"utter_ask_enquiry_form_{asked}_typo", {"suggestion": suggestion, "words": doubt.words})


def summary(state: EnquiryState, language: Language) -> dict[str, str]:
    """Return every field as it is shown to the visitor."""
    return {
        field.value: shown(field, state.answers[field], language) if field in state.answers else NOTHING
        for field in DATA
    }


def slot_values(state: EnquiryState) -> dict[str, str | None]:
    """Return each field's stored value, as the slots of the conversation show them: empty until there is consent."""
    consented = state.consent is not None
    values = {
        field.value: state.answers[field].value if consented and field in state.answers else None for field in DATA
    }
    return {Field.CONSENT.value: state.consent.at if state.consent else None, **values}


def shown(field: Field, answer: Answer, language: Language) -> str:
    """Return a value as the visitor reads it: mostly in the visitor's own words."""
    match field:
        case Field.COUNTRY:
            return country.display(answer.value, language)
        case Field.INVESTMENT:
            return as_said(answer.value, answer.words)
        case Field.JOBS:
            return jobs.without_label(answer.words)
        case Field.SECTOR | Field.TIMELINE:
            return answer.words
        case Field.ORGANISATION if answer.value == "private":
            return answer.words
        case _:
            return answer.value

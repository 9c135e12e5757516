"""Joins what the second opinion is fitted from: the tuning conversations, as the trained model reads them and the rules answer them."""

import json
from dataclasses import asdict
from pathlib import Path

from frontdesk.fact_files.folder import YamlFactFiles
from frontdesk.fact_files.second_opinion_json import read_second_opinion
from frontdesk.facts.follow_up_evidence import NAMES
from frontdesk.facts.knowledge import Knowledge
from frontdesk.facts.second_opinion import SecondOpinion
from frontdesk.services.follow_up_lessons import lessons
from frontdesk.settings import PROJECT_ROOT
from frontdesk.wiring.answering import SECOND_OPINION, assemble_by_rules
from frontdesk.wiring.benches import open_bench_desk
from frontdesk.wiring.conversation_bench import read_conversations
from frontdesk.wiring.fitting import fit_weights

_PENALTY = 30.0
"""Ten times that of the calibration: there are fewer conversations than questions."""
_STATE_FROM = 0.65
_NONE_FROM = 0.65
"""Below these, what the rules answered is left: chosen on the tuning conversations, by weights fitted without the one judged."""


def fit_second_opinion(archive: Path) -> SecondOpinion:
    """Fit the second opinion to a trained model and the fact files, write it and return it; takes some minutes."""
    book = YamlFactFiles().read([PROJECT_ROOT / "data" / "facts"])
    knowledge = Knowledge.of(book.facts, book.subjects, book.attributes)
    with open_bench_desk(archive, knowledge, assemble_by_rules) as (desk, reader):
        told = [lesson for one in read_conversations("tuning") for lesson in lessons(one, desk, reader)]
    fitted = fit_weights({"names": NAMES, "penalty": _PENALTY, "questions": [asdict(one) for one in told]})
    kept = {name: fitted[name] for name in ("weights", "constant", "fitted_to")}
    content = {**kept, "state_from": _STATE_FROM, "none_from": _NONE_FROM}
    SECOND_OPINION.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return read_second_opinion(SECOND_OPINION)

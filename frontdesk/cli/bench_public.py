"""``frontdesk bench nlu --public``: the language understanding beside others, as a page with tables and charts."""

from pathlib import Path
from typing import Any

from frontdesk.cli.installation import say
from frontdesk.settings import Settings
from frontdesk.wiring.answer_parts import run_answer_parts
from frontdesk.wiring.public_bench import run_public_bench


def run_public(out: Path, model: Path | None, question_set: str, *, full: bool, stock: bool, render: bool) -> None:
    """Measure what was asked for and write it into ``out``; our own questions only where there is a trained model."""
    switches = {"--full": full, "--stock": stock, "--render-only": render}
    own = None if render else _own(model, question_set)
    run_public_bench(out, Settings().data_dir, [name for name, wanted in switches.items() if wanted], own)
    say(f"Written: {out / 'README.md'}")


def _own(model: Path | None, question_set: str) -> dict[str, Any] | None:
    if model is None:
        say("There is no trained model: our own questions are left out. `make train` makes one.")
        return None
    return run_answer_parts(model, question_set)

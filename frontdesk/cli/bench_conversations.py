"""``frontdesk bench nlu --conversations``: follow-ups and double questions, turn by turn."""

from collections.abc import Sequence
from pathlib import Path

import typer

from frontdesk.services.evaluate_conversations import JudgedTurn, share_right
from frontdesk.wiring.conversation_bench import read_conversations, run_conversation_bench


def run_conversations(model: Path, question_set: str, *, failures: bool) -> None:
    """Hold the conversations of a set and print how many turns were taken rightly, per language, with 95 % intervals."""
    conversations = read_conversations(question_set)
    judged = run_conversation_bench(model, conversations)
    typer.echo(f"Set {question_set}: {len(conversations)} conversations, {len(judged)} turns judged")
    for language in sorted({one.language for one in judged}):
        _print_group(language, [one for one in judged if one.language is language])
    _print_group("all", judged)
    if failures:
        for one in judged:
            if not one.right:
                wanted = " | ".join(" ".join(facts) or "unanswered" for facts in (one.turn.each or (one.turn.facts,)))
                typer.echo(f"{one.language}\t{one.turn.ask}\t{' '.join(one.turn.acts) or wanted}\t{one.said}")


def _print_group(name: str, judged: Sequence[JudgedTurn]) -> None:
    alone = [one for one in judged if not one.is_several]
    typer.echo(f"  {name:<4}first turns right           {share_right(one for one in alone if not one.follows)}")
    typer.echo(f"      follow-up turns right       {share_right(one for one in alone if one.follows)}")
    typer.echo(f"      double questions fully right{share_right(one for one in judged if one.is_several)}")

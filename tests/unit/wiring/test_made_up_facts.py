"""Made-up facts of `frontdesk bench growth` are taken by the command that staff use, and each is its own."""

import json
import subprocess
import sys

from frontdesk.settings import PROJECT_ROOT
from frontdesk.values import Language
from frontdesk.wiring.bench_stack import installation_apart
from frontdesk.wiring.made_up_facts import company, fact_id, question_about, state_facts
from frontdesk.wiring.stores import ready_stores


def test_no_two_companies_have_the_same_name() -> None:
    assert len({company(number) for number in range(20_000)}) == 20_000


def test_made_up_facts_are_stated_beside_those_that_are_there_and_found_by_their_questions() -> None:
    with installation_apart() as apart, ready_stores(apart.settings) as stores:
        run = (sys.executable, "-m", "frontdesk.cli.main", "facts", "import", "--author", "test")
        subprocess.run(run, cwd=PROJECT_ROOT, env=dict(apart.environment), check=True, capture_output=True)
        before = {version.fact.id for version in stores.facts.current()}
        state_facts(apart, range(2))
        state_facts(apart, range(2, 3))
        added = {version.fact.id for version in stores.facts.current()} - before
        examples = json.loads(apart.settings.knowledge_file.read_text(encoding="utf-8"))["examples"]
    assert added == {fact_id(number) for number in range(3)}
    texts = {example["text"] for example in examples}
    assert {question_about(2, language) for language in Language} <= texts

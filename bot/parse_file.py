"""Reads questions with a trained model: `python -m bot.parse_file --model M < questions.jsonl > parses.jsonl`.

A line in is {"id", "text", "language"}; a line out has the same and what the text was read as.
"""

import argparse
import json
import logging
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, TextIO

from rasa.core.channels.channel import UserMessage
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.model import get_latest_model

logger = logging.getLogger(__name__)


class Reader:
    """The language understanding of a model, without dialogue and without a server."""

    def __init__(self, model: Path) -> None:
        """Load the model in a file, or the newest one in a folder; raises FileNotFoundError where there is none."""
        archive = get_latest_model(str(model))
        if archive is None:
            raise FileNotFoundError(model)
        with tempfile.TemporaryDirectory() as folder:
            metadata, runner = load_predict_graph_runner(
                Path(folder), Path(archive), LocalModelStorage, DaskGraphRunner
            )
        self._runner: GraphRunner = runner
        self._target: str = metadata.nlu_target

    def read(self, text: str, language: str) -> Dict[str, Any]:
        """Return what `text` is read as in a conversation held in `language`."""
        message = UserMessage(text, metadata={"language": language})
        results = self._runner.run(inputs={"__message__": [message], "__tracker__": None}, targets=[self._target])
        parsed: Dict[str, Any] = results[self._target][0].as_dict(only_output_properties=True)
        return {key: value for key, value in parsed.items() if key != "text_tokens"}


def read_all(reader: Reader, lines: Iterable[str]) -> Iterator[Dict[str, Any]]:
    """Return each question with what it was read as."""
    for line in lines:
        if line.strip():
            question = json.loads(line)
            yield {**question, **reader.read(question["text"], question.get("language") or "")}


def main(arguments: "list[str]", questions: TextIO, parses: TextIO) -> None:
    """Read all questions; tells the CPU time of each on the standard error."""
    parser = argparse.ArgumentParser(prog="bot.parse_file", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="model archive, or folder with model archives")
    reader = Reader(parser.parse_args(arguments).model)
    reader.read("warm-up", "en")
    count, start = 0, time.process_time()
    for parse in read_all(reader, questions):
        count += 1
        parses.write(json.dumps(parse, ensure_ascii=False) + "\n")
    spent = (time.process_time() - start) * 1000
    sys.stderr.write(f"{count} questions, {spent / max(count, 1):.1f} ms CPU each\n")


if __name__ == "__main__":
    main(sys.argv[1:], sys.stdin, sys.stdout)

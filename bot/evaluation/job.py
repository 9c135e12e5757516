"""One system on one trial in a process of its own: nothing is warm, nothing is cached from another one."""

import argparse
from pathlib import Path
from typing import Dict

from bot.evaluation import ablation_trial, kept, rasa_trial, tfidf_trial
from bot.evaluation.kept import CONFIG, STOCK, System
from bot.evaluation.predictions import Outcome
from bot.evaluation.public_sets import TRIALS, Trial


def outcomes(system: System, trial: Trial) -> Dict[str, Outcome]:
    """Train and ask one system."""
    if system is System.TFIDF:
        return {system.value: tfidf_trial.run(trial)}
    if system is System.PARTS:
        return ablation_trial.run(trial)
    return {system.value: rasa_trial.run(trial, CONFIG if system is System.OURS else STOCK)}


def main() -> None:
    """Do one job and keep its predictions."""
    parser = argparse.ArgumentParser(prog="bot.evaluation.job", description=__doc__)
    parser.add_argument("system", type=System)
    parser.add_argument("trial", choices=list(TRIALS))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True)
    asked = parser.parse_args()
    kept.write(outcomes(asked.system, TRIALS[asked.trial](asked.data)), asked.into)


if __name__ == "__main__":
    main()

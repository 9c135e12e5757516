"""One typing error in a sentence, the same one every time."""

import random
import re

SEED = 20240229
SHORTEST = 4
"""Errors in shorter words often make another word of them."""
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def with_typo(text: str, number: int) -> str:
    """Return `text` with a letter left out, put in, changed or swapped in one of its words of four letters or more.

    `number` is the sentence's place in its test, so that equal sentences get different errors.
    """
    chance = random.Random(f"{SEED} {number} {text}")  # noqa: S311 - an experiment, no secret
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = chance.choice(words)
    return text[: word.start()] + _misspelt(word.group(), chance) + text[word.end() :]


def _misspelt(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    letter = chance.choice([sign for sign in _LETTERS if sign != word[at].lower()])
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    kinds = [word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :], swapped]
    return chance.choice([one for one in kinds if one != word])

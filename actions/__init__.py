"""What the dialogue does: actions that read the tracker, call one service and say its answer.

To add an action, write a class in the file of its topic with a `name()` that `domain.yml` lists; the contract tests compare the two.
"""

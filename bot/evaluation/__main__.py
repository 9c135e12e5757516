"""`python -m bot.evaluation --data DIR --out results.json [--stock] [--full]`: every system on every trial, as numbers."""

from bot.evaluation.command import main

if __name__ == "__main__":
    main()

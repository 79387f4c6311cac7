"""The bars of long work on a terminal. `api.console` decides whether anyone sees them."""

import contextlib
from collections.abc import Callable, Generator

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from api.console import Track


@contextlib.contextmanager
def article_bar(label: str, total_bytes: int) -> Generator[Track]:
    """Show articles, their rate and, from the bytes read, the time left."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        _Articles(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task(label, total=total_bytes or None, articles=0)
        done = 0

        def article_done() -> None:
            nonlocal done
            done += 1
            bar.update(task, articles=done)

        yield Track(
            bytes_read=lambda count: bar.update(task, completed=count), article_done=article_done
        )


@contextlib.contextmanager
def step_bar(label: str) -> Generator[Callable[[str, int, int], None]]:
    """Show the steps of a job of known length: call what is given with (step, done, total)."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task(label, total=None)
        yield lambda step, done, total: bar.update(
            task, description=f"{label}: {step}", completed=done, total=total
        )


class _Articles(ProgressColumn):
    """Number of articles so far and articles a second."""

    def render(self, task: Task) -> Text:
        articles = task.fields["articles"]
        rate = articles / task.elapsed if task.elapsed else 0.0
        return Text(f"{articles:,} articles, {rate:,.1f}/s")

"""Loading a synthetic caseload from the command line, with a progress bar."""

from datetime import date

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from gateway.command.refusal import CommandRefused
from gateway.demonstration.caseload import Recipe, SeedRefusedError, seed


def load(dsn: str, cases: int, number: int, issuer: str) -> None:
    """Load ``cases`` cases; a database that holds any is refused."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as progress:
        tasks = dict[str, TaskID]()

        def advance(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=total)
            progress.update(tasks[what], completed=done, total=total)

        try:
            recipe = Recipe(cases=cases, seed=number, today=date.today(), issuer=issuer)  # noqa: DTZ011 - the day here
            seed(dsn, recipe, advance)
        except SeedRefusedError as refused:
            raise CommandRefused(str(refused)) from None

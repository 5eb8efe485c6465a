"""The command line, ``mappa``: one command for every floor."""

from gateway.command.application import main

__all__ = ["main"]

"""``python -m gateway.command``: ``mappa``, for whoever starts it as a process of their own."""

from gateway.command import main

main()

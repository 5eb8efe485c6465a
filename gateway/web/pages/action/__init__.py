"""One action: what is to be done, what became of it, and what may be done with it."""

"""One case, a page for each kind of information, so that nobody opens more than they came for."""

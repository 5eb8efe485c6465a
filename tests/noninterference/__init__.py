"""Proves by trying that nothing hidden shows: what a principal may not see is changed, and no answer is."""

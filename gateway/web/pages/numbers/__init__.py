"""Counts alone, for those who watch how the arrangements do."""

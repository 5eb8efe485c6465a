"""The question: what may be asked, how much of it at once, and how it becomes one SQL statement."""

"""What leaves as a file for paper: one content, written as PDF or as Word, by a process of its own."""

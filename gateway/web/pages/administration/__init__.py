"""The directory and the agreements, for those who keep them: one proposes, a second puts in force."""

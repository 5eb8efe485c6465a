"""Walks over every act of the process: what no sequence of them may reach, and what every history must lead to."""

"""What a transparency log is made of, as formats: nothing here stores, serves or knows what is logged.

The tree of RFC 9162 (``tree``, ``ranges``, ``tiles``) and the formats of C2SP, each from its own specification:
signed notes (``note``, ``keys``), checkpoints (``checkpoint``), who must have signed one (``trust``), proofs of
inclusion that stand alone (``receipt``), what is sent to a witness (``submission``). ``leaf`` is ours: what of an entry
becomes a leaf.

The gateway writes them, witnesses and ``mappa-verify`` read them; neither of these imports anything else of ours.
"""

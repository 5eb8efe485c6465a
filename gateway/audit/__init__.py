"""The access record: who saw what about whom, when, why and under which rule. It knows nothing of GraphQL or agencies.

What it promises:
1. An entry is committed before ``AuditWriter.record`` returns. No answer is sent without its entry.
2. What cannot be recorded within its budget is ``AuditUnavailable``, a distinct refusal, and health turns red first.
3. An entry may exist for an answer never sent (the acknowledgement was lost); never the other way round.
4. Entries hold names, ids and keyed hashes, never values; nobody can read a search, an auditor can test a guess.
5. No role can change or delete an entry: the gateway has no such privilege, and triggers stop the owner too.
6. Every entry becomes one leaf of an RFC 9162 tree, soon after; how far behind is measured, not assumed.
7. ``verify`` rebuilds leaves, tree and index by subject from the entries, and names what was tampered with.
8. Whoever rewrites entries, leaves and every tree head alike leaves a log that agrees with itself: only a copy of a
   head kept elsewhere shows it. ``tree.consistency_proof`` is what such a copy is checked with.
"""

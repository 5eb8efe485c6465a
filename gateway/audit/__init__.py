"""The access record: who saw what about whom, when, why and under which rule. It knows nothing of GraphQL or agencies.

What it promises:
1. An entry is committed before ``AuditWriter.record`` returns. No answer is sent without its entry.
2. What cannot be recorded within its budget is ``AuditUnavailable``, a distinct refusal, and health turns red first.
3. An entry may exist for an answer never sent (the acknowledgement was lost); never the other way round.
4. Entries hold names, ids and keyed hashes, never values; nobody can read a search, an auditor can test a guess.
5. No role can change or delete an entry: the gateway has no such privilege, and triggers stop the owner too.
6. Every entry becomes one leaf of an RFC 9162 tree, soon after; how far behind is measured, not assumed. A leaf
   commits to its entry by a digest and says nothing of what is in it.
7. The tree is signed as it grows (``signing``), and two trees that cannot be proved consistent are never both signed:
   not across restarts, replicas, or a database that was restored.
8. Witnesses that are not ours cosign it (``witnessing``); whoever asked something gets a receipt (``receipts``).
9. ``verify`` rebuilds leaves, tree, checkpoints and indexes from what is stored, and names what was tampered with.
10. Whom an entry is about is sealed with a key of that subject and month (``sealing``), kept apart: with the key, what
   every copy says of them is destroyed, and every proof stays true.
11. Whoever rewrites all of it alike, and has the log's key too, is found out by any witness, any receipt and any copy:
    ``gateway.verification`` checks these with no database at all.
"""

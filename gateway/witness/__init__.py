"""A witness: a small process that an agency runs, and that nobody who runs the log can reach into.

It remembers the newest tree that it saw of each log, and cosigns a checkpoint only if the log proves that the new tree
grows from that one (C2SP tlog-witness). It reads no entry and knows nothing of the gateway but the formats. One honest
witness is enough: a log that was rewritten, forked, cut off or reordered cannot show it a proof.
"""

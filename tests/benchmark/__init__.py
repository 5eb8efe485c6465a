"""The benchmark: the gateway beside its peers, on the same tables, in one run. See docs/performance.md.

    make bench                 everything: hours
    make bench QUICK=1         three workloads, a few rounds: minutes

Nothing here is collected by pytest but the arithmetic, in tests/test_benchmark.py.
"""

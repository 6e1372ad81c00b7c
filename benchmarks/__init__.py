"""Benchmarks: each measures OneSeal and a stated floor or peer in one interleaved run and prints the ratio.

A module `bench_<name>.py` has `TITLE`, and `run() -> list[dict[str, object]]`: one dict a table row.
`oneseal bench [name ...]` runs them on a database of their own (`make bench` puts it under var/bench).
"""

"""Tests that are given bytes are named by their number: archives and PDFs differ from one second to the next."""


def pytest_make_parametrize_id(config, val, argname):
    return argname if isinstance(val, bytes) else None

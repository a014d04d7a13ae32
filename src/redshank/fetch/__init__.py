"""Fetch feeds and pages politely. URLs in, Stories out, and a Skipped for each that could not or must not be had."""

from redshank.fetch.answers import Failed, Fetched, Limits, Unchanged
from redshank.fetch.feed import read_url
from redshank.fetch.fetcher import Fetcher
from redshank.fetch.get import get
from redshank.fetch.hosts import Hosts
from redshank.fetch.poll import Feed, after, poll, stop_on_signals

__all__ = [
    "Failed",
    "Feed",
    "Fetched",
    "Fetcher",
    "Hosts",
    "Limits",
    "Unchanged",
    "after",
    "get",
    "poll",
    "read_url",
    "stop_on_signals",
]

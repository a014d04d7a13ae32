"""Find predicates, frames and status. Sentences and Mentions in, Predications out."""

from redshank.events.find import find_events

__all__ = ["find_events"]

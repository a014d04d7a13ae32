"""Find predicates: frame, status, roles. Sentences and Mentions in, Predications out; drafts of the registers too."""

from redshank.events.find import find_events
from redshank.events.registers import find_registers

__all__ = ["find_events", "find_registers"]

"""Hand results on: alerts as feeds and webhooks, answers to an assistant, a copy in PostgreSQL. An archive in."""

from redshank.tell.alerts import add_alert, alerts_of, remove_alert, run_alert

__all__ = ["add_alert", "alerts_of", "remove_alert", "run_alert"]

"""Deliveries: claimed, composed, sent and marked, each once where the platform can tell."""

from bot.deliveries.channels import Channel, NotNow, Outcome, Permanent, Retry, Sent, Unknown
from bot.deliveries.sender import Compose, Sender

__all__ = ["Channel", "Compose", "NotNow", "Outcome", "Permanent", "Retry", "Sender", "Sent", "Unknown"]

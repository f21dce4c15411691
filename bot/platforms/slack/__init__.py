"""Slack: signed requests in, Block Kit out."""

from bot.platforms.slack.answering import SlackChat

__all__ = ["SlackChat"]

"""Mail: deliveries to people without the chat. draw.py writes the mail, smtp.py hands it to the mail server."""

from bot.platforms.mail.channel import MailChannel

__all__ = ["MailChannel"]

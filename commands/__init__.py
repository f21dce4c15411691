"""The slash commands, one module each; bot.app finds them by looking in this folder."""

"""What happens by itself, one module each; bot.app finds them by looking in this folder."""

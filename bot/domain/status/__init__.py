"""Status for the boards: what is asked for and answered, the figures, and what they show over the years."""

"""The rules: values in, values out; no database, chat SDK or scheduler."""

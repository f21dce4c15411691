"""The crash test: the real server, killed again and again while it sends, against a Slack that breaks at random."""

"""Papers for the boards: gathered from the store, laid out, and made in a process of their own."""

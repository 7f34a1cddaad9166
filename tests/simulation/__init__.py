"""The whole engine under a seed: real rules, use cases and SQLite, a mailbox in memory, and time that jumps."""

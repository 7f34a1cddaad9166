"""What each call costs in Gmail's quota units: the table for projects made since 1 May 2026."""

COSTS = {
    "gmail.users.getProfile": 1,
    "gmail.users.settings.sendAs.list": 1,
    "gmail.users.history.list": 2,
    "gmail.users.messages.list": 5,
    "gmail.users.messages.get": 20,
    "gmail.users.threads.get": 40,
    "gmail.users.drafts.list": 5,
    "gmail.users.drafts.get": 20,
    "gmail.users.drafts.create": 10,
    "gmail.users.drafts.delete": 10,
    "gmail.users.drafts.send": 100,
}
DEAREST = 100
"""What a call that is not in the table is taken to cost."""

ONE_MAIL = 174
"""A follow-up from draft to real Message-ID: create, look at the thread, history, send, read back."""

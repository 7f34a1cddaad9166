"""The tokens every workspace has, what each stands for, and an example of each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A token one may use: what it stands for, and a value to show as an example."""

    name: str
    about: str
    example: str


TOKENS = (
    Known(name="first_name", about="The candidate's first name", example="Grace"),
    Known(name="last_name", about="The candidate's last name", example="Hopper"),
    Known(name="full_name", about="The candidate's first and last name", example="Grace Hopper"),
    Known(name="company", about="Where the candidate works", example="Acme"),
    Known(name="title", about="What the candidate does there", example="Staff Engineer"),
    Known(name="school", about="Where the candidate studied", example="Vassar College"),
    Known(name="location", about="Where the candidate lives", example="Berlin"),
    Known(name="reason", about="Why you write to this person", example="your talk on compilers"),
    Known(name="extra1", about="Anything you like, given when enrolling", example="COBOL"),
    Known(name="extra2", about="Anything else, given when enrolling", example="the Navy"),
    Known(name="extra3", about="One more, given when enrolling", example="a mutual friend"),
    Known(name="day_of_week", about="The day it is sent, where the candidate lives", example="Tuesday"),
    Known(name="sender_first_name", about="Your first name", example="Ana"),
    Known(name="sender_full_name", about="Your first and last name", example="Ana Lima"),
    Known(name="sender_title", about="Your title", example="Technical Recruiter"),
    Known(name="role", about="The role you hire for", example="Backend Engineer"),
    Known(name="referrer", about="Who told you of the candidate", example="Jean Bartik"),
)
EXAMPLES = {known.name: known.example for known in TOKENS}

"""Mail of our own making, by vendor and language: written from how these systems write, not from the rules."""

from functools import cache

from tests.classifying import answers, machines, notices, people, reports, second_look
from tests.classifying.letters import Letter


@cache
def letters() -> tuple[Letter, ...]:
    """Give all of it."""
    made = (reports, notices, machines, people, answers, second_look)
    return tuple(letter for each in made for letter in each.letters())

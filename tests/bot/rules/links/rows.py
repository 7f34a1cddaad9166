"""Rows of the tables of links: what is typed, and who or what it is."""

from collections.abc import Iterable
from typing import NamedTuple

COPY = "Copy the link of the person's own profile."


class Person(NamedTuple):
    typed: str
    canonical: str
    site: str
    first: str = ""
    last: str = ""


class Nobody(NamedTuple):
    typed: str
    why: str


def people(site: str, base: str, rows: Iterable[tuple[str, str, str, str]]) -> tuple[Person, ...]:
    """Complete rows of one site: the canonical form is written without its beginning."""
    return tuple(Person(typed, base + rest, site, first, last) for typed, rest, first, last in rows)


def nobody(why: str, *typed: str) -> tuple[Nobody, ...]:
    """Complete rows that are refused with one sentence."""
    return tuple(Nobody(one, why) for one in typed)


def page(noun: str, site: str, *typed: str) -> tuple[Nobody, ...]:
    """Complete rows of a kind of page on one site."""
    return nobody(f"That is {noun} on {site}, not a person. {COPY}", *typed)


def front(site: str, *typed: str) -> tuple[Nobody, ...]:
    """Complete rows of the front page of one site."""
    return nobody(f"That is the front page of {site}, not a person. {COPY}", *typed)


def other(site: str, *typed: str) -> tuple[Nobody, ...]:
    """Complete rows of pages of one site that have no name of their own."""
    return nobody(f"That is not a person's page on {site}. {COPY}", *typed)


def owned(noun: str, site: str, owner: str, *typed: str) -> tuple[Nobody, ...]:
    """Complete rows of what somebody owns, who may be the person meant."""
    why = f"That is {noun} on {site}, not a person. If its owner is the person you mean, paste {owner}."
    return nobody(why, *typed)

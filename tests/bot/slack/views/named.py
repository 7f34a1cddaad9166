"""Several people who were named at once, to draw."""

from bot.outreach.candidates.review_pages import ReviewLine, ReviewPage, Standing
from bot.outreach.pictures import Choice


def page(count: int, words: str, page: int = 0) -> ReviewPage:
    """Make a page of a list with so many people on it, at most ten, in every standing."""
    standings = [*Standing]
    pages = max(1, -(-count // 10))
    lines = tuple(
        ReviewLine(
            place=place,
            about=words,
            standing=standings[place % len(standings)],
            name=words,
            known=words,
            note=words,
            enrollment_id=4 if standings[place % len(standings)] is Standing.DONE else 0,
        )
        for place in range(min(count, 10))
    )
    return ReviewPage(
        review_id=1,
        page=min(page, pages - 1),
        pages=pages,
        lines=lines,
        sequences=tuple(Choice(id=place, name=words) for place in range(count)),
        chosen=count - 1 if count else None,
        people=count,
        ready=count,
        done=count,
        refused=count,
        left_out=count,
    )

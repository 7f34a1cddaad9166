"""Pages of LinkedIn that are nobody: companies, jobs, posts and the rest, each called by its name."""

from tests.bot.rules.links.rows import Nobody, front, other, page

LI = "https://www.linkedin.com"

LINKEDIN: tuple[Nobody, ...] = (
    *page("a company page", "LinkedIn", f"{LI}/company/acme/", "de.linkedin.com/company/acme?trk=x"),
    *page("a company page", "LinkedIn", f"{LI}/company/acme/posts/", f"{LI}/company-beta/12/"),
    *page("a company page", "LinkedIn", f"{LI}/showcase/acme-labs/", f"{LI}/sales/company/1441"),
    *page("a company page", "LinkedIn", f"{LI}/company/acme/people/", f"{LI}/mwlite/company/acme"),
    *page("a job page", "LinkedIn", f"{LI}/jobs/view/123", f"{LI}/jobs/search/?keywords=cobol"),
    *page("a job page", "LinkedIn", f"{LI}/company/acme/jobs/", f"{LI}/hiring/jobs/1/detail"),
    *page("a job page", "LinkedIn", f"{LI}/comm/jobs/view/123?trk=eml", "https://de.linkedin.com/jobs"),
    *page(
        "a school page", "LinkedIn", f"{LI}/school/vassar/", f"{LI}/edu/school?id=1", f"{LI}/school/x/people/"
    ),
    *page("a group", "LinkedIn", f"{LI}/groups/12345/", f"{LI}/groups?gid=1"),
    *page("a post", "LinkedIn", f"{LI}/posts/grace-hopper-1906_cobol-activity-71-AbCd?utm_source=x"),
    *page(
        "a post",
        "LinkedIn",
        f"{LI}/feed/update/urn:li:activity:7123456789/",
        f"{LI}/pulse/cobol-grace-hopper",
    ),
    *page("a post", "LinkedIn", f"{LI}/embed/feed/update/urn:li:share:1", f"{LI}/newsletters/cobol-1/"),
    *page("a feed", "LinkedIn", f"{LI}/feed/", f"{LI}/feed/?trk=x", f"{LI}/mynetwork/", f"{LI}/talent/home"),
    *page(
        "a search page", "LinkedIn", f"{LI}/search/results/people/?keywords=grace", f"{LI}/directory/people-a"
    ),
    *page("a search page", "LinkedIn", f"{LI}/pub/dir/Grace/Hopper", f"{LI}/pub/dir/grace/hopper/us-0-x/1"),
    *page("a search page", "LinkedIn", f"{LI}/talent/search?q=x", f"{LI}/sales/search/people?query=x"),
    *page("a login page", "LinkedIn", f"{LI}/login", f"{LI}/signup", f"{LI}/uas/login?session_redirect=x"),
    *page(
        "a login page",
        "LinkedIn",
        f"{LI}/checkpoint/lg/login",
        f"{LI}/authwall?sessionRedirect=https%3A%2F%2Fx",
    ),
    *front("LinkedIn", LI, "linkedin.com", "https://de.linkedin.com/", f"{LI}?trk=x"),
    *other("LinkedIn", f"{LI}/messaging/thread/2-x==/", f"{LI}/services/page/1"),
    *other("LinkedIn", f"{LI}/in/", f"{LI}/in/?trk=x", f"{LI}/help/linkedin", f"{LI}/learning/cobol"),
    *other(
        "LinkedIn", f"{LI}/in/me/", f"{LI}/in/unavailable/", f"{LI}/in/edit/intro", f"{LI}/pub/grace-hopper"
    ),
    *other("LinkedIn", "https://business.linkedin.com/talent-solutions", f"{LI}/sales/lead/"),
    *other(
        "LinkedIn",
        f"{LI}/in/../company-x",
        f"{LI}/in/tim-o'reilly",
        "https://engineering.linkedin.com/blog/2024/x",
        f"{LI}/events/1/",
    ),
)

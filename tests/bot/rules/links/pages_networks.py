"""Pages that are nobody on networks, in the ATS and anywhere: posts, jobs, detours."""

from tests.bot.rules.links.rows import COPY, Nobody, front, nobody, other, owned, page

XC, XI = "https://x.com", "https://www.xing.com"

NETWORKS: tuple[Nobody, ...] = (
    *owned(
        "a post or a list",
        "X",
        f"{XC}/gracehopper",
        f"{XC}/GraceHopper/status/12",
        "twitter.com/gracehopper/status/1?s=20",
    ),
    *owned(
        "a post or a list",
        "X",
        f"{XC}/gracehopper",
        f"{XC}/gracehopper/lists/cobol",
        f"{XC}/gracehopper/statuses/1",
    ),
    *page("a feed", "X", f"{XC}/home", f"{XC}/notifications", "https://mobile.twitter.com/home"),
    *page("a search page", "X", f"{XC}/search?q=cobol", f"{XC}/explore", f"{XC}/hashtag/cobol"),
    *page("a login page", "X", f"{XC}/login", f"{XC}/i/flow/login", f"{XC}/signup"),
    *page("a job page", "X", f"{XC}/jobs/1"),
    *page("a group", "X", f"{XC}/i/communities/1"),
    *page(
        "a post",
        "X",
        f"{XC}/i/status/1",
        f"{XC}/i/web/status/1",
        f"{XC}/intent/tweet?text=x",
        f"{XC}/intent/post",
    ),
    *front("X", XC, "twitter.com", "https://mobile.twitter.com/"),
    *other(
        "X",
        f"{XC}/i/lists/1",
        f"{XC}/messages",
        f"{XC}/settings/account",
        f"{XC}/a_handle_of_over_15",
        f"{XC}/tos",
    ),
    *page("a company page", "Xing", f"{XI}/pages/acme", f"{XI}/companies/acme", f"{XI}/company/acme"),
    *page("a job page", "Xing", f"{XI}/jobs/berlin-cobol-1", f"{XI}/jobs"),
    *page("a group", "Xing", f"{XI}/communities/groups/cobol", f"{XI}/net/cobol"),
    *page("a search page", "Xing", f"{XI}/search/members?keywords=x"),
    *page("a login page", "Xing", "https://login.xing.com/login", f"{XI}/signup"),
    *front("Xing", XI, "https://xing.to"),
    *other("Xing", f"{XI}/profile/", f"{XI}/app/profile", f"{XI}/news/articles/x", f"{XI}/events/x-1"),
    *page("a post", "Dribbble", "https://dribbble.com/shots/1-x"),
    *page("a job page", "Dribbble", "https://dribbble.com/jobs/1"),
    *page("a company page", "Dribbble", "https://dribbble.com/teams/acme"),
    *page("a login page", "Dribbble", "https://dribbble.com/session/new", "https://dribbble.com/signup/new"),
    *page("a search page", "Dribbble", "https://dribbble.com/designers", "https://dribbble.com/tags/cobol"),
    *front("Dribbble", "dribbble.com"),
    *page("a post", "Behance", "https://www.behance.net/gallery/1/x"),
    *page("a job page", "Behance", "https://www.behance.net/joblist", "https://www.behance.net/job/1/x"),
    *page("a search page", "Behance", "https://www.behance.net/search/users?search=x"),
    *front("Behance", "https://www.behance.net/", "be.net"),
    *page(
        "a company page", "Wellfound", "https://wellfound.com/company/acme", "https://angel.co/company/acme"
    ),
    *page(
        "a job page", "Wellfound", "https://wellfound.com/company/acme/jobs", "https://wellfound.com/jobs/1-x"
    ),
    *page("a login page", "Wellfound", "https://wellfound.com/login"),
    *front("Wellfound", "https://wellfound.com", "angel.co"),
    *other(
        "Wellfound",
        "https://angel.co/grace-hopper",
        "https://wellfound.com/u/",
        "https://wellfound.com/discover",
    ),
    *page("a search page", "Google Scholar", "https://scholar.google.de/scholar?q=cobol"),
    *other("Google Scholar", "https://scholar.google.com/citations?view_op=search_authors&mauthors=x"),
    *front("Google Scholar", "scholar.google.com"),
    *other(
        "Google Scholar",
        "https://scholar.google.com/citations?user=short",
        "https://scholar.google.com/citations",
    ),
    *nobody(
        f"That ORCID has a typing mistake. {COPY}",
        "https://orcid.org/0000-0002-1825-0098",
        "orcid.org/0000-0002-1825-009X",
    ),
    *page("a search page", "ORCID", "https://orcid.org/orcid-search/search?searchQuery=x"),
    *page("a login page", "ORCID", "https://orcid.org/signin", "https://orcid.org/register"),
    *front("ORCID", "https://orcid.org/"),
    *other(
        "ORCID", "https://orcid.org/0000-0002-1825", "https://orcid.org/my-orcid", "https://info.orcid.org/x"
    ),
    *other(
        "Greenhouse",
        "https://app.greenhouse.io/people",
        "https://app.greenhouse.io/people/new",
        "https://www.greenhouse.io/x",
    ),
    *other(
        "Lever",
        "https://hire.lever.co/candidates",
        "https://hire.lever.co/candidates/12",
        "https://www.lever.co/x",
    ),
    *other("Ashby", "https://app.ashbyhq.com/candidates", "https://app.ashbyhq.com/interview-briefings/1"),
)

_JOBS = nobody(
    f"That is a job page, not a person. {COPY}",
    "https://boards.greenhouse.io/acme/jobs/1",
    "https://job-boards.greenhouse.io/acme/jobs/1",
    "https://boards.eu.greenhouse.io/acme",
    "https://jobs.lever.co/acme/1b4e28ba",
    "https://jobs.eu.lever.co/acme",
    "https://jobs.ashbyhq.com/acme",
    "https://de.indeed.com/viewjob?jk=1",
    "https://www.stepstone.de/stellenangebote--x",
    "https://www.glassdoor.com/job-listing/x",
    "https://apply.workable.com/acme/j/1",
    "https://jobs.smartrecruiters.com/Acme/1",
    "https://acme.jobs.personio.de/job/1",
    "https://acme.wd3.myworkdayjobs.com/en-US/x",
    "https://acme.example/careers/engineer",
    "https://acme.example/jobs",
    "https://acme.example/en/Career/1",
)

ELSEWHERE: tuple[Nobody, ...] = (
    *_JOBS,
    *nobody(f"That is a company page, not a person. {COPY}", "https://acme.example/company/about"),
    *nobody(
        "A shortened link hides whose it is. Open it and copy the address from there.",
        "https://lnkd.in/abc",
        "https://bit.ly/abc",
        "t.co/abc",
        "https://www.google.com/url?q=https://www.linkedin.com/in/grace-hopper",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fgrace.example",
        "https://web.archive.org/web/2020/https://www.linkedin.com/in/grace-hopper",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fgrace.example",
    ),
    *nobody(
        f"That link leads to no person. {COPY}",
        "https://docs.google.com/document/d/1",
        "https://google.com/search?q=grace",
        "https://acme.slack.com/archives/C1/p1",
        "https://us02web.zoom.us/j/1",
        "https://calendly.com/grace/30min",
    ),
)

"""People on networks for everybody, for work, for design and for research, and in the ATS."""

from tests.bot.rules.links.rows import Person, people

X = people(
    "X",
    "https://x.com/",
    (
        ("https://x.com/grace_hopper", "grace_hopper", "Grace", "Hopper"),
        ("x.com/grace_hopper?s=20", "grace_hopper", "Grace", "Hopper"),
        ("https://www.x.com/grace_hopper?s=21&t=AbC-dEf", "grace_hopper", "Grace", "Hopper"),
        ("https://twitter.com/Grace_Hopper", "grace_hopper", "Grace", "Hopper"),
        ("http://www.twitter.com/grace_hopper/", "grace_hopper", "Grace", "Hopper"),
        ("https://mobile.twitter.com/grace_hopper", "grace_hopper", "Grace", "Hopper"),
        ("https://m.twitter.com/grace_hopper", "grace_hopper", "Grace", "Hopper"),
        ("https://mobile.twitter.com/@grace_", "grace_", "Grace", ""),
        ("https://x.com/@grace_hopper", "grace_hopper", "Grace", "Hopper"),
        ("https://x.com/%40grace_hopper", "grace_hopper", "Grace", "Hopper"),
        ("https://twitter.com/#!/grace_hopper", "grace_hopper", "Grace", "Hopper"),
        ("https://twitter.com/intent/user?screen_name=grace_hopper", "grace_hopper", "Grace", "Hopper"),
        (
            "https://twitter.com/intent/follow?tw_p=x&screen_name=Grace_Hopper",
            "grace_hopper",
            "Grace",
            "Hopper",
        ),
        ("https://x.com/grace_hopper/with_replies", "grace_hopper", "Grace", "Hopper"),
        ("https://x.com/grace_hopper/media", "grace_hopper", "Grace", "Hopper"),
        ("https://x.com/grace_hopper/followers", "grace_hopper", "Grace", "Hopper"),
        ("https://x.com/i/user/123456", "i/user/123456", "", ""),
        ("https://x.com/x_dragon99", "x_dragon99", "", ""),
        ("https://x.com/GraceHopper85", "gracehopper85", "Grace", "Hopper"),
    ),
)

XING = people(
    "Xing",
    "https://www.xing.com/profile/",
    (
        ("https://www.xing.com/profile/Grace_Hopper", "Grace_Hopper", "Grace", "Hopper"),
        ("https://www.xing.com/profile/Grace_Hopper12", "Grace_Hopper12", "Grace", "Hopper"),
        ("https://www.xing.com/profile/Grace_Hopper12/cv", "Grace_Hopper12", "Grace", "Hopper"),
        ("https://www.xing.com/profile/Grace_Hopper12/cv?sc_o=mxb_p", "Grace_Hopper12", "Grace", "Hopper"),
        ("https://www.xing.com/profile/Grace_Hopper12/web_profiles", "Grace_Hopper12", "Grace", "Hopper"),
        ("xing.com/profile/Grace_Hopper12", "Grace_Hopper12", "Grace", "Hopper"),
        ("https://www.xing.com/profiles/Grace_Hopper12", "Grace_Hopper12", "Grace", "Hopper"),
        ("http://www.xing.com/hp/Grace_Hopper", "Grace_Hopper", "Grace", "Hopper"),
        ("https://touch.xing.com/profile/Grace_Hopper", "Grace_Hopper", "Grace", "Hopper"),
        ("https://xing.to/profile/Grace_Hopper", "Grace_Hopper", "Grace", "Hopper"),
        ("https://www.xing.com/profile/Juergen_Mueller3", "Juergen_Mueller3", "Juergen", "Mueller"),
        ("https://www.xing.com/profile/AnneMarie_Schmidt", "AnneMarie_Schmidt", "Anne-Marie", "Schmidt"),
        ("https://www.xing.com/profile/Hans_Peter_Meyer7", "Hans_Peter_Meyer7", "Hans-Peter", "Meyer"),
        (
            "https://www.xing.com/profile/Ludwig_vanBeethoven",
            "Ludwig_vanBeethoven",
            "Ludwig",
            "van Beethoven",
        ),
    ),
)

DESIGN = (
    *people(
        "Dribbble",
        "https://dribbble.com/",
        (
            ("https://dribbble.com/Grace", "grace", "Grace", ""),
            ("dribbble.com/grace-hopper/about", "grace-hopper", "Grace", "Hopper"),
            ("https://www.dribbble.com/gracehopper?ref=uifeed", "gracehopper", "", ""),
            ("https://dribbble.com/gracehopper/shots", "gracehopper", "", ""),
            ("https://dribbble.com/gracehopper/collections", "gracehopper", "", ""),
            ("https://dribbble.com/pixel_ninja", "pixel_ninja", "", ""),
        ),
    ),
    *people(
        "Behance",
        "https://www.behance.net/",
        (
            ("https://www.behance.net/grace-hopper", "grace-hopper", "Grace", "Hopper"),
            ("behance.net/gracehopper", "gracehopper", "", ""),
            ("http://be.net/gracehopper", "gracehopper", "", ""),
            ("https://www.behance.net/gracehopper/appreciated", "gracehopper", "", ""),
            ("https://www.behance.net/gracehopper/resume?tracking_source=x", "gracehopper", "", ""),
        ),
    ),
)

WELLFOUND = people(
    "Wellfound",
    "https://wellfound.com/u/",
    (
        ("https://wellfound.com/u/grace-hopper", "grace-hopper", "Grace", "Hopper"),
        ("https://www.wellfound.com/u/Grace-Hopper-3/", "grace-hopper-3", "Grace", "Hopper"),
        ("https://angel.co/u/grace-hopper", "grace-hopper", "Grace", "Hopper"),
        ("https://angel.co/p/grace-hopper?utm_source=x", "grace-hopper", "Grace", "Hopper"),
        ("angel.co/u/likebeats", "likebeats", "", ""),
    ),
)

_SCHOLAR = "https://scholar.google.com/citations?user="
_ORCID = "https://orcid.org/0000-0002-1825-0097"

RESEARCH = (
    *people(
        "Google Scholar",
        _SCHOLAR,
        (
            (f"{_SCHOLAR}JicYPdAAAAAJ", "JicYPdAAAAAJ", "", ""),
            (f"{_SCHOLAR}JicYPdAAAAAJ&hl=de&oi=ao", "JicYPdAAAAAJ", "", ""),
            ("https://scholar.google.de/citations?hl=en&user=JicYPdAAAAAJ", "JicYPdAAAAAJ", "", ""),
            ("scholar.google.co.uk/citations?user=qc6CJjYAAAAJ", "qc6CJjYAAAAJ", "", ""),
            ("https://scholar.google.com.br/citations?user=_-6CJjYAAAAJ", "_-6CJjYAAAAJ", "", ""),
            (
                "https://scholar.google.com/citations?view_op=view_citation&hl=en&user=JicYPdAAAAAJ"
                "&citation_for_view=JicYPdAAAAAJ:u5HHmVD_uO8C",
                "JicYPdAAAAAJ",
                "",
                "",
            ),
        ),
    ),
    *(
        Person(typed, _ORCID, "ORCID")
        for typed in (
            _ORCID,
            "http://orcid.org/0000-0002-1825-0097",
            "orcid.org/0000-0002-1825-0097/",
            "https://www.orcid.org/0000-0002-1825-0097?lang=de",
            "https://orcid.org/0000-0002-1825-0097/print",
            "https://orcid.org/my-orcid?orcid=0000-0002-1825-0097",
        )
    ),
    Person("https://orcid.org/0000-0002-1694-233X", "https://orcid.org/0000-0002-1694-233X", "ORCID"),
    Person("https://orcid.org/0000-0002-1694-233x", "https://orcid.org/0000-0002-1694-233X", "ORCID"),
)

_UUID = "1b4e28ba-2fa1-11d2-883f-0016d3cca427"
_RIGHT = "https://app.ashbyhq.com/candidate-searches/new/right-side/candidates"

ATS = (
    *people(
        "Greenhouse",
        "https://",
        (
            ("https://app.greenhouse.io/people/123", "app.greenhouse.io/people/123", "", ""),
            (
                "https://app.greenhouse.io/people/123?application_id=9#x",
                "app.greenhouse.io/people/123",
                "",
                "",
            ),
            ("https://app4.greenhouse.io/people/123/applications/9", "app4.greenhouse.io/people/123", "", ""),
            ("app.eu.greenhouse.io/people/123", "app.eu.greenhouse.io/people/123", "", ""),
            ("https://app.greenhouse.io/guides/1/people/123", "app.greenhouse.io/people/123", "", ""),
        ),
    ),
    *people(
        "Lever",
        "https://",
        (
            (f"https://hire.lever.co/candidates/{_UUID}", f"hire.lever.co/candidates/{_UUID}", "", ""),
            (
                f"https://hire.lever.co/candidates/{_UUID.upper()}?x",
                f"hire.lever.co/candidates/{_UUID}",
                "",
                "",
            ),
            (f"hire.eu.lever.co/candidates/{_UUID}/profile", f"hire.eu.lever.co/candidates/{_UUID}", "", ""),
            (f"https://hire.lever.co/candidates/new/{_UUID}", f"hire.lever.co/candidates/{_UUID}", "", ""),
        ),
    ),
    *people(
        "Ashby",
        "https://app.ashbyhq.com/candidates/",
        (
            (f"https://app.ashbyhq.com/candidates/{_UUID}", _UUID, "", ""),
            (f"{_RIGHT}/{_UUID}", _UUID, "", ""),
            (f"{_RIGHT}/{_UUID}/applications/{_UUID[::-1]}/feed", _UUID, "", ""),
            (f"app.ashbyhq.com/jobs/7/pipeline/active/right-side/candidates/{_UUID}", _UUID, "", ""),
        ),
    ),
)

NETWORKS: tuple[Person, ...] = X + XING + DESIGN + WELLFOUND + RESEARCH + ATS

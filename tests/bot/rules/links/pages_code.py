"""Pages that are nobody where code and data are: repositories, groups, questions."""

from tests.bot.rules.links.rows import Nobody, front, other, owned, page

GH, GL, SO = "https://github.com", "https://gitlab.com", "https://stackoverflow.com"
KG, HF = "https://www.kaggle.com", "https://huggingface.co"

CODE: tuple[Nobody, ...] = (
    *owned(
        "a repository", "GitHub", f"{GH}/torvalds", f"{GH}/torvalds/linux", f"{GH}/torvalds/linux/issues/1"
    ),
    *owned(
        "a repository",
        "GitHub",
        f"{GH}/torvalds",
        "github.com/torvalds/linux.git",
        f"{GH}/torvalds/linux/pulls",
    ),
    *owned("a repository", "GitHub", f"{GH}/torvalds", f"{GH}/Torvalds/linux/blob/master/README#x"),
    *page(
        "a company page",
        "GitHub",
        f"{GH}/orgs/acme/people",
        f"{GH}/organizations/acme",
        f"{GH}/enterprises/acme",
    ),
    *page(
        "a search page",
        "GitHub",
        f"{GH}/search?q=cobol",
        f"{GH}/explore",
        f"{GH}/topics/cobol",
        f"{GH}/trending",
    ),
    *page("a login page", "GitHub", f"{GH}/login", f"{GH}/join", f"{GH}/sessions/two-factor", f"{GH}/signup"),
    *front("GitHub", GH, "github.com", "https://gist.github.com/"),
    *other("GitHub", f"{GH}/features", f"{GH}/settings/profile", f"{GH}/sponsors/grace", f"{GH}/marketplace"),
    *page("a feed", "GitHub", f"{GH}/notifications/beta"),
    *other("GitHub", f"{GH}/apps/acme-bot", f"{GH}/grace.hopper", f"{GH}/-x"),
    *other(
        "GitHub", "https://docs.github.com/en", "https://raw.githubusercontent.com/torvalds/linux/master/x"
    ),
    *other(
        "GitHub", "https://gist.github.com/0c1b2a3f4d5e6f708192a3b4c5d6e7f8", "https://api.github.com/users/x"
    ),
    *owned("a project or subgroup", "GitLab", f"{GL}/grace.hopper", f"{GL}/grace.hopper/cobol"),
    *owned(
        "a project or subgroup",
        "GitLab",
        f"{GL}/acme",
        f"{GL}/acme/backend/api",
        f"{GL}/acme/backend/-/tree/main",
    ),
    *page("a group", "GitLab", f"{GL}/groups/acme", f"{GL}/groups/acme/-/group_members"),
    *page("a search page", "GitLab", f"{GL}/explore", f"{GL}/search?search=cobol"),
    *page("a login page", "GitLab", f"{GL}/users/sign_in", f"{GL}/users/sign_up"),
    *front("GitLab", GL),
    *other(
        "GitLab", f"{GL}/-/profile", f"{GL}/dashboard/projects", f"{GL}/help", "https://docs.gitlab.com/ee"
    ),
    *page("a post", "Stack Overflow", f"{SO}/questions/1/x", f"{SO}/q/1/22656", f"{SO}/a/1/22656"),
    *page("a post", "Stack Overflow", "https://math.stackexchange.com/questions/1"),
    *page(
        "a search page", "Stack Overflow", f"{SO}/search?q=x", f"{SO}/tags", f"{SO}/questions/tagged/cobol"
    ),
    *page("a job page", "Stack Overflow", f"{SO}/jobs/1", f"{SO}/jobs/companies/acme"),
    *page("a login page", "Stack Overflow", f"{SO}/users/login?ssrc=head", f"{SO}/users/signup"),
    *front("Stack Overflow", SO, "https://stackexchange.com/"),
    *other("Stack Overflow", f"{SO}/users", f"{SO}/users?tab=reputation", f"{SO}/help", f"{SO}/c/acme"),
    *owned("a notebook", "Kaggle", f"{KG}/gracehopper", f"{KG}/gracehopper/titanic-in-cobol"),
    *page("a search page", "Kaggle", f"{KG}/search?q=x"),
    *page("a company page", "Kaggle", f"{KG}/organizations/acme"),
    *page("a login page", "Kaggle", f"{KG}/account/login"),
    *front("Kaggle", KG),
    *other(
        "Kaggle",
        f"{KG}/competitions/titanic",
        f"{KG}/code/gracehopper/x",
        f"{KG}/datasets/acme/x",
        f"{KG}/learn",
    ),
    *owned(
        "a repository",
        "Hugging Face",
        f"{HF}/gracehopper",
        f"{HF}/gracehopper/model-7b",
        "hf.co/gracehopper/x/tree/main",
    ),
    *page("a company page", "Hugging Face", f"{HF}/organizations/acme"),
    *page("a login page", "Hugging Face", f"{HF}/login", f"{HF}/join"),
    *front("Hugging Face", HF, "hf.co"),
    *other(
        "Hugging Face", f"{HF}/datasets/acme/x", f"{HF}/spaces/acme/x", f"{HF}/models", f"{HF}/papers/2401.1"
    ),
)

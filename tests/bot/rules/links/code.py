"""People where code and data are: GitHub, GitLab, Stack Overflow, Kaggle, Hugging Face."""

from tests.bot.rules.links.rows import Person, people

GITHUB = people(
    "GitHub",
    "https://github.com/",
    (
        ("https://github.com/Grace-Hopper", "grace-hopper", "Grace", "Hopper"),
        ("http://www.github.com/grace-hopper/", "grace-hopper", "Grace", "Hopper"),
        ("github.com/torvalds", "torvalds", "", ""),
        ("GitHub.com/torvalds", "torvalds", "", ""),
        ("https://m.github.com/torvalds", "torvalds", "", ""),
        ("https://github.com/torvalds?tab=repositories", "torvalds", "", ""),
        ("https://github.com/torvalds?tab=stars&language=c#js", "torvalds", "", ""),
        ("https://github.com/torvalds/", "torvalds", "", ""),
        ("https://github.com/torvalds/followers", "torvalds", "", ""),
        ("https://github.com/grace1906/grace1906", "grace1906", "Grace", ""),
        ("https://gist.github.com/torvalds", "torvalds", "", ""),
        ("https://gist.github.com/torvalds/0c1b2a3f4d5e6f708192a3b4c5d6e7f8", "torvalds", "", ""),
        ("https://github.com/react-native", "react-native", "", ""),
        ("https://github.com/x-dragon99", "x-dragon99", "", ""),
        ("https://github.com/octocat_acme", "octocat_acme", "", ""),
        ("https://github.com/gracehopper-dev", "gracehopper-dev", "", ""),
        ("https://github.com/grace-hopper-dev", "grace-hopper-dev", "Grace", "Hopper"),
        ("https://github.com/GraceHopper", "gracehopper", "Grace", "Hopper"),
        ("https://github.com/jack-of-all-trades", "jack-of-all-trades", "", ""),
        ("https://github.com/torvalds—", "torvalds", "", ""),
    ),
)

GITLAB = people(
    "GitLab",
    "https://gitlab.com/",
    (
        ("https://gitlab.com/grace.hopper", "grace.hopper", "Grace", "Hopper"),
        ("gitlab.com/Grace.Hopper/", "grace.hopper", "Grace", "Hopper"),
        ("https://www.gitlab.com/grace_hopper?nav_source=navbar", "grace_hopper", "Grace", "Hopper"),
        ("https://gitlab.com/users/grace.hopper/activity", "grace.hopper", "Grace", "Hopper"),
        ("https://gitlab.com/users/grace.hopper/projects", "grace.hopper", "Grace", "Hopper"),
        ("https://gitlab.com/u/grace.hopper", "grace.hopper", "Grace", "Hopper"),
        ("https://gitlab.com/dragon99", "dragon99", "", ""),
    ),
)

_SO = "https://stackoverflow.com/users/22656"

OVERFLOW = people(
    "Stack Overflow",
    "https://",
    (
        (f"{_SO}/jon-skeet", "stackoverflow.com/users/22656", "Jon", "Skeet"),
        (f"{_SO}/jon-skeet?tab=profile", "stackoverflow.com/users/22656", "Jon", "Skeet"),
        (f"{_SO}/jon-skeet/", "stackoverflow.com/users/22656", "Jon", "Skeet"),
        (f"{_SO}?tab=topactivity", "stackoverflow.com/users/22656", "", ""),
        (_SO, "stackoverflow.com/users/22656", "", ""),
        ("stackoverflow.com/users/22656/jon-skeet", "stackoverflow.com/users/22656", "Jon", "Skeet"),
        ("https://www.stackoverflow.com/users/7/user1234567", "stackoverflow.com/users/7", "", ""),
        ("https://stackoverflow.com/users/7/j%C3%BCrgen", "stackoverflow.com/users/7", "Jürgen", ""),
        ("https://stackoverflow.com/users/7/dragon", "stackoverflow.com/users/7", "", ""),
        ("https://es.stackoverflow.com/users/7/ana", "es.stackoverflow.com/users/7", "Ana", ""),
        ("https://meta.stackoverflow.com/users/7/ana", "stackoverflow.com/users/7", "Ana", ""),
        ("https://es.meta.stackoverflow.com/users/7/ana", "es.stackoverflow.com/users/7", "Ana", ""),
        ("https://math.stackexchange.com/users/7/ana", "math.stackexchange.com/users/7", "Ana", ""),
        ("https://math.meta.stackexchange.com/users/7", "math.stackexchange.com/users/7", "", ""),
        ("https://meta.stackexchange.com/users/7", "meta.stackexchange.com/users/7", "", ""),
        ("https://stackexchange.com/users/7/ana", "stackexchange.com/users/7", "Ana", ""),
        ("https://serverfault.com/users/7/ana", "serverfault.com/users/7", "Ana", ""),
        ("https://superuser.com/users/7", "superuser.com/users/7", "", ""),
        ("https://askubuntu.com/users/7", "askubuntu.com/users/7", "", ""),
        ("https://mathoverflow.net/users/7", "mathoverflow.net/users/7", "", ""),
    ),
)

KAGGLE = people(
    "Kaggle",
    "https://www.kaggle.com/",
    (
        ("https://www.kaggle.com/gracehopper", "gracehopper", "", ""),
        ("kaggle.com/GraceHopper", "gracehopper", "Grace", "Hopper"),
        ("https://www.kaggle.com/gracehopper/code", "gracehopper", "", ""),
        ("https://www.kaggle.com/gracehopper/competitions?tab=completed", "gracehopper", "", ""),
        ("https://www.kaggle.com/gracehopper/datasets", "gracehopper", "", ""),
    ),
)

HUGGING = people(
    "Hugging Face",
    "https://huggingface.co/",
    (
        ("https://huggingface.co/gracehopper", "gracehopper", "", ""),
        ("https://hf.co/gracehopper", "gracehopper", "", ""),
        ("huggingface.co/Grace-Hopper/", "grace-hopper", "Grace", "Hopper"),
        ("https://www.huggingface.co/gracehopper", "gracehopper", "", ""),
        ("https://huggingface.co/gracehopper/models", "gracehopper", "", ""),
        ("https://huggingface.co/gracehopper/activity/all", "gracehopper", "", ""),
    ),
)

CODE: tuple[Person, ...] = GITHUB + GITLAB + OVERFLOW + KAGGLE + HUGGING

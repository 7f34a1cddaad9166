"""Words that stand where a handle could stand, and the pages of a profile that stand below it."""

GITHUB = (
    "about account apps blog codespaces collections contact copilot customer-stories dashboard discover discussions"
    " edu education enterprise enterprises events explore features home issues join login logout marketplace mobile"
    " models new notifications open-source organizations orgs pricing pulls readme resources search security session"
    " sessions settings signup site solutions sponsors starred stars team teams topics trending users"
)
GITLAB = "admin api dashboard explore groups help import jobs projects search sign_in sign_up users"
X = (
    "about communities compose download explore hashtag hashtags home i intent jobs login logout messages"
    " notifications oauth privacy search settings share signup tos"
)
X_TABS = (
    "about affiliates articles followers followers_you_follow following header_photo highlights likes media photo"
    " superfollows topics verified_followers with_replies"
)
KAGGLE = (
    "about account c code competitions contact datasets discussion discussions docs host kernels learn me models"
    " notebooks organizations privacy progression rankings search static terms users work"
)
KAGGLE_TABS = (
    "account badges code competitions datasets discussion followers following models notebooks writeups"
)
HUGGING = (
    "blog brand chat collections datasets docs enterprise inference join learn login logout models new organizations"
    " papers posts pricing privacy search settings spaces support tasks team terms-of-service"
)
HUGGING_TABS = "activity collections datasets followers following likes models papers spaces"
DRIBBBLE = (
    "about designers following hiring jobs popular pro search session shots signup stories tags teams terms"
)
BEHANCE = (
    "about adobe assets blog careers collection gallery galleries hire job joblist jobs live login onboarding"
    " search"
)

"""The rules of the house, as the environment sets them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from bot import zones
from bot.outreach.house import House
from bot.refusals import Refusal
from bot.rules import business_time, engagement, sending_hours, source_line
from bot.rules.engagement import Engagement
from bot.rules.pacing import Pace
from bot.rules.stopping import Reach
from bot.settings import BadSettings, Settings, Switch


def house(settings: Settings) -> House:
    """Read the house's rules from the settings; raises BadSettings that names all that is not understood."""
    if problems := tuple(_misunderstood(settings)):
        raise BadSettings("\n".join(problems))
    least, most = settings.spacing_seconds
    own = sending_hours.days_off(settings.days_off)
    return House(
        windows=sending_hours.read(settings.sending_hours),
        holidays=business_time.holidays_of(settings.holiday_country, own),
        pace=Pace(
            daily_cap=settings.daily_cap,
            least=timedelta(seconds=least),
            most=timedelta(seconds=most),
            slow_start=settings.slow_start is Switch.ON,
        ),
        poll=timedelta(seconds=settings.poll_seconds),
        reach=Reach(settings.answer_stops),
        four_eyes=settings.four_eyes is Switch.ON,
        source_line=source_line.check(settings.source_line),
        admin_channel=settings.admin_channel,
        overdue_days=settings.overdue_days,
        zone=business_time.zone_rule(settings.sending_zone),
        clocks=zones.edition(),
        engagement=_engagement(settings),
    )


def _engagement(settings: Settings) -> Engagement:
    return Engagement(
        owned_days=engagement.read_days(settings.ownership_days),
        budget=engagement.read_budget(settings.contact_budget),
        company_limit=settings.company_limit,
        cool_down_days=settings.cool_down_days,
        levels=engagement.read_levels(settings.enroll_rules),
    )


def _misunderstood(settings: Settings) -> Iterator[str]:
    checks: Mapping[str, Callable[[], object]] = {
        "SENDING_HOURS": lambda: sending_hours.read(settings.sending_hours),
        "HOLIDAY_COUNTRY": lambda: business_time.holidays_of(settings.holiday_country),
        "DAYS_OFF": lambda: sending_hours.days_off(settings.days_off),
        "SENDING_ZONE": lambda: business_time.zone_rule(settings.sending_zone),
        "SOURCE_LINE": lambda: source_line.check(settings.source_line),
        "OWNERSHIP_DAYS": lambda: engagement.read_days(settings.ownership_days),
        "CONTACT_BUDGET": lambda: engagement.read_budget(settings.contact_budget),
        "ENROLL_RULES": lambda: engagement.read_levels(settings.enroll_rules),
    }
    for name, check in checks.items():
        try:
            check()
        except Refusal as refusal:
            yield f"{name} is not understood. {refusal}"

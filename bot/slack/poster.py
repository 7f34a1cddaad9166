"""A stored notice -> a message in Slack; Slack's errors become ours."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.outreach.candidates import forgetting, importing, releasing
from bot.outreach.incoming import replying
from bot.outreach.mailboxes import connecting
from bot.outreach.notices import announcing, crediting, notifying, redrawing, troubling
from bot.outreach.notices.notifying import DueNotice, Posted, PostRefused, PostUnknown
from bot.outreach.outgoing import asking, picturing
from bot.outreach.overview import digesting, reporting
from bot.outreach.overview.digest_pictures import Digest
from bot.outreach.people import Who
from bot.outreach.plans import approving, consenting
from bot.refusals import Gone
from bot.slack import showing, slack_door
from bot.slack.illustrating import Illustrator, Paint, Picture
from bot.slack.room import Room
from bot.slack.slack_door import PictureNotReady, SlackDoor
from bot.slack.views import (
    approval as approval_view,
    credit as credit_view,
    digest as digest_view,
    forget as forget_view,
    import_card as import_view,
    news as news_view,
    permission as permission_view,
    question as question_view,
    release as release_view,
    reminder as reminder_view,
    reminders as reminders_view,
    reply as reply_view,
    today as today_view,
    trouble as trouble_view,
)

DELETED = {"message_not_found", "channel_not_found", "cant_update_message", "is_inactive"}
Message = dict[str, Any]


class SlackPoster:
    """Draw a notice as things stand when it is posted, and post it once."""

    def __init__(self, room: Room, client: WebClient, paint: Paint) -> None:
        self.room = room
        self.db = room.db
        self.client = client
        self.door = SlackDoor(client)
        self.illustrator = Illustrator(client, self.door, paint)
        self._drawn: Mapping[str, Callable[[DueNotice], list[Message]]] = {
            "reminder": self._reminder,
            "reminders": self._reminders,
            "reply": self._reply,
            "question": self._question,
            "permission": self._permission,
            "trouble": self._trouble,
            "operator": self._operator,
            "import": self._import,
            "morning": self._morning,
            "approval": self._approval,
            "release": self._release,
            "news": self._news,
            "credit": self._credit,
        }

    def post(self, notice: DueNotice) -> Posted:
        """Post it; raises PostLater, PostAgain, PostRefused or PostUnknown."""
        self.door.knock(self.room.now())
        try:
            where = self._posted(notice)
        except PostUnknown:
            self.door.doubt()
            raise
        except Gone:
            return Posted()
        return where

    def _posted(self, notice: DueNotice) -> Posted:
        if notice.kind == notifying.REDRAW:
            return self._redrawn(notice)
        if notice.kind == notifying.DIGEST:
            return self._digest(notice)
        return self._first_taken(notice, self._drawn[notice.kind](notice))

    def _first_taken(self, notice: DueNotice, versions: list[Message]) -> Posted:
        """Post the first version Slack can draw."""
        for message in versions[:-1]:
            try:
                return self._send(notice, message)
            except PictureNotReady:
                raise
            except PostRefused as refusal:
                if str(refusal) not in slack_door.BLOCKS_REFUSED:
                    raise
        return self._send(notice, versions[-1]) if versions else Posted()

    def _send(self, notice: DueNotice, message: Message) -> Posted:
        try:
            answer = self.client.chat_postMessage(
                channel=notice.recipient,
                unfurl_links=False,
                unfurl_media=False,
                **{**_again(notice), **message},
            )
        except SlackApiError as error:
            raise slack_door.ours(error) from error
        except (SlackClientError, OSError) as error:
            raise PostUnknown from error
        return Posted(channel=str(answer.get("channel", "")), ts=str(answer.get("ts", "")))

    def _reminder(self, notice: DueNotice) -> list[Message]:
        card = picturing.card(self.db, int(notice.about["touch"]), self.room.now(), viewer=notice.recipient)
        return [] if card.settled else [reminder_view.build(card)]

    def _reminders(self, notice: DueNotice) -> list[Message]:
        found = picturing.listed(self.db, notice.id, self.room.now())
        return [reminders_view.build(found)] if found.left else []

    def _reply(self, notice: DueNotice) -> list[Message]:
        showing.home_too(self.room, Who(team=notice.team, slack_id=notice.recipient))
        return [reply_view.build(replying.card(self.db, int(notice.about["inbound"]), self.room.now()))]

    def _question(self, notice: DueNotice) -> list[Message]:
        card = asking.card(self.db, int(notice.about["touch"]), self.room.now())
        return [] if card.settled else [question_view.build(card)]

    def _import(self, notice: DueNotice) -> list[Message]:
        return [import_view.build(importing.card(self.db, int(notice.about["import"])))]

    def _permission(self, notice: DueNotice) -> list[Message]:
        about = notice.about
        card = consenting.card(self.db, int(about["permission"]), about["sequence"], str(about["news"]))
        return [permission_view.build(card)]

    def _standing(self, about: Mapping[str, Any]) -> tuple[list[tuple[str, str]], Callable[[], Message]]:
        """Find where a card stands that changed, and how it is drawn."""
        if "touch" in about:
            touch_id = int(about["touch"])
            return asking.places(self.db, touch_id), lambda: question_view.build(
                asking.card(self.db, touch_id, self.room.now())
            )
        if "import" in about:
            import_id = int(about["import"])
            return redrawing.import_place(self.db, import_id), lambda: import_view.build(
                importing.card(self.db, import_id)
            )
        if "forgotten" in about:
            return forgetting.place(self.db, int(about["forgotten"])), forget_view.card
        if "reminder" in about:
            stands = redrawing.reminder(self.db, str(about["posted"]))
            return stands.places, lambda: self._reminder_again(int(about["reminder"]), stands)
        inbound_id = int(about["inbound"])
        return redrawing.places(self.db, inbound_id), lambda: reply_view.build(
            replying.card(self.db, inbound_id, self.room.now())
        )

    def _reminder_again(self, touch_id: int, stands: redrawing.Stands) -> Message:
        now = self.room.now()
        if stands.list_id is not None:
            return reminders_view.build(picturing.listed(self.db, stands.list_id, now))
        return reminder_view.build(picturing.card(self.db, touch_id, now, viewer=stands.recipient))

    def _redrawn(self, notice: DueNotice) -> Posted:
        """Draw a card anew wherever it stands; one that was deleted is left alone."""
        last = Posted()
        places, draw = self._standing(notice.about)
        for channel, ts in places:
            try:
                showing.current(self.client, channel, ts, draw)
            except SlackApiError as error:
                if str(error.response.get("error", "")) not in DELETED:
                    raise slack_door.ours(error) from error
                continue
            except (SlackClientError, OSError) as error:
                raise PostUnknown from error
            last = Posted(channel=channel, ts=ts)
        if places and not last.ts and "import" in notice.about:
            redrawing.import_deleted(self.db, int(notice.about["import"]), self.room.now())
        return last

    def _trouble(self, notice: DueNotice) -> list[Message]:
        url = ""
        if "mailbox" in notice.about:
            who = Who(team=notice.team, slack_id=notice.recipient)
            url = self._way_back(who) if notice.about["kind"] == "mailbox_lost" else ""
            showing.home_too(self.room, who)
        return [trouble_view.build(troubling.card(self.db, notice.about, now=self.room.now(), url=url))]

    def _operator(self, notice: DueNotice) -> list[Message]:
        return [trouble_view.build(troubling.card(self.db, notice.about, now=self.room.now()))]

    def _approval(self, notice: DueNotice) -> list[Message]:
        return [approval_view.build(approving.card(self.db, int(notice.about["version"])))]

    def _release(self, notice: DueNotice) -> list[Message]:
        card = releasing.card(self.db, int(notice.about["release"]), str(notice.about["news"]))
        return [release_view.build(card)]

    def _news(self, notice: DueNotice) -> list[Message]:
        return [news_view.build(announcing.news(self.db, notice.about))]

    def _credit(self, notice: DueNotice) -> list[Message]:
        return [credit_view.build(crediting.card(self.db, int(notice.about["enrollment"]), self.room.now()))]

    def _way_back(self, who: Who) -> str:
        long = connecting.LONG_TRIP  # a DM may be read after the weekend
        return connecting.consent_link(self.db, self.room.door, who=who, now=self.room.now(), good_for=long)

    def _morning(self, notice: DueNotice) -> list[Message]:
        who = Who(team=notice.team, slack_id=notice.recipient)
        page = reporting.today(self.db, who, now=self.room.now())
        return [today_view.morning(page)] if page.says_something else []

    def _digest(self, notice: DueNotice) -> Posted:
        found = digesting.draw(self.db, int(notice.about["digest"]), now=self.room.now())
        if found is None:
            return Posted()
        return replace(self._illustrated(notice, found), kept=found.kept)

    def _illustrated(self, notice: DueNotice, found: Digest) -> Posted:
        """Show charts; what is uploaded in their place is shown at a later try, when Slack has looked through it."""
        picture = self.illustrator.kept(notice)
        if picture is not None:
            return self._pictured(notice, found, picture)
        try:
            return self._send(notice, digest_view.build(found))
        except PostRefused as refusal:
            if str(refusal) not in slack_door.BLOCKS_REFUSED:
                raise
        if (uploaded := self.illustrator.uploaded(found)) is not None:
            raise uploaded.later()
        return self._unpictured(notice, found)

    def _pictured(self, notice: DueNotice, found: Digest, picture: Picture) -> Posted:
        versions = [digest_view.pictured(found, picture.file_id, with_table=one) for one in (True, False)]
        try:
            return self._first_taken(notice, versions)
        except PostRefused as refusal:
            if str(refusal) not in slack_door.BLOCKS_REFUSED:
                raise
            if not picture.is_given_up:
                raise picture.later() from refusal
        return self._unpictured(notice, found)

    def _unpictured(self, notice: DueNotice, found: Digest) -> Posted:
        return self._first_taken(notice, [digest_view.fallback_table(found), digest_view.in_words(found)])


def _again(notice: DueNotice) -> Message:
    # Undocumented, so only where it can help: Slack may drop a repetition that carries the id of the first try.
    return {"client_msg_id": notice.message_id} if notice.tries > 1 else {}

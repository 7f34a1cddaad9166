"""What two mails may have in common when nothing proves that one answers the other: a company and a subject."""

import re

from gmail import addresses

_NAMES = """
gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com icloud.com me.com mac.com aol.com
aim.com ymail.com rocketmail.com yahoo.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de
tuta.io tuta.com fastmail.com fastmail.fm hey.com hushmail.com zoho.com zohomail.com zohomail.eu mail.com email.com
usa.com inbox.com duck.com mozmail.com privaterelay.appleid.com runbox.com startmail.com mailfence.com disroot.org
riseup.net gmx.de gmx.net gmx.com gmx.at gmx.ch gmx.eu web.de freenet.de t-online.de online.de arcor.de
vodafonemail.de posteo.de posteo.net mailbox.org email.de bluewin.ch hispeed.ch sunrise.ch chello.at aon.at a1.net
orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr libero.it virgilio.it alice.it tin.it
tiscali.it email.it fastwebnet.it telefonica.net terra.es telenet.be skynet.be proximus.be ziggo.nl kpnmail.nl
planet.nl home.nl xs4all.nl hetnet.nl casema.nl btinternet.com ntlworld.com virginmedia.com sky.com talktalk.net
blueyonder.co.uk tiscali.co.uk eircom.net seznam.cz centrum.cz email.cz post.cz azet.sk zoznam.sk wp.pl o2.pl
onet.pl onet.eu op.pl interia.pl interia.eu poczta.fm gazeta.pl abv.bg mail.bg freemail.hu citromail.hu mail.ee
inbox.lv mail.ru bk.ru inbox.ru list.ru internet.ru rambler.ru yandex.ru yandex.com ya.ru ukr.net i.ua meta.ua
tut.by walla.co.il walla.com qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com tom.com 139.com
189.cn aliyun.com naver.com hanmail.net daum.net kakao.com nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp
nifty.com excite.co.jp rediffmail.com sify.com indiatimes.com bol.com.br uol.com.br terra.com.br ig.com.br globo.com
comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com optonline.net
frontier.com windstream.net netzero.net roadrunner.com shaw.ca rogers.com sympatico.ca bell.net telus.net
videotron.ca bigpond.com bigpond.net.au optusnet.com.au iinet.net.au xtra.co.nz telia.com online.no broadpark.no
jubii.dk
"""
# Whoever writes from one of these writes for themselves: a shared domain says nothing.
_PROVIDERS = frozenset(_NAMES.split())
_IN_EVERY_COUNTRY = re.compile(r"(?:yahoo|hotmail|live|outlook|gmx|aol|ymail|yandex)(?:\.com?)?\.[a-z]{2,3}")
_BEFORE = re.compile(
    r"(?:(?:re|aw|antw|antwort|sv|vs|res|rv|rif|odp|ynt|fwd?|wg|tr|enc|pd|vl|doorst|答复|回复|转发)"
    r"\s*(?:\[\d+\]|\(\d+\))?\s*[:：]|\[[^\[\]]{1,30}\])\s*",
    re.IGNORECASE,
)


def company(address: str) -> str:
    """Give the domain of a company's address, empty for one that everybody can have."""
    domain = addresses.folded(address).rpartition("@")[2]
    return "" if domain in _PROVIDERS or _IN_EVERY_COUNTRY.fullmatch(domain) else domain


def core(subject: str) -> str:
    """Give what remains of a subject in one case without "Re:", "WG:", "[External]" and the like."""
    rest = subject.strip()
    while found := _BEFORE.match(rest):
        rest = rest[found.end() :]
    return " ".join(rest.casefold().split())

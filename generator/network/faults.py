"""What can go wrong between this machine and a public service, and the one line on each."""

from generator.model.finding import Finding, Place
from generator.model.rule import Rule

UNREACHABLE = Rule("E271", "unreachable", "A service cannot be reached")
NO_ANSWER = Rule("E272", "no-answer", "A service gave no whole answer in the time allowed")
WRONG_REPLY = Rule("E273", "wrong-reply", "A reply is not what was asked for")
NO_RECORD = Rule("E274", "no-record", "No service has a record of an identifier")
NO_SERVICE = Rule("E275", "no-service", "No service looks up identifiers of this kind")
REFUSED = Rule("E276", "refused", "A service refuses the request")
LED_AWAY = Rule("E277", "led-away", "A service leads to an address that is not its own")
WRONG_SETTING = Rule("E278", "wrong-setting", "A setting of the intake cannot be used")
NOT_ASKED_FOR = Rule("W271", "not-asked-for", "A reply holds a record nobody asked for")
SPOILT_SNAPSHOT = Rule("W272", "spoilt-snapshot", "A stored reply is not what was stored")
OTHER_TRIAL = Rule("W274", "other-number", "A register answers under another number")
UNKNOWN_TERM = Rule("W275", "unknown-term", "A saved search holds a word its service does not know")
UNREAD_ENTRY = Rule("W276", "unread-entry", "A regulator sends an entry that cannot be read")

_WITHOUT_NETWORK = "Files can be added without a network: evidence add FILE."
# What to try next after each way a request can end.
REMEDIES = {
    UNREACHABLE: f"Is there a network? {_WITHOUT_NETWORK}",
    NO_ANSWER: f"Try again later. {_WITHOUT_NETWORK}",
    WRONG_REPLY: f"Nothing of it was kept. Try again later. {_WITHOUT_NETWORK}",
    REFUSED: "Check what was asked for.",
    LED_AWAY: "Nothing was asked there. Check the address of the service.",
}


class NoReplyError(Exception):
    """A service gave nothing that can be used; the words say what was seen, and what to try next.

    `status` is the number a service answered with, 0 where it gave none; `detail` is what it said
    of its refusal, `code` the word it has for that; `for_long` says that asking it anything else in
    this run is of no use.
    """

    def __init__(self, rule: Rule, service: str, *, seen: str, expected: str, remedy: str) -> None:
        super().__init__()
        self.rule = rule
        self.service = service
        self.seen = seen
        self.expected = expected
        self.remedy = remedy
        self.status = 0
        self.detail = ""
        self.code = ""
        self.for_long = rule is UNREACHABLE

    def __str__(self) -> str:
        """Return what was seen, without what to try next."""
        return f"{self.service}: {self.seen}"

    def hide(self, secret: str) -> None:
        """Take a secret out of what the service said."""
        if secret:
            self.seen = self.seen.replace(secret, "***")
            self.detail = self.detail.replace(secret, "***")

    def finding(self, asked: str = "") -> Finding:
        """Return the one line on it; `asked` names what the service was asked for."""
        seen = f"could not be looked up: the service {self.seen}" if asked else self.seen
        place = Place(self.service, 0, asked)
        return self.rule.broken(place, seen=seen, expected=self.expected, remedy=self.remedy)

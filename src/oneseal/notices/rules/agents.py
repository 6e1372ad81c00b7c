"""The words of messages about agent orders."""

from oneseal.kernel.text import N_
from oneseal.notices.rules.template import Template

AGENTS = (
    Template(
        "agent_news",
        N_("代办有新进展"),
        N_("代办%(number)s“%(title)s”：%(news)s。"),
        ("title", "number", "news"),
    ),
)

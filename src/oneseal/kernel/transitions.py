"""One table for each life cycle: which verb leads from which state to which."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from oneseal.kernel.errors import Conflict
from oneseal.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Edge:
    """One permitted step of a life cycle and the law or rule that it follows."""

    source: str
    verb: str
    target: str
    basis: str = ""


class TransitionTable:
    """The states of one kind of thing and the verbs that change them. Built once, at import.

    `labels` gives each state its Chinese name (marked with N_); the first one is where everything begins.
    Raises ValueError when an edge names an unknown state, when a verb leads two ways from one state, or when
    a state can never be reached.
    """

    def __init__(self, labels: dict[str, str], edges: Iterable[Edge]) -> None:
        self.labels = dict(labels)
        self.states = tuple(labels)
        self.initial = self.states[0]
        self.edges = tuple(edges)
        self._targets: dict[tuple[str, str], Edge] = {}
        for edge in self.edges:
            if edge.source not in labels or edge.target not in labels:
                raise ValueError(f"unknown state in {edge}")
            if (edge.source, edge.verb) in self._targets:
                raise ValueError(f"{edge.verb} leads two ways from {edge.source}")
            self._targets[edge.source, edge.verb] = edge
        lost = set(self.states) - {self.initial} - {edge.target for edge in self.edges}
        if lost:
            raise ValueError(f"never reached: {sorted(lost)}")
        self.verbs = tuple(dict.fromkeys(edge.verb for edge in self.edges))
        self.final = frozenset(self.states) - {edge.source for edge in self.edges}

    def allowed(self, state: str) -> tuple[str, ...]:
        """The verbs that may be used in a state, in the table's order."""
        return tuple(edge.verb for edge in self.edges if edge.source == state)

    def allows(self, state: str, verb: str) -> bool:
        """Whether the verb may be used in the state."""
        return (state, verb) in self._targets

    def step(self, state: str, verb: str) -> str:
        """The state that the verb leads to. Raises Conflict (a RuleViolation) when it may not be used."""
        edge = self._targets.get((state, verb))
        if edge is None:
            raise self.refuse(state, verb)
        return edge.target

    def refuse(self, state: str, verb: str) -> Conflict:
        """The refusal of a verb in a state, to be raised."""
        basis = next((edge.basis for edge in self.edges if edge.verb == verb), "")
        return Conflict(
            "wrong_state",
            N_("当前状态是“%(state)s”，不能进行这项操作。请刷新页面查看最新状态。"),
            params={"state": self.labels.get(state, state), "verb": verb},
            basis=basis,
        )

    def pairs(self) -> Iterator[tuple[str, str, str | None]]:
        """Every state with every verb and where it leads (None: refused); what a test walks through."""
        for state in self.states:
            for verb in self.verbs:
                edge = self._targets.get((state, verb))
                yield state, verb, edge.target if edge else None

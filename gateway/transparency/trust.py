"""Whose signatures make a checkpoint good (C2SP tlog-policy): the file that an auditor pins.

    log example.org/mappa+33d7b496+AeHZ...
    witness police police.example/mappa+6c1b...+BNq... https://witness.police.example/
    witness prison prison.example/mappa+91d0...+BHk...
    group agencies all police prison
    quorum agencies

Signed by any of the logs, and cosigned as the quorum says. Two ``log`` lines of one name are the old and the new key of
one log while its keys change.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from gateway.transparency.checkpoint import Checkpoint
from gateway.transparency.keys import KeyType, VerifierKey, stamp
from gateway.transparency.note import Note
from gateway.transparency.text import FormatRefused, number, utf8

NONE = "none"


class NotTrusted(ValueError):
    """A checkpoint that is not signed or cosigned as the policy asks, with the sentence that says what is missing."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness by its name in the policy; ``url`` is where it takes checkpoints, where the policy says so."""

    name: str
    key: VerifierKey
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Witnesses or groups, of whom so many must have cosigned."""

    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Endorsed:
    """A checkpoint that the policy accepts: which keys of the log signed it, and which witnesses, and when."""

    checkpoint: Checkpoint
    logs: tuple[VerifierKey, ...]
    witnesses: Mapping[str, datetime]


@dataclass(frozen=True, slots=True)
class Policy:
    """What a policy file says."""

    logs: tuple[VerifierKey, ...]
    witnesses: Mapping[str, Witness]
    groups: Mapping[str, Group]
    quorum: str

    @classmethod
    def parse(cls, data: bytes) -> "Policy":
        """Raises ``FormatRefused``, naming the line."""
        reading = _Reading()
        for place, words in _statements(data):
            try:
                reading.read(words)
            except FormatRefused as error:
                raise FormatRefused(f"line {place} of the policy: {error}") from None
        return reading.policy()

    def met_by(self, cosigned: set[str]) -> bool:
        """Whether these witnesses are enough."""
        return self._has(self.quorum, cosigned)

    def _has(self, name: str, cosigned: set[str]) -> bool:
        if name == NONE:
            return True
        group = self.groups.get(name)
        if group is None:
            return name in cosigned
        return sum(self._has(member, cosigned) for member in group.members) >= group.needed

    def cosigners(self, note: Note) -> dict[str, datetime]:
        """The witnesses under a note, and when they cosigned. Raises ``FormatRefused`` where one did not."""
        names = {witness.key: witness.name for witness in self.witnesses.values()}
        return {
            names[key]: datetime.fromtimestamp(min(stamp(signature.value), _LAST), UTC)
            for key, signature in note.signers(names)
        }

    def signed(self, note: Note) -> Endorsed:
        """The checkpoint in a note that the log signed, and who cosigned it, be they enough or not.

        Raises ``FormatRefused`` for what is no checkpoint or spoilt, ``NotTrusted`` where no key of the log signed.
        """
        checkpoint = Checkpoint.parse(note.text)
        logs = [key for key in self.logs if key.name == checkpoint.origin]
        if not logs:
            raise NotTrusted(f"the checkpoint is of {checkpoint.origin}, which is no log of the policy")
        signers = note.signers(logs)
        if not signers:
            raise NotTrusted(f"the checkpoint of {checkpoint.size} leaves is signed by no key of the log in the policy")
        return Endorsed(checkpoint, tuple(key for key, _ in signers), self.cosigners(note))

    def endorsed(self, note: Note) -> Endorsed:
        """The same, cosigned by enough: ``NotTrusted`` too where the quorum is not met."""
        found = self.signed(note)
        if not self.met_by(set(found.witnesses)):
            by = ", ".join(sorted(found.witnesses)) or "no witness"
            says = f"the checkpoint of {found.checkpoint.size} leaves is cosigned by {by}"
            raise NotTrusted(f"{says}: the quorum {self.quorum} asks for more")
        return found


_LAST = 253_402_300_799  # the last second that a datetime can hold
_SPACES = re.compile(r"[ \t]+")


def _statements(data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = utf8(data.replace(b"\t", b" "), "the policy")
    for place, line in enumerate(text.split("\n"), start=1):
        words = _SPACES.split(line.strip(" "))
        if words != [""] and not words[0].startswith("#"):
            yield place, words


@dataclass(slots=True)
class _Reading:
    """A policy while it is read: a name is used only after it was given."""

    logs: list[VerifierKey] = field(default_factory=list)
    witnesses: dict[str, Witness] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    quorum: str | None = None
    _used: set[str] = field(default_factory=set)

    def read(self, words: Sequence[str]) -> None:
        match words:
            case ["log", key, *url] if len(url) <= 1:
                self._log(_key(key, KeyType.LOG))
            case ["witness", name, key, *url] if len(url) <= 1:
                self._witness(Witness(name, _key(key, KeyType.COSIGNATURE), url[0] if url else None))
            case ["group", name, needed, *members] if members:
                self._group(name, needed, members)
            case ["quorum", name] if self.quorum is None:
                self.quorum = name if name == NONE else self._given(name)
            case _:
                raise FormatRefused(f"{words[0]!r} with {len(words) - 1} words after it is no line of a policy here")

    def policy(self) -> Policy:
        if self.quorum is None:
            raise FormatRefused("the policy has no quorum line: end it with one, such as: quorum none")
        return Policy(tuple(self.logs), self.witnesses, self.groups, self.quorum)

    def _log(self, key: VerifierKey) -> None:
        if key.public in [other.public for other in self.logs]:
            raise FormatRefused(f"the key of {key.name} is there twice")
        self.logs.append(key)

    def _witness(self, witness: Witness) -> None:
        if witness.key.public in [other.key.public for other in self.witnesses.values()]:
            raise FormatRefused(f"the key of the witness {witness.name} is there twice")
        self.witnesses[self._new(witness.name)] = witness

    def _group(self, name: str, needed: str, members: Sequence[str]) -> None:
        for member in members:
            if self._given(member) in self._used:
                raise FormatRefused(f"{member} is a member of a group already")
            self._used.add(member)
        amount = {"any": 1, "all": len(members)}.get(needed) or number(needed, "how many are needed")
        if not 1 <= amount <= len(members):
            raise FormatRefused(f"the group {name} asks for {amount} of {len(members)}")
        self.groups[self._new(name)] = Group(amount, tuple(members))

    def _new(self, name: str) -> str:
        if name == NONE or name in self.witnesses or name in self.groups:
            raise FormatRefused(f"the name {name} is taken")
        return name

    def _given(self, name: str) -> str:
        if name not in self.witnesses and name not in self.groups:
            raise FormatRefused(f"{name} is no witness or group that stands above")
        return name


def _key(text: str, kind: KeyType) -> VerifierKey:
    key = VerifierKey.parse(text)
    if key.kind is not kind:
        raise FormatRefused(f"the key of {key.name} is of the wrong type for a {kind.name.lower()}")
    return key

"""Checkpoints and witnesses on a page, and the receipt of a page, which proves that asking for it is on record."""

from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.note import Note, Signature
from gateway.transparency.receipt import Receipt
from gateway.transparency.trust import Policy
from tests.gateway import served as serving
from tests.gateway.web.reader import Reader

WITNESS = SigningKey.generate("police.example/witness", KeyType.COSIGNATURE)
ADD = "insert into audit.cosignature (size, witness, made_at, line) values (%s, %s, now(), %s)"
POLICY = Policy.parse(f"log {serving.LOG_KEY.verifier}\nquorum none\n".encode())


def test_whoever_is_shown_a_page_takes_its_receipt_and_nobody_elses(reader: Reader) -> None:
    home = reader.sign_in("police")
    address = home.links()["The receipt of this one"]
    handed = reader.asked("GET", address)
    assert (handed.status_code, handed.headers["content-disposition"][:10]) == (200, "attachment")
    proved = Receipt.parse(handed.content).proved(POLICY)
    assert address.endswith(str(proved.leaf.entry_id))
    reader.sign_in("prison")
    assert reader.get(address).text == reader.get("/no-such-page").text


def test_checkpoints_are_shown_to_be_kept_with_who_signed_them_and_when(pages: serving.Served, reader: Reader) -> None:
    reader.sign_in("auditor")
    pages.until_sequenced()
    (newest,) = pages.ask("auditor", "{ checkpoints(first: 1) { nodes { size note } } }").data["checkpoints"]["nodes"]
    told = POLICY.signed(Note.parse(newest["note"].encode())).checkpoint
    assert str(told.size) == newest["size"]
    note = Note.parse(newest["note"].encode())
    line = str(Signature.made(WITNESS, note.text, 1_800_000_000))
    pages.database.execute(ADD, [told.size, str(WITNESS.verifier), line])
    page = reader.get("/access/log")
    assert "police.example/witness" in page.text
    assert note.text.splitlines()[2] in page.text

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
    reader.sign_in("auditor")
    theirs = reader.get("/access").links()["The receipt of this one"]  # also of a page that lists entries
    assert str(Receipt.parse(reader.asked("GET", theirs).content).proved(POLICY).leaf.entry_id) == theirs[-36:]
    reader.sign_in("prison")
    assert reader.get(address).text == reader.get("/no-such-page").text


def test_a_receipt_is_verified_in_the_page_and_one_that_was_changed_is_not(reader: Reader) -> None:
    home = reader.sign_in("auditor")
    text = reader.asked("GET", home.links()["The receipt of this one"]).text
    form = reader.get(reader.get("/access/log").links()["Verify a receipt"])
    fields = form.fields("/access/verify")
    page = reader.post("/access/verify", {**fields, "receipt": text.rstrip().replace("\n", "\r\n")})
    entry = str(Receipt.parse(text.encode()).leaf.entry_id)
    assert "It verifies: the entry is in the log" in page.text
    assert reader.get(page.links()[entry]).heading.startswith("Entry of")
    place = next(line for line in text.splitlines() if line.startswith("index "))
    for amiss in ("", "Not a receipt.", text.replace(place, "index 900000")):
        refused = reader.post("/access/verify", {**fields, "receipt": amiss})
        assert (refused.status, "The receipt does not verify:" in refused.text) == (422, True)


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

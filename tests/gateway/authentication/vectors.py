"""Tokens that must be refused, each with the reason that goes on record."""

import hmac

import orjson
from joserfc.util import urlsafe_b64encode

from gateway.authentication.refusal import RefusalReason
from tests.gateway.authentication.provider import (
    AUDIENCE,
    CLAIMS,
    EC_KEY,
    ISSUER,
    NOW,
    OKP_KEY,
    RSA_KEY,
    STRANGE_KEY,
    bearer,
    claims,
    signed,
)

TEN_YEARS = NOW + 10 * 365 * 86_400


def act(depth: int) -> dict[str, object]:
    chain: dict[str, object] = {"sub": f"system-{depth}"}
    return chain if depth == 1 else {**chain, "act": act(depth - 1)}


def unsigned(**header: object) -> bytes:
    head = {"typ": "at+jwt", "alg": "none", "kid": "ec", **header}
    parts = (urlsafe_b64encode(orjson.dumps(part)) for part in (head, CLAIMS))
    return b"Bearer " + b".".join(parts) + b"."


def hmac_with_the_public_key(stated_algorithm: str) -> bytes:
    head = {"typ": "at+jwt", "alg": stated_algorithm, "kid": "ec"}
    content = b".".join(urlsafe_b64encode(orjson.dumps(part)) for part in (head, CLAIMS))
    signature = hmac.digest(EC_KEY.as_pem(private=False), content, "sha256")
    return b"Bearer " + content + b"." + urlsafe_b64encode(signature)


def with_signature(signature: bytes) -> bytes:
    return bearer().rpartition(b".")[0] + b"." + urlsafe_b64encode(signature)


def with_another_payload() -> bytes:
    head, _, signature = bearer().split(b".")
    return b".".join((head, urlsafe_b64encode(orjson.dumps(claims(sub="somebody-else"))), signature))


REFUSED: dict[str, tuple[bytes | None, RefusalReason]] = {
    "no header": (None, RefusalReason.NO_CREDENTIALS),
    "an empty header": (b"", RefusalReason.NOT_BEARER),
    "another scheme": (b"Basic cGVyc29uOnNlY3JldA==", RefusalReason.NOT_BEARER),
    "a DPoP token": (b"DPoP" + bearer()[6:], RefusalReason.NOT_BEARER),
    "a scheme alone": (b"Bearer ", RefusalReason.MALFORMED),
    "garbage": (b"Bearer \xff\x00\xfe", RefusalReason.MALFORMED),
    "two parts": (bearer().rpartition(b".")[0], RefusalReason.MALFORMED),
    "four parts": (bearer() + b".AAAA", RefusalReason.MALFORMED),
    "five parts, as an encrypted token has": (b"Bearer " + b".".join([b"AAAA"] * 5), RefusalReason.MALFORMED),
    "a line end after it": (bearer() + b"\n", RefusalReason.MALFORMED),
    "two tokens in one header": (bearer() + b", " + bearer(), RefusalReason.MALFORMED),
    "padding": (bearer() + b"=", RefusalReason.MALFORMED),
    "one byte over the limit": (bearer(claims(pad="x" * 8192))[:8193], RefusalReason.OVERLONG),
    "a header that is no base64": (b"Bearer A.AAAA.AAAA", RefusalReason.MALFORMED),
    "a header that is no JSON": (b"Bearer AAAA.AAAA.AAAA", RefusalReason.MALFORMED),
    "a header that is a list": (b"Bearer W10.AAAA.AAAA", RefusalReason.MALFORMED),
    "a payload that is no JSON": (b"Bearer " + signed(b"{"), RefusalReason.MALFORMED),
    "a payload that is a list": (b"Bearer " + signed(b"[]"), RefusalReason.MALFORMED),
    "a claim that is not a number": (b"Bearer " + signed(b'{"exp":NaN}'), RefusalReason.MALFORMED),
    "no typ": (bearer(typ=...), RefusalReason.WRONG_TYPE),
    "an ID token": (bearer(typ="JWT"), RefusalReason.WRONG_TYPE),
    "a logout token": (bearer(typ="logout+jwt"), RefusalReason.WRONG_TYPE),
    "a typ that is a list": (bearer(typ=["at+jwt"]), RefusalReason.WRONG_TYPE),
    "alg none": (unsigned() + b"AAAA", RefusalReason.WRONG_ALGORITHM),
    "alg none without signature": (unsigned(), RefusalReason.MALFORMED),
    "alg None, in another case": (bearer(alg="nOnE"), RefusalReason.WRONG_ALGORITHM),
    "no alg": (bearer(alg=...), RefusalReason.WRONG_ALGORITHM),
    "an alg that is a list": (bearer(alg=["ES256"]), RefusalReason.WRONG_ALGORITHM),
    "HS256 with our public key": (hmac_with_the_public_key("HS256"), RefusalReason.WRONG_ALGORITHM),
    "RS256, not configured": (bearer(key=RSA_KEY, algorithm="RS256"), RefusalReason.WRONG_ALGORITHM),
    "an HMAC in the name of ES256": (
        hmac_with_the_public_key("ES256"),
        RefusalReason.BAD_SIGNATURE,
    ),
    "an RSA key in the name of ES256": (
        bearer(key=RSA_KEY, algorithm="PS256", alg="ES256"),
        RefusalReason.UNKNOWN_KEY,
    ),
    "an Edwards key in the name of PS256": (
        bearer(key=OKP_KEY, algorithm="EdDSA", alg="PS256"),
        RefusalReason.UNKNOWN_KEY,
    ),
    "its own key": (bearer(key=STRANGE_KEY, jwk=STRANGE_KEY.as_dict(private=False)), RefusalReason.REFUSED_HEADER),
    "where to find its key": (bearer(jku="https://elsewhere.example/jwks"), RefusalReason.REFUSED_HEADER),
    "where to find its certificate": (bearer(x5u="https://elsewhere.example/x5u"), RefusalReason.REFUSED_HEADER),
    "its own certificate": (bearer(x5c=["MIIB"]), RefusalReason.REFUSED_HEADER),
    "a critical extension": (bearer(crit=["exp"], exp=1), RefusalReason.REFUSED_HEADER),
    "an empty critical list": (bearer(crit=[]), RefusalReason.REFUSED_HEADER),
    "an unencoded payload": (bearer(b64=False), RefusalReason.REFUSED_HEADER),
    "no key named": (bearer(kid=...), RefusalReason.UNKNOWN_KEY),
    "an empty key name": (bearer(kid=""), RefusalReason.UNKNOWN_KEY),
    "a key name that is a number": (bearer(kid=7), RefusalReason.UNKNOWN_KEY),
    "an overlong key name": (bearer(kid="k" * 256), RefusalReason.UNKNOWN_KEY),
    "an unknown key": (bearer(kid="never-published"), RefusalReason.UNKNOWN_KEY),
    "another's key under a known name": (bearer(key=STRANGE_KEY), RefusalReason.BAD_SIGNATURE),
    "another payload": (with_another_payload(), RefusalReason.BAD_SIGNATURE),
    "a signature of nothing": (with_signature(bytes(64)), RefusalReason.BAD_SIGNATURE),
    "a short signature": (with_signature(b"short"), RefusalReason.BAD_SIGNATURE),
    **{f"no {name}": (bearer(claims(**{name: ...})), RefusalReason.MISSING_CLAIM) for name in CLAIMS},
    "another issuer": (bearer(claims(iss="https://elsewhere.example")), RefusalReason.WRONG_ISSUER),
    "the issuer with a slash": (bearer(claims(iss=ISSUER + "/")), RefusalReason.WRONG_ISSUER),
    "a list of issuers": (bearer(claims(iss=[ISSUER])), RefusalReason.WRONG_ISSUER),
    "another audience": (bearer(claims(aud="https://elsewhere.example")), RefusalReason.WRONG_AUDIENCE),
    "other audiences": (bearer(claims(aud=["a", "b"])), RefusalReason.WRONG_AUDIENCE),
    "no audience in the list": (bearer(claims(aud=[])), RefusalReason.WRONG_AUDIENCE),
    "part of our audience": (bearer(claims(aud=AUDIENCE[:-1])), RefusalReason.WRONG_AUDIENCE),
    "an audience that is an object": (bearer(claims(aud={AUDIENCE: 1})), RefusalReason.MALFORMED_CLAIM),
    "a list with a number in it": (bearer(claims(aud=[AUDIENCE, 1])), RefusalReason.MALFORMED_CLAIM),
    "bound to a DPoP key": (bearer(claims(cnf={"jkt": "thumbprint"})), RefusalReason.SENDER_CONSTRAINED),
    "bound to a certificate": (bearer(claims(cnf={"x5t#S256": "print"})), RefusalReason.SENDER_CONSTRAINED),
    "bound to nothing": (bearer(claims(cnf=None)), RefusalReason.SENDER_CONSTRAINED),
    "expired": (bearer(claims(iat=NOW - 310, exp=NOW - 10)), RefusalReason.EXPIRED),
    "issued in the future": (bearer(claims(iat=NOW + 10.5, exp=NOW + 300)), RefusalReason.NOT_YET_VALID),
    "not yet begun": (bearer(claims(nbf=NOW + 10.5)), RefusalReason.NOT_YET_VALID),
    "a life of ten years": (bearer(claims(exp=TEN_YEARS)), RefusalReason.LIFETIME),
    "a life a second too long": (bearer(claims(exp=NOW + 301)), RefusalReason.LIFETIME),
    "no life at all": (bearer(claims(exp=NOW, iat=NOW)), RefusalReason.LIFETIME),
    "a life that ends before it begins": (bearer(claims(exp=NOW + 1, iat=NOW + 2)), RefusalReason.LIFETIME),
    "exp as text": (bearer(claims(exp=str(NOW + 300))), RefusalReason.MALFORMED_CLAIM),
    "exp as a truth": (bearer(claims(exp=True)), RefusalReason.MALFORMED_CLAIM),
    "exp without end": (
        b"Bearer " + signed(orjson.dumps(claims(exp=7)).replace(b'"exp":7', b'"exp":1e999')),
        RefusalReason.MALFORMED,
    ),
    "nbf as nothing": (bearer(claims(nbf=None)), RefusalReason.MALFORMED_CLAIM),
    "an empty subject": (bearer(claims(sub="")), RefusalReason.MALFORMED_CLAIM),
    "a subject that is a number": (bearer(claims(sub=1)), RefusalReason.MALFORMED_CLAIM),
    "a subject that forges a line of the log": (bearer(claims(sub="a\nb")), RefusalReason.MALFORMED_CLAIM),
    "an overlong client": (bearer(claims(client_id="c" * 256)), RefusalReason.MALFORMED_CLAIM),
    "a jti that is a list": (bearer(claims(jti=["1"])), RefusalReason.MALFORMED_CLAIM),
    "an acr that is a list": (bearer(claims(acr=["1"])), RefusalReason.MALFORMED_CLAIM),
    "an amr that is text": (bearer(claims(amr="pwd")), RefusalReason.MALFORMED_CLAIM),
    "an auth_time that is text": (bearer(claims(auth_time="now")), RefusalReason.MALFORMED_CLAIM),
    "three systems acting": (bearer(claims(act=act(3))), RefusalReason.ACT_CHAIN),
    "a thousand systems acting": (bearer(claims(act=act(100))), RefusalReason.ACT_CHAIN),
    "an act that is text": (bearer(claims(act="system")), RefusalReason.ACT_CHAIN),
    "an act that is nothing": (bearer(claims(act=None)), RefusalReason.ACT_CHAIN),
    "an act without a subject": (bearer(claims(act={"client_id": "system"})), RefusalReason.ACT_CHAIN),
    "an act with a member we do not know": (bearer(claims(act={"sub": "s", "exp": 1})), RefusalReason.ACT_CHAIN),
    "an act of another issuer": (bearer(claims(act={"sub": "s", "iss": "other"})), RefusalReason.ACT_CHAIN),
    "an act whose subject is a list": (bearer(claims(act={"sub": ["s"]})), RefusalReason.MALFORMED_CLAIM),
    "an inner act that is text": (bearer(claims(act={"sub": "s", "act": "t"})), RefusalReason.ACT_CHAIN),
}

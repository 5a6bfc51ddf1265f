#!/usr/bin/env python3
"""Verifies an access token of the mesh with PyJWT, from the published key set alone.

usage: verify_jwt.py KEY_SET_URL ISSUER AUDIENCE < TOKEN

Prints the claims as JSON; exit status 1, with the reason, for a token that is not accepted.
"""
import json
import sys

import jwt

key_set, issuer, audience = sys.argv[1:4]
token = sys.stdin.read().strip()
try:
    key = jwt.PyJWKClient(key_set).get_signing_key_from_jwt(token)
    claims = jwt.decode(
        token,
        key.key,
        algorithms=["ES256"],
        issuer=issuer,
        audience=audience,
        leeway=60,
        options={"require": ["exp", "iat", "nbf", "iss", "aud", "sub", "jti", "sid", "client_id", "roles"]},
    )
except jwt.PyJWTError as error:
    sys.exit(f"{type(error).__name__}: {error}")

if jwt.get_unverified_header(token)["typ"] != "at+jwt":
    sys.exit("not an access token")
print(json.dumps(claims))

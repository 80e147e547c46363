"""Says on the interface's own page how a stranger's program hands in a dossier. The script in it is run by
`tests/hub/test_stranger.py`, as it stands.
"""

from __future__ import annotations

SCRIPT = r"""set -eu
# HUB=https://hub.example TOKEN=... PAGE=page.jpg PROCEDURE=1.001193 PAPER=birth_notice sh hand-in.sh
# It may be broken off and run again at any point: the dossier is handed in once.
api() { curl -sS -H "Authorization: Bearer $TOKEN" "$@"; }
tus() { api -H 'Tus-Resumable: 1.0.0' "$@"; }
header() { tr -d '\r' | tr 'A-Z' 'a-z' | sed -n "s/^$1: //p"; }

digest=$(sha256sum "$PAGE" | cut -c1-64)
length=$(wc -c <"$PAGE" | tr -d ' ')

# 1. The page, in pieces. Where the line breaks, HEAD says how much has arrived.
if [ ! -s upload.txt ]; then
    metadata="sha256 $(printf %s "$digest" | base64 | tr -d '\n')"
    tus -o /dev/null -D - -X POST -H "Upload-Length: $length" -H "Upload-Metadata: $metadata" \
        "$HUB/v1/uploads" | header location >upload.txt
fi
upload="$HUB$(cat upload.txt)"
offset=$(tus -I "$upload" | header upload-offset)
while [ "${offset:?the upload is gone: remove upload.txt and begin anew}" != "$length" ]; do
    tail -c "+$((offset + 1))" "$PAGE" | tus -o /dev/null -X PATCH -H "Upload-Offset: $offset" \
        -H 'Content-Type: application/offset+octet-stream' --data-binary @- "$upload" || sleep 5
    offset=$(tus -I "$upload" | header upload-offset)
done

# 2. The dossier: written down before it is sent, so that a repetition sends the same bytes.
if [ ! -s dossier.json ]; then
    id=$(cat /proc/sys/kernel/random/uuid)
    token=$(LC_ALL=C tr -dc '0-9A-HJKMNP-TV-Z' </dev/urandom | head -c 16)
    centre=$(api "$HUB/v1/centre" | sed 's/.*"code":"\([^"]*\)".*/\1/')
    now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
    cat >dossier.json <<JSON
{"format": 2, "id": "$id", "reference": "EXT-$(date -u +%y%m%d-%H%M%S)", "token": "$token",
 "centre": "$centre", "kiosk": "EXT", "procedure": "$PROCEDURE", "procedure_version": 1, "lang": "vi",
 "created_at": "$now", "consent": {"given_at": "$now", "text_version": "2026-11", "lang": "vi"},
 "persons": {"requester": {"name": {"text": "Trần Thị MẪU", "source": "typed"}}}, "answers": {},
 "papers": {"$PAPER": {"state": "captured", "files": ["$digest"]}}, "open_items": [], "ticket": null}
JSON
fi
id=$(sed -n 's/.*"id": "\([^"]*\)", "reference".*/\1/p' dossier.json)
status=$(api -o answer.json -w '%{http_code}' -X POST -H "Idempotency-Key: $id" \
    -H 'Content-Type: application/json' --data-binary @dossier.json "$HUB/v1/dossiers")
cat answer.json
[ "$status" = 201 ]
"""

GUIDE = f"""How a program of yours hands in a dossier at this centre.

**Who may.** The centre gives you the hub's address and, at a hub for trying out, a token that every request
carries (`Authorization: Bearer …`). At a centre at work you get a one-time code: your program is paired by it
(`POST /v1/pairings`) and signs each request (RFC 9421, Ed25519) instead.

**The order.**

1. Each page (JPEG or PNG, at most 20 MB) goes first. A page is named by the SHA-256 of its bytes, in
   lower-case hexadecimal. Send it in pieces by `POST /v1/uploads`, `PATCH` and `HEAD`: that is tus 1.0,
   and any tus client will do (name the digest in the metadata, as `sha256`). Or send it at once: `PUT
   /v1/files/{{sha256}}`.
2. `POST /v1/dossiers` names the pages in its `papers`. It is filed when all of them are here, and their
   bytes are what their digests say; else nothing is.

**Once.** The dossier's `id` is a UUID that you make, and the `Idempotency-Key` of the request. Write the
dossier down before you send it, and send the same bytes until you get 201 with this id in it: after a
timeout, a 5xx, or a 200, which is never the hub's answer to a hand-in (some router's page). A repetition
gets the first answer, however late: keys are kept for ever. `token` is the secret of the person's slip
(16 letters of Crockford's base 32), `reference` is what people read to each other: both are yours to
make, once for each dossier.

**What a refusal means** (`application/problem+json`; `id` is stable, `detail` is for people):

| `id` | status | what to do |
|---|---|---|
| `device_token_wrong` | 401 | ask the centre for the token |
| `files_missing` | 409 | send the pages named in `files`, then the dossier again |
| `token_taken` | 409 | another dossier has this token: make a new dossier |
| `offset_differs` | 409 | ask by `HEAD` where to go on |
| `unknown_upload` | 404 | it ended, or took longer than a day: begin a new one |
| `tus_version` | 412 | send `Tus-Resumable: 1.0.0` |
| `too_large` | 413 | make the page smaller |
| `wrong_media_type` | 415 | pieces are `application/offset+octet-stream` |
| `checksum_differs` | 460 | the line changed the bytes: send the piece again |
| `digest_differs` | 422 | the page is not what its digest says: send it again |
| `not_a_picture` | 422 | only JPEG and PNG are taken |
| `key_differs` | 422 | the `Idempotency-Key` must be the dossier's `id` |
| `key_reused` | 422 | this id came with other bytes before: a changed dossier is a new one, with a new id |
| `wrong_centre` | 422 | ask `GET /v1/centre` for the centre's code |
| `invalid` | 422 | `detail` names the places that are not acceptable |
| `too_many_uploads` | 429 | wait a few seconds |
| `store_failed` | 503 | nothing was kept: the same again later |

**A whole example** for `sh` and `curl`; the person is invented:

```sh
{SCRIPT}```
"""

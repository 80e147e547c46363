#!/bin/sh
# Makes the three lock files again: exact versions with hashes, wheels alone, for Python 3.11 to 3.13 on Linux.
#
#   requirements/lock.sh [--upgrade]
#
# Needs `uv` (UV=/path/to/uv where it is not on the PATH). What the machine has set for itself (other indexes,
# local folders, configuration files) is left out, so that every machine gets the same lock. The kiosk's and the
# hub's locks are held to the versions of the largest set, so that one environment can serve all three.
# `tool.uv.environments` in pyproject.toml keeps other systems' packages out.
set -eu
cd "$(dirname "$0")/.."

compile() {
    set_name=$1
    shift
    env -i PATH="$PATH" HOME="${HOME:-/}" ${SSL_CERT_FILE:+SSL_CERT_FILE="$SSL_CERT_FILE"} \
        ${HTTPS_PROXY:+HTTPS_PROXY="$HTTPS_PROXY"} ${https_proxy:+https_proxy="$https_proxy"} \
        "${UV:-uv}" pip compile "requirements/$set_name.in" --output-file "requirements/$set_name.lock" \
        --universal --python-version 3.11 --only-binary :all: --generate-hashes \
        --override requirements/overrides.txt --no-emit-index-url --no-emit-find-links --no-header --quiet \
        --custom-compile-command "requirements/lock.sh" "$@"
}

compile dev "$@"
compile kiosk --constraint requirements/dev.lock "$@"
compile hub --constraint requirements/dev.lock "$@"

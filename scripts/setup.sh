#!/bin/sh
# Finds a Python that can carry the set-up out and hands over to setup.py.
# Asked from / because a version manager's shim obeys this project's .python-version, which it may not have yet.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
for name in python3 python3.14 python3.13 python3.12 python3.11 python3.10 python; do
    found=$(cd / && command -v "$name") || continue
    real=$(cd / && "$found" -c 'import sys; sys.version_info >= (3, 10) and print(sys.executable)' 2>/dev/null) || continue
    [ -n "$real" ] && exec "$real" "$here/setup.py" "$@"
done
echo "setup: no Python 3.10 or newer was found. Install one with pip and venv (on Debian: apt-get install python3 python3-pip python3-venv)." >&2
exit 1

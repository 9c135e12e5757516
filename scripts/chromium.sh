#!/bin/sh
# Installs Chromium and its driver from Debian's packages, where they are not installed yet.
set -eu
[ -x /usr/bin/chromium ] && [ -x /usr/bin/chromedriver ] && exit 0
if ! command -v apt-get >/dev/null; then
    echo "chromium: this machine has no apt-get; install Chromium so that /usr/bin/chromium exists." >&2
    exit 1
fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
echo "Installing Chromium from the system's packages."
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
$as_root apt-get install -y -qq --no-install-recommends chromium chromium-driver fonts-dejavu-core

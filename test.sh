#!/bin/sh
# Runs every check of the repository (make check). On Debian and its kin it first
# installs what is missing: make, gcc with the C library (the race detector needs
# it), PostgreSQL's server programs, Chromium with a Chinese font (the pages are walked
# in it), poppler's tools (printed sheets are read back), and strace (power cuts are played
# from its log). Go itself must be there.
set -eu
cd "$(dirname "$0")"

PATH=$PATH:/usr/local/go/bin
export PATH

has() { command -v "$1" >/dev/null 2>&1; }

stop() {
	echo "test.sh: $*" >&2
	exit 2
}

compiles() { has gcc && echo '#include <stdlib.h>' | gcc -E - >/dev/null 2>&1; }

has_postgres() {
	[ -n "${HUKOU_TEST_DATABASE_URL:-}" ] && return
	has initdb && has postgres && return
	for program in /usr/lib/postgresql/*/bin/initdb; do
		[ -x "$program" ] && return
	done
	return 1
}

as_root() {
	if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

has_browser() {
	for program in chromium chromium-browser google-chrome; do
		has "$program" && return
	done
	return 1
}

# Debian's fonts-noto-cjk; any font that says it draws Chinese will do.
has_hanzi() { has fc-list && [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]; }

install() {
	has apt-get || stop "install these by your system's own means, then run it again: $*"
	[ "$(id -u)" = 0 ] || has sudo || stop "neither root nor sudo: have these installed, then run it again: $*"
	# The tests start a cluster of their own: Debian need not make one that runs for ever.
	settings=/etc/postgresql-common/createcluster.conf
	if [ ! -e $settings ]; then
		as_root mkdir -p "${settings%/*}"
		echo "create_main_cluster = false" | as_root tee $settings >/dev/null
	fi
	as_root apt-get update -q
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

has go || stop "Go is missing: install the version that go.mod names, then run it again"

missing=
has make || missing="$missing make"
compiles || missing="$missing gcc libc6-dev"
has_postgres || missing="$missing postgresql"
has_browser || missing="$missing chromium"
has_hanzi || missing="$missing fontconfig fonts-noto-cjk"
has strace || missing="$missing strace"
{ has pdftotext && has pdftoppm; } || missing="$missing poppler-utils"
[ -e /etc/ssl/certs/ca-certificates.crt ] || missing="$missing ca-certificates"
# shellcheck disable=SC2086 # one word a package
[ -z "$missing" ] || install $missing

exec make check

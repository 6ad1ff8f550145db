#!/bin/sh
# Applies each bug of testdata/bugs to a copy of the tree and runs the test that the bug
# names: it must fail, and say what the bug says it tells. Fails where a bug no longer
# applies or no longer compiles, and where a test stays green or fails for another reason.
#
#   stories/seeded.sh [NAME...]     all bugs, or those named
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
copy=$root/build/seeded
bugs=$root/stories/testdata/bugs
go=${GO:-go}
# Git would otherwise take the copy for a part of the tree around it, and apply nothing.
GIT_CEILING_DIRECTORIES=$root/build
export GIT_CEILING_DIRECTORIES

line() { sed -n "s/^$1: //p" "$bugs/$name.patch" | head -n 1; }
wrong() { echo "seeded: $name: $1" >&2; failed="$failed $name"; }

rm -rf "$copy" && mkdir -p "$copy" || exit 1
trap 'rm -rf "$copy"' EXIT
(cd "$root" && git ls-files -z --cached --others --exclude-standard | tar --null -T - -cf -) | tar -C "$copy" -xf - || exit 1
[ -e "$copy/go.mod" ] || { echo "seeded: the tree could not be copied: $root is no git checkout" >&2; exit 1; }

[ $# -gt 0 ] || set -- $(cd "$bugs" && ls -- *.patch | sed 's/\.patch$//')
failed=
for name; do
	began=$(date +%s)
	patch=$bugs/$name.patch test=$(line Test) tells=$(line Tells)
	if [ -z "$test" ] || [ -z "$tells" ]; then
		wrong "says neither which test must fail nor what it tells"
		continue
	fi
	if ! (cd "$copy" && git apply "$patch"); then
		wrong "no longer applies: write it anew for the code as it is"
		continue
	fi
	package=${test%% *} options=${test#* }
	if ! (cd "$copy" && $go test -count=1 -run '^$' "$package") >"$copy.log" 2>&1; then
		cat "$copy.log" >&2
		wrong "does not compile"
	elif (cd "$copy" && set -f && $go test -count=1 -timeout 20m "$package" $options) >"$copy.log" 2>&1; then
		wrong "the test stays green: $test"
	elif ! grep -q -- "$tells" "$copy.log"; then
		tail -n 40 "$copy.log" >&2
		wrong "the test fails without telling \"$tells\""
	else
		echo "seeded: $name: found in $(($(date +%s) - began)) s by $test"
	fi
	rm -f "$copy.log"
	if ! (cd "$copy" && git apply -R "$patch"); then
		echo "seeded: $name cannot be taken out again" >&2
		exit 1
	fi
done
[ -z "$failed" ] || { echo "seeded: FAILED:$failed" >&2; exit 1; }

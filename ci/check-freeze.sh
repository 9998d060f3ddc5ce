#!/bin/sh
# Asks Muster whether code may be merged or deployed now, and keeps its signed answer for when Muster is away.
# Needs a POSIX shell, curl and openssl. Copy it into your repository; `check-freeze.sh --help` explains it.
set -eu

usage() {
  cat <<'HELP'
usage: check-freeze.sh [options]

  --url URL             Muster's address                     default: $MUSTER_URL
  --repo OWNER/NAME     the repository                       default: $GITHUB_REPOSITORY
  --ref REF             branch or tag to be merged into or
                        deployed from                        default: the whole repository
  --sha SHA             the commit: one with an exception may pass
  --unreachable POLICY  what to do when Muster cannot be asked:
                          closed-in-campaign  stop where the kept answer says that a freeze covers now,
                                              go on otherwise (default)
                          open                go on
                          closed              stop
  --keep DIR            where answers are kept               default: .muster-freeze
  --max-age SECONDS     how long a kept freeze is believed that ends when
                        somebody lifts it, or with its incident
                                                             default: 86400
  --timeout SECONDS     for one try                          default: 10
  --tries N             before Muster counts as unreachable  default: 3

The token stands in $MUSTER_FREEZE_TOKEN. Without one, Muster answers on its own machine only, nothing is signed,
and so nothing that was kept is believed.

exit status:
  0  go on: nothing is frozen, this commit has an exception, or the policy says so
  1  stop: Muster says it is frozen
  2  wrongly called, or Muster refuses the question (token, parameter, repository not listed)
  3  stop: Muster cannot be asked, and the policy says so
HELP
}

say() { printf '%s\n' "check-freeze: $*" >&2; }
fail() { say "$*"; exit 2; }

url=${MUSTER_URL:-}
repo=${GITHUB_REPOSITORY:-}
ref=
sha=
policy=closed-in-campaign
keep=.muster-freeze
max_age=86400
timeout=10
tries=3
token=${MUSTER_FREEZE_TOKEN:-}

while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --url | --repo | --ref | --sha | --unreachable | --keep | --max-age | --timeout | --tries)
      [ $# -ge 2 ] || fail "$1 wants a value"
      case $1 in
        --url) url=$2 ;;
        --repo) repo=$2 ;;
        --ref) ref=$2 ;;
        --sha) sha=$2 ;;
        --unreachable) policy=$2 ;;
        --keep) keep=$2 ;;
        --max-age) max_age=$2 ;;
        --timeout) timeout=$2 ;;
        --tries) tries=$2 ;;
      esac
      shift 2
      ;;
    *) fail "there is no option $1; --help lists them" ;;
  esac
done

[ -n "$url" ] || fail "say where Muster is: --url, or MUSTER_URL"
[ -n "$repo" ] || fail "say which repository: --repo owner/name"
case $policy in
  closed-in-campaign | open | closed) ;;
  *) fail "--unreachable is \"$policy\": write closed-in-campaign, open or closed" ;;
esac
for number in "$max_age" "$timeout" "$tries"; do
  case $number in
    '' | *[!0-9]* | 0) fail "\"$number\": --max-age and --timeout are whole seconds, --tries is a number from 1" ;;
  esac
done
command -v curl >/dev/null || fail "curl is not installed"
command -v openssl >/dev/null || fail "openssl is not installed"
sha=$(printf %s "$sha" | tr 'A-F' 'a-f')

now=$(date +%s)
# One file a repository and reference: an answer for another branch says nothing about this one.
name=$(printf '%s %s' "$repo" "$ref" | tr 'A-Z' 'a-z' | openssl dgst -sha256 -r | cut -c1-16)
kept=$keep/$name.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
fresh=$work/answer

# value FILE WORD: what follows the word on its line.
value() { sed -n "s/^$2 //p" "$1" | head -n 1; }

# signature TEXT-FILE
signature() {
  printf 'sha256=%s' "$(openssl dgst -sha256 -hmac "$token" -r <"$1" | cut -d ' ' -f 1)"
}

lower() { printf %s "$1" | tr 'A-Z' 'a-z'; }

# is_genuine FILE: an answer of Muster to this question, with nothing changed in it.
is_genuine() {
  case $(head -n 1 "$1") in
    open | "frozen until "*) ;;
    *) return 1 ;;
  esac
  [ "$(lower "$(value "$1" repository)")" = "$(lower "$repo")" ] || return 1
  [ "$(value "$1" ref)" = "${ref:--}" ] || return 1
  case $(value "$1" as_of) in
    [0-9]*) ;;
    *) return 1 ;;
  esac
  [ -n "$token" ] || return 0
  sed '$d' "$1" >"$work/signed"
  [ "$(tail -n 1 "$1")" = "signature $(signature "$work/signed")" ]
}

as_of() { value "$1" as_of | cut -d ' ' -f 1; }

# The token goes to curl by its standard input: arguments can be read by every process of the machine.
ask() {
  {
    if [ -n "$token" ]; then
      printf 'header = "Authorization: Bearer %s"\n' "$(printf %s "$token" | sed 's/[\\"]/\\&/g')"
    fi
  } | curl --silent --show-error --config - --get --max-time "$timeout" \
    --retry "$((tries - 1))" --retry-connrefused --retry-max-time "$((timeout * tries))" \
    --header 'Accept: text/plain' --output "$fresh" --write-out '%{http_code}' \
    --data-urlencode "repo=$repo" \
    ${ref:+--data-urlencode "ref=$ref"} ${sha:+--data-urlencode "sha=$sha"} \
    --data 'format=plain' "${url%/}/api/freeze" 2>"$work/error"
}

why=
status=$(ask) || why=$(tail -n 1 "$work/error")
: "${status:=000}"
[ -f "$fresh" ] || : >"$fresh"

# Muster's refusals say "unknown" first; the same status from whatever stands before it is an outage.
if [ "$(head -n 1 "$fresh")" = unknown ]; then
  case $status in
    400 | 401 | 403 | 404) fail "Muster answers $status: $(value "$fresh" error)" ;;
  esac
fi

# Older than this it is a copy that something between kept.
too_old=600

if [ "$status" = 200 ] && is_genuine "$fresh"; then
  age=$((now - $(as_of "$fresh")))
  if [ "$age" -gt "$too_old" ]; then
    why="the answer is $age s old: something between keeps copies, or a clock is wrong"
  else
    mkdir -p "$keep"
    cp "$fresh" "$kept.$$" && mv "$kept.$$" "$kept"
    sed '/^signature /d' "$fresh"
    case $(head -n 1 "$fresh") in
      open) exit 0 ;;
      *) exit 1 ;;
    esac
  fi
elif [ "$status" = 200 ]; then
  why="what answered there is not Muster, or signs with another token"
elif [ -z "$why" ]; then
  why="it answered $status"
fi

# From here on Muster cannot be asked.

say "Muster cannot be asked ($why)"
if [ "$policy" = open ]; then
  say "going on: --unreachable open"
  exit 0
fi
if [ "$policy" = closed ]; then
  say "stopping: --unreachable closed"
  exit 3
fi

if [ ! -f "$kept" ]; then
  say "going on: no answer about $repo ${ref:-} was kept, so no freeze is known"
  exit 0
fi
if [ -z "$token" ]; then
  say "stopping: an answer was kept, and without MUSTER_FREEZE_TOKEN it cannot be verified"
  exit 3
fi
if ! is_genuine "$kept"; then
  say "stopping: the kept answer $kept was changed, or was signed with another token"
  exit 3
fi

age=$((now - $(as_of "$kept")))
say "the last answer is $age s old, as of $(value "$kept" as_of | cut -d ' ' -f 2)"

# An exception that was granted for this commit is good until it expires, as it would be with Muster there.
granted=$(value "$kept" exception)
if [ -n "$granted" ] && [ -n "$sha" ]; then
  # shellcheck disable=SC2086 # three words
  set -- $granted
  if [ "$2" = "$sha" ] && { [ "$3" = - ] || [ "$now" -lt "$3" ]; }; then
    say "going on: this commit had the exception $1"
    exit 0
  fi
fi

# A planned window covers now however old the answer is; what has no end is believed for a while only.
covering=$(
  sed -n 's/^window //p' "$kept" | while read -r freeze from to lift title; do
    [ "$from" -le "$now" ] || continue
    is_planned=no
    if [ "$to" != - ] && [ "$now" -lt "$to" ]; then is_planned=yes; fi
    if [ "$is_planned" = no ]; then
      [ "$lift" = ask ] || [ "$to" = - ] || continue
      [ "$age" -le "$max_age" ] || continue
    fi
    printf '%s %s' "$freeze" "$title"
    break
  done
)
if [ -n "$covering" ]; then
  say "stopping: by the last answer $covering covers now"
  exit 3
fi
say "going on: by the last answer no freeze covers now"
exit 0

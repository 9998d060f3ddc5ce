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
                          closed-in-campaign  stop where the kept answer says that a freeze covers now, or
                                              without one, where any kept one of the repository does;
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
  2  wrongly called, or Muster refuses the question (parameter, repository not listed)
  3  stop: Muster cannot be asked, and the policy says so
  4  stop, whatever the policy: the token is refused, or does not verify a signature, of an answer or of a kept one;
     that is no outage, and somebody has to mend it
HELP
}

say() { printf '%s\n' "check-freeze: $*" >&2; }
fail() { say "$*"; exit 2; }
distrust() { say "stopping: $*"; exit 4; }

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
work=$(mktemp -d) || fail "no temporary folder can be made"
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

# is_answer FILE: looks as Muster answers.
is_answer() {
  case $(head -n 1 "$1") in
    open | "frozen until "*) ;;
    *) return 1 ;;
  esac
  case $(value "$1" as_of) in
    [0-9]*) ;;
    *) return 1 ;;
  esac
}

is_of_repository() { [ "$(lower "$(value "$1" repository)")" = "$(lower "$repo")" ]; }

# is_about FILE: answers this question and no other one.
is_about() { is_of_repository "$1" && [ "$(value "$1" ref)" = "${ref:--}" ]; }

# is_verified FILE: signed with our token, and nothing changed since.
is_verified() {
  sed '$d' "$1" >"$work/signed"
  [ "$(tail -n 1 "$1")" = "signature $(signature "$work/signed")" ]
}

# is_cut FILE: ends before the whole signature.
is_cut() {
  case $(tail -n 1 "$1") in
    as_of\ *) return 1 ;; # all that a Muster says that signs nothing
    signature\ *) [ "$(tail -n 1 "$1" | wc -c)" -lt 82 ] ;; # "signature sha256=", 64 digits, the end of the line
    *) return 0 ;;
  esac
}

as_of() { value "$1" as_of | cut -d ' ' -f 1 | tr -cd 0-9 | sed 's/^$/0/'; }

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
[ "$status" != 000 ] || : "${why:=no answer came}"
[ -f "$fresh" ] || : >"$fresh"

# A 401 is about the token, whoever says so; all else is Muster's own word only where it begins with "unknown", and an
# outage where something that stands before it answers.
error=
if [ "$(head -n 1 "$fresh")" = unknown ]; then error=$(value "$fresh" error); fi
case $status in
  401 | 407) distrust "the token is refused ($status): ${error:-something else than Muster answers at $url}" ;;
  403) [ -z "$error" ] || distrust "Muster answers 403: $error" ;;
  400 | 404) [ -z "$error" ] || fail "Muster answers $status: $error" ;;
esac

# keep_fresh: the newest answer is what is gone by when Muster is away. That it cannot be kept changes no verdict.
keep_fresh() {
  { mkdir -p "$keep" && cp "$fresh" "$kept.$$" && mv "$kept.$$" "$kept"; } ||
    say "the answer could not be kept in $keep"
}

# Older than this it is a copy that something between kept.
too_old=600

if [ -n "$why" ]; then
  :
elif [ "$status" != 200 ]; then
  why="it answered $status"
elif ! is_answer "$fresh"; then
  why="what answered at $url is not Muster"
elif [ -n "$token" ] && is_cut "$fresh"; then
  why="its answer was cut short"
elif [ -n "$token" ] && ! is_verified "$fresh"; then
  distrust "the signature of the answer does not verify with MUSTER_FREEZE_TOKEN: Muster has another freeze.token or" \
    "none, or the answer was changed on its way"
elif ! is_about "$fresh"; then
  why="it answered another question: something between keeps copies"
else
  age=$((now - $(as_of "$fresh")))
  if [ "$age" -le "$too_old" ]; then
    keep_fresh
    sed '/^signature /d' "$fresh"
    case $(head -n 1 "$fresh") in
      open) exit 0 ;;
      *) exit 1 ;;
    esac
  fi
  why="the answer is $age s old: something between keeps copies, or a clock is wrong"
  # Still what Muster said last, where nothing newer is known.
  if [ ! -f "$kept" ] || [ "$(as_of "$fresh")" -gt "$(as_of "$kept")" ]; then keep_fresh; fi
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

# judge FILE: stops or goes on where this kept answer decides; returns where no freeze of it covers now.
judge() {
  # A clock that is slow does not make it earlier than when Muster answered.
  made=$(as_of "$1")
  if [ "$made" -gt "$now" ]; then now=$made; fi
  age=$((now - made))
  say "the last answer${2:-} is $age s old, as of $(value "$1" as_of | cut -d ' ' -f 2)"

  # An exception that was granted for this commit is good until it expires, as it would be with Muster there.
  granted=$(value "$1" exception)
  if [ -n "$granted" ] && [ -n "$sha" ]; then
    # shellcheck disable=SC2086 # three words
    set -- "$1" $granted
    if [ "$3" = "$sha" ] && { [ "$4" = - ] || [ "$now" -lt "$4" ]; }; then
      say "going on: this commit had the exception $2"
      exit 0
    fi
  fi

  # A planned window covers now however old the answer is; what has no end is believed for a while only.
  covering=$(
    sed -n 's/^window //p' "$1" | while read -r freeze from to lift title; do
      [ "$from" -le "$now" ] || continue
      is_planned=no
      if [ "$to" != - ] && [ "$now" -lt "$to" ]; then is_planned=yes; fi
      if [ "$is_planned" = no ]; then
        [ "$lift" = ask ] || [ "$to" = - ] || continue
        [ "$age" -le "$max_age" ] || continue
      fi
      printf '%s' "$freeze${title:+ $title}"
      break
    done
  )
  if [ -n "$covering" ]; then
    say "stopping: by the last answer $covering covers now"
    exit 3
  fi
}

if [ -f "$kept" ]; then
  [ -n "$token" ] || distrust "an answer was kept, and without MUSTER_FREEZE_TOKEN it cannot be verified"
  if ! is_answer "$kept" || ! is_about "$kept" || ! is_verified "$kept"; then
    distrust "the kept answer $kept was changed, or was signed with another token than MUSTER_FREEZE_TOKEN; delete it" \
      "if the token was changed"
  fi
  judge "$kept"
  say "going on: by the last answer no freeze covers now"
  exit 0
fi

# A tag is asked about once: where nothing is known of it, a freeze that is known of the repository counts.
say "no answer about $repo ${ref:-} was kept"
for other in "$keep"/*.txt; do
  if [ -f "$other" ] && [ -n "$token" ] && is_answer "$other" && is_of_repository "$other" && is_verified "$other"; then
    judge "$other" " about $(value "$other" ref)"
  fi
done
say "going on: no freeze is known that covers now"
exit 0

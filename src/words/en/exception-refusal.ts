// English: why an exception was not asked for, voted on or taken back.
import type { ExceptionState } from "../../domain/freeze/exception.ts";
import type { ExceptionRefusal } from "../../domain/freeze/exception-refusal.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { deciders } from "./freeze-refusal.ts";
import type { Speech } from "./refusal.ts";

const states: Readonly<Record<ExceptionState, string>> = {
  asked: "waits for approval",
  approved: "was approved",
  denied: "was denied",
  used: "was used: the change is merged",
  expired: "expired",
  revoked: "was revoked",
  void: "is void",
};

const list = new Intl.ListFormat("en", { type: "conjunction" });

/** Of a longer list only so many are named. */
const MOST_NAMED = 5;

const codes: Readonly<Record<ExceptionRefusal["code"], true>> = {
  "no-such-exception": true,
  "not-frozen": true,
  "exception-over": true,
  "exception-incomplete": true,
  "exception-excluded": true,
  "bad-commit": true,
  "bad-pull": true,
  "until-passed": true,
};

export const isExceptionRefusal = (why: Refusal): why is ExceptionRefusal => why.code in codes;

export function ofException(why: ExceptionRefusal, speech: Speech): string {
  switch (why.code) {
    case "no-such-exception":
      return `There is no exception ${speech.quote(why.wanted)}.`;
    case "not-frozen":
      return notFrozen(why, speech);
    case "exception-over":
      return `EXC-${why.number} ${states[why.state]}${why.at === null ? "" : ` at ${speech.time(new Date(why.at))}`}. Nothing changed.`;
    case "exception-incomplete":
      return why.missing === "reason"
        ? `Nobody has said yet why EXC-${why.number} is needed. Complete the request first.`
        : `GitHub has not said yet which commit EXC-${why.number} is about. Nobody can decide on it before.`;
    case "exception-excluded":
      return `${why.as === "author" ? "This is your own change" : "You asked for this"}, so ${deciders(why.others, speech)}.`;
    case "bad-commit":
      return `${speech.quote(why.given)} is no commit. Give the hash, or at least its first 7 characters; or leave it out for the newest commit.`;
    case "bad-pull":
      return `${speech.quote(why.given)} is no number of a pull request.`;
    case "until-passed":
      return `That time (${speech.moment(new Date(why.at))}) has passed already. Choose a later one.`;
  }
}

function notFrozen(
  { repository, next, frozen }: Extract<ExceptionRefusal, { code: "not-frozen" }>,
  { quote, moment }: Speech,
): string {
  const open = `No freeze holds ${quote(repository)} now, so it needs no exception.`;
  const coming = next
    ? ` FRZ-${next.number} begins ${moment(new Date(next.startsAt))}: merge before, or ask then.`
    : "";
  const shown = frozen.slice(0, MOST_NAMED).map(quote);
  const rest = frozen.length - shown.length;
  const names = list.format(rest > 0 ? [...shown, `${rest} more`] : shown);
  return `${open}${coming}${frozen.length > 0 ? ` Frozen now: ${names}.` : ""}`;
}

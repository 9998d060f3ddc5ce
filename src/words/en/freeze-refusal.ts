// English: why a freeze was not declared, changed or voted on.
import type { FreezeState } from "../../domain/freeze/freeze.ts";
import type { FreezeRefusal, FreezeWish, WindowProblem } from "../../domain/freeze/refusal.ts";
import type { Speech } from "./refusal.ts";

const wishes: Readonly<Record<FreezeWish, string>> = {
  declare: "be declared",
  discard: "be discarded",
  extend: "be extended",
  shorten: "be shortened",
  lift: "be lifted",
  cancel: "be cancelled",
  vote: "be voted on",
  "let-go": "be let go",
};

const states: Readonly<Record<FreezeState, string>> = {
  drafted: "is a draft that nobody declared yet",
  proposed: "waits for its approval",
  scheduled: "is scheduled",
  active: "is active",
  lifting: "is being lifted",
  lifted: "is over",
  cancelled: "was cancelled",
  denied: "was not approved",
};

const hints: Partial<Readonly<Record<`${FreezeWish} ${FreezeState}`, string>>> = {
  "cancel scheduled": " It has begun: lift it instead.",
  "cancel active": " It has begun: lift it instead.",
  "lift scheduled": " It has not begun: cancel it instead.",
  "let-go active": " Its time is not over, or it lifts by itself: lift it instead.",
  "let-go scheduled": " Its time is not over, or it lifts by itself.",
};

const list = new Intl.ListFormat("en", { type: "disjunction" });

export function ofFreeze(
  why: FreezeRefusal,
  speech: Speech,
  principal: (written: string) => string,
): string {
  switch (why.code) {
    case "no-such-freeze":
      return `There is no freeze ${speech.quote(why.wanted)}.`;
    case "freeze-state":
      return `FRZ-${why.number} ${states[why.state]}, so it cannot ${wishes[why.wanted]} now. Nothing changed.${hints[`${why.wanted} ${why.state}`] ?? ""}`;
    case "freeze-window":
      return window(why.problem, why.at === null ? "" : speech.moment(new Date(why.at)));
    case "no-repositories":
      return "No repository is named. Name repositories, or services that have some in muster.yml.";
    case "too-many-repositories":
      return `${why.count} repositories are too many for one freeze; at most ${why.limit} fit. Declare two.`;
    case "unknown-repository":
      return why.near
        ? `muster.yml lists no repository ${speech.quote(why.wanted)} under github.repositories. Did you mean ${speech.quote(why.near)}?`
        : `muster.yml lists no repository ${speech.quote(why.wanted)} under github.repositories.`;
    case "proposal-open":
      return `Another change of FRZ-${why.number} waits for its approval. Wait until that is decided.`;
    case "no-such-proposal":
      return `FRZ-${why.number} has no such request. Look at the newest message.`;
    case "vote-over":
      return `This was ${why.state === "granted" ? "approved" : "denied"}${why.at === null ? "" : ` at ${speech.time(new Date(why.at))}`}. It needs no further vote.`;
    case "vote-excluded":
      return `You asked for this, so ${deciders(why.others, speech)}.`;
    case "vote-twice":
      return `You ${why.vote === "approve" ? "approved" : "denied"} this at ${speech.time(new Date(why.at))}. The first vote counts.`;
    case "too-few-voters":
      return tooFew(why, speech, principal);
  }
}

const MOST_NAMED = 5;

/** Who else can decide, by name. */
export function deciders(others: readonly string[], { who }: Speech): string {
  if (others.length === 0) return "somebody else has to decide on it, and nobody else can now";
  const named = others.slice(0, MOST_NAMED).map(who);
  const rest = others.length - named.length;
  const names = list.format(rest > 0 ? [...named, `${rest} more`] : named);
  return `somebody else has to decide on it: ${names}`;
}

function window(problem: WindowProblem, at: string): string {
  switch (problem) {
    case "end-before-start":
      return `The end (${at}) lies before the start. Choose a later end.`;
    case "over":
      return `Its end (${at}) has passed already. Choose an end that is still to come.`;
    case "not-later":
      return `It ends ${at} already. To extend it, choose a later end.`;
    case "not-earlier":
      return `It ends ${at} already. To shorten it, choose an earlier end.`;
    case "open-ended":
      return "It has no end that could be moved: it lasts until its incident is resolved, or until it is lifted.";
    case "too-long":
      return "A freeze lasts a year at most. Choose an earlier end.";
  }
}

function tooFew(
  { need, eligible, from }: Extract<FreezeRefusal, { code: "too-few-voters" }>,
  speech: Speech,
  principal: (written: string) => string,
): string {
  const who =
    eligible.length === 0
      ? "nobody else can give them"
      : `only ${list.format(eligible.map(speech.who))} can`;
  const asked = from.length === 0 ? "no one is named for it" : list.format(from.map(principal));
  return `This needs ${need} approval${need === 1 ? "" : "s"}, and ${who} (asked: ${asked}; whoever asks does not count). Nothing was done. Put more people into that group in muster.yml, or let somebody else ask.`;
}

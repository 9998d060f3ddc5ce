// The plain form of the answer about a repository: a verdict, the facts behind it line by line, and a signature.
import { createHmac } from "node:crypto";
import type { FreezeAnswer } from "../../domain/freeze/answer.ts";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { words } from "../../words/words.ts";

export type FreezeWindow = Pick<Freeze, "number" | "startsAt" | "endsAt"> & {
  readonly title: string | null;
  /** `ask`: holds on at its end until somebody lets go. */
  readonly lift: Freeze["lift"]["mode"];
};

export type Verdict = FreezeAnswer & {
  readonly sha: string | null;
  /** Nothing holds the reference, or the commit has an exception. */
  readonly mayPass: boolean;
  /** The freezes that hold the reference now or will, the earliest start first: what a kept copy can be judged by. */
  readonly windows: readonly FreezeWindow[];
};

/**
 * Each line is a word and its values; times are seconds since 1970, `-` is none. A free title stands last on its line.
 * The line `signature` at the end is of all lines before it, by the token that the caller came with.
 */
export function writeStatement(verdict: Verdict, token: string | null): string {
  const text = `${statementLines(verdict).join("\n")}\n`;
  return token === null ? text : `${text}signature ${sign(text, token)}\n`;
}

export const sign = (text: string, token: string): string =>
  `sha256=${createHmac("sha256", token).update(text).digest("hex")}`;

function statementLines(verdict: Verdict): readonly string[] {
  const { repository, ref, sha, frozen, enforced, mode, state, exception, asOf } = verdict;
  return [
    headline(verdict),
    `repository ${repository}`,
    `ref ${ref ?? "-"}`,
    `sha ${sha ?? "-"}`,
    `frozen ${frozen ? "yes" : "no"}`,
    `enforced ${enforced ? "yes" : "no"} ${mode} ${state}`,
    ...(exception
      ? [
          `exception ${words.exception.name(exception.number)} ${exception.headSha} ${seconds(exception.expiresAt)}`,
        ]
      : []),
    ...verdict.windows.map(({ number, title, startsAt, endsAt, lift }) =>
      `window ${words.freeze.name(number)} ${seconds(startsAt)} ${seconds(endsAt)} ${lift} ${oneLine(title ?? "")}`.trimEnd(),
    ),
    `as_of ${seconds(asOf)} ${wholeSecond(asOf)}`,
  ];
}

function headline({ frozen, mayPass, until, asOf }: Verdict): string {
  if (!frozen || mayPass) return "open";
  // One that holds until somebody lets go of it is past its end.
  const isKnown = until !== null && Date.parse(until) > Date.parse(asOf);
  return isKnown ? `frozen until ${wholeSecond(until)}` : "frozen until it is lifted";
}

const wholeSecond = (at: string): string => at.replace(/\.\d+Z$/, "Z");

const seconds = (at: string | null): string =>
  at === null ? "-" : String(Math.floor(Date.parse(at) / 1000));

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();

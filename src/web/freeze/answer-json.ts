// The JSON form of the answer about a repository.
import type { FreezeInAnswer } from "../../domain/freeze/answer.ts";
import { sign, type Verdict, writeStatement } from "./statement.ts";

/** No reason: whoever asks may be a log that strangers read. */
export function answerJson(verdict: Verdict, token: string | null) {
  const { exception } = verdict;
  const statement = writeStatement(verdict, null);
  return {
    repository: verdict.repository,
    ref: verdict.ref,
    sha: verdict.sha,
    frozen: verdict.frozen,
    may_pass: verdict.mayPass,
    until: verdict.until,
    freezes: verdict.freezes.map(named),
    next: verdict.next && named(verdict.next),
    exception: exception && {
      number: exception.number,
      pull: exception.pull,
      sha: exception.headSha,
      expires_at: exception.expiresAt,
    },
    enforced: verdict.enforced,
    mode: verdict.mode,
    state: verdict.state,
    observed_at: verdict.observedAt,
    windows: verdict.windows.map((window) => ({ ...named(window), lift: window.lift })),
    as_of: verdict.asOf,
    signed: token === null ? null : { statement, signature: sign(statement, token) },
  };
}

const named = ({
  number,
  title,
  startsAt,
  endsAt,
}: Pick<FreezeInAnswer, "number" | "title" | "startsAt" | "endsAt">) => ({
  ...{ number, title },
  ...{ from: startsAt, until: endsAt },
});

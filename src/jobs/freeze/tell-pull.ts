// Tells one pull request what holds it, before all others: it was pushed to, or its exception was decided.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import { isFree, isPass, meansOf, noticeOf } from "../../domain/freeze/pull-notice.ts";
import { settlePull } from "../../operations/freezes/settle-exception.ts";
import { deleteToldPull, listToldPulls } from "../../storage/frozen-repositories.ts";
import type { RunDeps } from "../run/run-deps.ts";
import { seenOf } from "./follow-exceptions.ts";
import { outcomeOf, type TaskOf } from "./freeze-deps.ts";
import { isToTell, readFacts, writeNotice } from "./write-notice.ts";

export async function tellPull(
  deps: RunDeps,
  { repository, pull: number }: TaskOf<"tell-pull">,
  attempt: Attempt,
): Promise<Outcome> {
  try {
    return await tell(deps, repository, number);
  } catch (error) {
    return outcomeOf(error, attempt);
  }
}

async function tell(deps: RunDeps, repository: string, number: number): Promise<Outcome> {
  const { ctx, targets } = deps;
  const before = await readFacts(deps, repository);
  const told = (await listToldPulls(ctx.db, repository)).find(({ pull }) => pull === number);
  const isIdle = before.wanted.level !== "frozen" && (!told || isFree(told));
  if (isIdle || !meansOf(before.recorded?.mode ?? "none", targets.freeze.access)) {
    return { kind: "dropped", reason: "nothing holds it" };
  }
  const pull = await targets.freeze.findPull(repository, number);
  if (pull) await settlePull(ctx, repository, seenOf(pull, before.now));
  if (pull?.state !== "open") {
    await deleteToldPull(ctx.db, repository, number);
    return { kind: "dropped", reason: "it is closed" };
  }
  // What was seen may have ended an exception.
  const facts = await readFacts(deps, repository);
  if (!isToTell(pull, facts, told)) return { kind: "done" };
  // What is let through, and what passes no more, does not wait for what only explains.
  const { is } = noticeOf(pull, facts);
  const isRule = is === "excepted" || (is === "frozen" && told && isPass(told));
  const slot = isRule ? "rule" : "message";
  return (await writeNotice(deps, facts, { repository, pull, told }, slot)) ?? { kind: "done" };
}

// Takes back what an earlier freeze or exception let through: as long as its check passes, GitHub merges the commit.
import type { Outcome } from "../../domain/effect.ts";
import { isPass, meansOf } from "../../domain/freeze/pull-notice.ts";
import { listToldPulls } from "../../storage/frozen-repositories.ts";
import type { RunDeps } from "../run/run-deps.ts";
import { isToTell, readFacts, writeNotice } from "./write-notice.ts";

/** While one after another is taken back, the list is not asked for anew each time. */
const FRESH_MS = 60_000;

/**
 * Part of holding the repository, not of explaining it: before the last of them is taken back it is not called frozen.
 * Undefined where none is left; else when to go on.
 */
export async function takeBackPasses(
  deps: RunDeps,
  repository: string,
): Promise<Outcome | undefined> {
  const { ctx, targets } = deps;
  const facts = await readFacts(deps, repository);
  const { freeze } = targets;
  if (meansOf(facts.recorded?.mode ?? "none", freeze.access) !== "check") return undefined;
  const passes = (await listToldPulls(ctx.db, repository)).filter(isPass);
  if (passes.length === 0) return undefined;
  const since = new Date(facts.now.getTime() - FRESH_MS);
  for (const pull of await freeze.listOpenPulls(repository, since, facts.now)) {
    const told = passes.find((pass) => pass.pull === pull.number && pass.headSha === pull.headSha);
    if (!told || !isToTell(pull, facts, told)) continue;
    const wait = await writeNotice(deps, facts, { repository, pull, told }, "rule");
    return wait ?? { kind: "later", afterMs: 0, reason: "there may be more to take back" };
  }
  return undefined;
}

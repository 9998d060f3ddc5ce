// Tells people that their approval is wanted: who may vote is found now, and asked where they read it at once.
import { writeApprovalRef } from "../domain/approval-ref.ts";
import type { Effect } from "../domain/effect.ts";
import type { Message } from "../domain/message.ts";
import { approvalRule } from "../domain/runbook/approval/approval-rule.ts";
import { approving } from "../domain/runbook/state/approval-state.ts";
import type { Intent } from "../domain/runbook/state/intent.ts";
import type { StepState } from "../domain/runbook/state/step-state.ts";
import { listRefsStartingWith } from "../storage/projections.ts";
import { words } from "../words/words.ts";
import { oweEffects } from "./context.ts";
import { listNamed, listPrincipals, meansAnybody } from "./list-principals.ts";
import { pageOrTell } from "./page-for-run.ts";
import { repaint } from "./repaint.ts";
import type { FollowUp, Scene } from "./scene.ts";

type Ask = Extract<Intent, { do: "ask-approval" }>;

export async function findApprovers(scene: Scene, ask: Ask): Promise<readonly FollowUp[]> {
  const { tx, run, incident } = scene;
  const { step, attempt, round, exclude } = ask;
  const may = await listPrincipals(tx, incident, ask.from);
  const eligible = may.filter((user) => !exclude.includes(user));
  const event = { type: "approvers-found", step, attempt, round, eligible } as const;
  return [{ tx: { ...tx, actor: { type: "muster", via: "job" } }, runId: run.id, event }];
}

/** Once the run knows who may vote, and still waits for them. */
export async function tellApprovers(scene: Scene, step: StepState): Promise<void> {
  const { tx, run, incident } = scene;
  const { approval, attempt } = step;
  if (step.state !== "awaiting_approval" || approval?.state !== "asked") return;
  const direct = await listDirect(scene, step);
  for (const user of direct) {
    const ref = { runId: run.id, step: step.id, attempt, round: approval.round, user };
    await repaint(tx, "approval", writeApprovalRef(ref), run.incidentId);
  }
  const isForAll = meansAnybody(fromOf(scene, step));
  if (!isForAll && direct.length > 0) return;
  const to = { in: "incident", incidentId: incident.id } as const;
  await oweEffects(tx, [{ kind: "post", to, message: news(scene, step, "approval-wanted") }]);
}

/** Reminds whoever has not voted, and pages the next on call once: the engine escalates once a round. */
export async function escalateApproval(scene: Scene, step: StepState): Promise<void> {
  const { approval } = step;
  if (!approval) return;
  const voted = new Set(approval.votes.map(({ by }) => by.id));
  const silent = (await listDirect(scene, step)).filter((user) => !voted.has(user));
  const reminder = news(scene, step, "approval-reminder");
  const posts = silent.map((user): Effect => {
    return { kind: "post", to: { in: "dm", user }, message: reminder };
  });
  if (meansAnybody(fromOf(scene, step))) {
    const to = { in: "incident", incidentId: scene.incident.id } as const;
    posts.push({ kind: "post", to, message: news(scene, step, "approval-wanted") });
  }
  await oweEffects(scene.tx, posts);
  await pageOrTell(scene, words.page.approval(scene.run.number, step.title));
}

/** Of those who could vote: all whom the runbook names in some narrower way than "anybody". */
async function listDirect({ tx, incident, ...scene }: Scene, step: StepState) {
  const from = fromOf({ tx, incident, ...scene }, step);
  const eligible = new Set(step.approval?.eligible);
  return (await listNamed(tx, incident, from)).filter((user) => eligible.has(user));
}

function fromOf({ runbook }: Scene, { id }: StepState): readonly string[] {
  const step = runbook.steps.find((each) => each.id === id);
  return approvalRule(step)?.from ?? [];
}

function news(
  { run, incident }: Scene,
  { id: step, title, approval }: StepState,
  kind: "approval-wanted" | "approval-reminder",
): Message {
  const given = approving(approval?.votes ?? []).length;
  const need = approval?.need ?? 1;
  const about = { incidentId: incident.id, runId: run.id, number: run.number };
  return { kind, ...about, step, title, need, given };
}

/** What approvers see of this step changed: every message of any round of it, the void ones too. */
export async function repaintApprovals({ tx, run }: Scene, step: string): Promise<void> {
  const start = `${run.id}/${step}/`;
  for (const ref of await listRefsStartingWith(tx.db, "approval", start)) {
    await repaint(tx, "approval", ref, run.incidentId);
  }
}

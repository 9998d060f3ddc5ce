// Begins what a command or a form asks for: a run in its incident, a drill in one of its own, or a plan only.
import type { Incident } from "../../domain/incident.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Runbook } from "../../domain/runbook/format.ts";
import type { RunPlan } from "../../domain/runbook/plan.ts";
import { planRunbook } from "../../operations/plan-runbook.ts";
import { startDrill } from "../../operations/start-drill.ts";
import { startRunbook } from "../../operations/start-runbook.ts";
import type { RunRow } from "../../storage/runs.ts";
import { words } from "../../words/words.ts";
import { personOf } from "../answer-run.ts";
import { waitForRoom } from "../commands/wait-for-room.ts";
import { channelLink } from "../mrkdwn.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { planView } from "./plan.ts";

export type RunMode = "live" | "drill" | "plan";

export type Beginning = {
  readonly mode: RunMode;
  /** Absent for a drill, and for a plan outside of every incident. */
  readonly incident: Incident | null;
  readonly runbook: Runbook;
  /** As people type them. */
  readonly inputs: Readonly<Record<string, string>>;
};

export type Begun =
  | { readonly ok: true; readonly run: RunRow; readonly incident: Incident }
  | { readonly ok: true; readonly plan: RunPlan }
  | Refused;

export async function begin(
  turn: Turn,
  { mode, incident, runbook, inputs }: Beginning,
): Promise<Begun> {
  const wish = { slug: runbook.id, inputs, by: personOf(turn) };
  if (mode === "plan") return await planRunbook(turn.ctx, incident, wish);
  if (mode === "drill") return await startDrill(turn.ctx, wish);
  if (!incident) throw new Error(`a run of ${runbook.id} was asked for without an incident`);
  const started = await startRunbook(turn.ctx, incident.id, wish);
  return started.ok ? { ...started, incident } : started;
}

export async function sayBegun(turn: Turn, begun: Exclude<Begun, Refused>): Promise<void> {
  if ("plan" in begun) return await openModal(turn, planView(begun.plan));
  await turn.say({ text: await begunText(turn, begun) });
}

const ROOM_MS = 2_500;

/** A drill's channel is opened while the person waits: that is where they want to go. */
export async function begunText(
  turn: Turn,
  { run, incident }: { readonly run: RunRow; readonly incident: Incident },
): Promise<string> {
  const say = words.command.runs;
  if (!incident.isDrill) {
    const { started } = words.command.runbooks;
    const isLooking = run.state.state === "created";
    return isLooking
      ? say.lookingFirst(run.slug, incident.number)
      : started(run.slug, incident.number);
  }
  const channel = incident.room?.channel ?? (await waitForRoom(turn, incident.id, ROOM_MS));
  return channel
    ? say.drillIn(run.slug, channelLink(channel))
    : say.drillSoon(run.slug, incident.number);
}

// Begins what a command or a form asks for: a run in its incident, a drill in one of its own, or a plan only.
import { type Incident, isAside } from "../../domain/incident.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Runbook } from "../../domain/runbook/format/format.ts";
import type { RunPlan } from "../../domain/runbook/plan/plan.ts";
import { planRunbook } from "../../operations/plan-runbook.ts";
import { startDrill } from "../../operations/start-drill.ts";
import { startPlanned } from "../../operations/start-planned.ts";
import { startRunbook } from "../../operations/start-runbook.ts";
import type { RunRow } from "../../storage/runs.ts";
import { words } from "../../words/words.ts";
import { personOf } from "../answer-run.ts";
import { waitForRoom } from "../commands/wait-for-room.ts";
import { channelLink } from "../mrkdwn.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { noticeView } from "./notice.ts";
import { planView } from "./plan.ts";
import { closeView, type ViewAnswer } from "./view-answer.ts";

export type RunMode = "live" | "drill" | "plan";

export type Beginning = {
  readonly mode: RunMode;
  /** Absent for a drill, for a plan outside of every incident, and for planned work. */
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
  if (!incident) return await startPlanned(turn.ctx, wish);
  const started = await startRunbook(turn.ctx, incident.id, wish);
  return started.ok ? { ...started, incident } : started;
}

/** `read`: what was made of times that were typed. */
export async function sayBegun(
  turn: Turn,
  begun: Exclude<Begun, Refused>,
  read: readonly string[],
): Promise<void> {
  if ("plan" in begun) return await openModal(turn, planView(begun.plan));
  const text = (await roomText(turn, begun, SHORT_MS)) ?? begunText(begun);
  await turn.say({ text: [text, ...read].join("\n") });
}

/** In the form that asked; a drill's channel is where the person wants to go, once it is there. */
export function showBegun(turn: Turn, begun: Exclude<Begun, Refused>): ViewAnswer {
  if ("plan" in begun) return { kind: "show", view: planView(begun.plan) };
  if (!isAside(begun.incident)) return closeView;
  const { drillForm, runbook } = words.modal;
  const title = begun.incident.isDrill ? drillForm.title() : runbook.pick();
  const later = async () => {
    const text = await roomText(turn, begun, LONG_MS);
    return text === undefined ? undefined : noticeView(title, text);
  };
  return { kind: "show", view: noticeView(title, begunText(begun)), later };
}

type BegunRun = { readonly run: RunRow; readonly incident: Incident };

/** How long somebody waits for the channel: without a word, and with one already said. */
const SHORT_MS = 2_500;
const LONG_MS = 10_000;

/** Undefined for a run in an incident that people are in already. */
async function roomText(
  turn: Turn,
  { run, incident }: BegunRun,
  ms: number,
): Promise<string | undefined> {
  if (!isAside(incident)) return undefined;
  const channel = await waitForRoom(turn, incident.id, ms);
  const { drillIn, plannedIn } = words.command.runs;
  return channel && (incident.isDrill ? drillIn : plannedIn)(run.slug, channelLink(channel));
}

function begunText({ run, incident }: BegunRun): string {
  const { lookingFirst, drillSoon, plannedSoon } = words.command.runs;
  if (incident.isDrill) return drillSoon(run.slug, incident.number);
  if (incident.isPlanned) return plannedSoon(run.slug, incident.number);
  if (run.state.state === "created") return lookingFirst(run.slug, incident.number);
  return words.command.runbooks.started(run.slug, incident.number);
}

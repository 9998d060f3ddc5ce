// Compares a run's own record with the journals of those it acted on: what was done twice, and what was lost.
import type { EffectRef } from "../../../src/domain/runbook/state/change.ts";
import type { RunState } from "../../../src/domain/runbook/state/run.ts";
import type { StepState } from "../../../src/domain/runbook/state/step-state.ts";
import { effectId } from "../../../src/jobs/run/effect-id.ts";
import type { LoggedRequest, Shop } from "../../../src/rehearsal/shop/types.ts";
import type { Message, Slack } from "../../../src/rehearsal/slack/types.ts";
import { find, messagesIn } from "../../support/people.ts";

export type Count = {
  /** What the peers carried out. */
  readonly effects: number;
  readonly doubled: readonly string[];
  readonly lost: readonly string[];
};

/** One time that a peer carried something out. `requests`: how often it was asked to. */
type Deed = { readonly ref: EffectRef; readonly id: string; readonly requests: number };

type Made = Pick<Shop, "deployments" | "workflowRuns">;

const MOST_GENERATIONS = 12;
const NEVER = "once";

export function countRun(shop: Made, run: RunState, log: readonly LoggedRequest[]): Count {
  const deeds = deedsOf(shop, run, log);
  const flags = flagDeeds(run, log);
  return {
    effects: deeds.length + flags.effects,
    doubled: [...doubledOf(deeds, run), ...strays(run, log), ...flags.doubled],
    lost: [...run.steps.flatMap((step) => lostOf(step, deeds)), ...flags.lost],
  };
}

function refsOf(run: RunState): readonly EffectRef[] {
  return run.steps.flatMap(({ id: step }) =>
    (["do", "undo"] as const).flatMap((direction) =>
      Array.from({ length: MOST_GENERATIONS }, (_, at) => ({
        step,
        direction,
        generation: at + 1,
      })),
    ),
  );
}

function deedsOf(shop: Made, run: RunState, log: readonly LoggedRequest[]): readonly Deed[] {
  const sent = new Map<string, LoggedRequest[]>();
  for (const each of log) {
    if (each.key !== null && each.status < 300)
      sent.set(each.key, [...(sent.get(each.key) ?? []), each]);
  }
  const marks = [
    ...shop.deployments().map(({ payload }) => (payload as { effect_id?: string }).effect_id),
    ...shop.workflowRuns().map(({ inputs }) => inputs["effect_id"]),
  ];
  return refsOf(run).flatMap((ref) => {
    const id = effectId(run.id, ref);
    const requests = sent.get(id) ?? [];
    const done = requests.filter(({ replayed }) => !replayed);
    const marked = marks.filter((mark) => mark === id);
    return [...done, ...marked].map(() => ({ ref, id, requests: requests.length }));
  });
}

/** A person who was told that it failed may have asked for it once more: that is a generation of its own. */
function doubledOf(deeds: readonly Deed[], run: RunState): readonly string[] {
  const groups = Map.groupBy(deeds, ({ ref }) => `${ref.step}/${ref.direction}`);
  return [...groups].flatMap(([name, all]) => {
    const asked = run.steps.find(({ id }) => id === all[0]?.ref.step);
    const again = asked?.decisions.filter(({ action }) => action === "retry").length ?? 0;
    const isNever = all[0]?.ref.step === NEVER && all[0].ref.direction === "do";
    const many = isNever ? all.reduce((sum, { requests }) => sum + requests, 0) : all.length;
    return many > 1 + again ? [`${name} ${many} times`] : [];
  });
}

/** Requests under a key that no effect of this run has. */
function strays(run: RunState, log: readonly LoggedRequest[]): readonly string[] {
  const known = new Set(refsOf(run).map((ref) => effectId(run.id, ref)));
  return log
    .filter(({ service, key }) => service === "shop" && !known.has(key ?? ""))
    .map(({ method, path, key }) => `${method} ${path} under the unknown key ${key}`);
}

const byKey = ({ kind, id }: StepState): boolean =>
  (kind === "http" && id !== "latest") || kind === "github";

function lostOf(step: StepState, deeds: readonly Deed[]): readonly string[] {
  const has = (direction: EffectRef["direction"]) =>
    deeds.some(({ ref }) => ref.step === step.id && ref.direction === direction);
  const isDone = step.state === "succeeded" && step.reason?.code !== "marked-done";
  return [
    ...(byKey(step) && isDone && !has("do") ? [`${step.id}: said to be done, and is not`] : []),
    ...(byKey(step) && step.undo?.state === "undone" && !has("undo")
      ? [`${step.id}: said to be undone, and is not`]
      : []),
  ];
}

/** Unleash knows no keys: what counts there is how often the flag really changed. */
function flagDeeds(run: RunState, log: readonly LoggedRequest[]): Count {
  const changes = log.filter(({ service, changed }) => service === "unleash" && changed);
  const step = run.steps.find(({ kind }) => kind === "flag");
  const off = changes.filter(({ path }) => path.endsWith("/off")).length;
  const on = changes.filter(({ path }) => path.endsWith("/on")).length;
  const isDone = step?.state === "succeeded" && step.reason?.code !== "marked-done";
  return {
    effects: changes.length,
    doubled: [
      ...(off > 1 ? [`flag off ${off} times`] : []),
      ...(on > 1 ? [`flag on ${on} times`] : []),
    ],
    lost: [
      ...(isDone && off === 0 ? ["the flag was never switched off"] : []),
      ...(step?.undo?.state === "undone" && on === 0 ? ["the flag was never switched back"] : []),
    ],
  };
}

export type Said = { readonly room: string; readonly number: number; readonly tag: string };

/** What people were told twice, or never. */
export function countMessages(
  slack: Slack,
  run: RunState,
  { room, number, tag }: Said,
): Pick<Count, "doubled" | "lost"> {
  const told = run.steps.find(({ id }) => id === "tell")?.state === "succeeded";
  const places = [room, "payments"].map((place) => ({
    place,
    many: find(slack, place, `Told about ${tag}:`).length,
  }));
  const ofRun = find(slack, room, new RegExp(`Run ${number} ·`)).filter(isWhole).length;
  return {
    doubled: [
      ...places.flatMap(({ place, many }) => (many > 1 ? [`announced ${many}× in ${place}`] : [])),
      ...(ofRun > 1 ? [`run ${number} has ${ofRun} messages`] : []),
    ],
    lost: [
      ...(told
        ? places.flatMap(({ place, many }) => (many === 0 ? [`unsaid in ${place}`] : []))
        : []),
      ...(ofRun === 0 ? [`run ${number} has no message`] : []),
    ],
  };
}

const isWhole = ({ blocks }: Message): boolean => blocks.length > 1;

/** Messages posted twice for one and the same cause, over all channels and direct messages. */
export function doubledPosts(slack: Slack): readonly string[] {
  const posts = messagesIn(slack, /^/).concat(
    slack.state.channels
      .filter(({ kind }) => kind === "im")
      .flatMap(({ id }) => slack.state.messages(id)),
  );
  const groups = Map.groupBy(
    posts.filter(({ metadata }) => metadata !== undefined),
    ({ channelId, metadata }) => `${channelId} ${JSON.stringify(metadata?.event_payload)}`,
  );
  return [...groups].flatMap(([cause, all]) => {
    const many = new Set(all.map(({ channelId, ts }) => `${channelId} ${ts}`)).size;
    return many > 1 ? [`posted ${many}×: ${cause}`] : [];
  });
}

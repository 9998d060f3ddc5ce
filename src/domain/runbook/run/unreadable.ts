// A run whose text this Muster cannot read: nothing new starts, what was sent is still heard of, people may end it.
import { parse } from "yaml";
import { headSchema, type Runbook } from "../format/format.ts";
import type { Intent } from "../state/intent.ts";
import type { RunRefusal } from "../state/refusal.ts";
import type { RunState } from "../state/run.ts";
import type { RunEvent } from "../state/run-event.ts";
import { isOver, type Moment, type Turn } from "../state/turn.ts";
import { holdIncompatible } from "./hold.ts";
import { recordLateAnswer } from "./late.ts";
import { endRun } from "./settle.ts";

/** What can be told of it: whose it is, what it is called, who may end it. It has no steps. */
export function shellOf(slug: string, source: string): Runbook {
  const bare = { muster: 1, id: slug, title: slug, owner: "any_responder", steps: [0] };
  const { title, owner, permissions } = looseHead(source);
  for (const head of [
    { ...bare, title, owner, permissions },
    { ...bare, title },
  ]) {
    const read = headSchema.safeParse(head);
    if (read.success) return { ...read.data, steps: [] };
  }
  return { ...headSchema.parse(bare), steps: [] };
}

function looseHead(source: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = parse(source, { maxAliasCount: 0 });
    return typeof read === "object" && read !== null ? { ...read } : {};
  } catch {
    // Not even YAML: then nothing is known of it but its name.
    return {};
  }
}

export function holdUnreadable(
  shell: Runbook,
  run: RunState,
  message: string,
  moment: Moment,
): Pick<Turn, "run" | "intents"> {
  return holdIncompatible({ runbook: shell, run, intents: [], moment }, message);
}

export type Unread =
  | { readonly ok: true; readonly run: RunState; readonly intents: readonly Intent[] }
  | { readonly ok: false; readonly refusal: RunRefusal };

/** `shell` as `shellOf` made it. Aborting works, and the fate of a request that was on its way is kept. */
export function advanceUnreadable(
  shell: Runbook,
  run: RunState,
  event: RunEvent,
  moment: Moment,
): Unread {
  const turn: Turn = { runbook: shell, run, intents: [], moment };
  if (event.type === "clicked" && !isOver(run)) {
    const note = event.note?.trim() ?? "";
    if (event.action !== "abort") return refuseHeld(run, event.action);
    if (note === "") return { ok: false, refusal: { code: "note-required", action: "abort" } };
    const ended = endRun(turn, { state: "aborted", outcome: "left_as_is", by: event.by, note });
    return { ok: true, run: ended.run, intents: ended.intents };
  }
  const heard = recordLateAnswer(turn, event);
  if ("refusal" in heard) {
    return { ok: false, refusal: isOver(run) ? heard.refusal : { code: "late" } };
  }
  return { ok: true, run: heard.turn.run, intents: [] };
}

function refuseHeld(
  { hold }: RunState,
  action: Extract<RunRefusal, { code: "held" }>["action"],
): Unread {
  return { ok: false, refusal: hold ? { code: "held", action, hold } : { code: "late" } };
}

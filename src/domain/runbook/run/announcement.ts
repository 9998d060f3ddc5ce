// Telling people: what is said is written before it goes out, and a person may change it until then.
import { voidApproval } from "../approval/approval.ts";
import { shownHash } from "../approval/shown-hash.ts";
import type { AnnounceStep } from "../format/step-format.ts";
import type { Bindings } from "../language/bindings.ts";
import { escapeLiteral, unescapeText } from "../language/sink.ts";
import { type Rendered, renderTemplate } from "../language/template.ts";
import type { Clicked } from "../state/run-event.ts";
import type { Announcement } from "../state/step-state.ts";
import { ask, patchStep, stateOf, type Turn } from "../state/turn.ts";
import { settle } from "./settle.ts";

/** As long as the template of an announcement may be. */
export const LONGEST_ANNOUNCEMENT = 2_000;

export function writeAnnouncement(step: AnnounceStep, bindings: Bindings): Rendered<Announcement> {
  const text = renderTemplate(step.text, "text", bindings);
  if (!text.ok) return text;
  const status = step.status ? { status: step.status } : {};
  return { ok: true, value: { to: step.to, text: text.value, ...status } };
}

/** The public status page is an effect on customers: it goes out by itself only where effects may. */
export function enterAnnounce(turn: Turn, step: AnnounceStep): Turn {
  const isPublic = step.to.includes("status_page");
  const byItself = isPublic
    ? step.run === "auto" && turn.run.autonomy === true
    : step.run !== "click";
  return byItself ? announce(turn, step) : patchStep(turn, step.id, { state: "ready" });
}

/** A text that was changed after people approved it has to be approved anew. */
export function announceEdited(turn: Turn, step: AnnounceStep, event: Clicked): Turn {
  const edited = edit(turn, step, event);
  if (!edited) return announce(turn, step);
  const state = stateOf(edited, step.id);
  if (!state.approval) return announce(edited, step);
  return voidApproval(edited, step.id, shownHash(step, state));
}

/** Owed from here on: the ledger of effects delivers it, and a deaf Slack does not stop the run. */
function announce(turn: Turn, step: AnnounceStep): Turn {
  const { announcement, attempt } = stateOf(turn, step.id);
  if (!announcement) throw new Error(`step '${step.id}' has nothing to announce`);
  const out = turn.run.mode === "drill" ? drilled(announcement) : announcement;
  const said = ask(turn, { do: "announce", step: step.id, attempt, ...out });
  return settle(said, step.id, { state: "succeeded" }, step.then);
}

/** In a drill nobody outside of its channel hears anything. */
function drilled({ text, editedBy }: Announcement): Announcement {
  return { to: ["incident"], text, ...(editedBy ? { editedBy } : {}) };
}

/** Undefined where the text is as it was. */
function edit(turn: Turn, step: AnnounceStep, { text, by }: Clicked): Turn | undefined {
  const { announcement } = stateOf(turn, step.id);
  const typed = text?.trim();
  if (!announcement || !typed || typed === unescapeText(announcement.text).trim()) return undefined;
  const edited = { ...announcement, text: escapeLiteral(typed), editedBy: by };
  return patchStep(turn, step.id, { announcement: edited });
}

// The current step in detail: what it is about, what it reads and would send, who approves, what it waits for.
import type { KnownBlock } from "@slack/types";
import type { Reading } from "../../domain/runbook/state/reason.ts";
import type { CurrentStep, WaitView } from "../../domain/runbook/view/describe.ts";
import { words } from "../../words/words.ts";
import { authored, esc } from "../mrkdwn.ts";
import { announcementLines } from "./announcement-lines.ts";
import { approvalLine } from "./approval-line.ts";
import { effectBlocks, type Room } from "./effect-preview.ts";
import { context, section } from "./elements.ts";
import { type Look, typed, when, whenDue } from "./look.ts";
import { isUnknown, reasonText } from "./reason-text.ts";

/** In the channel a long body would push the buttons out of sight: the rest is behind a button. */
export const RUN_ROOM: Room = { body: 700, changes: 6 };

export function stepDetail(step: CurrentStep, look: Look, isHeld: boolean): KnownBlock[] {
  const paragraphs = [
    // What an announcement says is quoted below, once.
    ...(step.text && !step.announcement ? [authored(step.text, 1_500)] : []),
    ...situation(step, look, isHeld),
    ...(step.wait ? [waitLine(step.wait)] : []),
    ...freezeLine(step),
    ...(step.announcement ? announcementLines(step.announcement) : []),
    ...collectLine(step),
  ];
  const small = [...valueLines(step.values), ...times(step, look)];
  return [
    ...(paragraphs.length > 0 ? [section(paragraphs.join("\n"))] : []),
    ...(step.effect ? effectBlocks(step.effect, RUN_ROOM) : []),
    ...approvalBlock(step, look),
    ...(small.length > 0 ? [context(small.join(" · "))] : []),
  ];
}

/** What a held run asks for is said by its bar. */
function situation(step: CurrentStep, look: Look, isHeld: boolean): string[] {
  const { state, kind, reason } = step;
  const { runMessage: say } = words;
  if (state !== "needs_decision" || !reason) {
    const text = isHeld ? null : say.state(state, kind);
    return text ? [text] : [];
  }
  if (reason.code === "outcome-unknown") {
    return [say.unknownOutcome(typed(look, reason.message, 500))];
  }
  const why = reasonText(reason, look, 800);
  return [isUnknown(reason) ? say.needsDecisionUnknown(why) : say.needsDecision(why)];
}

/** By when a granted approval has to be used matters until then only. */
function approvalBlock({ approval, state }: CurrentStep, look: Look): KnownBlock[] {
  if (!approval) return [];
  const { lapsesAt, ...rest } = approval;
  return [section(approvalLine(state === "ready" ? approval : rest, look))];
}

function waitLine({ sparkline, heldMs, holdMs, lastVerdict }: WaitView): string {
  const { runMessage: say, term } = words;
  const hold = term.duration(holdMs);
  if (lastVerdict === "unknown") return say.waitUnknown(sparkline);
  if (lastVerdict === "true") return say.wait(sparkline, term.duration(heldMs), hold);
  return say.waitNotYet(sparkline, hold);
}

/** What was read back of the freeze so far, with GitHub's words for what is not as it should be. */
function freezeLine({ freeze, state }: CurrentStep): string[] {
  const { runMessage: say } = words;
  if (!freeze?.seen || state === "needs_decision") return [];
  const { id, held, of, trouble, is_ended: isEnded, open } = freeze.seen;
  const count = isEnded ? say.freezeOpen(id, open, of) : say.freezeHeld(id, held, of);
  const wrong = trouble.map((each) => `• ${esc(each, 200)}`);
  return [count, ...(isEnded || held < of ? wrong : [])];
}

const MOST_FIELDS = 10;

function collectLine({ collect }: CurrentStep): string[] {
  const fields = Object.entries(collect ?? {});
  if (fields.length === 0) return [];
  const shown = fields.slice(0, MOST_FIELDS).map(([name, { label }]) => esc(label ?? name, 60));
  return [words.runMessage.collects(shown.join(", "))];
}

const MOST_VALUES = 8;

function valueLines(values: Readonly<Record<string, Reading>> | undefined): string[] {
  const { runMessage: say } = words;
  return Object.entries(values ?? {})
    .slice(0, MOST_VALUES)
    .map(([name, reading]) =>
      reading.ok
        ? say.value(esc(name, 60), esc(rounded(reading.value), 60))
        : say.valueUnknown(esc(name, 60), reading.cause),
    );
}

/** Three digits tell enough to decide by; the run keeps the whole number. */
function rounded(value: string | number | boolean): string {
  if (typeof value !== "number") return String(value);
  return String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}

function times(step: CurrentStep, look: Look): string[] {
  const { kind, wait, at, dueAt, retryAt, attempt, assignee } = step;
  const { runMessage: say } = words;
  const due = dueAt && whenDue(look, dueAt, at ?? dueAt);
  const isPause = kind === "wait" && !wait;
  return [
    ...(assignee ? [say.assigned(esc(assignee.to.name, 80), esc(assignee.by.name, 80))] : []),
    ...(retryAt ? [say.nextTry(when(look, new Date(retryAt), "clock"))] : []),
    ...(due ? [isPause ? say.goesOn(due) : say.until(due)] : []),
    ...(attempt > 1 ? [say.attempt(attempt)] : []),
  ];
}

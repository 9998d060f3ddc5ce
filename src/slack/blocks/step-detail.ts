// The current step in detail: what it is about, what it reads and would send, what it waits for.
import type { KnownBlock } from "@slack/types";
import { type ChangeLine, changeLine } from "../../domain/runbook/change-line.ts";
import type { CurrentStep, WaitView } from "../../domain/runbook/describe.ts";
import type { EffectPreview } from "../../domain/runbook/describe-effect.ts";
import type { Json } from "../../domain/runbook/json.ts";
import type { Reading } from "../../domain/runbook/run.ts";
import { words } from "../../words/words.ts";
import { authored, code, esc } from "../mrkdwn.ts";
import { context, section } from "./elements.ts";
import { type Look, when } from "./look.ts";

export function stepDetail(step: CurrentStep, look: Look): KnownBlock[] {
  const paragraphs = [
    ...(step.text ? [authored(step.text, 1_500)] : []),
    ...situation(step),
    ...(step.wait ? [waitLine(step.wait)] : []),
    ...(step.effect ? effectLines(step.effect) : []),
    ...announcementLines(step),
  ];
  const small = [...valueLines(step.values), ...times(step, look)];
  return [
    ...(paragraphs.length > 0 ? [section(paragraphs.join("\n"))] : []),
    ...(small.length > 0 ? [context(small.join(" · "))] : []),
  ];
}

function situation({ state, kind, reason }: CurrentStep): string[] {
  const { runMessage: say, run } = words;
  if (state === "needs_decision" && reason) {
    const said = say.needsDecision(authored(run.reason(reason), 800));
    return reason.code === "outcome-unknown" ? [say.unknownOutcome(), said] : [said];
  }
  const text = say.state(state, kind);
  return text ? [text] : [];
}

function waitLine({ sparkline, heldMs, holdMs, lastVerdict }: WaitView): string {
  const { runMessage: say, term } = words;
  const hold = term.duration(holdMs);
  if (lastVerdict === "unknown") return say.waitUnknown(sparkline);
  if (lastVerdict === "true") return say.wait(sparkline, term.duration(heldMs), hold);
  return say.waitNotYet(sparkline, hold);
}

export const json = (value: Json): string =>
  code(typeof value === "string" ? value : JSON.stringify(value), 120);

function effectLines({ changes, before, after, sends, undo }: EffectPreview): string[] {
  const { runMessage: say } = words;
  const named = changes.map((change) => requestName(changeLine(change))).join(", ");
  const line = sends > 0 ? say.sent(named, say.times(sends)) : say.willSend(named);
  const effect =
    after === undefined
      ? []
      : [
          before === undefined
            ? say.after(json(after))
            : say.beforeAfter(json(before), json(after)),
        ];
  return [
    [line, ...effect].join(" · "),
    ...(undo.kind === "irreversible" && sends === 0
      ? [say.irreversible(authored(undo.why, 300))]
      : []),
  ];
}

export function requestName({ method, path, connection }: ChangeLine): string {
  return words.runMessage.request(method, code(path, 200), esc(connection, 60));
}

function announcementLines({ announcement }: CurrentStep): string[] {
  if (!announcement) return [];
  const { runMessage: say } = words;
  const to = announcement.to.map((audience) => esc(say.audience(audience), 90)).join(", ");
  const quoted = authored(announcement.text, 1_000).replaceAll("\n", "\n> ");
  return [say.willSay(to), `> ${quoted}`];
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

function times({ dueAt, retryAt, attempt }: CurrentStep, look: Look): string[] {
  const { runMessage: say } = words;
  const clock = (instant: string): string => when(look, new Date(instant), "clock");
  return [
    ...(retryAt ? [say.nextTry(clock(retryAt))] : []),
    ...(dueAt ? [say.until(clock(dueAt))] : []),
    ...(attempt > 1 ? [say.attempt(attempt)] : []),
  ];
}

// The times among the inputs of `/runbook run …`, read as `/freeze new` reads them, and said back with their zone.
import { readTime } from "../../domain/freeze/window.ts";
import type { Runbook } from "../../domain/runbook/format/format.ts";
import { dayMoment } from "../../domain/zone-time.ts";
import { words } from "../../words/words.ts";
import { esc } from "../mrkdwn.ts";
import { type TimeRead, takeTime } from "./freeze-times.ts";

export type RunTimes = {
  /** The same with instants for the times that were understood; the rest is judged as it stands. */
  readonly text: string;
  /** What was made of them, a sentence each. */
  readonly read: readonly string[];
};

type Where = { readonly now: Date; readonly zone: string };

export function readRunTimes(inputs: Runbook["inputs"], typed: string, where: Where): RunTimes {
  const names = Object.keys(inputs).filter((name) => inputs[name]?.type === "datetime");
  return names.reduce<RunTimes>((sofar, name) => readOne(sofar, name, where), {
    text: typed,
    read: [],
  });
}

function readOne({ text, read }: RunTimes, name: string, where: Where): RunTimes {
  const [head, lead = ""] = new RegExp(`(^|[\\s\\S]*\\s)${name}=`, "i").exec(text) ?? [];
  const taken = head === undefined ? undefined : takeValue(text.slice(head.length), where);
  if (!taken) return { text, read };
  const { time, rest } = taken;
  const at = time.kind === "length" ? new Date(where.now.getTime() + time.ms) : new Date(time.at);
  const note = time.kind === "moment" && time.note ? time.note : undefined;
  return {
    text: `${lead}${name}=${at.toISOString()} ${rest}`.trim(),
    read: [
      ...read,
      words.command.runs.readAs(name, dayMoment(at, where.zone)),
      ...(note ? [words.freezeWindow.note(note, esc(where.zone, 60))] : []),
    ],
  };
}

/** In quotes or not: `starts_at="tomorrow 22:00"`, `starts_at=tomorrow 22:00`. */
function takeValue(
  text: string,
  where: Where,
): { readonly time: TimeRead; readonly rest: string } | undefined {
  const facts = { ...where, edge: "start" } as const;
  const [whole, quoted] = /^"([^"]*)"/.exec(text) ?? [];
  if (whole === undefined || quoted === undefined) return takeTime(text, facts);
  const time = readTime(quoted, facts);
  return time && time.kind !== "no-time"
    ? { time, rest: text.slice(whole.length).trim() }
    : undefined;
}

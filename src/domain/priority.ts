// The four priorities, their order, and how a sender's words for severity map onto them.

export const priorities = ["P1", "P2", "P3", "P4"] as const;
export type Priority = (typeof priorities)[number];

export function isPriority(value: unknown): value is Priority {
  return priorities.some((priority) => priority === value);
}

/** Negative when `a` is the more urgent, 0 when equal: fit for `sort`. */
function comparePriority(a: Priority, b: Priority): number {
  return priorities.indexOf(a) - priorities.indexOf(b);
}

export function isMoreUrgent(a: Priority, than: Priority): boolean {
  return comparePriority(a, than) < 0;
}

const severities: Readonly<Record<string, Priority>> = {
  critical: "P1",
  crit: "P1",
  page: "P1",
  emergency: "P1",
  fatal: "P1",
  disaster: "P1",
  sev0: "P1",
  sev1: "P1",
  krytyczny: "P1",
  error: "P2",
  err: "P2",
  high: "P2",
  major: "P2",
  sev2: "P2",
  wysoki: "P2",
  warning: "P3",
  warn: "P3",
  average: "P3",
  medium: "P3",
  moderate: "P3",
  sev3: "P3",
  info: "P4",
  information: "P4",
  informational: "P4",
  low: "P4",
  minor: "P4",
  none: "P4",
  notice: "P4",
  debug: "P4",
  ok: "P4",
  sev4: "P4",
  sev5: "P4",
};

/** `P1`..`P5`, `p1`, `1`..`5`, `SEV-2`, `critical`, `Krytyczny`: the priority a free text names, if any. P5 is P4. */
export function readPriority(text: string | undefined): Priority | undefined {
  const word =
    text
      ?.trim()
      .toLowerCase()
      .replaceAll(/[\s_-]/g, "") ?? "";
  const level = /^p?([1-5])$/.exec(word)?.[1];
  if (level !== undefined) return priorities[Math.min(Number(level), 4) - 1];
  return Object.hasOwn(severities, word) ? severities[word] : undefined;
}

/** What the labels suggest: `priority` wins over `severity`. */
export function readLabelPriority(labels: Readonly<Record<string, string>>): Priority | undefined {
  return readPriority(labels["priority"]) ?? readPriority(labels["severity"]);
}

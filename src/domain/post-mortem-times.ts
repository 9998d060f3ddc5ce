// The durations of an incident, each with the two recorded instants it lies between.
import type { Incident } from "./incident.ts";
import type { TimelineItem } from "./timeline.ts";

export type Instant = {
  readonly what: "began" | "opened" | "acknowledged" | "mitigated" | "resolved";
  readonly at: Date;
};

export type Measure = {
  readonly measure: "detect" | "acknowledge" | "mitigate" | "restore";
  readonly from: Instant;
  readonly to: Instant;
};

/** Only what can be computed: a measure that lacks an instant is left out, never guessed. */
export function measuresOf(
  incident: Incident,
  timeline: readonly TimelineItem[],
): readonly Measure[] {
  const began: Instant = { what: "began", at: incident.startedAt };
  const opened: Instant = { what: "opened", at: incident.openedAt };
  const acknowledgedAt = firstAcknowledged(timeline) ?? incident.acknowledgedAt;
  const { mitigatedAt, resolvedAt } = incident;
  return [
    { measure: "detect", from: began, to: opened },
    ...(acknowledgedAt
      ? [measure("acknowledge", opened, { what: "acknowledged", at: acknowledgedAt })]
      : []),
    ...(mitigatedAt ? [measure("mitigate", began, { what: "mitigated", at: mitigatedAt })] : []),
    ...(resolvedAt ? [measure("restore", began, { what: "resolved", at: resolvedAt })] : []),
  ];
}

const measure = (name: Measure["measure"], from: Instant, to: Instant): Measure => ({
  measure: name,
  from,
  to,
});

/** Reopening sets the incident's own field anew; the first answer is what is measured. */
function firstAcknowledged(timeline: readonly TimelineItem[]): Date | undefined {
  return timeline.find(({ entry }) => entry.kind === "acknowledged")?.at;
}

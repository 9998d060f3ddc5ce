// The Slack messages that show a state and are edited in place when it changes.

/** card and announcement are keyed by incident, run by run, page by page. */
export type ProjectionKind = "card" | "announcement" | "run" | "page";

export type Projection = {
  readonly kind: ProjectionKind;
  readonly ref: string;
  readonly incidentId: string | null;
  readonly channel: string | null;
  readonly ts: string | null;
  readonly wantedVersion: number;
  readonly renderedVersion: number;
  readonly renderedHash: string | null;
  readonly lastEditAt: Date | null;
};

// The Slack messages that show a state and are edited in place when it changes.

/**
 * card, announcement and still-changed are keyed by incident, run by run, page by page, approval by
 * `writeApprovalRef`: one direct message a person and round.
 */
export type ProjectionKind =
  | "card"
  | "announcement"
  | "run"
  | "page"
  | "approval"
  | "still-changed";

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

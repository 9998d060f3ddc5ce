// The Slack messages that show a state and are edited in place when it changes.

/**
 * card, announcement and still-changed are keyed by incident, run by run, page by page, approval by
 * `writeApprovalRef`: one direct message a person and round. freeze-draft (a direct message to the declarer) by freeze,
 * freeze-post by freeze and moment (`<freezeId>/<moment>`), freeze-vote by proposal and person
 * (`<freezeId>/<proposalId>/<user>`), exception (in the thread of the freeze's first post) by exception,
 * exception-vote and exception-why by exception and person (`<exceptionId>/<user>`), readiness by campaign.
 */
export type ProjectionKind =
  | "card"
  | "announcement"
  | "run"
  | "page"
  | "approval"
  | "still-changed"
  | "freeze-draft"
  | "freeze-post"
  | "freeze-vote"
  | "exception"
  | "exception-vote"
  | "exception-why"
  | "readiness";

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

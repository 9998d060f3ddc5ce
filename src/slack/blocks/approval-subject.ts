// What the direct message to an approver is drawn from.
import type { Incident } from "../../domain/incident.ts";
import type { ApprovalState } from "../../domain/runbook/state/approval-state.ts";
import type { Person } from "../../domain/runbook/state/stamp.ts";
import type { Announcement } from "../../domain/runbook/state/step-state.ts";
import type { ApprovalView } from "../../domain/runbook/view/describe-approval.ts";
import type { EffectPreview } from "../../domain/runbook/view/describe-effect.ts";
import type { ApprovalStanding } from "../../operations/read-approval.ts";
import type { Room } from "./effect-preview.ts";

export type ApprovalSubject = {
  readonly run: number;
  readonly version: number;
  /** Of the runbook. */
  readonly title: string;
  readonly incident: Incident;
  readonly startedBy: Person;
  /** Whose answer brought the run to this step. */
  readonly askedBy: Person;
  readonly step: ApprovalStep;
  readonly effect?: EffectPreview;
  readonly announcement?: Announcement;
  /** As it is now: of a later round where this message's own is void. */
  readonly approval: ApprovalView;
  readonly again?: ApprovalState["again"];
  readonly standing: ApprovalStanding;
  /** Slack id of the reader, and whether they may override approvals. */
  readonly reader: string;
  readonly mayOverride: boolean;
};

/** Title and text are mrkdwn, as in the run. */
export type ApprovalStep = {
  readonly id: string;
  readonly attempt: number;
  readonly number: number;
  readonly total: number;
  readonly title: string;
  readonly text?: string;
};

/** A direct message has room: who approves reads all of it, or is told that there is more. */
export const APPROVAL_ROOM: Room = { body: 3_500, changes: 20 };

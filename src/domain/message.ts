// The messages that are posted once and never edited; each is worded and drawn when it is sent.
import type { ExceptionMessage } from "./freeze/exception-news.ts";
import type { FreezeMessage } from "./freeze/news.ts";
import type { IncidentStatus } from "./incident.ts";
import type { Priority } from "./priority.ts";

type ApprovalNews = {
  readonly incidentId: string;
  readonly runId: string;
  readonly number: number;
  readonly step: string;
  /** Of the step, in Slack mrkdwn. */
  readonly title: string;
  readonly need: number;
  readonly given: number;
};

export type Message =
  | FreezeMessage
  | ExceptionMessage
  | {
      readonly kind: "update";
      readonly incidentId: string;
      readonly text: string;
      readonly by: string;
      readonly status: IncidentStatus;
      readonly nextMinutes: number | null;
    }
  | {
      readonly kind: "lead-changed";
      readonly incidentId: string;
      readonly user: string;
      readonly by: string | null;
    }
  | {
      readonly kind: "priority-changed";
      readonly incidentId: string;
      readonly from: Priority;
      readonly to: Priority;
      readonly reason: string | null;
      readonly by: string | null;
    }
  | {
      readonly kind: "closed";
      readonly incidentId: string;
      readonly status: "resolved" | "cancelled";
      readonly text: string | null;
      readonly by: string | null;
      /** Changes that runs made and nobody has undone or left on purpose. */
      readonly stillChanged: number;
    }
  | {
      readonly kind: "reopened";
      readonly incidentId: string;
      readonly reason: string | null;
      readonly by: string | null;
      readonly alertTitle: string | null;
    }
  | { readonly kind: "alerts-recovered"; readonly incidentId: string }
  | {
      readonly kind: "ack-overdue";
      readonly incidentId: string;
      readonly dueAt: string;
      readonly lateSeconds: number;
      readonly paged: readonly string[];
    }
  | {
      readonly kind: "update-overdue";
      readonly incidentId: string;
      readonly dueAt: string;
      readonly lateSeconds: number;
      readonly mention: string | null;
      readonly reminder: number;
    }
  | { readonly kind: "lead-missing"; readonly incidentId: string; readonly lateSeconds: number }
  | {
      readonly kind: "run-announcement";
      readonly incidentId: string;
      readonly runId: string;
      readonly text: string;
    }
  | {
      readonly kind: "run-log";
      readonly incidentId: string;
      readonly runId: string;
      readonly text: string;
    }
  /** A direct message: the whole run (`step` is empty) or one step of it is theirs now. */
  | {
      readonly kind: "run-assigned";
      readonly incidentId: string;
      readonly runId: string;
      readonly number: number;
      /** Of the run or of the step, in Slack mrkdwn. */
      readonly title: string;
      readonly step: string;
      readonly by: string;
    }
  /** In the incident's channel: any full member may approve, or nobody could be told directly. */
  | (ApprovalNews & { readonly kind: "approval-wanted" })
  /** A direct message to whoever has not voted yet. */
  | (ApprovalNews & { readonly kind: "approval-reminder" })
  | {
      readonly kind: "follow-update";
      readonly incidentId: string;
      readonly text: string;
      readonly status: IncidentStatus;
    }
  | {
      readonly kind: "action-item";
      readonly item: string;
      readonly incidentId: string;
      readonly text: string;
      readonly owner: string;
      readonly dueOn: string | null;
      readonly by: string;
    }
  | {
      readonly kind: "effect-dead";
      readonly incidentId: string;
      readonly effect: string;
      readonly reason: string;
    }
  | {
      readonly kind: "hook-refused";
      readonly hook: string;
      readonly reason: string;
      readonly count: number;
    }
  | {
      readonly kind: "dead-letter";
      readonly hook: string;
      readonly deliveryId: string;
      readonly reason: string;
    }
  /** In the release channel, three days before a campaign whose board stands there already. */
  | {
      readonly kind: "readiness-reminder";
      /** The campaign's name in muster.yml, and how people call it. */
      readonly campaign: string;
      readonly title: string;
      readonly startsAt: string;
      readonly ready: number;
      readonly of: number;
      /** Titles of what is open; the first ten. */
      readonly open: readonly string[];
    };

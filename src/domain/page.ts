// A page: one person asked to come, with a deadline.
import type { Actor } from "./actor.ts";

export type PageState = "waiting" | "answered" | "passed";

export type Page = {
  readonly id: string;
  readonly incidentId: string;
  readonly user: string;
  readonly reason: string;
  readonly pagedBy: Actor;
  readonly pagedAt: Date;
  readonly ackDueAt: Date | null;
  readonly state: PageState;
  readonly answeredAt: Date | null;
  readonly answeredBy: string | null;
};

// An alert: one condition at one source, as Muster keeps it between deliveries.
import type { Priority } from "./priority.ts";

export type AlertState = "firing" | "recovered";

export type Alert = {
  readonly id: string;
  readonly hook: string;
  readonly source: string;
  readonly alertKey: string;
  readonly incidentId: string | null;
  readonly service: string | null;
  readonly state: AlertState;
  readonly title: string;
  readonly summary: string;
  readonly priority: Priority;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: string | null;
  readonly baseline: string | null;
  readonly links: readonly { readonly label: string; readonly url: string }[];
  readonly groupKey: string | null;
  readonly startedAt: Date;
  /** The sender's own time of the present state; an older signal changes nothing. */
  readonly stateAt: Date;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly recoveredAt: Date | null;
  /** When it was put into its present incident. */
  readonly joinedAt: Date | null;
  readonly occurrence: number;
  readonly count: number;
  readonly lastDeliveryId: string | null;
};

export type AlertCounts = { readonly firing: number; readonly recovered: number };

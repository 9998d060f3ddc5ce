// English: the words for priorities, statuses, lengths of time and counts.
import type { Incident, IncidentStatus } from "../../domain/incident.ts";
import type { Priority } from "../../domain/priority.ts";
import type { ComponentState } from "../../domain/runbook/state/step-state.ts";

const marks: Readonly<Record<Priority, string>> = { P1: "🔴", P2: "🟠", P3: "🟡", P4: "🔵" };

const statuses: Readonly<Record<IncidentStatus, string>> = {
  investigating: "Investigating",
  identified: "Identified",
  monitoring: "Monitoring",
  resolved: "Resolved",
  cancelled: "Cancelled",
};

const plannedEnds = { resolved: "Finished", cancelled: "Called off" } as const;

const components: Readonly<Record<ComponentState, string>> = {
  operational: "operational",
  degraded: "degraded",
  partial_outage: "partly out",
  major_outage: "out",
  maintenance: "in maintenance",
};

/** By its number alone it is an incident. */
export type Named = number | (Pick<Incident, "number"> & Partial<Pick<Incident, "isPlanned">>);

const plurals = new Intl.PluralRules("en");

export const term = {
  /** Planned work is no incident, and is not called one. */
  incident: (of: Named) => {
    if (typeof of === "number") return `INC-${of}`;
    return `${of.isPlanned ? "PLAN" : "INC"}-${of.number}`;
  },
  /** "INC-7 is resolved", "PLAN-7 is finished". */
  isOver: (of: Named) => {
    const isPlanned = typeof of !== "number" && of.isPlanned;
    return `${term.incident(of)} is ${isPlanned ? "finished" : "resolved"}`;
  },
  /** The colour never stands without the word. */
  mark: (priority: Priority, status: IncidentStatus) => {
    if (status === "resolved") return "✅";
    return status === "cancelled" ? "⚪" : marks[priority];
  },
  status: (status: IncidentStatus) => statuses[status],
  /** Where it stands; planned work has nothing to investigate. */
  standing: ({ status, isPlanned }: Pick<Incident, "status" | "isPlanned">) => {
    if (!isPlanned) return statuses[status];
    return status === "resolved" || status === "cancelled" ? plannedEnds[status] : "Under way";
  },
  component: (state: ComponentState) => components[state],
  nobody: () => "nobody yet",
  none: () => "none",
  count: (many: number, one: string, more: string) =>
    `${many} ${plurals.select(many) === "one" ? one : more}`,
  minutes: (many: number) => `${many} min`,
  /** "45 s", "18 min", "2 h 5 min", "3 d 4 h". */
  duration: (ms: number) => {
    const seconds = Math.max(0, Math.round(ms / 1000));
    if (seconds < 60) return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return `${minutes} min`;
    const hours = Math.floor(minutes / 60);
    if (hours < 24) return joined(hours, "h", minutes % 60, "min");
    return joined(Math.floor(hours / 24), "d", hours % 24, "h");
  },
  /** Who caused it, where no person did. */
  muster: () => "Muster",
  alert: () => "an alert",
};

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

// English: what the public reads on the status page.
import type { ComponentState } from "../../domain/runbook/state/step-state.ts";
import { term } from "./terms.ts";

/** Worst last. */
const order: readonly ComponentState[] = [
  "operational",
  "maintenance",
  "degraded",
  "partial_outage",
  "major_outage",
];

const overall: Readonly<Record<ComponentState, string>> = {
  operational: "Everything that was reported on works.",
  maintenance: "Maintenance is under way.",
  degraded: "Something works worse than usual.",
  partial_outage: "Something is partly out.",
  major_outage: "Something is out.",
};

export const statusPage = {
  title: () => "Status",
  overall: (states: readonly ComponentState[]) => {
    const worst = order.findLast((state) => states.includes(state));
    return worst ? overall[worst] : "Nothing has been reported.";
  },
  component: () => "Component",
  state: () => "State",
  said: () => "What we said last",
  since: () => "Since",
  history: () => "What we said",
  headline: (component: string, state: ComponentState) => `${component}: ${term.component(state)}`,
  feed: () => "Subscribe to the feed (Atom)",
  feedTitle: () => "Status",
};

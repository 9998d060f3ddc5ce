// What the public was told of each component; the latest text of a component is its present state.
import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { ComponentState } from "../../domain/runbook/state/step-state.ts";
import { instant } from "./deliveries.ts";
import { incidents } from "./incidents.ts";
import { runs } from "./runs.ts";

export const statusTexts = pgTable(
  "status_texts",
  {
    id: uuid().primaryKey(),
    component: text().notNull(),
    state: text().$type<ComponentState>().notNull(),
    /** Plain text, as the public reads it. */
    text: text().notNull(),
    at: instant().notNull(),
    incidentId: uuid()
      .notNull()
      .references(() => incidents.id),
    runId: uuid()
      .notNull()
      .references(() => runs.id),
  },
  (table) => [
    index("status_texts_by_component").on(table.component, table.at),
    index("status_texts_by_time").on(table.at),
  ],
);

// Readiness boards, one a campaign.
import { integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { ReadinessBoard } from "../../domain/readiness/board.ts";

export const readinessBoards = pgTable(
  "readiness_boards",
  {
    id: uuid().primaryKey(),
    campaign: text().notNull(),
    body: jsonb().$type<Omit<ReadinessBoard, "id" | "campaign" | "version">>().notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [uniqueIndex("readiness_boards_campaign").on(table.campaign)],
);

// What is to be done after an incident, by whom and by when.

export type ActionItemState = "open" | "done";

export type ActionItem = {
  readonly id: string;
  readonly incidentId: string;
  readonly text: string;
  readonly owner: string;
  /** A calendar day, `2026-11-30`. */
  readonly dueOn: string | null;
  readonly state: ActionItemState;
  readonly createdAt: Date;
  readonly createdBy: string;
};

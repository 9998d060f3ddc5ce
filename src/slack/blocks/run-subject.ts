// What the message of a run and its buttons are drawn from.
import type { RunView } from "../../domain/runbook/describe.ts";

export type RunSubject = {
  readonly number: number;
  /** Rises with every event: a button of an earlier picture is told from a present one. */
  readonly version: number;
  readonly view: RunView;
};

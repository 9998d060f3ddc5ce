// What a runbook will use of the outside, and in which steps: what a preflight and doctor look at.
import type { Runbook } from "./format.ts";
import type { ConnectionUse } from "./intent.ts";
import type { Scalar } from "./json.ts";

/** Without inputs: what can be known from the file alone; places that only a run can tell are left out. */
export function usesOf(
  _runbook: Runbook,
  _inputs?: Readonly<Record<string, Scalar>>,
): readonly ConnectionUse[] {
  return [];
}

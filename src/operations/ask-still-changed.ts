// Reads back what an incident's runs changed, and shows it in the incident with what can be done about it.
import type { Refused } from "../domain/refusal.ts";
import type { Context } from "./context.ts";
import type { StillChanged } from "./list-still-changed.ts";

export type StillChangedAsked =
  | { readonly ok: true; readonly changes: readonly StillChanged[] }
  | Refused;

export async function askStillChanged(
  _ctx: Context,
  _incidentId: string,
): Promise<StillChangedAsked> {
  return await Promise.reject(new Error("changes are not read back yet"));
}

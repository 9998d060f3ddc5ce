// A message as it should stand in Slack now, and where.
import type { Drawn } from "../limits.ts";
import type { Place } from "./places.ts";

export type Picture = {
  readonly place: Place;
  readonly drawn: Drawn;
  /** It waits for somebody's answer. */
  readonly needsPerson?: boolean;
  /** Worth an edit, but no message of its own any more. */
  readonly isPast?: boolean;
};

// What muster.yml lets runbooks use and do; judged when a file is read, never for a run that is open.
import type { ConnectionKind } from "../../connection.ts";

/** Kind by name. */
export type Connections = Readonly<Record<string, ConnectionKind>>;

export type Allowances = {
  /** Whether `run: auto` may stand at what changes something. */
  readonly autonomy: boolean;
  /** `owner/name` of each repository that steps may act on. */
  readonly repositories: readonly string[];
  /** GitHub environments that steps may deploy to; null: all. */
  readonly environments: readonly string[] | null;
};

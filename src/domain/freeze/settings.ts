// What muster.yml says about freezes: defaults, who decides, and what incidents and CI get of them.
import type { Priority } from "../priority.ts";
import type { Electorate } from "./ballot.ts";
import type { DeployHold, ExceptionPolicy, LiftPolicy } from "./freeze.ts";

export type FreezeSettings = {
  /** Name of the release channel, without #. */
  readonly channel: string;
  /** Principals who may declare, change and let go, and who are told when something goes wrong. */
  readonly managers: readonly string[];
  /** Of a declaration; the requester's own vote never counts. */
  readonly approval: Electorate;
  readonly exceptions: ExceptionPolicy;
  readonly lift: LiftPolicy;
  /** Who decides on the fix of an open incident, one vote. */
  readonly hotfix: readonly string[];
  readonly drift: "alert" | "reassert";
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  readonly deploys: readonly DeployHold[];
  /** File names of the workflows that `workflow` switches off. */
  readonly workflows: readonly string[];
  /** Open incidents that freeze the repositories of their service by themselves; null: none do. */
  readonly incidents: {
    readonly priorities: readonly Priority[];
    /** Null: every service that has repositories. */
    readonly services: readonly string[] | null;
  } | null;
  /** Bearer tokens for `GET /api/freeze` and the calendar; none: both answer on this machine only. */
  readonly tokens: readonly string[];
  /** GitHub login in lower case to a person as muster.yml writes them. */
  readonly people: Readonly<Record<string, string>>;
};

/** As in runbooks, where nobody is named every responder may; when told of trouble that is the channel. */
const managers = ["any_responder"];

/** Where muster.yml says nothing. */
export const DEFAULT_FREEZE_SETTINGS: FreezeSettings = {
  channel: "releases",
  managers,
  approval: { need: 1, from: managers },
  exceptions: { need: 2, from: [...managers, "role:incident_commander"], validForMinutes: 12 * 60 },
  lift: { mode: "auto", earlyNeed: 1, extendNeed: 1 },
  hotfix: ["role:incident_commander"],
  drift: "alert",
  branches: ["~DEFAULT_BRANCH", "refs/heads/release/**/*"],
  tags: [],
  deploys: [],
  workflows: [],
  incidents: null,
  tokens: [],
  people: {},
};

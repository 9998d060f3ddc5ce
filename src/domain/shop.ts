// The shop as Muster knows it: services, teams, who is on call, what each priority promises.
import type { Campaign } from "./campaign.ts";
import type { FreezeSettings } from "./freeze/settings.ts";
import type { Route } from "./grouping.ts";
import type { PriorityPromises } from "./promises.ts";

export type Service = {
  readonly name: string;
  /** How people call it: "Checkout". */
  readonly title: string;
  readonly team: string | null;
  /** `owner/name` of the GitHub repositories it is built from. */
  readonly repositories: readonly string[];
};

export type Team = {
  readonly name: string;
  readonly title: string;
  /** Slack ids, @handles or e-mail addresses; the first is on call, the next is asked when they miss. */
  readonly onCall: readonly string[];
};

/** What the slash commands are called in this workspace, each with its slash. */
export type CommandNames = {
  readonly incident: string;
  readonly runbook: string;
  readonly freeze: string;
  readonly oncall: string;
};

export type Shop = {
  readonly services: Readonly<Record<string, Service>>;
  readonly teams: Readonly<Record<string, Team>>;
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly routes: readonly Route[];
  readonly promises: PriorityPromises;
  /** The team asked where nothing else says which. */
  readonly defaultTeam: string | null;
  /** Name of the channel of announcements, without #. */
  readonly announceChannel: string;
  /** IANA zone in which times are also written. */
  readonly zone: string;
  readonly commands: CommandNames;
  /** Public base URL of this installation, no slash at the end. */
  readonly url: string;
  /** `owner/name` of each GitHub repository that runbooks may act on. */
  readonly repositories: readonly string[];
  /** GitHub environments that runbooks may deploy to; null: all. */
  readonly environments: readonly string[] | null;
  /** Whether a step may say `run: auto` for what changes something. */
  readonly autonomy: boolean;
  /** Principals who may go on without the approvals a step asks for. */
  readonly breakGlass: readonly string[];
  readonly freeze: FreezeSettings;
  /** By name. */
  readonly campaigns: Readonly<Record<string, Campaign>>;
};

export function teamOf(shop: Shop, service: string | null, team?: string | null): Team | null {
  const name = team ?? (service ? (shop.services[service]?.team ?? null) : null);
  const chosen = name ?? shop.defaultTeam;
  return chosen ? (shop.teams[chosen] ?? null) : null;
}

export function serviceTitle(shop: Shop, service: string | null): string | null {
  return service ? (shop.services[service]?.title ?? service) : null;
}

// From the sections of muster.yml to the shop, the hooks and the connections as the rest of Muster knows them.
import type { Route } from "../domain/grouping.ts";
import { priorities } from "../domain/priority.ts";
import { DEFAULT_PROMISES, type PriorityPromises, type Promises } from "../domain/promises.ts";
import { unroutedService } from "../domain/route-signal.ts";
import type { Shop } from "../domain/shop.ts";
import type { Hook, HookAuth } from "../intake/hook.ts";
import { isSourceName } from "../intake/sources.ts";
import { buildConnection } from "./build-connection.ts";
import { buildCampaign, buildFreeze } from "./build-freeze.ts";
import type { ShopSettings } from "./config.ts";
import type { HookFile, RouteFile, ShopFile } from "./shop-format.ts";

/** `url`: public base URL of this installation. Every name in the file is known to lead somewhere. */
export function buildSettings(file: ShopFile, url: string): ShopSettings {
  return {
    shop: buildShop(file, url),
    language: file.language,
    hooks: Object.entries(file.hooks).map(([name, hook]) => buildHook(name, hook)),
    connections: mapValues(file.connections, buildConnection),
  };
}

function buildShop(file: ShopFile, url: string): Shop {
  return {
    services: mapValues(file.services, ({ title, team, repositories }, name) => ({
      name,
      title: title ?? titleOf(name),
      team: team ?? null,
      repositories,
    })),
    teams: mapValues(file.teams, ({ title, on_call }, name) => ({
      name,
      title: title ?? titleOf(name),
      onCall: on_call,
    })),
    groups: file.groups,
    routes: file.routes.map(buildRoute),
    promises: buildPromises(file),
    defaultTeam: file.default_team ?? null,
    announceChannel: file.slack.announce,
    zone: file.zone,
    commands: file.slack.commands,
    url,
    repositories: file.github.repositories,
    environments: file.github.environments ?? null,
    autonomy: file.autonomy,
    breakGlass: file.break_glass,
    freeze: buildFreeze(file),
    campaigns: mapValues(file.campaigns, (campaign, name) =>
      buildCampaign(campaign, name, file.zone),
    ),
  };
}

function buildPromises({ priorities: said }: ShopFile): PriorityPromises {
  const entries = priorities.map((priority): [string, Promises] => {
    const { ack, update, restore } = said[priority];
    const usual = DEFAULT_PROMISES[priority];
    const updateMinutes = update === "none" ? null : (update ?? usual.updateMinutes);
    return [
      priority,
      {
        ackMinutes: ack ?? usual.ackMinutes,
        updateMinutes,
        restoreMinutes: restore ?? usual.restoreMinutes,
      },
    ];
  });
  return Object.fromEntries(entries) as PriorityPromises;
}

function buildRoute(route: RouteFile): Route {
  const { team, priority, runbook } = route;
  return {
    match: route.match,
    service: route.service ?? unroutedService,
    windowMinutes: route.window,
    reopenMinutes: route.reopen,
    ignore: route.ignore,
    ...(team !== undefined && { team }),
    ...(priority !== undefined && { priority }),
    ...(runbook !== undefined && { runbook }),
  };
}

function buildHook(name: string, hook: HookFile): Hook {
  const source = hook.source ?? name;
  if (!isSourceName(source)) throw new Error(`hook ${name} was not checked before it was built`);
  return {
    name,
    source,
    auth: buildHookAuth(hook),
    ...(hook.service !== undefined && { service: hook.service }),
  };
}

function buildHookAuth(hook: HookFile): HookAuth {
  const { token, signature, header, timestamp_header: timestampHeader } = hook;
  // The second secret may be an unset variable outside the days of a change.
  const usable = (secrets: readonly string[]) => secrets.filter((secret) => secret !== "");
  if (token) return { kind: "token", secrets: usable(token) };
  if (!signature) return { kind: "none" };
  return {
    kind: "signature",
    secrets: usable(signature),
    ...(header !== undefined && { header }),
    ...(timestampHeader !== undefined && { timestampHeader }),
  };
}

/** `order-status`: "Order status". */
function titleOf(name: string): string {
  const words = name.replaceAll(/[-_]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T, name: string) => U,
): Record<string, U> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, change(value, name)]),
  );
}

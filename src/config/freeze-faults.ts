// What is wrong with freezes and campaigns as a whole: names that lead nowhere, times that cannot be, secrets missing.
import { readWallTime } from "../domain/freeze/window.ts";
import { nearest } from "../domain/runbook/language/nearest.ts";
import type { Fault } from "./fault.ts";
import { lostName, lostPrincipal } from "./lost-name.ts";
import { quote } from "./problem.ts";
import type { ShopFile } from "./shop-format.ts";
import type { Path } from "./yaml-source.ts";

export type FreezeNames = {
  readonly teams: readonly string[];
  readonly groups: readonly string[];
  readonly services: readonly string[];
};

export function freezeFaults(shop: ShopFile, names: FreezeNames): readonly Fault[] {
  const { freeze } = shop;
  return [
    ...principals(freeze.managers, ["freeze", "managers"], names),
    ...principals(freeze.approval.from ?? [], ["freeze", "approval", "from"], names),
    ...principals(freeze.exceptions.from ?? [], ["freeze", "exceptions", "from"], names),
    ...principals(freeze.hotfix, ["freeze", "hotfix"], names),
    ...services(freeze.incidents?.services ?? [], ["freeze", "incidents", "services"], names),
    ...workflowFaults(shop),
    ...repositoryFaults(shop),
    ...Object.keys(shop.campaigns).flatMap((name) => campaignFaults(shop, name, names)),
  ];
}

function principals(list: readonly string[], path: Path, names: FreezeNames): readonly Fault[] {
  return list.flatMap((principal, index) => lostPrincipal(principal, [...path, index], names));
}

function services(list: readonly string[], path: Path, names: FreezeNames): readonly Fault[] {
  return list.flatMap((name, index) =>
    lostName({ what: "service", name, known: names.services }, [...path, index]),
  );
}

function workflowFaults({ freeze }: ShopFile): readonly Fault[] {
  if (!freeze.deploys.includes("workflow") || freeze.workflows.length > 0) return [];
  const message = "workflow switches workflows off, and none is named. Write freeze.workflows.";
  return [{ path: ["freeze", "deploys"], message }];
}

/** GitHub does not tell names apart by case; Muster writes them as the list does. */
function repositoryFaults({ services: all, github }: ShopFile): readonly Fault[] {
  const listed = github.repositories;
  return Object.entries(all).flatMap(([service, { repositories }]) =>
    repositories.flatMap((name, index): Fault[] => {
      if (listed.includes(name)) return [];
      const meant =
        listed.find((each) => each.toLowerCase() === name.toLowerCase()) ?? nearest(name, listed);
      const fix = meant ? `Did you mean ${meant}?` : "Add it there.";
      const path = ["services", service, "repositories", index];
      return [{ path, message: `${quote(name)} is not in github.repositories. ${fix}` }];
    }),
  );
}

function campaignFaults(shop: ShopFile, name: string, names: FreezeNames): readonly Fault[] {
  const campaign = shop.campaigns[name];
  if (!campaign) return [];
  const at = (...rest: Path): Path => ["campaigns", name, ...rest];
  const owners = (campaign.readiness ?? []).flatMap(({ owner = "" }, index) =>
    lostPrincipal(owner, at("readiness", index, "owner"), names),
  );
  const ids = (campaign.readiness ?? []).map(({ id }) => id);
  const twice = ids.flatMap((id, index): Fault[] => {
    if (ids.indexOf(id) === index) return [];
    const message = `${quote(id)} is the id of an item above too. Give each an id of its own.`;
    return [{ path: at("readiness", index, "id"), message }];
  });
  return [
    ...services(campaign.services, at("services"), names),
    ...owners,
    ...twice,
    ...timeFaults(campaign, campaign.zone ?? shop.zone, at),
  ];
}

type Times = { readonly from: string; readonly to: string };

function timeFaults(
  { from, to }: Times,
  zone: string,
  at: (key: string) => Path,
): readonly Fault[] {
  const start = readWallTime(from, { zone, edge: "start" });
  const end = readWallTime(to, { zone, edge: "end" });
  const faults = (
    [
      ["from", from, start],
      ["to", to, end],
    ] as const
  ).flatMap(([key, text, read]): Fault[] => {
    if (!read)
      return [
        {
          path: at(key),
          message: `there is no such time, found ${quote(text)}. Write a day of the calendar.`,
        },
      ];
    if (read.note?.kind !== "gap") return [];
    const message = `the clocks of ${zone} are put forward over ${quote(text)}. Write an hour that exists.`;
    return [{ path: at(key), message }];
  });
  if (start && end && start.at >= end.at) {
    const message = `ends at ${quote(to)}, not after its start ${quote(from)}. Exchange them.`;
    return [...faults, { path: at("to"), message }];
  }
  return faults;
}

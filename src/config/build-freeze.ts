// From the sections `freeze` and `campaigns` of muster.yml to what the rest of Muster knows of them.
import type { Campaign } from "../domain/campaign.ts";
import type { FreezeSettings } from "../domain/freeze/settings.ts";
import type { Edge } from "../domain/freeze/wall-time.ts";
import { readWallTime } from "../domain/freeze/window.ts";
import { USUAL_ITEMS } from "../domain/readiness/usual-items.ts";
import type { CampaignFile } from "./freeze-format.ts";
import type { ShopFile } from "./shop-format.ts";

export function buildFreeze({ freeze: file, github }: ShopFile): FreezeSettings {
  const { approval, exceptions, lift, incidents } = file;
  return {
    channel: file.channel,
    managers: file.managers,
    approval: { need: approval.need, from: approval.from ?? file.managers },
    exceptions: {
      need: exceptions.need,
      from: exceptions.from ?? [...file.managers, "role:incident_commander"],
      validForMinutes: exceptions.valid_for,
    },
    lift: { mode: lift.mode, earlyNeed: lift.early_need, extendNeed: lift.extend_need },
    hotfix: file.hotfix,
    drift: file.drift,
    branches: file.branches,
    tags: file.tags,
    deploys: file.deploys,
    workflows: file.workflows,
    incidents: incidents
      ? { priorities: incidents.priorities, services: incidents.services ?? null }
      : null,
    tokens: file.token,
    people: Object.fromEntries(
      Object.entries(github.people).map(([login, person]) => [login.toLowerCase(), person]),
    ),
  };
}

/** Its times are known to be times. */
export function buildCampaign(file: CampaignFile, name: string, usualZone: string): Campaign {
  const { zone = usualZone, services, readiness } = file;
  return {
    name,
    title: file.title ?? name.replaceAll(/[-_]+/g, " "),
    startsAt: instant(file.from, zone, "start"),
    endsAt: instant(file.to, zone, "end"),
    zone,
    services,
    readiness: readiness
      ? readiness.map(({ id, title, owner = null, due, check }) => ({
          ...{ id, title, owner, dueMinutesBefore: due },
          ...(check && { check }),
        }))
      : USUAL_ITEMS,
  };
}

function instant(text: string, zone: string, edge: Edge): string {
  const read = readWallTime(text, { zone, edge });
  if (!read) throw new Error(`${text} in ${zone} was not checked before it was built`);
  return read.at;
}

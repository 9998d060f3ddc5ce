// An open incident freezes the repositories of its service by itself, where muster.yml says so, and lets go at its end.
import { draftOf } from "../../domain/freeze/draft.ts";
import { endFreeze, scheduled } from "../../domain/freeze/freeze-course.ts";
import { type Incident, isAside, isOpen } from "../../domain/incident.ts";
import type { Shop } from "../../domain/shop.ts";
import {
  findFreezeOfIncident,
  insertFreeze,
  listFreezesOfIncident,
  lockFreezeOfIncident,
} from "../../storage/freezes.ts";
import { words } from "../../words/words.ts";
import type { Tx } from "../context.ts";
import { commitFreeze } from "./commit-freeze.ts";

/** Under the incident's lock, after it was opened, raised or reopened. Once, however often it is asked. */
export async function freezeForIncident(
  tx: Tx,
  incident: Incident,
  why: "opened" | "raised" | "reopened" = "opened",
): Promise<void> {
  const repositories = repositoriesToFreeze(tx.shop, incident);
  if (repositories.length === 0 || (await findFreezeOfIncident(tx.db, incident.id))) return;
  const [last] = await listFreezesOfIncident(tx.db, incident.id);
  // A person lifted it while the incident went on: it does not come back by another priority.
  if (last?.ended?.why === "early" && why !== "reopened") return;
  const { shop, now } = tx;
  const { exceptions, lift, drift, branches, tags } = shop.freeze;
  const draft = {
    title: words.freezeNews.incidentTitle(incident.number, incident.title).slice(0, 150),
    reason: words.freezeNews.incidentReason(incident.number, incident.priority),
    scope: {
      repositories,
      services: incident.service ? [incident.service] : [],
      ...{ branches, tags, deploys: [] },
    },
    startsAt: now.toISOString(),
    endsAt: null,
    zone: shop.zone,
    ...{ exceptions, lift, drift },
  };
  const by = { type: "muster", via: "job" } as const;
  const origin = { id: tx.newId(), by, now, incidentId: incident.id };
  const freeze = await insertFreeze(tx.db, draftOf(draft, origin));
  if (freeze) await commitFreeze(tx, freeze, scheduled(freeze, now));
}

/** None where incidents do not freeze, or not this one. */
function repositoriesToFreeze(shop: Shop, incident: Incident): readonly string[] {
  const { incidents } = shop.freeze;
  const { service, priority } = incident;
  if (!incidents || isAside(incident) || !isOpen(incident) || !service) return [];
  if (!incidents.priorities.includes(priority)) return [];
  if (incidents.services && !incidents.services.includes(service)) return [];
  return shop.services[service]?.repositories ?? [];
}

/** It was resolved or cancelled. Its freeze was locked before the incident. */
export async function liftForIncident(tx: Tx, incident: Pick<Incident, "id">): Promise<void> {
  const freeze = await lockFreezeOfIncident(tx.db, incident.id);
  if (!freeze || freeze.ended) return;
  const ending = { by: tx.actor, why: "incident-resolved", reason: null } as const;
  await commitFreeze(tx, freeze, endFreeze(freeze, ending, tx.now));
}

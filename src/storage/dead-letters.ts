// What nobody understood, whoever sent it: deliveries of the monitoring's hooks, and of GitHub's webhook.
import type { Db } from "./database.ts";
import { type DeliveryRow, findDelivery, listDeadLetters } from "./deliveries.ts";
import {
  findDeadGithubDelivery,
  type GithubDelivery,
  listDeadGithubDeliveries,
} from "./github-deliveries.ts";

/** The latest first. */
export async function listLetters(db: Db, most: number): Promise<readonly DeliveryRow[]> {
  const hooks = await listDeadLetters(db, most);
  const github = (await listDeadGithubDeliveries(db, most)).map(letterOf);
  return [...hooks, ...github]
    .toSorted((a, b) => b.lastReceivedAt.getTime() - a.lastReceivedAt.getTime())
    .slice(0, most);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export async function findLetter(db: Db, id: string): Promise<DeliveryRow | undefined> {
  const github = await findDeadGithubDelivery(db, id);
  if (github) return letterOf(github);
  return UUID.test(id) ? await findDelivery(db, id) : undefined;
}

function letterOf({
  id,
  event,
  body,
  receivedAt,
  understoodAt,
  error,
}: GithubDelivery): DeliveryRow {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    ...{ id, seq: 0, hook: "github", source: "github" },
    ...{ deliveryKey: id, isKeyedByBody: false, repeats: 0 },
    ...{ method: "POST", path: "/github/events", query: "" },
    headers: { "x-github-event": event, "x-github-delivery": id },
    body: Buffer.from(text),
    ...{ receivedAt, lastReceivedAt: receivedAt, understoodAt },
    state: "dead",
    reason: error,
  };
}

// Webhook deliveries of the app itself: what GitHub sent, and sending it once more.
import { answered } from "../answered.ts";
import type { Github } from "../github.ts";
import { deliveriesFormat } from "./formats.ts";
import type { HookDelivery } from "./freeze-github.ts";
import { refusedBy } from "./refused.ts";

const TRIED = { isChange: false, needs: "a webhook of the app" };

/** The newest hundred; none with a token, whose webhooks are the repository's own. */
export async function listDeliveries(github: Github): Promise<readonly HookDelivery[]> {
  const app = github.openApp();
  if (!app) return [];
  const call = app.octokit.rest.apps.listWebhookDeliveries({ per_page: 100 });
  const got = await answered<unknown>(call, app.mask);
  if (!got.ok) throw refusedBy(got.answer, TRIED);
  return deliveriesFormat.parse(got.data).map(({ id, guid, event, ...each }) => ({
    ...{ id, guid, event, isRedelivery: each.redelivery },
    ...{ deliveredAt: each.delivered_at, statusCode: each.status_code },
  }));
}

export async function redeliver(github: Github, delivery_id: number): Promise<void> {
  const app = github.openApp();
  if (!app) return;
  const call = app.octokit.rest.apps.redeliverWebhookDelivery({ delivery_id });
  const got = await answered<unknown>(call, app.mask);
  if (!got.ok) throw refusedBy(got.answer, { ...TRIED, isChange: true });
}

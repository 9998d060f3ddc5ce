// Webhook deliveries of the app itself: what GitHub sent, and sending it once more.
import { answered, type Headers } from "../answered.ts";
import type { Github } from "../github.ts";
import { deliveriesFormat } from "./formats.ts";
import type { HookDelivery } from "./freeze-github.ts";
import { refusedBy } from "./refused.ts";

const TRIED = { isChange: false, needs: "a webhook of the app" };

const PAGE = 100;
/** So many can be missed in one outage; those before them are left to the minute's comparison. */
const MOST_PAGES = 50;

/** The newest first, from `since` on; none with a token, whose webhooks are the repository's own. */
export async function listDeliveries(
  github: Github,
  since: Date,
): Promise<readonly HookDelivery[]> {
  const app = github.openApp();
  const found: HookDelivery[] = [];
  let cursor: string | undefined;
  for (let page = 1; app && page <= MOST_PAGES; page += 1) {
    const wish = { per_page: PAGE, ...(cursor !== undefined && { cursor }) };
    const got = await answered<unknown>(
      app.octokit.rest.apps.listWebhookDeliveries(wish),
      app.mask,
    );
    if (!got.ok) throw refusedBy(got.answer, TRIED);
    const listed = deliveriesFormat.parse(got.data).map(({ id, guid, event, ...each }) => ({
      ...{ id, guid, event, isRedelivery: each.redelivery },
      ...{ deliveredAt: each.delivered_at, statusCode: each.status_code },
    }));
    const inTime = listed.filter(({ deliveredAt }) => new Date(deliveredAt) >= since);
    found.push(...inTime);
    cursor = nextCursor(got.headers);
    if (cursor === undefined || inTime.length < listed.length) break;
  }
  return found;
}

/** Pages of deliveries have no numbers: GitHub says where the next one begins. */
function nextCursor(headers: Headers = {}): string | undefined {
  const next = String(headers["link"] ?? "")
    .split(",")
    .find((link) => /rel="next"/.test(link));
  const address = /<([^>]+)>/.exec(next ?? "")?.[1];
  return address === undefined
    ? undefined
    : (new URL(address).searchParams.get("cursor") ?? undefined);
}

export async function redeliver(github: Github, delivery_id: number): Promise<void> {
  const app = github.openApp();
  if (!app) return;
  const call = app.octokit.rest.apps.redeliverWebhookDelivery({ delivery_id });
  const got = await answered<unknown>(call, app.mask);
  if (!got.ok) throw refusedBy(got.answer, { ...TRIED, isChange: true });
}

// Opens a shop for a test, a receiver for its alerts, and speaks to the shop over HTTP.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startShop } from "../../../src/rehearsal/shop/start-shop.ts";
import type { Shop, ShopOptions } from "../../../src/rehearsal/shop/types.ts";
import { handClock } from "./clock.ts";
import { read } from "./read.ts";

type Delivery = {
  status: string;
  groupKey: string;
  alerts: {
    status: string;
    labels: Record<string, string>;
    annotations: Record<string, string>;
    startsAt: string;
    endsAt: string;
    generatorURL: string;
    fingerprint: string;
  }[];
};

/** Its clock stands still, so that no figure depends on how fast the machine is or on the hour of the day. */
export function openShop(options: Partial<ShopOptions> = {}): Promise<Shop> {
  let seed = 7;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  const clock = handClock();
  return startShop({ host: "127.0.0.1", port: 0, tickMs: 0, random, clock, ...options });
}

export async function openReceiver(answers: number[] = []) {
  const deliveries: Delivery[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const status = answers.shift() ?? 202;
    if (status < 300) deliveries.push(JSON.parse(Buffer.concat(chunks).toString()));
    res.writeHead(status).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/alertmanager`,
    deliveries,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export async function get(shop: Shop, path: string) {
  return read(await fetch(shop.url + path));
}

export async function put(shop: Shop, gateway: string, body: unknown, key?: string) {
  const response = await fetch(`${shop.url}/v1/routes/${gateway}`, {
    method: "PUT",
    headers: { "content-type": "application/json", ...(key ? { "idempotency-key": key } : {}) },
    body: JSON.stringify(body),
  });
  return read(response);
}

export async function query(shop: Shop, promql: string): Promise<number | undefined> {
  const { body } = await get(shop, `/api/v1/query?query=${encodeURIComponent(promql)}`);
  const value = body.data.result[0]?.value[1];
  return value === undefined ? undefined : Number(value);
}

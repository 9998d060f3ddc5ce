// Speaks to the shop's foreign APIs as their clients do, with the tokens they take.
import type { Shop } from "../../../src/rehearsal/shop/types.ts";
import { read } from "./read.ts";

export type Wish = {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

const semantic = "application/json; domain-model=launchdarkly.semanticpatch";

async function send(url: string, authorization: string, { method, body, headers }: Wish) {
  const json = body === undefined ? {} : { "content-type": "application/json" };
  const response = await fetch(url, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: { authorization, ...json, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { ...(await read(response)), headers: response.headers };
}

export function unleash(shop: Shop, path: string, wish: Wish = {}) {
  return send(`${shop.url}/api/admin/projects/${path}`, shop.tokens.unleash, wish);
}

export function launchDarkly(shop: Shop, path: string, wish: Wish = {}) {
  return send(`${shop.url}/api/v2/${path}`, shop.tokens.launchdarkly, wish);
}

/** One semantic patch of a flag of the shop's project in production. */
export function patchFlag(shop: Shop, flag: string, ...instructions: readonly unknown[]) {
  return launchDarkly(shop, `flags/shop/${flag}`, {
    method: "PATCH",
    headers: { "content-type": semantic },
    body: { environmentKey: "production", instructions },
  });
}

export function github(shop: Shop, path: string, wish: Wish = {}) {
  return send(`${shop.githubUrl}${path}`, `Bearer ${shop.tokens.github}`, wish);
}

/** The shop's own API. */
export function own(shop: Shop, path: string, wish: Wish = {}) {
  return send(`${shop.url}${path}`, "", wish);
}

// Speaks to the shop's GitHub as a GitHub App does: a signed token of its own, then one of its installation.
import { createPrivateKey, createSign } from "node:crypto";
import type { Shop } from "../../../src/rehearsal/shop/types.ts";
import type { Wish } from "./ask.ts";
import { read } from "./read.ts";

export type Claims = { readonly iss?: unknown; readonly iat?: number; readonly exp?: number };

/** RS256, by the machine's clock unless told otherwise. */
export function signJwt(shop: Shop, claims: Claims = {}, key?: string): string {
  const now = Math.floor(Date.now() / 1000);
  const body = { iss: shop.github.app.id, iat: now - 30, exp: now + 540, ...claims };
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const head = `${part({ alg: "RS256", typ: "JWT" })}.${part(body)}`;
  const signature = createSign("RSA-SHA256")
    .update(head)
    .sign(createPrivateKey(key ?? shop.github.app.privateKey));
  return `${head}.${signature.toString("base64url")}`;
}

export async function ask(shop: Shop, token: string, path: string, wish: Wish = {}) {
  const { method, body, headers } = wish;
  const response = await fetch(`${shop.github.url}${path}`, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { ...(await read(response)), headers: response.headers };
}

export type AsApp = (path: string, wish?: Wish) => ReturnType<typeof ask>;

/** The installation, with a token of its own. */
export async function asApp(shop: Shop): Promise<AsApp> {
  const { id } = shop.github.installation();
  const path = `/app/installations/${id}/access_tokens`;
  const { body } = await ask(shop, signJwt(shop), path, { method: "POST" });
  return (next, wish) => ask(shop, body.token, next, wish);
}

/** What Muster makes to freeze the default branch. */
export const freezeRule = (shop: Shop) => ({
  name: "Muster code freeze",
  target: "branch",
  enforcement: "active",
  bypass_actors: [],
  conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
  rules: [
    {
      type: "required_status_checks",
      parameters: {
        strict_required_status_checks_policy: false,
        do_not_enforce_on_create: true,
        required_status_checks: [{ context: "muster/freeze", integration_id: shop.github.app.id }],
      },
    },
  ],
});

export const verdict = (headSha: string, conclusion: "success" | "failure") => ({
  ...{ name: "muster/freeze", head_sha: headSha, status: "completed", conclusion },
  output: { title: "Frozen", summary: "Until Saturday." },
  actions: [
    { label: "Request exception", identifier: "freeze_exception", description: "Ask in Slack" },
  ],
});

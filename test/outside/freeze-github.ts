// A GitHub of strangers over HTTP: credentials, limits, ETags, faults, and GitHub's own OpenAPI as judge of both sides.
import { createHash, createHmac, createVerify, generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type GithubCall, judgeAnswer, judgeCall } from "../support/github-openapi.ts";
import { answerFreeze } from "./freeze-answers.ts";
import type { Answer } from "./freeze-reply.ts";
import { createWorld, type Fields, MUSTERS_APP, type World } from "./freeze-world.ts";

export const WEBHOOK_SECRET = "github-webhook-secret-4716";
export const USER_TOKEN = "ghp_githubsecret4715githubsecret4715abcd";
export const INSTALLATION = 77;
const TOKEN_LIFE_MS = 3_600_000;

const pair = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
export const PRIVATE_KEY = pair.privateKey;

export type Call = GithubCall & { readonly operation: string; readonly at: number };

/** `lost`: it happens, and the answer never comes. `drop`: it does not even happen. */
export type Fault = "lost" | "drop" | "hang" | Answer;

export type FreezeGithub = AsyncDisposable & {
  readonly url: string;
  readonly world: World;
  readonly calls: readonly Call[];
  /** What GitHub does not know of Muster's calls, or of this peer's own answers. */
  readonly faults: readonly string[];
  /** Ahead of the machine's clock. */
  aheadMs: number;
  /** Asked before each call; the last one given decides. */
  misbehave(how: ((call: Call) => Fault | undefined) | undefined): void;
  wrote(operation?: string): readonly Call[];
  deliver(url: string, delivery: Delivery): Promise<number>;
};

export type Delivery = {
  readonly event: string;
  readonly body: Fields;
  readonly id?: string;
  readonly secret?: string;
};

export async function openFreezeGithub(names: readonly string[]): Promise<FreezeGithub> {
  const world = createWorld(names);
  const calls: Call[] = [];
  const faults: string[] = [];
  const tokens = new Map<string, number>();
  let misbehave: ((call: Call) => Fault | undefined) | undefined;
  const server = createServer((request, response) => void serve(request, response));
  const peer: FreezeGithub = {
    ...{ world, calls, faults, aheadMs: 0, url: "" },
    misbehave: (how) => {
      misbehave = how;
    },
    wrote: (operation) =>
      calls.filter(
        (each) =>
          each.method !== "GET" &&
          !each.operation.startsWith("apps/") &&
          (!operation || each.operation === operation),
      ),
    deliver: (url, { event, body, id = randomUUID(), secret = WEBHOOK_SECRET }) =>
      postDelivery(`${url}/github/events`, { event, body, id, secret }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  const now = () => Date.now() + peer.aheadMs;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request, now());
    calls.push(call);
    faults.push(...judgeCall(call).faults.map((fault) => `${call.method} ${call.path}: ${fault}`));
    const fault = misbehave?.(call);
    if (fault === "drop") return void request.socket.destroy();
    if (fault === "hang") return;
    const answer = typeof fault === "object" ? fault : respond(call, request);
    if (fault === "lost") return void request.socket.destroy();
    send(request, response, answer, now());
  }

  function respond(call: Call, request: IncomingMessage): Answer {
    const who = whoAsks(request.headers.authorization ?? "", now(), tokens);
    if (!who) return { status: 401, json: { message: "Bad credentials", status: "401" } };
    const isAppCall = call.operation.startsWith("apps/");
    if (isAppCall !== (who === "jwt")) {
      return { status: 401, json: { message: "A JSON web token could not be decoded" } };
    }
    const answer = answerFreeze(world, call, {
      isApp: who !== "user",
      now: now(),
      giveToken: () => {
        const token = `ghs_${randomUUID().replaceAll("-", "")}`;
        tokens.set(token, now() + TOKEN_LIFE_MS);
        return { token, expires_at: new Date(now() + TOKEN_LIFE_MS).toISOString() };
      },
    });
    if (answer.status !== 404 && answer.status !== 403) {
      const wrong = judgeAnswer(call, answer.status, answer.json);
      faults.push(...wrong.map((each) => `the peer, ${call.operation} ${answer.status}: ${each}`));
    }
    return answer;
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(peer, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
}

function whoAsks(
  authorization: string,
  now: number,
  tokens: ReadonlyMap<string, number>,
): "jwt" | "installation" | "user" | undefined {
  const token = authorization.replace(/^(bearer|token) /i, "");
  if (token === USER_TOKEN) return "user";
  const end = tokens.get(token);
  if (end !== undefined) return end > now ? "installation" : undefined;
  return isJwt(token, now) ? "jwt" : undefined;
}

/** https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app */
function isJwt(token: string, nowMs: number): boolean {
  const [head, claims, signature] = token.split(".");
  if (!head || !claims || !signature) return false;
  const signed = createVerify("RSA-SHA256").update(`${head}.${claims}`);
  if (!signed.verify(pair.publicKey, signature, "base64url")) return false;
  const { iss, iat, exp } = JSON.parse(Buffer.from(claims, "base64url").toString()) as Fields;
  const now = nowMs / 1000;
  const issued = Number(iat);
  const ends = Number(exp);
  return (
    String(iss) === String(MUSTERS_APP) && issued <= now + 1 && ends > now && ends <= now + 600
  );
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  at: number,
): void {
  const { status, json, headers = {} } = answer;
  const text = json === undefined ? "" : JSON.stringify(json);
  const etag = `W/"${createHash("sha256").update(text).digest("hex")}"`;
  const isSame = status === 200 && request.headers["if-none-match"] === etag;
  response.sendDate = false;
  response.writeHead(isSame ? 304 : status, {
    ...(text && !isSame && { "content-type": "application/json; charset=utf-8" }),
    ...(request.method === "GET" && status === 200 && { etag }),
    ...{ date: new Date(at).toUTCString(), "x-github-request-id": randomUUID() },
    ...{ "x-ratelimit-limit": "5000", "x-ratelimit-remaining": "4000", "x-ratelimit-used": "1000" },
    ...{ "x-ratelimit-reset": String(Math.ceil(at / 1000) + 1800), "x-ratelimit-resource": "core" },
    ...headers,
  });
  response.end(isSame ? "" : text);
}

async function readCall(request: IncomingMessage, at: number): Promise<Call> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString("utf8");
  const url = new URL(request.url ?? "/", "http://x");
  const call: GithubCall = {
    method: request.method ?? "",
    path: decodeURIComponent(url.pathname),
    query: Object.fromEntries(url.searchParams),
    ...(text && { body: JSON.parse(text) as unknown }),
  };
  return { ...call, at, operation: judgeCall(call).operation ?? "" };
}

async function postDelivery(url: string, { event, body, id, secret }: Delivery): Promise<number> {
  const text = JSON.stringify(body);
  const response = await fetch(url, {
    method: "POST",
    headers: {
      ...{ "content-type": "application/json", "user-agent": "GitHub-Hookshot/1a2b3c4" },
      ...{ "x-github-event": event, "x-github-delivery": id ?? "", "x-github-hook-id": "1" },
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret ?? "")
        .update(text)
        .digest("hex")}`,
    },
    body: text,
  });
  await response.arrayBuffer();
  return response.status;
}

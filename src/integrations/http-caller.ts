// One outbound HTTP call to a connection of muster.yml, with its host, its secret and its time-out.
import type { Connection, ConnectionAuth } from "../domain/connection.ts";
import { type Answer, readAnswer } from "./answer.ts";
import { unsent } from "./integration-error.ts";
import { maskOf } from "./mask.ts";
import { openOutbound } from "./outbound.ts";

export type Call = {
  readonly method: string;
  /** Below the base URL, encoded, beginning with a slash. */
  readonly path: string;
  readonly query?: readonly (readonly [string, string])[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Where less than the connection's own is wanted. */
  readonly timeoutMs?: number;
};

export type HttpCaller = AsyncDisposable & {
  readonly connection: Connection;
  /** Throws IntegrationError where no whole answer came. */
  call(call: Call): Promise<Answer>;
};

const MiB = 1024 * 1024;
/** A flag with all its environments and rules can be large. */
const ANSWER_LIMITS = { http: MiB, prometheus: MiB, unleash: 4 * MiB, launchdarkly: 4 * MiB };

export function openHttpCaller(connection: Connection): HttpCaller {
  const { name, baseUrl, timeoutMs, kind, auth } = connection;
  const answerLimitBytes = ANSWER_LIMITS[kind];
  const outbound = openOutbound({ name, baseUrl, timeoutMs, answerLimitBytes });
  const mask = maskOf(auth);
  return {
    connection,
    call: async (call) => {
      const { method, body, timeoutMs: within } = call;
      const exchanged = await outbound.exchange({
        method,
        url: address(connection, call),
        headers: {
          accept: "application/json",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...call.headers,
          ...authorization(auth),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(within !== undefined && { timeoutMs: within }),
      });
      return readAnswer(exchanged, mask);
    },
    [Symbol.asyncDispose]: async () => await outbound[Symbol.asyncDispose](),
  };
}

function address({ name, baseUrl }: Connection, { path, query = [] }: Call): URL {
  const url = new URL(`${baseUrl}${path}`);
  const base = new URL(baseUrl);
  const folder = `${base.pathname.replace(/\/+$/, "")}/`;
  const isBelow = url.origin === base.origin && `${url.pathname}/`.startsWith(folder);
  if (!isBelow || !/^(\/|$)/.test(path)) {
    throw unsent(`The path ${path} leaves the address of connection ${name} (${baseUrl}).`);
  }
  for (const [key, value] of query) url.searchParams.append(key, value);
  return url;
}

function authorization(auth: ConnectionAuth): Record<string, string> {
  switch (auth.kind) {
    case "none":
      return {};
    case "bearer":
      return { authorization: `Bearer ${auth.token}` };
    case "basic": {
      const pair = Buffer.from(`${auth.user}:${auth.password}`).toString("base64");
      return { authorization: `Basic ${pair}` };
    }
    case "header":
      return { [auth.name.toLowerCase()]: auth.value };
  }
}

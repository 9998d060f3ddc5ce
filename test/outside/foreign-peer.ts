// The systems that runbooks act on, as their documentation describes them: Prometheus, Unleash, LaunchDarkly,
// GitHub and an HTTP service, on one port, each below a path of its own.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type Heard = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
};

export type Reply = {
  readonly status?: number;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Never answers. */
  readonly isSilent?: boolean;
};

export type Answerer = (heard: Heard) => Reply | undefined;

export type ForeignPeer = AsyncDisposable & {
  readonly url: string;
  readonly heard: readonly Heard[];
  /** The last one given is asked first; undefined passes on to the one before. */
  answer(how: Answerer): void;
};

export async function openForeignPeer(): Promise<ForeignPeer> {
  const heard: Heard[] = [];
  const answerers: Answerer[] = [() => ({ status: 404, json: { message: "Not Found" } })];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://x");
      const one: Heard = {
        method: request.method ?? "",
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        text: Buffer.concat(parts).toString("utf8"),
      };
      heard.push(one);
      const reply = answerers.reduce<Reply | undefined>(
        (found, each) => found ?? each(one),
        undefined,
      );
      if (reply?.isSilent) return;
      const { status = 200, json, headers = {} } = reply ?? {};
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(json === undefined ? "" : JSON.stringify(json));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    answer: (how) => void answerers.unshift(how),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** One series, as https://prometheus.io/docs/prometheus/latest/querying/api/ writes it. */
export function vector(values: readonly (readonly [number, string])[]): Reply {
  const result = values.map(([at, value], index) => ({
    metric: { n: String(index) },
    value: [at, value],
  }));
  return { json: { status: "success", data: { resultType: "vector", result } } };
}

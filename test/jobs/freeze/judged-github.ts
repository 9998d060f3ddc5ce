// Stands before the sample GitHub and judges all that passes by GitHub's own description of its API.
import type { TestContext } from "node:test";
import { judgeAnswer, judgeCall } from "../../support/github-openapi.ts";
import { type PeerAnswer, type PeerCall, startPeer } from "../../support/recording-peer.ts";

export type Passed = {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
  readonly at: number;
};

/** GitHub describes no refusals of these kinds for most of its calls. */
const UNDESCRIBED = [301, 304, 401, 403, 404, 405, 409, 429, 500, 502, 503];

export async function startJudge(t: Pick<TestContext, "after">, target: string, now: () => Date) {
  const faults: string[] = [];
  const passed: Passed[] = [];
  let isDown = false;
  const peer = await startPeer(t, async (call) => {
    if (isDown) return "drop";
    const what = `${call.method} ${call.path}`;
    const { operation, faults: found } = judgeCall(call);
    faults.push(...found.map((fault) => `${what}: ${fault}`));
    const answer = await forward(target, call);
    if (answer === "drop") return answer;
    const { status = 200, body } = answer;
    const at = now().getTime();
    const { method, path } = call;
    passed.push({ operation: operation ?? what, method, path, status, body: call.body, at });
    if (!UNDESCRIBED.includes(status)) {
      const wrong = judgeAnswer(call, status, body);
      faults.push(...wrong.map((fault) => `${what} answered ${status}: ${fault}`));
    }
    return answer;
  });
  return {
    url: peer.url,
    faults,
    passed,
    /** Every connection breaks after the call arrived. */
    breakDown: (is: boolean) => {
      isDown = is;
    },
  };
}

async function forward(target: string, call: PeerCall): Promise<PeerAnswer | "drop"> {
  const query = new URLSearchParams(call.query).toString();
  const { host: _, connection: __, "content-length": ___, ...headers } = call.headers;
  const asked = fetch(`${target}${call.path}${query && `?${query}`}`, {
    method: call.method,
    headers: headers as Record<string, string>,
    redirect: "manual",
    ...(call.text !== "" && { body: call.text }),
  });
  const response = await asked.catch(() => undefined);
  if (!response) return "drop";
  const text = await response.text();
  const kept = [...response.headers].filter(
    ([name]) => !["content-length", "content-encoding", "transfer-encoding"].includes(name),
  );
  return {
    status: response.status,
    headers: Object.fromEntries(kept),
    ...(text !== "" && { body: read(text) }),
  };
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: as it is.
    return text;
  }
}

// Unleash and LaunchDarkly, written from docs.getunleash.io/reference/api and launchdarkly.com/docs/api:
// one flag in each; what their documentation does not have is answered 404 or 400.
import type { ForeignPeer, Heard, Reply } from "./foreign-peer.ts";

export function answerAsFlags(peer: ForeignPeer): void {
  peer.answer(unleash());
  peer.answer(launchDarkly());
}

const refuse = (status: number, message: string): Reply => ({ status, json: { message } });

type Weight = { name: string; weight: number; weightType: string; stickiness: string };
type Operation = { readonly op: string; readonly path: string; readonly value: unknown };

const FLAG = "/unleash/api/admin/projects/shop/features/new%20checkout%2F1/environments/production";

function unleash(): (heard: Heard) => Reply | undefined {
  let isOn = true;
  const weights = ["red", "blue"].map((name, index): Weight => {
    return { name, weight: index * 1000, weightType: "variable", stickiness: "default" };
  });
  const turn = (on: boolean): Reply => {
    isOn = on;
    return { status: 200 };
  };
  const answers: Readonly<Record<string, (text: string) => Reply>> = {
    "GET /unleash/api/admin/user": () => ({ json: { permissions: [{ permission: "ADMIN" }] } }),
    [`POST ${FLAG}/off`]: () => turn(false),
    [`POST ${FLAG}/on`]: () => turn(true),
    [`GET ${FLAG}`]: () => ({ json: { name: "production", enabled: isOn, strategies: [] } }),
    [`GET ${FLAG}/variants`]: () => ({ json: { version: 1, variants: weights } }),
    [`PATCH ${FLAG}/variants`]: (text) => patch(weights, JSON.parse(text) as Operation[]),
  };
  return ({ method, path, text }) => {
    if (!path.startsWith("/unleash")) return undefined;
    return answers[`${method} ${path}`]?.(text) ?? refuse(404, `${method} ${path}`);
  };
}

/** RFC 6902, and the weights have to add up. */
function patch(weights: readonly Weight[], operations: readonly Operation[]): Reply {
  for (const { op, path, value } of operations) {
    const [, index, field = ""] = /^\/(\d+)\/(\w+)$/.exec(path) ?? [];
    const weight = weights[Number(index)] as Record<string, unknown> | undefined;
    if (!weight || !Object.hasOwn(weight, field)) return refuse(400, `no ${path}`);
    if (op === "test" && weight[field] !== value) return refuse(400, path);
    if (op === "replace") weight[field] = value;
  }
  const sum = weights.reduce((total, { weight }) => total + weight, 0);
  if (sum !== 1000) return refuse(400, `weights of ${sum}`);
  return { json: { version: 1, variants: weights } };
}

const SEMANTIC_PATCH = "application/json; domain-model=launchdarkly.semanticpatch";

type SemanticPatch = {
  readonly environmentKey?: string;
  readonly instructions: readonly { readonly kind: string; readonly variationId?: string }[];
};

function launchDarkly(): (heard: Heard) => Reply | undefined {
  let isOn = true;
  let served = 0;
  const variations = ["Red", "Blue"].map((name) => ({ _id: `id-${name}`, name, value: name }));
  const whole = (): Reply => ({
    json: {
      ...{ key: "checkout", variations },
      environments: { production: { on: isOn, fallthrough: { variation: served } } },
    },
  });
  const kinds: Readonly<Record<string, (variationId: string | undefined) => void>> = {
    turnFlagOn: () => {
      isOn = true;
    },
    turnFlagOff: () => {
      isOn = false;
    },
    updateFallthroughVariationOrRollout: (wanted) => {
      served = variations.findIndex(({ _id }) => _id === wanted);
    },
  };
  function change({ headers, text }: Heard): Reply {
    const { environmentKey, instructions } = JSON.parse(text) as SemanticPatch;
    if (headers["content-type"] !== SEMANTIC_PATCH) return refuse(400, "content type");
    if (environmentKey !== "production") return refuse(400, "no environment");
    for (const { kind, variationId } of instructions) {
      const follow = kinds[kind];
      if (!follow) return refuse(400, kind);
      follow(variationId);
    }
    return whole();
  }
  const answers: Readonly<Record<string, (heard: Heard) => Reply>> = {
    "GET /ld/api/v2/caller-identity": () => ({ json: {} }),
    "GET /ld/api/v2/projects/shop/environments/production": () => ({ json: {} }),
    "GET /ld/api/v2/flags/shop/checkout": whole,
    "PATCH /ld/api/v2/flags/shop/checkout": change,
  };
  return (heard) => {
    const { method, path } = heard;
    if (!path.startsWith("/ld")) return undefined;
    return answers[`${method} ${path}`]?.(heard) ?? refuse(404, `${method} ${path}`);
  };
}

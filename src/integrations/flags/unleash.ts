// Feature flags of Unleash, by its admin API: on, off, or one variant for everybody.
import { z } from "zod";
import type { FlagSetting } from "../../domain/runbook/state/change.ts";
import { type Answer, messageOf } from "../answer.ts";
import type { HttpCaller } from "../http-caller.ts";
import { beforeSending, unsent } from "../integration-error.ts";
import type { FlagClient, FlagRead, FlagRef } from "./flag-client.ts";
import { onlyVariant, patchTo, type Variants, variantsFormat } from "./variants.ts";

const environmentFormat = z.object({
  enabled: z.boolean(),
  strategies: z.array(z.object({ id: z.string(), variants: variantsFormat })).default([]),
});
const variantListFormat = z.object({ variants: variantsFormat });

export function openUnleash(caller: HttpCaller): FlagClient {
  return {
    set: async (ref, setting) => {
      if (typeof setting === "object") return await setVariant(caller, ref, setting.variation);
      return await post(caller, ref, setting);
    },
    read: async (ref) => await read(caller, ref),
  };
}

/** Of one flag in one environment. */
export function environmentPath({ project, flag, env }: FlagRef): string {
  const [p, f, e] = [project, flag, env].map(encodeURIComponent);
  return `/api/admin/projects/${p}/features/${f}/environments/${e}`;
}

async function post(
  caller: HttpCaller,
  ref: FlagRef,
  setting: Extract<FlagSetting, string>,
): Promise<Answer> {
  const answer = await caller.call({ method: "POST", path: `${environmentPath(ref)}/${setting}` });
  return explain(answer, ref);
}

type Found = {
  readonly status: number;
  readonly enabled: boolean;
  /** Of the strategies that have any; without one, the environment's own. */
  readonly lists: readonly {
    readonly path: string;
    readonly at: string;
    readonly variants: Variants;
  }[];
};

/** An answer where it is none of a flag. */
async function look(caller: HttpCaller, ref: FlagRef): Promise<Found | Answer> {
  const path = environmentPath(ref);
  const [answer, own] = await Promise.all([
    caller.call({ method: "GET", path }),
    caller.call({ method: "GET", path: `${path}/variants` }),
  ]);
  const parsed = environmentFormat.safeParse(answer.json);
  if (answer.status !== 200 || !parsed.success) return explain(answer, ref);
  const { enabled, strategies } = parsed.data;
  const lists = strategies
    .filter(({ variants }) => variants.length > 0)
    .map(({ id, variants }) => ({
      path: `${path}/strategies/${encodeURIComponent(id)}`,
      at: "/variants",
      variants,
    }));
  if (lists.length > 0) return { status: 200, enabled, lists };
  const variants = variantListFormat.safeParse(own.json).data?.variants ?? [];
  return { status: 200, enabled, lists: [{ path: `${path}/variants`, at: "", variants }] };
}

async function read(caller: HttpCaller, ref: FlagRef): Promise<FlagRead> {
  const found = await look(caller, ref);
  if (!("lists" in found)) {
    return { ok: false, message: `${caller.connection.name}: ${found.excerpt}` };
  }
  const given = new Set(found.lists.map(({ variants }) => onlyVariant(variants)));
  const [only] = given;
  const variation = given.size === 1 ? (only ?? null) : null;
  return { ok: true, status: 200, json: { state: found.enabled ? "on" : "off", variation } };
}

/** Every list is patched on its own; a flag mostly has one. */
async function setVariant(caller: HttpCaller, ref: FlagRef, name: string): Promise<Answer> {
  const found = await beforeSending(look(caller, ref));
  if (!("lists" in found)) return found;
  const { lists } = found;
  const lacking = lists.find(({ variants }) => variants.every((each) => each.name !== name));
  if (lacking) {
    const known = lacking.variants.map((each) => each.name).join(", ") || "none";
    throw unsent(`The flag ${ref.flag} has no variant ${name} in ${ref.env}. It has: ${known}.`);
  }
  let last: Answer | undefined;
  for (const { path, at, variants } of lists) {
    last = explain(
      await caller.call({ method: "PATCH", path, body: patchTo(name, variants, at) }),
      ref,
    );
    if (last.status >= 300) return last;
  }
  if (!last) throw new Error(`flag ${ref.flag} has no list of variants`);
  const { json: _, ...answer } = last;
  return answer;
}

/** What a refusal means for whoever has to put it right; otherwise the answer as it is. */
export function explain(answer: Answer, { project, env, flag }: FlagRef): Answer {
  if (answer.status < 300) return answer;
  const message = messageOf(answer);
  const excerpt = `Unleash answers ${answer.status}: ${message}`;
  if (answer.status === 401) {
    return { ...answer, excerpt: `${excerpt} Correct the token of this connection.` };
  }
  if (answer.status === 403 && message.includes("SKIP_CHANGE_REQUEST")) {
    const why = `Change requests are on for project ${project} in ${env}: the token's role needs the permission to skip them, or somebody makes the change to ${flag} in Unleash.`;
    return { ...answer, excerpt: `${why} (${excerpt})` };
  }
  if (answer.status !== 403) return { ...answer, excerpt };
  const why = `The token's role lacks this right in ${env}, or ${project} has no such environment.`;
  return { ...answer, excerpt: `${excerpt} ${why}` };
}

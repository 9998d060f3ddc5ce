// Feature flags of LaunchDarkly, by semantic patches: on, off, or one variation for whom no rule matches.
import { z } from "zod";
import type { FlagSetting } from "../../domain/runbook/state/change.ts";
import { type Answer, messageOf } from "../answer.ts";
import type { HttpCaller } from "../http-caller.ts";
import { beforeSending, unsent } from "../integration-error.ts";
import type { FlagClient, FlagRead, FlagRef, FlagState } from "./flag-client.ts";

const flagFormat = z.object({
  variations: z.array(
    z.object({ _id: z.string(), name: z.string().optional(), value: z.unknown() }),
  ),
  environments: z.record(
    z.string(),
    z.object({
      on: z.boolean(),
      fallthrough: z.object({ variation: z.int().optional() }).optional(),
    }),
  ),
});

type Flag = z.output<typeof flagFormat>;

/** The API of that day, whatever the account's default is. */
export const API_VERSION = { "ld-api-version": "20240415" };
const SEMANTIC_PATCH = "application/json; domain-model=launchdarkly.semanticpatch";

export function openLaunchDarkly(caller: HttpCaller): FlagClient {
  return {
    set: async (ref, setting, effectId) => await set(caller, ref, { setting, effectId }),
    read: async (ref) => await read(caller, ref),
  };
}

async function set(
  caller: HttpCaller,
  ref: FlagRef,
  { setting, effectId }: { readonly setting: FlagSetting; readonly effectId: string },
): Promise<Answer> {
  const instruction = await instructionFor(caller, ref, setting);
  if ("status" in instruction) return instruction;
  const answer = await caller.call({
    method: "PATCH",
    path: flagPath(ref),
    headers: { ...API_VERSION, "content-type": SEMANTIC_PATCH },
    body: {
      environmentKey: ref.env,
      comment: `Muster, effect ${effectId}`,
      instructions: [instruction],
    },
  });
  const { json, ...explained } = explain(answer, ref);
  const state = stateOf(json, ref);
  return state ? { ...explained, json: state } : explained;
}

type Instruction =
  | { readonly kind: "turnFlagOn" | "turnFlagOff" }
  | { readonly kind: "updateFallthroughVariationOrRollout"; readonly variationId: string };

/** An answer where the flag cannot be read to find the variation's id. */
async function instructionFor(
  caller: HttpCaller,
  ref: FlagRef,
  setting: FlagSetting,
): Promise<Instruction | Answer> {
  if (setting === "on") return { kind: "turnFlagOn" };
  if (setting === "off") return { kind: "turnFlagOff" };
  const answer = await beforeSending(get(caller, ref));
  const flag = flagFormat.safeParse(answer.json).data;
  if (answer.status !== 200 || !flag) return explain(answer, ref);
  const { variation: name } = setting;
  const found = flag.variations.find((each) => nameOf(each) === name || each._id === name);
  if (found) return { kind: "updateFallthroughVariationOrRollout", variationId: found._id };
  const known = flag.variations.map(nameOf).join(", ");
  throw unsent(`The flag ${ref.flag} has no variation ${name}. It has: ${known}.`);
}

export async function get(caller: HttpCaller, ref: FlagRef, timeoutMs?: number): Promise<Answer> {
  return await caller.call({
    method: "GET",
    path: flagPath(ref),
    query: [["env", ref.env]],
    headers: API_VERSION,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
}

const flagPath = ({ project, flag }: FlagRef): string =>
  `/api/v2/flags/${encodeURIComponent(project)}/${encodeURIComponent(flag)}`;

async function read(caller: HttpCaller, ref: FlagRef): Promise<FlagRead> {
  const answer = explain(await get(caller, ref), ref);
  const state = answer.status === 200 ? stateOf(answer.json, ref) : undefined;
  if (state) return { ok: true, status: 200, json: state };
  const { name } = caller.connection;
  const lacks = `LaunchDarkly tells of no environment ${ref.env} for the flag ${ref.flag}. Correct env in the runbook.`;
  return { ok: false, message: `${name}: ${answer.status === 200 ? lacks : answer.excerpt}` };
}

function stateOf(json: unknown, { env }: FlagRef): FlagState | undefined {
  const flag = flagFormat.safeParse(json).data;
  const here = flag && Object.hasOwn(flag.environments, env) ? flag.environments[env] : undefined;
  if (!flag || !here) return undefined;
  const served = flag.variations[here.fallthrough?.variation ?? -1];
  return { state: here.on ? "on" : "off", variation: served ? nameOf(served) : null };
}

/** Boolean flags mostly have values alone. */
function nameOf({ name, value }: Flag["variations"][number]): string {
  return name || (typeof value === "string" ? value : JSON.stringify(value));
}

/** What a refusal means for whoever has to put it right; otherwise the answer as it is. */
export function explain(answer: Answer, { env, flag }: FlagRef): Answer {
  if (answer.status < 300) return answer;
  const message = messageOf(answer);
  const excerpt = `LaunchDarkly answers ${answer.status}: ${message}`;
  if (answer.status === 401) {
    return { ...answer, excerpt: `${excerpt} Correct the token of this connection.` };
  }
  if (answer.status === 405 || /require approval/i.test(message)) {
    const why = `Approvals are required in ${env}: the token's role has to be allowed to bypass them, or somebody requests the change to ${flag} in LaunchDarkly.`;
    return { ...answer, excerpt: `${why} (${excerpt})` };
  }
  return { ...answer, excerpt };
}

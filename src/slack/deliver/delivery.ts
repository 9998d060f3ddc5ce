// Carries every Slack effect of the ledger to Slack: one entry, one outcome, never a throw for what Slack does.
import type { WebClient } from "@slack/web-api";
import type { Attempt, Effect, Outcome } from "../../domain/effect.ts";
import type { Deps } from "../../operations/context.ts";
import { readIdentity, type SlackIdentity } from "../clients.ts";
import { createCall } from "./call.ts";
import type { Circuit } from "./circuit.ts";
import type { Courier, CourierLog } from "./courier.ts";
import { addBookmark, pinCard, setPurpose, setTopic } from "./dressing.ts";
import { invite } from "./invite.ts";
import { createMethodLimits } from "./limits-of-methods.ts";
import { openChannel } from "./open-channel.ts";
import { outcomeOf } from "./outcome.ts";
import { paint } from "./paint.ts";
import { post } from "./post.ts";
import { publishHome } from "./publish-home.ts";
import { SlackRefused } from "./slack-failure.ts";
import { uploadPostMortem } from "./upload-post-mortem.ts";

/** What goes to Slack; what runs and freezes do goes to other systems. */
export type SlackEffect = Exclude<Effect, { readonly kind: "run" | "freeze" }>;

export type SlackDeliveryDeps = {
  readonly deps: Deps;
  /** The outbox lane of `createSlackClients`. */
  readonly client: WebClient;
  /** Shared with whoever tells of Slack's health. */
  readonly circuit: Circuit;
  readonly log: CourierLog;
};

export type SlackDelivery = (effect: SlackEffect, attempt: Attempt) => Promise<Outcome>;

export function createSlackDelivery(made: SlackDeliveryDeps): SlackDelivery {
  const courier = createCourier(made);
  return async (effect, attempt) => {
    try {
      await carryOut(courier, effect, attempt);
      return { kind: "done" };
    } catch (error) {
      return settle(made, { effect, attempt }, error);
    }
  };
}

type Tried = { readonly effect: SlackEffect; readonly attempt: Attempt };

/** A bug, or the database away: thrown on, for the ledger to log and try again. */
function settle(
  { deps, log }: SlackDeliveryDeps,
  { effect, attempt }: Tried,
  error: unknown,
): Outcome {
  if (isOptional(effect) && isMissingScope(error)) {
    return { kind: "dropped", reason: error.message };
  }
  const outcome = outcomeOf(error, attempt, deps.chance);
  if (!outcome) throw error;
  if (outcome.kind !== "dead" || !isCosmetic(effect)) return outcome;
  log.warn({ effect: effect.kind, reason: outcome.reason }, "a cosmetic was given up");
  return { kind: "dropped", reason: outcome.reason };
}

async function carryOut(courier: Courier, effect: SlackEffect, attempt: Attempt): Promise<void> {
  switch (effect.kind) {
    case "open-channel":
      return await openChannel(courier, effect.incidentId, attempt);
    case "invite":
      return await invite(courier, effect, attempt);
    case "set-topic":
      return await setTopic(courier, effect.incidentId);
    case "set-purpose":
      return await setPurpose(courier, effect.incidentId);
    case "bookmark":
      return await addBookmark(courier, effect, attempt);
    case "pin-card":
      return await pinCard(courier, effect.incidentId);
    case "paint":
      return await paint(courier, effect, attempt);
    case "post":
      return await post(courier, effect, attempt);
    case "upload-post-mortem":
      return await uploadPostMortem(courier, effect.incidentId, attempt);
    case "publish-home":
      return await publishHome(courier, effect.user);
  }
}

function createCourier({ deps, client, circuit, log }: SlackDeliveryDeps): Courier {
  const { clock } = deps;
  const call = createCall({ client, circuit, limits: createMethodLimits(clock) });
  let known: Promise<SlackIdentity> | undefined;
  return {
    ctx: { ...deps, actor: { type: "muster", via: "job" } },
    clock,
    call,
    log,
    identity: async () => {
      known ??= readIdentity(call);
      try {
        return await known;
      } catch (error) {
        known = undefined;
        throw error;
      }
    },
  };
}

const COSMETIC: readonly SlackEffect["kind"][] = [
  "set-topic",
  "set-purpose",
  "bookmark",
  "pin-card",
];

/** A file needs an optional scope; the draft stands on its page as well. */
const isOptional = (effect: SlackEffect): boolean =>
  isCosmetic(effect) || effect.kind === "upload-post-mortem";

const isCosmetic = ({ kind }: SlackEffect): boolean => COSMETIC.includes(kind);

const isMissingScope = (error: unknown): error is SlackRefused =>
  error instanceof SlackRefused && error.code === "missing_scope";

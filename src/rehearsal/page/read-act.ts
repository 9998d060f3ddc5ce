// Reads what the page asks for; anything else is refused with the place and the reason.
import { z } from "zod";
import { hindrances, troubles } from "../shop/types.ts";
import type { Act } from "./wire.ts";

const id = z.string().min(1);
const at = { channelId: id, ts: id };

const use = z
  .object({
    actionId: z.string(),
    blockId: z.string(),
    value: z.string(),
    selectedOption: z.string(),
    selectedOptions: z.array(z.string()),
    selectedId: z.string(),
    selectedIds: z.array(z.string()),
    selectedDateTime: z.number(),
    stale: z.boolean(),
  })
  .partial()
  .required({ actionId: true });

const inputValue = z.union([z.string(), z.number(), z.array(z.string()), z.null()]);

const githubActs = [
  "merge",
  "queue",
  "push",
  "open",
  "approve",
  "auto-merge",
  "push-to-branch",
  "tag",
  "click-check",
  "delete-ruleset",
  "deploy",
] as const;

const slackFault = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("rate-limit"), retryAfter: z.number(), times: z.number() }),
  z.object({ kind: z.literal("fail"), status: z.number(), times: z.number() }),
  z.object({ kind: z.literal("lose-answer"), times: z.number() }),
  z.object({ kind: z.literal("outage"), isOn: z.boolean() }),
]);

const act = z.discriminatedUnion("do", [
  z.object({ do: z.literal("command"), channelId: id, name: id, text: z.string() }),
  z.object({ do: z.literal("click"), ...at, use }),
  z.object({ do: z.literal("click-ephemeral"), ...at, use }),
  z.object({ do: z.literal("click-in-view"), viewId: id, use }),
  z.object({ do: z.literal("click-in-home"), use }),
  z.object({
    do: z.literal("submit-view"),
    viewId: id,
    values: z.record(z.string(), inputValue),
  }),
  z.object({ do: z.literal("close-view"), viewId: id }),
  z.object({ do: z.literal("open-home") }),
  z.object({ do: z.literal("global-shortcut"), callbackId: id }),
  z.object({ do: z.literal("message-shortcut"), callbackId: id, ...at }),
  z.object({
    do: z.literal("say"),
    channelId: id,
    text: z.string().min(1),
    threadTs: id.optional(),
  }),
  z.object({ do: z.literal("delete-message"), ...at }),
  z.object({ do: z.literal("react"), ...at, name: id }),
  z.object({ do: z.enum(["join", "leave", "archive", "unarchive"]), channelId: id }),
  z.object({ do: z.literal("create-channel"), name: id }),
  z.object({ do: z.literal("open-dm"), userId: id }),
  z.object({ do: z.literal("reload") }),
  z.object({ do: z.enum(["break", "heal"]), trouble: z.enum(troubles).optional() }),
  z.object({ do: z.literal("hinder"), hindrance: z.enum(hindrances), isOn: z.boolean() }),
  z.object({ do: z.literal("set-flag"), flag: id, isOn: z.boolean() }),
  z.object({
    do: z.literal("shop-fault"),
    fault: z.union([
      z.literal("lose-answer"),
      z.strictObject({ status: z.number().int().min(400).max(599) }),
      z.strictObject({ delayMs: z.number().int().positive() }),
    ]),
    times: z.number().int().positive(),
  }),
  z.object({ do: z.literal("slack-fault"), fault: slackFault }),
  z.object({ do: z.literal("clear-faults") }),
  z.object({ do: z.literal("github-limit") }),
  z.object({
    do: z.literal("github"),
    what: z.enum(githubActs),
    repository: id,
    number: z.number().int().optional(),
    identifier: z.string().optional(),
    isOn: z.boolean().optional(),
  }),
]);

const request = z.object({ as: id, act });

export type ActRequest = { readonly as: string; readonly act: Act };

export type Reading =
  | { readonly ok: true; readonly request: ActRequest }
  | { readonly ok: false; readonly why: string };

export function readAct(body: string): Reading {
  const parsed = parseJson(body);
  if (parsed === undefined) return { ok: false, why: `not JSON: ${body.slice(0, 80)}` };
  const read = request.safeParse(parsed);
  if (!read.success) return { ok: false, why: z.prettifyError(read.error) };
  return { ok: true, request: read.data as ActRequest };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller says so, with the text.
    return undefined;
  }
}

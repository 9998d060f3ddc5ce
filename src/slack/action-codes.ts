// The answers to a run as buttons carry them: by name, and by two letters where there is little room.
import { z } from "zod";
import type { ActionKind } from "../domain/runbook/state/step-state.ts";

/** Fixed for ever: messages of earlier versions carry them. */
const CODES = {
  done: "do",
  "could-not": "cn",
  choose: "ch",
  run: "ru",
  skip: "sk",
  retry: "re",
  "check-again": "ca",
  proceed: "pr",
  "go-to": "gt",
  "it-happened": "ih",
  "it-did-not": "in",
  approve: "ap",
  deny: "de",
  "break-glass": "bg",
  assign: "as",
  pause: "pa",
  resume: "rs",
  "start-anyway": "sa",
  "look-again": "la",
  cancel: "cx",
  leave: "le",
  "roll-back": "rb",
  abort: "ab",
} as const satisfies Readonly<Record<ActionKind, string>>;

const KINDS = Object.keys(CODES) as readonly ActionKind[];
const kindOf = new Map<string, ActionKind>(KINDS.map((kind) => [CODES[kind], kind]));

export const actionSchema = z.enum(KINDS);

/** Takes the name too: options of the first version carry it. */
export const codeSchema = z.string().transform((text, context): ActionKind => {
  const kind = kindOf.get(text) ?? KINDS.find((each) => each === text);
  if (kind) return kind;
  context.addIssue({ code: "custom", message: `no action is written '${text}'` });
  return z.NEVER;
});

export const codeOf = (action: ActionKind): string => CODES[action];

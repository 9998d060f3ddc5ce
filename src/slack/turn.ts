// One person's turn: who acts, with what rights to act once, and how they are answered.

import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Person } from "../domain/person.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { CommandNames } from "../domain/shop.ts";
import type { Context, Deps } from "../operations/context.ts";
import type { Answer } from "./answer.ts";
import type { Identity } from "./inbox.ts";

/** The commands by what they are about, whatever they are called in this workspace. */
export type Area = keyof CommandNames;

/** What every turn shares; made once when the program starts. */
export type SlackParts = {
  readonly deps: Deps;
  /** For answers bound to a person waiting: short time-outs, no retries. */
  readonly client: WebClient;
  readonly names: CommandNames;
  readonly identity: () => Identity | undefined;
  readonly log: Logger;
  /** Aborted when the program stops: nobody waits for what comes later. */
  readonly stopping?: AbortSignal;
  /** Slack says that the app was removed or its token revoked. */
  readonly onRemoved?: (why: string) => void;
};

export type Turn = {
  readonly parts: SlackParts;
  /** Acts once for this request: one operation a turn, the others through `aside`. */
  readonly ctx: Context;
  /** For book-keeping that may happen again. */
  readonly aside: Context;
  readonly person: Person;
  /** Where the person was; null in Home, modals and global shortcuts. */
  readonly channel: string | null;
  readonly triggerId: string | null;
  /** The modal that the person clicked in: the next one goes on top of it. */
  readonly isInModal: boolean;
  /** The same click once more, with a fresh trigger. */
  readonly again: { readonly actionId: string; readonly value: string } | null;
  /** Only this person sees it. */
  say(answer: Answer): Promise<void>;
  refuse(refusal: Refusal): Promise<void>;
};

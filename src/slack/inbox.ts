// Stands in front of Bolt: every request is ours, is stored before it is acted on, and acts once.
import type { App, Receiver, ReceiverEvent } from "@slack/bolt";
import type { Logger } from "pino";
import { acceptSlackRequest } from "../operations/accept-slack-request.ts";
import type { Deps } from "../operations/context.ts";
import { recordRefusal } from "../operations/record-refusal.ts";
import { words } from "../words/words.ts";
import { postAnswer } from "./answer.ts";
import { readRequest, type SlackRequest } from "./request.ts";
import { noticeView } from "./views/notice.ts";

export type Identity = {
  readonly teamId: string;
  readonly botId: string;
  readonly botUserId: string;
  /** Not every answer of Slack's names it; unknown is not compared. */
  readonly appId?: string;
};

export type InboxParts = {
  readonly deps: Deps;
  readonly identity: () => Identity | undefined;
  readonly log: Logger;
};

/** Of the 3 s that Slack waits; a database that takes longer counts as away. */
const STORE_MS = 1_500;

/** Refused with a status that makes Slack deliver an event again. */
export class NotStored extends Error {
  override readonly name = "NotStored";
}

export function withInbox(inner: Receiver, parts: InboxParts): Receiver {
  return {
    init(app: App) {
      const processEvent = (event: ReceiverEvent) => admit(app, event, parts);
      // Bolt's receivers use nothing of an app but this.
      inner.init({ processEvent } as unknown as App);
    },
    start: (...args: unknown[]) => inner.start(...args),
    stop: (...args: unknown[]) => inner.stop(...args),
  };
}

async function admit(app: App, event: ReceiverEvent, parts: InboxParts): Promise<void> {
  const request = readRequest(event.body);
  if (!request) {
    parts.log.warn({ type: String(event.body["type"]) }, "Slack sent what Muster does not know.");
    await event.ack();
    const url: unknown = event.body["response_url"];
    if (typeof url === "string") await postAnswer(url, { text: words.refusal.unreadable() });
    return;
  }
  if (!isForUs(request, parts.identity())) {
    const { team, appId, kind } = request;
    parts.log.warn({ team, appId, kind }, "A request of another workspace or app was refused.");
    await event.ack(request.kind === "command" ? words.refusal.otherWorkspace() : undefined);
    return await auditForeign(request, parts);
  }
  if (request.kind === "options") return await app.processEvent(event);
  let isNew: boolean;
  try {
    isNew = await store(request, event.body, parts.deps);
  } catch (error) {
    parts.log.error({ err: error, key: request.key }, "A request from Slack could not be stored.");
    return await answerUnstored(request, event, error);
  }
  if (isNew) await app.processEvent(event);
  else await event.ack();
}

async function auditForeign(request: SlackRequest, { deps, log }: InboxParts): Promise<void> {
  const { team, appId, user, key } = request;
  const actor = { type: "muster", via: "job" } as const;
  const detail = { why: "other-workspace", team, appId, key };
  try {
    await recordRefusal({ ...deps, actor }, "slack.refuse", user ?? team ?? "unknown", detail);
  } catch (error) {
    // It was refused all the same, and the log holds it.
    log.error({ err: error }, "A refusal could not be put into the audit trail.");
  }
}

function isForUs(request: SlackRequest, identity: Identity | undefined): boolean {
  if (!identity) return true;
  const isTeam = request.team === null || request.team === identity.teamId;
  const isApp = !request.appId || !identity.appId || request.appId === identity.appId;
  return isTeam && isApp;
}

async function store(
  request: Exclude<SlackRequest, { kind: "options" }>,
  raw: ReceiverEvent["body"],
  deps: InboxParts["deps"],
): Promise<boolean> {
  const { token: _, ...body } = raw;
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new NotStored(`the database took more than ${STORE_MS} ms`));
  }, STORE_MS);
  try {
    const stored = acceptSlackRequest(deps, { key: request.key, body });
    // The race may be lost to the time limit; what comes of the loser interests nobody.
    stored.catch(() => undefined);
    return await Promise.race([stored, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Without the database nothing can be done, but nobody is left without an answer. */
async function answerUnstored(
  request: Exclude<SlackRequest, { kind: "options" }>,
  event: ReceiverEvent,
  cause: unknown,
): Promise<void> {
  const text = words.refusal.noDatabase();
  switch (request.kind) {
    case "command":
      return await event.ack({ response_type: "ephemeral", text });
    case "submission": {
      const view = noticeView(words.modal.notice.title(), text);
      return await event.ack({ response_action: "update", view });
    }
    case "action":
    case "shortcut":
      await event.ack();
      if (request.responseUrl) await postAnswer(request.responseUrl, { text });
      return;
    case "event":
      throw new NotStored("the event could not be stored; Slack will send it again", { cause });
  }
}

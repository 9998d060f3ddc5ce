// What Slack sends, read into one shape a kind, with the key under which each takes effect once.
import { z } from "zod";

export type FieldState = {
  readonly type: string;
  readonly value?: string | null | undefined;
  readonly selected_option?: { readonly value: string } | null | undefined;
  readonly selected_options?: readonly { readonly value: string }[] | undefined;
  readonly selected_user?: string | null | undefined;
  readonly selected_conversation?: string | null | undefined;
  readonly selected_channel?: string | null | undefined;
  readonly selected_date?: string | null | undefined;
  readonly selected_date_time?: number | null | undefined;
};

export type ViewState = Readonly<Record<string, Readonly<Record<string, FieldState>>>>;

export type SeenView = {
  readonly id: string;
  readonly hash: string;
  readonly type: string;
  readonly callbackId: string;
  readonly metadata: string;
  readonly values: ViewState;
  readonly blocks: readonly Readonly<Record<string, unknown>>[];
};

type From = {
  readonly key: string;
  readonly team: string | null;
  readonly appId: string | null;
  readonly user: string;
  readonly triggerId: string | null;
  readonly responseUrl: string | null;
};

export type CommandRequest = From & {
  readonly kind: "command";
  readonly command: string;
  readonly text: string;
  readonly channel: string;
};

export type ActionRequest = From & {
  readonly kind: "action";
  readonly actionId: string;
  readonly blockId: string;
  readonly value: string | null;
  readonly selectedUser: string | null;
  readonly channel: string | null;
  readonly messageTs: string | null;
  readonly threadTs: string | null;
  readonly view: SeenView | null;
};

export type SubmissionRequest = From & { readonly kind: "submission"; readonly view: SeenView };

export type ShortcutRequest = From & {
  readonly kind: "shortcut";
  readonly callbackId: string;
  readonly channel: string | null;
  readonly message: SeenMessage | null;
};

export type SeenMessage = {
  readonly ts: string;
  readonly text: string;
  /** The author's user or bot id. */
  readonly author: string;
};

export type EventRequest = Omit<From, "user"> & {
  readonly kind: "event";
  readonly user: string | null;
  readonly event: Readonly<Record<string, unknown>> & { readonly type: string };
};

export type OptionsRequest = From & { readonly kind: "options" };

/** What a person caused. */
export type PersonRequest = CommandRequest | ActionRequest | SubmissionRequest | ShortcutRequest;

export type SlackRequest = PersonRequest | EventRequest | OptionsRequest;

const id = z.object({ id: z.string() });
const option = z.object({ value: z.string() });
const field = z.object({
  type: z.string(),
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).optional(),
  selected_user: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  selected_channel: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_date_time: z.number().nullish(),
});

const viewSchema = z
  .object({
    id: z.string(),
    hash: z.string(),
    type: z.string(),
    callback_id: z.string().default(""),
    private_metadata: z.string().default(""),
    state: z
      .object({ values: z.record(z.string(), z.record(z.string(), field)) })
      .default({ values: {} }),
    blocks: z.array(z.record(z.string(), z.unknown())).default([]),
  })
  .transform(
    ({ callback_id, private_metadata, state, ...rest }): SeenView => ({
      ...rest,
      callbackId: callback_id,
      metadata: private_metadata,
      values: state.values,
    }),
  );

const fromShape = {
  team: id.nullish(),
  user: id,
  api_app_id: z.string().nullish(),
  trigger_id: z.string().nullish(),
  response_url: z.string().nullish(),
};

type Sender = z.infer<z.ZodObject<typeof fromShape>>;

function from(sender: Sender, key: string): From {
  return {
    key,
    team: sender.team?.id ?? null,
    appId: sender.api_app_id ?? null,
    user: sender.user.id,
    triggerId: sender.trigger_id ?? null,
    responseUrl: sender.response_url ?? null,
  };
}

const command = z
  .object({
    command: z.string(),
    text: z.string().default(""),
    team_id: z.string(),
    user_id: z.string(),
    channel_id: z.string(),
    api_app_id: z.string().nullish(),
    trigger_id: z.string(),
    response_url: z.string().nullish(),
  })
  .transform((body): CommandRequest => {
    const sender = { ...body, team: { id: body.team_id }, user: { id: body.user_id } };
    const { command: name, text, channel_id: channel } = body;
    return {
      ...from(sender, `trigger:${body.trigger_id}`),
      kind: "command",
      command: name,
      text,
      channel,
    };
  });

const clicked = z.object({
  type: z.string(),
  action_id: z.string(),
  block_id: z.string().default(""),
  action_ts: z.string().default(""),
  value: z.string().optional(),
  selected_option: option.nullish(),
  selected_user: z.string().nullish(),
});

/** Null for the first message of a thread: it stands in the channel, and so shall the answer. */
function threadOf(
  message:
    | { readonly ts: string; readonly thread_ts?: string | null | undefined }
    | null
    | undefined,
  container: string | null | undefined,
): string | null {
  const thread = message?.thread_ts ?? container ?? null;
  return thread === message?.ts ? null : thread;
}

const action = z
  .object({
    ...fromShape,
    type: z.literal("block_actions"),
    actions: z.tuple([clicked], clicked),
    channel: id.nullish(),
    container: z.object({ thread_ts: z.string().nullish() }).nullish(),
    message: z.object({ ts: z.string(), thread_ts: z.string().nullish() }).nullish(),
    view: viewSchema.nullish(),
  })
  .transform((body): ActionRequest => {
    const [first] = body.actions;
    const key = body.trigger_id
      ? `trigger:${body.trigger_id}`
      : `click:${body.user.id}:${first.action_ts}`;
    return {
      ...from(body, key),
      kind: "action",
      actionId: first.action_id,
      blockId: first.block_id,
      value: first.value ?? first.selected_option?.value ?? null,
      selectedUser: first.selected_user ?? null,
      channel: body.channel?.id ?? null,
      messageTs: body.message?.ts ?? null,
      threadTs: threadOf(body.message, body.container?.thread_ts),
      view: body.view ?? null,
    };
  });

const submission = z
  .object({ ...fromShape, type: z.literal("view_submission"), view: viewSchema })
  .transform((body): SubmissionRequest => {
    const { view } = body;
    return { ...from(body, `view:${view.id}:${view.hash}`), kind: "submission", view };
  });

const shortcut = z
  .object({
    ...fromShape,
    type: z.enum(["shortcut", "message_action"]),
    callback_id: z.string(),
    channel: id.nullish(),
    message: z
      .object({
        ts: z.string(),
        text: z.string().nullish(),
        user: z.string().nullish(),
        bot_id: z.string().nullish(),
      })
      .nullish(),
  })
  .transform((body): ShortcutRequest => {
    const { message } = body;
    return {
      ...from(body, `trigger:${body.trigger_id}`),
      kind: "shortcut",
      callbackId: body.callback_id,
      channel: body.channel?.id ?? null,
      message: message
        ? { ts: message.ts, text: message.text ?? "", author: message.user ?? message.bot_id ?? "" }
        : null,
    };
  });

const event = z
  .object({
    type: z.literal("event_callback"),
    event_id: z.string(),
    team_id: z.string().nullish(),
    api_app_id: z.string().nullish(),
    event: z.looseObject({ type: z.string(), user: z.unknown().optional() }),
  })
  .transform(
    (body): EventRequest => ({
      kind: "event",
      key: `event:${body.event_id}`,
      team: body.team_id ?? null,
      appId: body.api_app_id ?? null,
      user: typeof body.event.user === "string" ? body.event.user : null,
      triggerId: null,
      responseUrl: null,
      event: body.event,
    }),
  );

const options = z
  .object({ ...fromShape, type: z.literal("block_suggestion") })
  .transform((body): OptionsRequest => ({ ...from(body, ""), kind: "options" }));

const anyRequest = z.union([command, action, submission, shortcut, event, options]);

/** Undefined where it is of no kind that Muster subscribes to. */
export function readRequest(body: unknown): SlackRequest | undefined {
  const read = anyRequest.safeParse(body);
  return read.success ? read.data : undefined;
}

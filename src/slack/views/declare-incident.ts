// The form that declares an incident, and what becomes of it.
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { isPriority, type Priority, priorities } from "../../domain/priority.ts";
import { changeIncident } from "../../operations/change-incident.ts";
import { listOnCall } from "../../operations/find-person.ts";
import { openIncident } from "../../operations/open-incident.ts";
import { words } from "../../words/words.ts";
import { section } from "../blocks/elements.ts";
import { waitForRoom } from "../commands/wait-for-room.ts";
import { CALLBACKS } from "../ids.ts";
import { channelLink, esc } from "../mrkdwn.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { permalink } from "./add-message.ts";
import { checkMember } from "./check-member.ts";
import { modal, radioInput, selectInput, textInput, userInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { type ViewAnswer, wrongFields } from "./view-answer.ts";

export type DeclareWish = {
  readonly priority: Priority | null;
  readonly title: string;
  /** The message that it is declared from; kept in the timeline. */
  readonly message?: MessageRef;
};

export type MessageRef = { readonly channel: string; readonly ts: string };

const TITLE_LIMIT = 150;
const metadataSchema = z.strictObject({ v: z.literal(1), channel: z.string(), ts: z.string() });

export async function declareView(turn: Turn, wish: DeclareWish): Promise<ModalView> {
  const { shop, db } = turn.ctx;
  const { declare: say, field } = words.modal;
  const choices = priorities.map((priority) => ({
    value: priority,
    text: say.choice(priority, shop.promises[priority]),
    more: say.meaning(priority),
  }));
  const services = Object.values(shop.services).map(({ name, title }) => ({
    value: name,
    text: title,
  }));
  const onCall = await listOnCall(db, shop, null);
  const lead = onCall[0] === turn.person.user ? turn.person.user : null;
  const label = field.service();
  return modal({
    callback: CALLBACKS.declare,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.cancel(),
    ...(wish.message && { metadata: JSON.stringify({ v: 1, ...wish.message }) }),
    blocks: [
      textInput({
        name: "title",
        label: field.title(),
        hint: say.titleHint(),
        initial: wish.title,
        limit: TITLE_LIMIT,
      }),
      radioInput({ name: "priority", label: field.priority(), choices, initial: wish.priority }),
      ...(services.length > 0
        ? [selectInput({ name: "service", label, choices: services, isOptional: true })]
        : []),
      textInput({
        name: "impact",
        label: field.impact(),
        hint: field.impactHint(),
        isLong: true,
        isOptional: true,
        limit: 500,
      }),
      userInput({ name: "lead", label: field.lead(), initial: lead, isOptional: true }),
    ],
  });
}

export async function submitDeclare(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const title = readField(view, "title") ?? "";
  const priority = readField(view, "priority");
  if (!isPriority(priority)) return wrongFields({ priority: words.modal.declare.which() });
  const lead = readField(view, "lead");
  const wrong = lead ? await checkMember(turn, lead) : undefined;
  if (wrong) return wrongFields({ lead: wrong });
  const opened = await openIncident(turn.ctx, {
    title,
    priority,
    service: readField(view, "service"),
    impact: readField(view, "impact"),
    lead,
  });
  if (!opened.ok) return wrongFields({ title: await refusalLine(turn, opened.refusal) });
  const { id, number } = opened.incident;
  const done = words.modal.declare.done(number, esc(title, 300));
  return {
    kind: "show",
    view: declaredView(done, words.modal.declare.opening()),
    later: async () => {
      await keepMessage(turn, view, id);
      const room = await waitForRoom(turn, id, ROOM_MS);
      return declaredView(
        done,
        room ? words.modal.declare.room(channelLink(room)) : words.modal.declare.later(),
      );
    },
  };
}

/** The form stays open for the link to the channel; a channel takes Slack a second or two. */
const ROOM_MS = 6_000;

function declaredView(done: string, where: string): ModalView {
  return modal({
    title: words.modal.declare.title(),
    close: words.modal.close(),
    blocks: [section(done), section(where)],
  });
}

async function keepMessage(turn: Turn, view: SeenView, incidentId: string): Promise<void> {
  const from = metadataSchema.safeParse(parse(view.metadata));
  if (!from.success) return;
  const url = await permalink(turn, from.data.channel, from.data.ts);
  if (!url) return;
  const title = words.modal.declare.fromMessage();
  await changeIncident(turn.aside, incidentId, { kind: "add-link", url, title });
}

function parse(metadata: string): unknown {
  return metadata === "" ? undefined : JSON.parse(metadata);
}

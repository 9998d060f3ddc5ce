// Decides who may act, and makes their turn.
import type { Actor, Surface } from "../domain/actor.ts";
import type { Context } from "../operations/context.ts";
import { recordRefusal } from "../operations/record-refusal.ts";
import { answerPerson } from "./answer.ts";
import { ACTIONS, writeValue } from "./ids.ts";
import { findMember, type PersonRefusal } from "./people.ts";
import { refusalAnswer } from "./refusals.ts";
import type { PersonRequest } from "./request.ts";
import type { SlackParts, Turn } from "./turn.ts";

export type Admitted =
  | { readonly ok: true; readonly turn: Turn }
  | { readonly ok: false; readonly why: PersonRefusal };

/** `onCommit` hears when something was committed in this person's name. */
export async function admit(
  parts: SlackParts,
  request: PersonRequest,
  onCommit: () => void,
): Promise<Admitted> {
  const actor: Actor = { type: "person", user: request.user, via: surfaceOf(request) };
  const aside: Context = { ...parts.deps, actor };
  const directory = { client: parts.client, teamId: parts.identity()?.teamId };
  const member = await findMember(aside, directory, request.user);
  if (!member.ok) {
    const { why } = member;
    await recordRefusal(aside, "slack.refuse", request.user, { why, key: request.key });
    return member;
  }
  const wake = () => {
    onCommit();
    parts.deps.wake();
  };
  const ctx: Context = { ...aside, wake, requestKey: request.key };
  return { ok: true, turn: createTurn(parts, request, { ctx, aside, person: member.person }) };
}

function createTurn(
  parts: SlackParts,
  request: PersonRequest,
  who: Pick<Turn, "ctx" | "aside" | "person">,
): Turn {
  const turn: Turn = {
    parts,
    ...who,
    channel: "channel" in request ? request.channel : null,
    triggerId: request.triggerId,
    isInModal: request.kind === "action" && request.view?.type === "modal",
    again: againOf(parts, request),
    say: async (answer) => {
      await answerPerson({ client: parts.client, log: parts.log, request }, answer);
    },
    refuse: async (refusal) => await turn.say(refusalAnswer(turn, refusal)),
  };
  return turn;
}

function againOf({ names }: SlackParts, request: PersonRequest): Turn["again"] {
  if (request.kind === "action" && request.value) {
    return { actionId: request.actionId, value: request.value };
  }
  if (request.kind !== "command") return null;
  const name = Object.entries(names).find(([, slash]) => slash === request.command)?.[0];
  const text = `${name ?? "incident"} ${request.text}`.trim().slice(0, 1_500);
  return { actionId: ACTIONS.useCommand, value: writeValue({ about: "command", text }) };
}

function surfaceOf(request: PersonRequest): Surface {
  switch (request.kind) {
    case "command":
      return "command";
    case "action":
      return "button";
    case "submission":
      return "modal";
    case "shortcut":
      return "shortcut";
  }
}

// People of the trial: what each would press now, and what they fill into the form that opens.

import type { RunState } from "../../../src/domain/runbook/state/run.ts";
import type { ActionKind } from "../../../src/domain/runbook/state/step-state.ts";
import { NotShownError } from "../../../src/rehearsal/slack/people/not-shown-error.ts";
import type { InputValue, OpenView, Slack } from "../../../src/rehearsal/slack/types.ts";
import { readValue } from "../../../src/slack/ids.ts";
import { idOf } from "../../support/people.ts";
import { type Offer, offersIn } from "./offers.ts";
import type { Random } from "./random.ts";

/** Piotr starts runs, Anna works through them, the others approve. */
const WORKERS = ["anna", "piotr"] as const;
const APPROVERS = ["bea", "ola"] as const;
export const PEOPLE = [...WORKERS, ...APPROVERS];

export type Wish = {
  readonly room: string;
  readonly number: number;
  readonly run: RunState;
  /** Somebody wants to leave, and how. */
  readonly leaving?: "roll-back" | "abort";
  /** What the shop says about the effect whose outcome Muster does not know. */
  readonly happened: boolean;
};

export type Press = { readonly user: string; readonly offer: Offer };

/** What needs a person comes first; nobody presses what they need not. */
const ORDER: readonly ActionKind[] = [
  "look-again",
  "start-anyway",
  "it-happened",
  "it-did-not",
  "check-again",
  "choose",
  "approve",
  "run",
  "proceed",
  "retry",
  "resume",
  "done",
];

export function nextPress(slack: Slack, wish: Wish, random: Random): Press | undefined {
  const { room, number, run, leaving } = wish;
  const offers = offersIn(slack, room, number);
  const user = random.pick(WORKERS);
  const leave = leaving && !run.rollBack && offers.find(({ action }) => action === leaving);
  if (leave) return { user, offer: leave };
  const wanted = offers
    .filter((offer) => isWanted(offer, wish))
    .toSorted((one, other) => ORDER.indexOf(one.action) - ORDER.indexOf(other.action));
  const [offer] = wanted;
  return offer?.action === "approve" ? vote(slack, wish, offer) : offer && { user, offer };
}

function isWanted({ action, option }: Offer, { run, happened }: Wish): boolean {
  switch (action) {
    case "it-happened":
      return happened;
    case "it-did-not":
      return !happened;
    case "choose":
      return option === "all";
    case "done":
      // Elsewhere it is marked as done although it is not.
      return run.steps.find(({ id }) => id === run.cursor)?.state === "waiting";
    default:
      return ORDER.includes(action);
  }
}

/** Each votes once, Bea in the direct message she got and Ola at the run. */
function vote(slack: Slack, { number, run }: Wish, atRun: Offer): Press | undefined {
  const step = run.steps.find(({ id }) => id === atRun.step);
  const voted = step?.approval?.votes.map(({ by }) => by.id) ?? [];
  const user = APPROVERS.find((name) => !voted.includes(idOf(slack, name)));
  if (user === undefined) return undefined;
  const dm = user === "bea" ? offersIn(slack, { dm: user }, number) : [];
  return { user, offer: dm.find(({ action }) => action === "approve") ?? atRun };
}

/** False where nothing took it, or the message changed under the finger. */
export async function press(slack: Slack, { user, offer }: Press): Promise<boolean> {
  const { on, use } = offer;
  try {
    const answered = await slack.as(idOf(slack, user)).click(on.channelId, on.ts, use);
    return answered.ok;
  } catch (error) {
    if (error instanceof NotShownError) return false;
    throw error;
  }
}

export function openForm(slack: Slack): { readonly user: string; readonly view: OpenView } | null {
  for (const user of PEOPLE) {
    const view = slack.state.views(idOf(slack, user)).at(-1);
    if (view) return { user, view };
  }
  return null;
}

/** Sends it; where that does not close it, gives it up and presses again later. */
export async function fillIn(slack: Slack, user: string, view: OpenView): Promise<void> {
  const person = slack.as(idOf(slack, user));
  try {
    const { content } = view;
    const isForm = content.type === "modal" && content.submit !== undefined;
    if (isForm) await person.submitView(view.id, valuesFor(view));
    const left = slack.state.views(idOf(slack, user)).at(-1);
    if (left) await person.closeView(left.id);
  } catch (error) {
    if (!(error instanceof NotShownError)) throw error;
    person.reload();
  }
}

function valuesFor({ content }: OpenView): Record<string, InputValue> {
  const read = JSON.stringify(content);
  const meant = readValue(content.private_metadata);
  const about = meant.ok && meant.value.about === "run" ? meant.value : undefined;
  const has = (field: string) => read.includes(`"block_id":"${field}"`);
  return {
    ...(has("note") && { note: "the trial wants it" }),
    ...(has("typed") && { typed: about?.step ?? "" }),
    ...(has("in_uncertain") && { in_uncertain: "3" }),
    ...(has("fate") && { fate: about?.action === "abort" ? "abort" : "roll-back" }),
  };
}

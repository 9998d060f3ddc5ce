// `/freeze new [from] [to] [scope] reason`: drafted where all of it is said, otherwise asked for by the form.
import type { FreezeDraft } from "../../domain/freeze/freeze.ts";
import { draftFreeze } from "../../operations/freezes/draft-freeze.ts";
import { mayManage } from "../../operations/freezes/may-manage.ts";
import { words } from "../../words/words.ts";
import { personOf } from "../answer-run.ts";
import { windowLines } from "../blocks/freeze-lines.ts";
import { lookOf } from "../look-of.ts";
import { openModal } from "../open-modal.ts";
import { refusalAnswer } from "../refusals.ts";
import type { Turn } from "../turn.ts";
import { type FreezeWish, newFreezeView } from "../views/freeze-new.ts";
import { plainWords } from "./incident-state.ts";
import { readWish } from "./read-freeze-wish.ts";

export async function newFreeze(turn: Turn, rest: string): Promise<void> {
  const refused = await mayManage(turn.aside, null);
  if (refused) return await turn.refuse(refused.refusal);
  const typed = await plainWords(turn, rest);
  const wish = readWish(turn, typed);
  const draft = draftOf(turn, wish);
  if (!draft) return await openModal(turn, newFreezeView(turn, wish));
  const drafted = await draftFreeze(turn.ctx, draft, personOf(turn));
  if (!drafted.ok) {
    const problems = [refusalAnswer(turn, drafted.refusal).text];
    return await openModal(turn, newFreezeView(turn, { ...wish, problems, typed }));
  }
  const { freeze } = drafted;
  const window = [windowLines(freeze, await lookOf(turn)), ...(wish.notes ?? [])].join("\n");
  await turn.say({ text: words.freezeCommand.drafted(words.freeze.name(freeze.number), window) });
}

/** Undefined while anything is missing: the form asks for it. */
function draftOf({ ctx, person }: Turn, wish: FreezeWish): FreezeDraft | undefined {
  const { from, to, repositories = [], services = [], reason, problems } = wish;
  if (!from || !to || !reason || problems || repositories.length === 0) return undefined;
  const { branches, tags, deploys, exceptions, lift, drift } = ctx.shop.freeze;
  return {
    title: titleOf(reason),
    reason,
    scope: { repositories: [...new Set(repositories)].sort(), services, branches, tags, deploys },
    startsAt: from.toISOString(),
    endsAt: to.toISOString(),
    zone: person.zone,
    exceptions,
    lift,
    drift,
  };
}

const TITLE = 80;

/** The reason in short. */
function titleOf(reason: string): string {
  const [first = ""] = reason.split("\n", 1);
  return first.length <= TITLE ? first : `${first.slice(0, TITLE - 1).trimEnd()}…`;
}

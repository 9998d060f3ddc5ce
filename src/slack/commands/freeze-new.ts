// `/freeze new [from] [to] [scope] reason`: drafted where all of it is said, otherwise asked for by the form.
import type { FreezeDraft } from "../../domain/freeze/freeze.ts";
import type { ClockNote } from "../../domain/freeze/wall-time.ts";
import type { Shop } from "../../domain/shop.ts";
import { draftFreeze } from "../../operations/freezes/draft-freeze.ts";
import { mayManage } from "../../operations/freezes/may-manage.ts";
import { words } from "../../words/words.ts";
import { personOf } from "../answer-run.ts";
import { windowLines } from "../blocks/freeze-lines.ts";
import { lookOf } from "../look-of.ts";
import { code, esc } from "../mrkdwn.ts";
import { openModal } from "../open-modal.ts";
import { findRepository } from "../read-pull.ts";
import type { Turn } from "../turn.ts";
import { type FreezeWish, newFreezeView } from "../views/freeze-new.ts";
import { type TimeRead, takeTime } from "./freeze-times.ts";
import { suggest, takeWord } from "./grammar.ts";
import { plainWords } from "./incident-state.ts";

type Scope = { readonly repositories: readonly string[]; readonly services: readonly string[] };

export async function newFreeze(turn: Turn, rest: string): Promise<void> {
  const refused = await mayManage(turn.aside, null);
  if (refused) return await turn.refuse(refused.refusal);
  const wish = readWish(turn, await plainWords(turn, rest));
  const draft = draftOf(turn, wish);
  if (!draft) return await openModal(turn, newFreezeView(turn, wish));
  const drafted = await draftFreeze(turn.ctx, draft, personOf(turn));
  if (!drafted.ok) return await turn.refuse(drafted.refusal);
  const { freeze } = drafted;
  const window = [windowLines(freeze, await lookOf(turn)), ...(wish.notes ?? [])].join("\n");
  await turn.say({ text: words.freezeCommand.drafted(words.freeze.name(freeze.number), window) });
}

/** Everything that could be read of the line; the rest of it is the reason. */
export function readWish({ ctx, person }: Pick<Turn, "ctx" | "person">, text: string): FreezeWish {
  const window = takeWindow(text, { now: ctx.clock.now(), zone: person.zone });
  const { from, to } = window;
  const notes = window.notes.map((note) => words.freezeWindow.note(note, esc(person.zone, 60)));
  const scope = takeScope(ctx.shop, window.rest, to !== undefined);
  return {
    ...(from && { from }),
    ...(to && { to }),
    ...(notes.length > 0 && { notes }),
    ...scope.found,
    ...(scope.rest !== "" && { reason: scope.rest }),
    ...(scope.problem && { problem: scope.problem }),
  };
}

type Window = {
  readonly from?: Date;
  readonly to?: Date;
  readonly notes: readonly ClockNote[];
  readonly rest: string;
};

/** A length alone begins now: `48h shop …`. */
function takeWindow(text: string, where: { readonly now: Date; readonly zone: string }): Window {
  const first = takeTime(text, { ...where, edge: "start" });
  if (!first) return { notes: [], rest: text };
  const { time, rest } = first;
  const from = momentOf(time, where.now);
  if (time.kind === "length") return { from: where.now, to: from, notes: [], rest };
  const second = takeTime(rest, { ...where, edge: "end" });
  const notes = notesOf(second ? [time, second.time] : [time]);
  if (!second) return { from, notes, rest };
  return { from, to: momentOf(second.time, from), notes, rest: second.rest };
}

const momentOf = (time: TimeRead, from: Date): Date =>
  time.kind === "moment" ? new Date(time.at) : new Date(from.getTime() + time.ms);

const notesOf = (times: readonly TimeRead[]): readonly ClockNote[] =>
  times.flatMap((time) => (time.kind === "moment" && time.note ? [time.note] : []));

type TakenScope = {
  readonly found: Partial<Scope>;
  readonly rest: string;
  readonly problem?: string;
};

/** `shop/web,checkout` or `shop/web shop/api`: repositories and services, or `all`; what is neither is told with what is near. */
function takeScope(shop: Shop, text: string, isExpected: boolean): TakenScope {
  const { names, rest } = takeNames(text);
  const [first] = names;
  if (first === undefined) return { found: {}, rest: text };
  if (first.toLowerCase() === "all") {
    return { found: { repositories: shop.repositories, services: [] }, rest };
  }
  const read = names.map((name) => readName(shop, name));
  const missing = names.find((_, index) => read[index] === undefined);
  if (missing === undefined) {
    const found = read.flatMap((each) => each ?? []);
    return {
      found: {
        repositories: found.flatMap(({ repositories }) => repositories),
        services: found.flatMap(({ services }) => services),
      },
      rest,
    };
  }
  // Without a window it may be the beginning of the reason.
  if (!isExpected && !missing.includes("/")) return { found: {}, rest: text };
  const known = [...Object.keys(shop.services), ...shop.repositories];
  const near = suggest(missing.toLowerCase(), known).map((each) => code(each, 140));
  const problem = words.freezeCommand.unknownScope(code(missing, 140), near);
  return { found: {}, rest, problem };
}

/** The first word, and all behind it that can only be repositories or stand behind a comma. */
function takeNames(text: string): { names: readonly string[]; rest: string } {
  const names: string[] = [];
  for (let left = text; ; ) {
    const { word, rest } = takeWord(left);
    const isNamed = names.length === 0 || word.includes("/") || /,\s*$/.test(names.at(-1) ?? "");
    if (word === "" || !isNamed) {
      return { names: names.flatMap((each) => each.split(",").filter((name) => name)), rest: left };
    }
    names.push(word);
    left = rest;
  }
}

function readName(shop: Shop, name: string): Scope | undefined {
  const key = name.toLowerCase();
  const service = Object.values(shop.services).find(
    (each) => each.name.toLowerCase() === key || each.title.toLowerCase() === key,
  );
  if (service && service.repositories.length > 0) {
    return { repositories: service.repositories, services: [service.name] };
  }
  const repository = findRepository(name, shop.repositories);
  return repository === undefined ? undefined : { repositories: [repository], services: [] };
}

/** Undefined while anything is missing: the form asks for it. */
function draftOf({ ctx, person }: Turn, wish: FreezeWish): FreezeDraft | undefined {
  const { from, to, repositories = [], services = [], reason, problem } = wish;
  if (!from || !to || !reason || problem || repositories.length === 0) return undefined;
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

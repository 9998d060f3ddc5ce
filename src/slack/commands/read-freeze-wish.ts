// What `/freeze new …` says: the window, what is held, and why; what cannot be read is quoted, the rest is kept.
import type { ClockNote } from "../../domain/freeze/wall-time.ts";
import type { Shop } from "../../domain/shop.ts";
import { words } from "../../words/words.ts";
import { code, esc } from "../mrkdwn.ts";
import { findRepository } from "../read-pull.ts";
import type { Turn } from "../turn.ts";
import type { FreezeWish } from "../views/freeze-new.ts";
import { takeTime, takeUnreadTime, type WrittenTime } from "./freeze-times.ts";
import { suggest, takeWord } from "./grammar.ts";

/** `[from] [to] [scope] reason`, the scope before the times too; the rest of it is the reason. */
export function readWish({ ctx, person }: Pick<Turn, "ctx" | "person">, text: string): FreezeWish {
  const where = { now: ctx.clock.now(), zone: person.zone };
  const before = takeTimes(text, [], where);
  const scope = takeScope(ctx.shop, before.rest, (rest) => {
    return before.times.length > 0 || takeTimes(rest, [], where).times.length > 0;
  });
  const { times, rest } = takeTimes(scope.rest, before.times, where);
  const notes = times.flatMap((time) => (time.kind === "moment" && time.note ? [time.note] : []));
  const problems = [...times.flatMap(unreadText), ...scope.problems];
  return {
    ...windowOf(times, where.now),
    ...(notes.length > 0 && { notes: notes.map((note) => noteText(note, person.zone)) }),
    ...scope.found,
    ...(rest !== "" && { reason: rest }),
    ...(problems.length > 0 && { problems, typed: text }),
  };
}

const unreadText = (time: WrittenTime): string[] =>
  time.kind === "unread" ? [words.freezeCommand.unknownTime(code(time.written, 60))] : [];

const noteText = (note: ClockNote, zone: string): string =>
  words.freezeWindow.note(note, esc(zone, 60));

type Times = { readonly times: readonly WrittenTime[]; readonly rest: string };

/** The start and the end, as far as they come next; after a length alone there is none. */
function takeTimes(
  text: string,
  known: readonly WrittenTime[],
  where: { readonly now: Date; readonly zone: string },
): Times {
  if (known.length === 2 || known[0]?.kind === "length") return { times: known, rest: text };
  const edge = known.length === 0 ? "start" : "end";
  const taken = takeTime(text, { ...where, edge }) ?? takeUnreadTime(text);
  return taken
    ? takeTimes(taken.rest, [...known, taken.time], where)
    : { times: known, rest: text };
}

/** A length alone begins now: `48h shop …`. */
function windowOf(
  [first, second]: readonly WrittenTime[],
  now: Date,
): Pick<FreezeWish, "from" | "to"> {
  if (first?.kind === "length") return { from: now, to: new Date(now.getTime() + first.ms) };
  const from = first?.kind === "moment" ? new Date(first.at) : undefined;
  const to = second && endOf(second, from);
  return { ...(from && { from }), ...(to && { to }) };
}

/** A length counts from a start that was understood. */
function endOf(time: WrittenTime, from: Date | undefined): Date | undefined {
  if (time.kind === "moment") return new Date(time.at);
  return time.kind === "length" && from ? new Date(from.getTime() + time.ms) : undefined;
}

type Scope = { readonly repositories: readonly string[]; readonly services: readonly string[] };

type TakenScope = {
  readonly found: Partial<Scope>;
  readonly problems: readonly string[];
  readonly rest: string;
};

/** `shop/web,checkout` or `shop/web shop/api`: repositories and services, or `all`; what is neither is told with what is near. */
function takeScope(shop: Shop, text: string, isScopeBefore: (rest: string) => boolean): TakenScope {
  const { names, rest } = takeNames(text);
  if (names[0]?.toLowerCase() === "all") {
    return { found: { repositories: shop.repositories, services: [] }, problems: [], rest };
  }
  const read = names.map((name) => ({ name, found: readName(shop, name) }));
  const missing = read.flatMap(({ name, found }) => (found ? [] : [name]));
  // Without a window it may be the beginning of the reason.
  const isScope =
    missing.length < names.length ||
    missing.some((name) => name.includes("/")) ||
    isScopeBefore(rest);
  if (names.length === 0 || !isScope) return { found: {}, problems: [], rest: text };
  const found = read.flatMap((each) => each.found ?? []);
  const repositories = found.flatMap((each) => each.repositories);
  return {
    found: {
      ...(repositories.length > 0 && { repositories }),
      services: found.flatMap(({ services }) => services),
    },
    problems: missing.map((name) => unknownName(shop, name)),
    rest,
  };
}

function unknownName(shop: Shop, name: string): string {
  const known = [...Object.keys(shop.services), ...shop.repositories];
  const near = suggest(name.toLowerCase(), known).map((each) => code(each, 140));
  return words.freezeCommand.unknownScope(code(name, 140), near);
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

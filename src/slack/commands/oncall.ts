// `/oncall`: who is asked first, for what you are, and asking them to come.
import type { Team } from "../../domain/shop.ts";
import { listOnCall } from "../../operations/find-person.ts";
import { findIncident } from "../../storage/incidents.ts";
import { listWaitingPages } from "../../storage/pages.ts";
import { words } from "../../words/words.ts";
import { esc, mention } from "../mrkdwn.ts";
import type { Turn } from "../turn.ts";
import { findTarget } from "./find-incident.ts";
import { readLine, readUser, suggest, takeWord } from "./grammar.ts";
import { pageTeam, page as pageWhom } from "./incident-follow.ts";
import { plainWords } from "./incident-state.ts";
import { sayUnknown } from "./unknown-word.ts";

const VERBS = ["who", "me", "page", "help"];

const aliases: Readonly<Record<string, string>> = {
  list: "who",
  now: "who",
  "?": "help",
  kto: "who",
  dyżur: "who",
  ja: "me",
  pomoc: "help",
};

export async function oncallCommand(turn: Turn, text: string): Promise<void> {
  const { verb: written, incident, rest } = readLine(text);
  const verb = aliases[written] ?? written;
  switch (verb) {
    case "":
      return await sayWho(turn, Object.values(turn.ctx.shop.teams));
    case "who":
      return rest === "" ? await oncallCommand(turn, "") : await who(turn, takeWord(rest).word);
    case "me":
      return await sayMine(turn);
    case "page":
      return await page(turn, incident, rest);
    case "help":
      return await turn.say({ text: words.command.help.oncall(turn.parts.names.oncall) });
    default:
      if (findTeam(turn, verb)) return await who(turn, verb);
      return await sayUnknown(turn, { area: "oncall", word: written, rest }, [
        ...VERBS,
        ...Object.keys(turn.ctx.shop.teams),
      ]);
  }
}

function findTeam({ ctx }: Turn, word: string): Team | undefined {
  const wanted = word.toLowerCase();
  return Object.values(ctx.shop.teams).find(
    ({ name, title }) => name.toLowerCase() === wanted || title.toLowerCase() === wanted,
  );
}

async function who(turn: Turn, word: string): Promise<void> {
  const team = findTeam(turn, word);
  if (team) return await sayWho(turn, [team]);
  const known = Object.keys(turn.ctx.shop.teams);
  const near = suggest(word.toLowerCase(), known);
  if (near.length > 0) {
    return await sayUnknown(turn, { area: "oncall", word, rest: "" }, known);
  }
  await turn.say({ text: words.command.oncall.noTeam(esc(word, 80)) });
}

async function sayWho(turn: Turn, teams: readonly Team[]): Promise<void> {
  const say = words.command.oncall;
  if (teams.length === 0) return await turn.say({ text: say.none() });
  const { db, shop } = turn.ctx;
  const lines: string[] = [];
  for (const { name, title } of teams) {
    const people = (await listOnCall(db, shop, name)).map(mention);
    lines.push(say.line(esc(title, 80), people));
  }
  await turn.say({ text: [say.title(), ...lines].join("\n") });
}

async function sayMine(turn: Turn): Promise<void> {
  const { db, shop } = turn.ctx;
  const say = words.command.oncall;
  const first: string[] = [];
  const next: string[] = [];
  for (const { name, title } of Object.values(shop.teams)) {
    const place = (await listOnCall(db, shop, name)).indexOf(turn.person.user);
    if (place === 0) first.push(esc(title, 80));
    else if (place > 0) next.push(esc(title, 80));
  }
  const waiting: string[] = [];
  for (const { incidentId } of await listWaitingPages(db, turn.person.user)) {
    const incident = await findIncident(db, incidentId);
    if (incident) waiting.push(say.waiting(incident.number));
  }
  const lines = [
    ...(first.length > 0 ? [say.you(first)] : []),
    ...(next.length > 0 ? [say.second(next)] : []),
    ...(first.length + next.length === 0 ? [say.notYou()] : []),
    ...waiting,
  ];
  await turn.say({ text: lines.join("\n") });
}

async function page(turn: Turn, number: number | null, rest: string): Promise<void> {
  const { word, rest: said } = takeWord(rest);
  const team = findTeam(turn, word);
  if (!team && readUser(word)) return await pageSomebody(turn, number, { word, rest: said });
  if (!team) {
    const usage = words.command.oncall.pageUsage(turn.parts.names.oncall);
    const text = word === "" ? usage : words.command.oncall.noTeam(esc(word, 80));
    return await turn.say({ text });
  }
  const command = `oncall page ${team.name}`;
  const target = await findTarget(turn, { number, rest: said, command });
  if (!target) return;
  const reason = target.rest === "" ? null : await plainWords(turn, target.rest);
  await pageTeam(turn, target.incident, { team: team.name, reason });
}

/** A person where a team is expected: it is plain whom to ask. */
async function pageSomebody(
  turn: Turn,
  number: number | null,
  { word, rest }: { readonly word: string; readonly rest: string },
): Promise<void> {
  const target = await findTarget(turn, { number, rest, command: `oncall page ${word}` });
  if (target) await pageWhom(turn, target.incident, `${word} ${target.rest}`.trim());
}

// `/incident follow | unfollow | page | postmortem`.
import { type Incident, isOpen } from "../../domain/incident.ts";
import { listOnCall } from "../../operations/find-person.ts";
import { followIncident, unfollowIncident } from "../../operations/follow-incident.ts";
import { pagePerson } from "../../operations/page-person.ts";
import { words } from "../../words/words.ts";
import { section } from "../blocks/elements.ts";
import { ACTIONS } from "../ids.ts";
import { mention } from "../mrkdwn.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { pageView } from "../views/page-someone.ts";
import { actions, button } from "../views/parts.ts";
import { findNamed } from "./find-person.ts";
import { takeWord } from "./grammar.ts";
import { plainWords } from "./incident-state.ts";

export async function follow(turn: Turn, incident: Incident, say = turn.say): Promise<void> {
  const followed = await followIncident(turn.ctx, incident.id, turn.person.user);
  if (!followed.ok) return await turn.refuse(followed.refusal);
  await say({ text: words.command.follows(incident) });
}

export async function unfollow(turn: Turn, incident: Incident, say = turn.say): Promise<void> {
  const left = await unfollowIncident(turn.ctx, incident.id, turn.person.user);
  if (!left.ok) return await turn.refuse(left.refusal);
  await say({ text: words.command.unfollows(incident) });
}

export async function page(turn: Turn, incident: Incident, rest: string): Promise<void> {
  if (rest === "") return await openModal(turn, pageView(turn.ctx.shop, incident));
  const { word, rest: said } = takeWord(rest);
  const team = turn.ctx.shop.teams[word.toLowerCase()];
  const reason = said === "" ? null : await plainWords(turn, said);
  if (team) return await pageTeam(turn, incident, { team: team.name, reason });
  const named = await findNamed(turn, word);
  if (named) await pageUser(turn, incident, { user: named.user, reason });
}

/** Whoever is first on call for the team. */
export async function pageTeam(
  turn: Turn,
  incident: Incident,
  { team, reason }: { readonly team: string; readonly reason: string | null },
): Promise<void> {
  const [user] = await listOnCall(turn.ctx.db, turn.ctx.shop, team);
  if (!user) return await turn.refuse({ code: "nobody-on-call", team });
  await pageUser(turn, incident, { user, reason });
}

async function pageUser(
  turn: Turn,
  incident: Incident,
  { user, reason }: { readonly user: string; readonly reason: string | null },
): Promise<void> {
  const wish = { user, reason: reason ?? words.command.pageReason(turn.person.name) };
  const paged = await pagePerson(turn.ctx, incident.id, wish);
  if (!paged.ok) return await turn.refuse(paged.refusal);
  await turn.say({ text: words.command.paged(incident, mention(user)) });
}

export async function postMortem(turn: Turn, incident: Incident): Promise<void> {
  const url = `${turn.ctx.shop.url}/incidents/${incident.number}/post-mortem`;
  const text = words.command.postMortem(incident, `<${url}>`, isOpen(incident));
  const about = {
    about: "incident",
    incident: incident.number,
    version: incident.version,
  } as const;
  const add = button({
    action: ACTIONS.addActionItem,
    value: about,
    text: words.modal.actionItem.title(),
  });
  await turn.say({ text, blocks: [section(text), actions([add])] });
}

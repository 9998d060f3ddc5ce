// `/freeze readiness [campaign]`: opens a campaign's board in the release channel, or draws it anew.
import type { Campaign } from "../../domain/campaign.ts";
import { findCampaign } from "../../operations/readiness/find-campaign.ts";
import { openReadiness } from "../../operations/readiness/open-board.ts";
import { words } from "../../words/words.ts";
import { personOf } from "../answer-run.ts";
import { ACTIONS } from "../ids.ts";
import { esc, link } from "../mrkdwn.ts";
import type { Turn } from "../turn.ts";
import { askWhich, carrying } from "./ask-which.ts";

export async function freezeReadiness(turn: Turn, rest: string): Promise<void> {
  const { shop, clock } = turn.ctx;
  const now = clock.now();
  const all = Object.values(shop.campaigns).toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  const { command: say } = words.readiness;
  if (rest !== "") return await openNamed(turn, rest);
  const coming = all.filter(({ endsAt }) => now < new Date(endsAt));
  const offered = coming.length > 0 ? coming : all;
  const [only] = offered;
  if (!only) return await turn.say({ text: say.none() });
  if (offered.length === 1) return await open(turn, only);
  await ask(turn, say.which(), offered);
}

async function ask(turn: Turn, text: string, among: readonly Campaign[]): Promise<void> {
  const buttons = among.map(({ name, title }) => ({
    action: ACTIONS.useCommand,
    part: name,
    value: carrying("freeze readiness", name),
    text: title,
  }));
  await askWhich(turn, text, buttons);
}

async function openNamed(turn: Turn, wanted: string): Promise<void> {
  const { shop } = turn.ctx;
  const found = findCampaign(shop, wanted);
  if (found.ok) return await open(turn, found.campaign);
  const { refusal } = found;
  if (refusal.code !== "no-such-campaign" || refusal.near.length === 0) {
    return await turn.refuse(refusal);
  }
  const near = refusal.near.flatMap((name) => shop.campaigns[name] ?? []);
  const speech = { who: esc, time: String, moment: String, quote: (text: string) => esc(text, 80) };
  await ask(turn, words.refusal.of(refusal, speech), near);
}

async function open(turn: Turn, campaign: Campaign): Promise<void> {
  const opened = await openReadiness(turn.ctx, campaign, personOf(turn));
  if (!opened.ok) return await turn.refuse(opened.refusal);
  const { command: say } = words.readiness;
  const title = esc(campaign.title, 100);
  const channel = esc(turn.ctx.shop.freeze.channel, 80);
  const page = link(`${turn.ctx.shop.url}/readiness/${campaign.name}`, say.pageLink());
  const text = opened.isNew ? say.posted(title, channel) : say.there(title, channel, page);
  await turn.say({ text });
}

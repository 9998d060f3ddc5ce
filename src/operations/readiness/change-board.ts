// What people do on a campaign's board: say how an item stands, vote go or no-go, decide.
import {
  type BoardDecided,
  type DecisionWish,
  decideGo as decide,
  type GoWish,
  type ItemWish,
  type Opened,
  sayItem,
  voteGo as vote,
} from "../../domain/readiness/decide-board.ts";
import type { Standing } from "../../domain/readiness/standing.ts";
import { type Refused, refuse } from "../../domain/refusal.ts";
import type { Person } from "../../domain/runbook/state/stamp.ts";
import { lockReadinessBoard, saveReadinessBoard } from "../../storage/readiness.ts";
import { type Context, inTransaction, recordAudit } from "../context.ts";
import { repaintHomes } from "../repaint.ts";
import { findCampaignOfBoard } from "./find-campaign.ts";
import { aboutOf, repaintBoard } from "./open-board.ts";
import { readStandingOf } from "./read-standing.ts";
import { checkAmong, ownersOf } from "./who-may.ts";

export type BoardChanged = { readonly ok: true; readonly standing: Standing } | Refused;

/** `board` is its name, `black-friday/2026`, in all three. */
type OnBoard<T> = T & { readonly board: string; readonly by: Person };

/** Owners of the item, and release managers. */
export async function sayReadiness(ctx: Context, wish: OnBoard<ItemWish>): Promise<BoardChanged> {
  const campaign = findCampaignOfBoard(ctx.shop, wish.board);
  const item = campaign?.readiness.find(({ id }) => id === wish.item);
  if (campaign && !item) return refuse({ code: "no-such-item", wanted: wish.item });
  if (item) {
    const who = await ownersOf(ctx, item.owner);
    const what = "say how this stands";
    const refused = await checkAmong(ctx, { campaign: wish.board, what, who });
    if (refused) return refused;
  }
  const { item: id, state, evidence } = wish;
  const detail = { item: id, state, evidence };
  return await change(ctx, wish, { action: "readiness.say", detail }, (standing, at) =>
    sayItem(standing, wish, at),
  );
}

/** Every full member of the workspace has one vote. */
export async function voteGo(ctx: Context, wish: OnBoard<GoWish>): Promise<BoardChanged> {
  const detail = { vote: wish.vote, note: wish.note };
  return await change(ctx, wish, { action: "readiness.vote", detail }, (standing, at) =>
    vote(standing, wish, at),
  );
}

/** Release managers. */
export async function decideGo(ctx: Context, wish: OnBoard<DecisionWish>): Promise<BoardChanged> {
  const refused = await checkDecides(ctx, wish.board);
  if (refused) return refused;
  const detail = { go: wish.go, note: wish.note };
  return await change(ctx, wish, { action: "readiness.decide", detail }, (standing, at) =>
    decide(standing, wish, at),
  );
}

export async function checkDecides(ctx: Context, board: string): Promise<Refused | undefined> {
  const who = ctx.shop.freeze.managers;
  return await checkAmong(ctx, { campaign: board, what: "decide go or no-go", who });
}

type Audited = { readonly action: string; readonly detail: Record<string, unknown> };
type Deciding = (standing: Opened, at: { by: Person; now: Date }) => BoardDecided;

async function change(
  ctx: Context,
  { board: key, by }: { readonly board: string; readonly by: Person },
  { action, detail }: Audited,
  deciding: Deciding,
): Promise<BoardChanged> {
  return await inTransaction(ctx, async (tx): Promise<BoardChanged> => {
    const board = await lockReadinessBoard(tx.db, key);
    const campaign = findCampaignOfBoard(tx.shop, key);
    if (!board) return refuse({ code: "no-board", title: campaign?.title ?? key });
    const { title, endsAt: at } = campaign ?? board.about;
    if (!campaign || tx.now >= new Date(at)) return refuse({ code: "campaign-over", title, at });
    const standing = await readStandingOf(tx, { campaign, board });
    const decided = deciding({ ...standing, board }, { by, now: tx.now });
    if (!decided.ok) return decided;
    const next = { ...decided.next, about: aboutOf(campaign) };
    await saveReadinessBoard(tx.db, next);
    const open = next.decision === board.decision ? {} : { open: next.decision?.open };
    await recordAudit(tx, action, key, { detail: { ...detail, ...open } });
    await repaintBoard(tx, key);
    await repaintHomes(tx);
    return { ok: true, standing: await readStandingOf(tx, { campaign, board: next }) };
  });
}

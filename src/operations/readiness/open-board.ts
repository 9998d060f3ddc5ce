// Opens a campaign's board: it is posted once and edited ever after.
import type { Campaign } from "../../domain/campaign.ts";
import type { CampaignAbout, ReadinessBoard } from "../../domain/readiness/board.ts";
import { boardKey, isTimeToOpen, isWatched } from "../../domain/readiness/calendar.ts";
import { type Refused, refuse } from "../../domain/refusal.ts";
import type { Person } from "../../domain/runbook/state/stamp.ts";
import { findReadinessBoard, insertReadinessBoard } from "../../storage/readiness.ts";
import { type Context, inTransaction, recordAudit, type Tx } from "../context.ts";
import { repaint, repaintHomes } from "../repaint.ts";

export type BoardOpened =
  | { readonly ok: true; readonly board: ReadinessBoard; readonly isNew: boolean }
  | Refused;

/** Asking for a board that is there already draws it anew. */
export async function openReadiness(
  ctx: Context,
  campaign: Campaign,
  by: Person,
): Promise<BoardOpened> {
  return await inTransaction(ctx, async (tx): Promise<BoardOpened> => {
    const opened = await openLocked(tx, campaign, by);
    if (opened) return { ok: true, ...opened };
    const { title, endsAt: at } = campaign;
    return refuse({ code: "campaign-over", title, at });
  });
}

type Opened = { readonly board: ReadinessBoard; readonly isNew: boolean };

/** Undefined where the campaign is over and nobody opened a board in its time. */
export async function openLocked(
  tx: Tx,
  campaign: Campaign,
  by: Person | null,
): Promise<Opened | undefined> {
  const key = boardKey(campaign);
  const there = await findReadinessBoard(tx.db, key);
  if (!there && tx.now >= new Date(campaign.endsAt)) return undefined;
  const made = there ? undefined : await insertBoard(tx, campaign, by);
  const board = made ?? there ?? (await findReadinessBoard(tx.db, key));
  if (!board) throw new Error(`the board of ${key} was not stored`);
  await repaintBoard(tx, key);
  if (made) {
    await recordAudit(tx, "readiness.open", key);
    await repaintHomes(tx);
  }
  return { board, isNew: made !== undefined };
}

async function insertBoard(
  tx: Tx,
  campaign: Campaign,
  by: Person | null,
): Promise<ReadinessBoard | undefined> {
  const openedAt = tx.now.toISOString();
  return await insertReadinessBoard(tx.db, {
    id: tx.newId(),
    campaign: boardKey(campaign),
    about: aboutOf(campaign),
    openedBy: by,
    openedAt,
    remindedAt: isTimeToOpen(campaign, tx.now) ? openedAt : null,
    ...{ said: {}, votes: [], record: [], decision: null },
  });
}

export const aboutOf = ({ title, startsAt, endsAt, zone }: Campaign): CampaignAbout => ({
  ...{ title, startsAt, endsAt, zone },
});

export async function repaintBoard(tx: Tx, key: string): Promise<void> {
  await repaint(tx, "readiness", key, null);
}

/** What is looked up has changed: the boards of all campaigns that are near show it. */
export async function repaintBoards(tx: Tx): Promise<void> {
  for (const campaign of Object.values(tx.shop.campaigns)) {
    const key = boardKey(campaign);
    if (!isWatched(campaign, tx.now)) continue;
    if (await findReadinessBoard(tx.db, key)) await repaintBoard(tx, key);
  }
}

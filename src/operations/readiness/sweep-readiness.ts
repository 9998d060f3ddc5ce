// Looks at all campaigns every few minutes: opens boards in time, calls them to mind, draws anew what is looked up.
import type { Campaign } from "../../domain/campaign.ts";
import type { Message } from "../../domain/message.ts";
import type { ReadinessBoard } from "../../domain/readiness/board.ts";
import {
  boardKey,
  isTimeToOpen,
  isWatched,
  needsReminder,
  nextSweep,
} from "../../domain/readiness/calendar.ts";
import { openItems } from "../../domain/readiness/standing.ts";
import { lockReadinessBoard, saveReadinessBoard } from "../../storage/readiness.ts";
import {
  type Context,
  changeTimers,
  inTransaction,
  oweEffects,
  recordAudit,
  type Tx,
} from "../context.ts";
import { openLocked, repaintBoard } from "./open-board.ts";
import { readStandingOf } from "./read-standing.ts";

const KEY = "readiness-sweep";

/** At the start of the program, with what muster.yml says then. */
export async function armReadiness(ctx: Context): Promise<void> {
  if (Object.keys(ctx.shop.campaigns).length === 0) return;
  await inTransaction(ctx, async (tx) => await setTimer(tx, tx.now));
}

export async function sweepReadiness(tx: Tx): Promise<void> {
  const campaigns = Object.values(tx.shop.campaigns);
  for (const campaign of campaigns) {
    if (isWatched(campaign, tx.now)) await sweepCampaign(tx, campaign);
  }
  const next = nextSweep(campaigns, tx.now);
  if (next) await setTimer(tx, next);
}

const setTimer = async (tx: Tx, fireAt: Date): Promise<void> =>
  await changeTimers(tx, [{ set: { kind: KEY }, key: KEY, fireAt }]);

async function sweepCampaign(tx: Tx, campaign: Campaign): Promise<void> {
  const key = boardKey(campaign);
  const board = await lockReadinessBoard(tx.db, key);
  const isTime = isTimeToOpen(campaign, tx.now);
  if (!board) {
    if (isTime) await openLocked(tx, campaign, null);
    return;
  }
  if (isTime && board.remindedAt === null) {
    await saveReadinessBoard(tx.db, { ...board, remindedAt: tx.now.toISOString() });
    if (needsReminder(board, tx.now)) {
      await remind(tx, { campaign, board });
    }
  }
  await repaintBoard(tx, key);
}

const MOST_NAMED = 10;

/** An edit rings for nobody: whoever opened the board a week ago is told in a message of its own. */
async function remind(
  tx: Tx,
  of: { readonly campaign: Campaign; readonly board: ReadinessBoard },
): Promise<void> {
  const { name, title, startsAt } = of.campaign;
  const standing = await readStandingOf(tx, of);
  const open = openItems(standing);
  const message: Message = {
    kind: "readiness-reminder",
    ...{ campaign: name, title, startsAt },
    ready: standing.items.length - open.length,
    of: standing.items.length,
    open: open.slice(0, MOST_NAMED).map((each) => each.title),
  };
  const to = { in: "channel", channel: tx.shop.freeze.channel } as const;
  await oweEffects(tx, [{ kind: "post", to, message }]);
  await recordAudit(tx, "readiness.remind", boardKey(of.campaign));
}

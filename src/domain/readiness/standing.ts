// How a campaign's board stands at one moment: every item by what people said and what was looked up.
import type { Campaign, ReadinessItem } from "../campaign.ts";
import { addMinutes } from "../incident.ts";
import { hashOf } from "../runbook/language/hash.ts";
import type { ItemState, OpenItem, ReadinessBoard, ReadinessWord } from "./board.ts";
import type { Finding } from "./finding.ts";

export type ItemStanding = {
  readonly item: ReadinessItem;
  readonly state: ItemState;
  readonly dueAt: Date;
  /** It is open, and its time has come. */
  readonly isOverdue: boolean;
  readonly word: ReadinessWord | null;
  /** Null where nothing is looked up. */
  readonly finding: Finding | null;
};

export type Standing = {
  readonly campaign: Campaign;
  /** Null: nobody has opened it yet. */
  readonly board: ReadinessBoard | null;
  readonly items: readonly ItemStanding[];
  /** Nothing is said or voted any more. */
  readonly isOver: boolean;
};

export type Findings = Readonly<Record<string, Finding>>;

/** `findings` by item id. */
export function standingOf(
  { campaign, board }: Pick<Standing, "campaign" | "board">,
  findings: Findings,
  now: Date,
): Standing {
  const items = campaign.readiness.map((item): ItemStanding => {
    const word = board?.said[item.id] ?? null;
    const finding = item.check ? (findings[item.id] ?? NOT_LOOKED) : null;
    const dueAt = dueOf(campaign, item);
    const isPast = now >= dueAt;
    const state = finding ? lookedUp(finding, word) : saidOf(word, isPast);
    return { item, state, dueAt, word, finding, isOverdue: isPast && isOpenState(state) };
  });
  return { campaign, board, items, isOver: now >= new Date(campaign.endsAt) };
}

const NOT_LOOKED: Finding = { state: "unknown", facts: [] };

const dueOf = (campaign: Campaign, item: ReadinessItem): Date =>
  addMinutes(new Date(campaign.startsAt), -item.dueMinutesBefore);

function saidOf(word: ReadinessWord | null, isPast: boolean): ItemState {
  return word?.state ?? (isPast ? "overdue" : "unsaid");
}

/** A person can say that it is worse than it looks, or do without it; nobody can say that it is better. */
function lookedUp(finding: Finding, word: ReadinessWord | null): ItemState {
  if (word?.state === "not-ready") return "not-ready";
  return finding.state !== "ready" && word?.state === "waived" ? "waived" : finding.state;
}

const isOpenState = (state: ItemState): boolean => state !== "ready" && state !== "waived";

export const isOpenItem = ({ state }: Pick<ItemStanding, "state">): boolean => isOpenState(state);

export const openItems = ({ items }: Standing): readonly OpenItem[] =>
  items.filter(isOpenItem).map(({ item: { id, title }, state }) => ({ id, title, state }));

/** The same while the same items are open: what somebody saw before they decided all the same. */
export const openKey = (open: readonly OpenItem[]): string =>
  hashOf(open.map(({ id }) => id).toSorted()).slice(0, 8);

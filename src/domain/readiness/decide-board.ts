// What follows when somebody says how an item stands, votes go or no-go, or decides.
import type { Refusal } from "../refusal.ts";
import type { Person } from "../runbook/state/stamp.ts";
import type { GoVote, ReadinessBoard, ReadinessRecord, SaidState } from "./board.ts";
import { openItems, openKey, type Standing } from "./standing.ts";

export type BoardDecided =
  | { readonly ok: true; readonly next: ReadinessBoard }
  | { readonly ok: false; readonly refusal: Refusal };

export type Opened = Standing & { readonly board: ReadinessBoard };
type At = { readonly by: Person; readonly now: Date };

const TEXT_LIMIT = 1_000;

export type ItemWish = {
  readonly item: string;
  readonly state: SaidState;
  /** A link or a sentence; empty: none. */
  readonly evidence: string;
};

export function sayItem(standing: Opened, wish: ItemWish, { by, now }: At): BoardDecided {
  const { board, items } = standing;
  const found = items.find(({ item }) => item.id === wish.item);
  if (!found) return no({ code: "no-such-item", wanted: wish.item });
  const { id, title } = found.item;
  const text = readText(wish.evidence, wish.state === "waived" ? "waive" : null);
  if (!text.ok) return text;
  if (wish.state === "ready" && found.finding && found.finding.state !== "ready") {
    return no({ code: "looked-up", title });
  }
  const { state } = wish;
  const stamp = { at: now.toISOString(), by };
  const said = { ...board.said, [id]: { ...stamp, state, evidence: text.text } };
  const entry = { ...stamp, kind: "said", item: id, title, state, evidence: text.text } as const;
  return yes({ ...board, said }, entry);
}

export type GoWish = { readonly vote: GoVote["vote"]; readonly note: string };

export function voteGo({ board }: Opened, { vote, note }: GoWish, { by, now }: At): BoardDecided {
  if (board.decision) {
    const { go, by: who, at } = board.decision;
    return no({ code: "go-decided", go, by: who.id, at });
  }
  const text = readText(note, vote === "no-go" ? "no-go" : null);
  if (!text.ok) return text;
  const given = { at: now.toISOString(), by, vote, note: text.text };
  const votes = [...board.votes.filter((each) => each.by.id !== by.id), given];
  return yes({ ...board, votes }, { ...given, kind: "voted" });
}

export type DecisionWish = {
  readonly go: boolean;
  readonly note: string;
  /** `openKey` of the open items that the person saw and goes in spite of; null: saw none. */
  readonly inSpiteOf: string | null;
};

/** A second decision takes the place of the first, with a reason; both stand in the record. */
export function decideGo(standing: Opened, wish: DecisionWish, { by, now }: At): BoardDecided {
  const { board } = standing;
  const { go } = wish;
  const open = openItems(standing);
  if (go && open.length > 0 && wish.inSpiteOf !== openKey(open)) {
    return no({ code: "items-open", open });
  }
  const why = !go ? "no-go" : board.decision ? "decide-again" : open.length > 0 ? "go" : null;
  const text = readText(wish.note, why);
  if (!text.ok) return text;
  const decision = { at: now.toISOString(), by, go, note: text.text, open };
  return yes({ ...board, decision }, { ...decision, kind: "decided" });
}

function yes(next: ReadinessBoard, entry: ReadinessRecord): BoardDecided {
  return { ok: true, next: { ...next, record: [...next.record, entry] } };
}

const no = (refusal: Refusal) => ({ ok: false, refusal }) as const;

type Text = { readonly ok: true; readonly text: string | null };

/** `why` says what a reason is needed for; null: none is. */
function readText(given: string, why: string | null): Text | ReturnType<typeof no> {
  const text = given.trim();
  if (text === "" && why !== null) return no({ code: "reason-needed", what: why });
  if (text.length > TEXT_LIMIT) {
    return no({ code: "text-too-long", what: "note", length: text.length, limit: TEXT_LIMIT });
  }
  return { ok: true, text: text === "" ? null : text };
}

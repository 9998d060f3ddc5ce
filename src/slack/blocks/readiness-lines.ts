// How one item of a campaign's board, one vote and its decision are written.
import type { GoDecision, GoVote, ReadinessBoard } from "../../domain/readiness/board.ts";
import type { ItemStanding } from "../../domain/readiness/standing.ts";
import { safeUrl } from "../../domain/signal.ts";
import { words } from "../../words/words.ts";
import { esc, foreignLink } from "../mrkdwn.ts";
import { type Look, nameText, typed, when } from "./look.ts";

/** Open ones say everything that is known; what is ready takes one line. */
export function itemLines(standing: ItemStanding, look: Look): string {
  const { readiness: say } = words;
  const { item, state, word, finding } = standing;
  const mark = say.mark(state);
  const title = esc(item.title, 150);
  if (state === "ready") return say.itemDone(mark, title, wordPart(standing, look));
  if (state === "waived") return say.itemDone(mark, title, waivedPart(standing, look));
  const head = say.item(mark, title, [
    say.state(state),
    ...(finding ? [] : [ownerText(item.owner, look)]),
    dueText(standing, look),
  ]);
  const said = word && state === "not-ready" ? [wordText(standing, look)] : [];
  const why = [...said, ...(finding ? [factsText(standing, look)] : [])];
  return [head, ...why.filter((line) => line !== "").map(say.why)].join("\n");
}

export function dueText({ dueAt, isOverdue }: ItemStanding, look: Look): string {
  const { readiness: say } = words;
  return isOverdue ? say.overdueSince(when(look, dueAt)) : say.due(when(look, dueAt));
}

/** By name: the board calls nobody. */
function ownerText(owner: string | null, look: Look): string {
  if (owner === null) return words.readiness.managers();
  const [kind = "", name = ""] = owner.split(":", 2);
  if (owner === "any_responder") return words.readiness.anybody();
  if (kind === "user") return nameText(look, name);
  return name === "" ? nameText(look, owner) : words.readiness.ownerOf(kind, esc(name, 80));
}

function wordPart({ word, finding }: ItemStanding, look: Look): string[] {
  if (!word || finding) return [];
  const { readiness: say } = words;
  const evidence = word.evidence === null ? [] : [evidenceText(word.evidence, look)];
  return [say.word(nameText(look, word.by.id), when(look, new Date(word.at))), ...evidence];
}

function waivedPart({ word }: ItemStanding, look: Look): string[] {
  if (!word) return [];
  const at = when(look, new Date(word.at));
  const why = evidenceText(word.evidence ?? "", look);
  return [words.readiness.waivedBy(nameText(look, word.by.id), at, why)];
}

function wordText(standing: ItemStanding, look: Look): string {
  const { word } = standing;
  if (!word) return "";
  const { readiness: say } = words;
  const by = say.word(nameText(look, word.by.id), when(look, new Date(word.at)));
  return word.evidence === null ? by : `${by}: ${evidenceText(word.evidence, look)}`;
}

const LONGEST_EVIDENCE = 200;

/** A link alone is one; in a sentence it stays text. */
function evidenceText(evidence: string, look: Look): string {
  const isLink = /^https?:\/\/\S+$/.test(evidence) && safeUrl(evidence) !== undefined;
  if (isLink) return foreignLink(evidence, words.readiness.evidence());
  return typed(look, evidence, LONGEST_EVIDENCE).replaceAll(/\s+/g, " ");
}

const MOST_FACTS = 4;

/** What speaks against it; what speaks for it is for the page. */
function factsText({ finding, state }: ItemStanding, look: Look): string {
  if (!finding) return "";
  const all = finding.facts.filter(({ weight }) => weight !== "good" || state === "ready");
  const speech = {
    who: (user: string) => nameText(look, user),
    when: (at: Date) => when(look, at),
    quote: (text: string) => esc(text, 120),
  };
  const shown = all.slice(0, MOST_FACTS).map((fact) => words.readiness.fact(fact, speech));
  const rest = all.length - shown.length;
  return [...shown, ...(rest > 0 ? [words.readiness.moreFacts(rest)] : [])].join("; ");
}

const MOST_VOTES = 20;

export function voteLines({ votes }: ReadinessBoard, look: Look): string {
  const { readiness: say } = words;
  if (votes.length === 0) return say.noVotes();
  const lines = (["go", "no-go"] as const).flatMap((vote) => {
    const given = votes.filter((each) => each.vote === vote);
    if (given.length === 0) return [];
    const shown = given.slice(0, MOST_VOTES).map((each) => voteText(each, look));
    const rest = given.length - shown.length;
    const all = [...shown, ...(rest > 0 ? [say.moreVotes(rest)] : [])];
    return [say.votes(vote, all.join(", "))];
  });
  return lines.join("\n");
}

function voteText({ by, note }: GoVote, look: Look): string {
  const who = nameText(look, by.id);
  if (note === null) return who;
  return words.readiness.voteNote(who, typed(look, note, 120).replaceAll(/\s+/g, " "));
}

export function decisionText({ go, by, at, note, open }: GoDecision, look: Look): string {
  const { readiness: say } = words;
  const head = say.decided(go, nameText(look, by.id), when(look, new Date(at)));
  return [
    open.length > 0 ? `${head}, ${say.inSpiteOf(go, open.length)}` : head,
    ...(note === null ? [] : [say.decisionNote(typed(look, note, 300).replaceAll(/\s+/g, " "))]),
  ].join("\n");
}

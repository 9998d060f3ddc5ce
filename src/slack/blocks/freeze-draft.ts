// The direct message to the declarer of a freeze: what it would really do, repository by repository, before it counts.
import type { KnownBlock } from "@slack/types";
import type { Electorate } from "../../domain/freeze/ballot.ts";
import {
  type Freeze,
  isEnforced,
  isOver,
  type PullRef,
  type RepositoryPreflight,
} from "../../domain/freeze/freeze.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, blockId } from "../ids.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { esc, escLines, foreignLink } from "../mrkdwn.ts";
import { ballotLine, denialOf } from "./ballot-line.ts";
import { actions, button, confirmation, context, section } from "./elements.ts";
import { bannerSentence } from "./freeze-banner.ts";
import { detailsButton, pressFreeze } from "./freeze-buttons.ts";
import { freezeTitle, policyText, reasonBlocks, scopeLine, windowLines } from "./freeze-lines.ts";
import { foldedLines } from "./freeze-repositories.ts";
import { stateText } from "./freeze-state.ts";
import type { FreezeSubject } from "./freeze-subject.ts";
import type { Look } from "./look.ts";

export type DraftSubject = FreezeSubject & {
  /** Of its declaration. */
  readonly approval: Electorate;
  /** The release channel, without #. */
  readonly channel: string;
  /** Names of open freezes that hold some of the same at the same time. */
  readonly overlaps: readonly string[];
};

const FINDINGS = { most: 14, characters: 2_800 } as const;
const MOST_AUTO_MERGE = 5;
const LONG_MS = 30 * 86_400_000;

export function renderFreezeDraft(subject: DraftSubject, look: Look): Drawn {
  const { freeze } = subject;
  const { freezeDraft: say, freeze: term } = words;
  const isDraft = freeze.state === "drafted";
  return fitMessage({
    text: isDraft
      ? say.sentence(term.name(freeze.number), esc(freeze.title, 200))
      : bannerSentence(subject, look),
    blocks: isDraft ? draftBlocks(subject, look) : afterDraft(subject, look),
  });
}

function draftBlocks(subject: DraftSubject, look: Look): KnownBlock[] {
  const { freeze } = subject;
  const { freezeDraft: say, freeze: term } = words;
  return [
    section(say.head(term.name(freeze.number), esc(freeze.title, 200))),
    section([windowLines(freeze, look), scopeLine(freeze)].join("\n")),
    ...reasonBlocks(freeze, look),
    ...warnings(subject),
    ...found(freeze),
    context([say.announcedIn(esc(subject.channel, 80)), policyText(freeze)].join(" · ")),
    context(
      say.approval(subject.approval.need, esc(words.freeze.people(subject.approval.from), 300)),
    ),
    ...draftButtons(subject),
  ];
}

function warnings({ freeze, overlaps, now }: DraftSubject): KnownBlock[] {
  const { freezeDraft: say, term } = words;
  const { startsAt, endsAt } = freeze;
  const lasts = endsAt === null ? 0 : Date.parse(endsAt) - Date.parse(startsAt);
  const lines = [
    ...(now >= new Date(startsAt) ? [say.beginsAtOnce()] : []),
    ...(lasts > LONG_MS ? [say.long(term.duration(lasts))] : []),
    ...(overlaps.length > 0 ? [say.overlaps(esc(overlaps.slice(0, 5).join(", "), 200))] : []),
  ];
  return lines.length > 0 ? [section(lines.join("\n"))] : [];
}

function found({ scope, preflight }: Freeze): KnownBlock[] {
  const { freezeDraft: say } = words;
  const findings = preflight ?? [];
  const { repositories } = scope;
  const waiting = repositories.filter(
    (name) => !findings.some(({ repository }) => repository === name),
  );
  const lines = [
    ...findings.toSorted(worstFirst).map(findingLine),
    ...waiting.map((name) => say.looking(esc(name, 140))),
  ];
  return [
    section(`${say.found(findings.length, repositories.length)}\n${foldedLines(lines, FINDINGS)}`),
    ...autoMerge(findings.flatMap((each) => each.autoMerge)),
    ...(waiting.length > 0 ? [context(say.notYet())] : []),
  ];
}

const worth = (each: RepositoryPreflight): number =>
  isEnforced(each) ? (each.findings.length > 0 ? 1 : 2) : 0;

const worstFirst = (a: RepositoryPreflight, b: RepositoryPreflight): number => worth(a) - worth(b);

export function findingLine(each: RepositoryPreflight): string {
  const { freezeDraft: say, freeze, term } = words;
  const open = term.count(each.openPulls, ...freeze.pulls);
  const isFine = isEnforced(each) && each.findings.length === 0;
  const head = say.line(
    say.mark(isFine),
    `*${esc(each.repository, 140)}*`,
    say.mode(each.mode),
    say.pulls(open, each.autoMerge.length),
  );
  return [head, ...each.findings.slice(0, 3).map((text) => say.finding(esc(text, 250)))].join("\n");
}

export function autoMerge(pulls: readonly PullRef[]): KnownBlock[] {
  if (pulls.length === 0) return [];
  const lines = pulls.slice(0, MOST_AUTO_MERGE).map(pullLine);
  const more = pulls.length - lines.length;
  const rest = more > 0 ? [words.freeze.more(more)] : [];
  return [section([words.freezeDraft.autoMerge(pulls.length), ...lines, ...rest].join("\n"))];
}

function pullLine({ repository, number, title, url, author }: PullRef): string {
  const name = foreignLink(url, `${repository}#${number}`);
  return `• ${name} ${esc(title, 120)} (${esc(author, 60)})`;
}

function draftButtons({ freeze, approval }: DraftSubject): readonly KnownBlock[] {
  const { button: say, name, people: peopleText } = words.freeze;
  const { freezeDraft: draft } = words;
  const named = name(freeze.number);
  const about = { about: "freeze", freeze: freeze.number } as const;
  const done = freeze.preflight?.length ?? 0;
  const people = peopleText(approval.from);
  return actions(blockId(`frz${freeze.number}`, "draft", `n${freeze.version}`, done), [
    button({
      action: ACTIONS.freezeDeclare,
      label: say.declare(),
      spoken: say.spoken(say.declare(), named),
      value: about,
      style: "primary",
      confirm: confirmation({
        title: draft.confirmTitle(named),
        text: draft.approval(approval.need, people),
        yes: say.declare(),
        no: say.no(),
      }),
    }),
    button({
      action: ACTIONS.freezeDiscard,
      label: say.discard(),
      spoken: say.spoken(say.discard(), named),
      value: about,
      confirm: confirmation({
        title: draft.discardTitle(named),
        text: draft.discardText(),
        yes: say.discard(),
        no: say.no(),
      }),
    }),
  ]);
}

/** What became of it; from then on its announcement says how it stands. */
function afterDraft(subject: DraftSubject, look: Look): KnownBlock[] {
  const { freeze } = subject;
  const { freeze: term } = words;
  const name = term.name(freeze.number);
  const ballot = freeze.proposal?.ballot;
  const head = section(`${freezeTitle(freeze)}\n${windowLines(freeze, look)}`);
  if (freeze.state === "proposed" && ballot) {
    const cancel = pressFreeze(freeze, { verb: "cancel" });
    return [
      head,
      section(`${stateText(subject, look)}\n${ballotLine(ballot, look)}`),
      ...actions(blockId(`frz${freeze.number}`, "asked", `n${freeze.version}`), [
        detailsButton(freeze),
        cancel(ACTIONS.freezeMore, term.button.cancel()),
      ]),
    ];
  }
  return [head, section(outcome(subject, name, look)), ...after(freeze)];
}

function outcome(subject: DraftSubject, name: string, look: Look): string {
  const { freezeDraft: say } = words;
  const { freeze } = subject;
  if (freeze.state === "cancelled" && isDiscarded(freeze)) return say.discarded(name);
  const last = freeze.decided?.at(-1);
  if (freeze.state === "denied" && last?.ballot.state === "denied") {
    const { name: who, note } = denialOf(last.ballot);
    return say.denied(name, who, note === null ? null : escLines(note, 500));
  }
  if (isOver(freeze)) return say.ended(name, stateText(subject, look));
  return `${say.declared(name)} ${stateText(subject, look)}`;
}

/** It was never asked for. */
const isDiscarded = ({ scheduledAt, decided = [] }: Freeze): boolean =>
  scheduledAt === undefined && decided.length === 0;

const after = (freeze: Freeze): readonly KnownBlock[] =>
  actions(blockId(`frz${freeze.number}`, "declared", `n${freeze.version}`), [
    detailsButton(freeze),
  ]);

// The details of a freeze on request, in pages: each repository as it was read back, each exception.
import type { KnownBlock, ModalView } from "@slack/types";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { listManagers } from "../../operations/freezes/may-manage.ts";
import { listExceptions } from "../../storage/freeze-exceptions.ts";
import { words } from "../../words/words.ts";
import { ballotLine } from "../blocks/ballot-line.ts";
import { context, divider, section } from "../blocks/elements.ts";
import { changeButtons, letGoButton, pressFreeze } from "../blocks/freeze-buttons.ts";
import {
  freezeTitle,
  policyText,
  reasonLine,
  scopeLine,
  windowLines,
} from "../blocks/freeze-lines.ts";
import { byTrouble, repositoryLine } from "../blocks/freeze-repositories.ts";
import { stateText, waitsToLetGo } from "../blocks/freeze-state.ts";
import type { FreezeSubject } from "../blocks/freeze-subject.ts";
import type { Look } from "../blocks/look.ts";
import { exceptionListLine } from "../commands/exception-list.ts";
import { ACTIONS } from "../ids.ts";
import { fitView } from "../limits.ts";
import { lookOf } from "../look-of.ts";
import { subjectOf } from "../read-freeze.ts";
import type { Turn } from "../turn.ts";
import { actions, modal } from "./parts.ts";
import { stacked } from "./timeline-lines.ts";

const PER_PAGE = 40;
const MOST_EXCEPTIONS = 20;

export async function freezeDetailsView(
  turn: Turn,
  freeze: Freeze,
  page: number,
): Promise<ModalView> {
  const subject = await subjectOf(turn.ctx, freeze);
  const look = await lookOf(turn);
  const blocks = [
    section(`${freezeTitle(freeze)}\n${stateText(subject, look)}`),
    section([windowLines(freeze, look), scopeLine(freeze)].join("\n")),
    section(reasonLine(freeze, look, 1_500)),
    context(policyText(freeze)),
    ...asked(freeze, look),
    ...((await maySee(turn, freeze)) ? buttons(subject) : []),
    divider(),
    ...repositories(subject, page, look),
    ...(await exceptions(turn, freeze, look)),
    context(words.freezeModal.details.page(`<${turn.ctx.shop.url}/freezes/${freeze.number}>`)),
  ];
  return modal({
    title: words.freeze.name(freeze.number),
    close: words.modal.close(),
    blocks: fitView(blocks),
  });
}

/** Those who may not change it are not offered to. */
async function maySee({ ctx, person }: Turn, freeze: Freeze): Promise<boolean> {
  return (await listManagers(ctx, freeze)).includes(person.user);
}

function asked({ proposal }: Freeze, look: Look): KnownBlock[] {
  if (proposal?.ballot.state !== "asked") return [];
  const what = words.freezeDraft.vote.verb[proposal.change.kind];
  return [section(`*${what}*: ${ballotLine(proposal.ballot, look)}`)];
}

function buttons({ freeze, now }: FreezeSubject): KnownBlock[] {
  const all = [
    ...(waitsToLetGo(freeze, now) ? [letGoButton(freeze)] : []),
    ...changeButtons(freeze, now),
  ];
  return all.length > 0 ? [actions(all)] : [];
}

function repositories(subject: FreezeSubject, page: number, look: Look): KnownBlock[] {
  const { freezeModal, freeze: say, term } = words;
  const all = byTrouble(subject.repositories);
  const pages = Math.max(1, Math.ceil(all.length / PER_PAGE));
  const shown = Math.min(page, pages - 1);
  const lines = all
    .slice(shown * PER_PAGE, (shown + 1) * PER_PAGE)
    .map((each) => repositoryLine(each, look));
  const count = term.count(all.length, ...say.repositories);
  const turnTo = (to: number, label: string) =>
    pressFreeze(subject.freeze, { page: to })(ACTIONS.freezeDetails, label);
  const turning = [
    ...(shown > 0 ? [turnTo(shown - 1, say.button.previous())] : []),
    ...(shown < pages - 1 ? [turnTo(shown + 1, say.button.next())] : []),
  ];
  return [
    section(freezeModal.details.repositories(count, shown + 1, pages)),
    ...stacked(lines),
    ...(turning.length > 0 ? [actions(turning)] : []),
  ];
}

async function exceptions(turn: Turn, freeze: Freeze, look: Look): Promise<KnownBlock[]> {
  const { freezeModal } = words;
  const from = Date.parse(freeze.startsAt);
  const to = freeze.ended ? Date.parse(freeze.ended.at) : Number.POSITIVE_INFINITY;
  const all = (await listExceptions(turn.ctx.db, freeze.scope.repositories)).filter(
    ({ requestedAt }) => Date.parse(requestedAt) >= from && Date.parse(requestedAt) <= to,
  );
  if (all.length === 0) return [];
  const last = all.slice(-MOST_EXCEPTIONS);
  const earlier = all.length - last.length;
  return [
    divider(),
    section(freezeModal.details.exceptions()),
    ...stacked(last.map((each) => exceptionListLine(each, look))),
    ...(earlier > 0 ? [context(freezeModal.details.earlier(earlier))] : []),
  ];
}

// The head of a freeze's page: how it stands, its window, what it holds, and who decided.
import type { Proposal } from "../../domain/freeze/freeze.ts";
import type { FreezeOnBoard } from "../../domain/freeze/standing.ts";
import type { Incident } from "../../domain/incident.ts";
import { plainMoment } from "../../domain/zone-time.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import { actorName, incidentLink, type Reader } from "./facts.ts";
import { freezePill } from "./freeze-facts.ts";

const { freezePage: say } = words;

export type FreezeHeadFacts = {
  readonly reader: Reader;
  readonly now: Date;
  readonly incident: Incident | undefined;
};

export function freezeHead({ freeze, standing }: FreezeOnBoard, facts: FreezeHeadFacts): Html {
  const { reader, now, incident } = facts;
  const { number, title, startsAt, endsAt, zone, declaredBy, declaredAt, ended, reason } = freeze;
  const until = endsAt === null ? say.untilResolved() : plainMoment(new Date(endsAt), zone);
  return html`<h1>${words.freeze.name(number)} ${title}</h1>
<p class="lead-line">${freezePill(freeze, standing, now)}</p>
<section><h2>${words.webPage.facts()}</h2><dl>
<dt>${say.window()}</dt><dd>${say.between(plainMoment(new Date(startsAt), zone), until)} ${say.zoneOf(zone)}</dd>
<dt>${say.why()}</dt><dd>${reason}</dd>
<dt>${say.holds()}</dt><dd>${holds(freeze)}</dd>
<dt>${say.atTheEnd()}</dt><dd>${say.lifts[freeze.lift.mode]}</dd>
<dt>${say.declaredBy()}</dt><dd>${actorName(declaredBy, reader)}, ${reader.time(new Date(declaredAt))}</dd>
${incident && html`<dt>${say.incident()}</dt><dd>${incidentLink(incident)} ${incident.title}</dd>`}
${
  ended &&
  html`<dt>${say.endedTitle()}</dt><dd>${say.ends[ended.why]}, ${actorName(ended.by, reader)}, ${reader.time(new Date(ended.at))}</dd>`
}
<dt>${say.approvals()}</dt><dd>${decisions([...(freeze.decided ?? []), ...(freeze.proposal ? [freeze.proposal] : [])], reader)}</dd>
</dl></section>`;
}

function holds({ scope }: FreezeOnBoard["freeze"]): string {
  const { freeze } = words;
  const { branches, tags, deploys } = scope;
  return [
    freeze.branches(branches.map(freeze.pattern)),
    ...(tags.length > 0 ? [freeze.tags(tags.map(freeze.pattern))] : []),
    ...(deploys.length > 0 ? [say.deploys(deploys)] : []),
  ].join("; ");
}

function decisions(proposals: readonly Proposal[], reader: Reader): Html | string {
  if (proposals.length === 0) return say.noApprovals();
  return html`${proposals.map(({ change, ballot, reason, by }) => {
    const given = ballot.votes.filter(({ vote }) => vote === "approve").length;
    const kind = say.proposals[change.kind];
    const state = say.ballotStates[ballot.state];
    const lines = ballot.votes.map(
      (each) =>
        html`<br><span class="soft">${say.vote(each.by.name, each.vote, each.note)}, ${reader.time(new Date(each.at))}</span>`,
    );
    return html`<div>${say.proposal(kind, given, ballot.need, state)}
<span class="soft">${actorName(by, reader)}, ${reader.time(new Date(ballot.askedAt))}${change.kind !== "declare" && html`: ${reason}`}</span>${lines}</div>`;
  })}`;
}

// The direct message to one who may approve: what exactly, where, how it is undone, and what became of it.
import type { KnownBlock } from "@slack/types";
import { words } from "../../words/words.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { authored, channelLink, code, cut, esc, link } from "../mrkdwn.ts";
import { announcementLines } from "./announcement-lines.ts";
import { approvalButtons } from "./approval-buttons.ts";
import { approvalLine } from "./approval-line.ts";
import { APPROVAL_ROOM, type ApprovalSubject } from "./approval-subject.ts";
import { effectBlocks } from "./effect-preview.ts";
import { context, section } from "./elements.ts";
import { incidentUrl, type Look, when } from "./look.ts";

export function renderApproval(subject: ApprovalSubject, look: Look): Drawn {
  const isAsked = subject.standing === "asked";
  return fitMessage({
    text: sentence(subject),
    blocks: [
      section(headline(subject, look)),
      ...(isAsked ? question(subject) : ending(subject)),
      ...ownVote(subject, look),
      context([approvalLine(subject.approval, look), ...footer(subject)].join(" · ")),
      ...(isAsked ? approvalButtons(subject) : []),
    ],
  });
}

function sentence(subject: ApprovalSubject): string {
  const { approval: say, term } = words;
  const { incident, step, askedBy, standing } = subject;
  const name = term.incident(incident.number);
  const title = authored(step.title, 200);
  const text =
    standing === "asked"
      ? say.askSentence(name, title, esc(askedBy.name, 80))
      : say.overSentence(name, title, overLine(subject).replaceAll("*", ""));
  return cut(text, 600);
}

function headline({ askedBy, step, standing, run, title, incident }: ApprovalSubject, look: Look) {
  const { approval: say, runMessage, term } = words;
  const { number } = incident;
  const name = link(incidentUrl(look, number), term.incident(number));
  return [
    ...(standing === "asked" ? [say.ask(esc(askedBy.name, 80))] : []),
    `*${authored(step.title, 160)}*`,
    say.where(runMessage.name(run, authored(title, 150)), step.number, step.total),
    say.incident(name, esc(incident.title, 200)),
  ].join("\n");
}

/** All of it: what is approved here is what was read here. */
function question({ step, effect, announcement, approval }: ApprovalSubject): KnownBlock[] {
  const { approval: say } = words;
  const paragraphs = [
    ...(step.text ? [authored(step.text, 1_500)] : []),
    ...(announcement ? announcementLines(announcement) : []),
  ];
  return [
    ...(paragraphs.length > 0 ? [section(paragraphs.join("\n"))] : []),
    ...(effect ? effectBlocks(effect, APPROVAL_ROOM) : []),
    context(`${say.need(approval.need)} ${say.covers(code(approval.sha8, 20))}`),
  ];
}

function ending(subject: ApprovalSubject): KnownBlock[] {
  return [section(overLine(subject))];
}

function overLine({ standing, approval }: ApprovalSubject): string {
  const { approval: say } = words;
  const who = (vote: "approve" | "deny"): string =>
    approval.votes
      .flatMap((each) => (each.vote === vote ? [esc(each.by.name, 80)] : []))
      .join(", ");
  const denial = approval.votes.find(({ vote }) => vote === "deny");
  switch (standing) {
    case "granted":
      return approval.brokenGlass
        ? say.overOverridden(esc(approval.brokenGlass.by.name, 80))
        : say.overApproved(who("approve"));
    case "denied":
      return say.overDenied(who("deny"), denial?.note ? authored(denial.note, 500) : null);
    case "timed-out":
      return say.overTimedOut();
    case "lapsed":
      return say.overLapsed();
    case "void":
      return say.overVoid();
    case "asked":
    case "gone":
      return say.overGone();
  }
}

function ownVote({ approval, reader }: ApprovalSubject, look: Look): KnownBlock[] {
  const { approval: say } = words;
  const mine = approval.votes.find(({ by }) => by.id === reader);
  if (!mine) return [];
  const at = when(look, new Date(mine.at), "time");
  return [context(mine.vote === "approve" ? say.youApproved(at) : say.youDenied(at))];
}

function footer({ incident, startedBy }: ApprovalSubject): string[] {
  const { approval: say, paging } = words;
  const { room } = incident;
  return [
    say.startedBy(esc(startedBy.name, 80)),
    ...(room ? [paging.room(channelLink(room.channel))] : []),
  ];
}

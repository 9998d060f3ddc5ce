// The direct message to one who may approve: what exactly, where, how it is undone, and what became of it.
import type { KnownBlock } from "@slack/types";
import { words } from "../../words/words.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { authored, channelLink, code, cut, esc, escLines, link } from "../mrkdwn.ts";
import { announcementLines } from "./announcement-lines.ts";
import { approvalButtons } from "./approval-buttons.ts";
import { approvalLine } from "./approval-line.ts";
import { APPROVAL_ROOM, type ApprovalSubject } from "./approval-subject.ts";
import { changeBrief } from "./change-text.ts";
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
      ...votesSoFar(subject, look),
      context(footer(subject).join(" · ")),
      ...(isAsked ? approvalButtons(subject) : []),
    ],
  });
}

function sentence(subject: ApprovalSubject): string {
  const { approval: say, term } = words;
  const { incident, step, askedBy, standing } = subject;
  const name = term.incident(incident);
  const title = authored(step.title, 200);
  const text =
    standing === "asked"
      ? say.askSentence(name, title, esc(askedBy.name, 80))
      : say.overSentence(name, title, overLine(subject));
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
    ...(step.text && !announcement ? [authored(step.text, 1_500)] : []),
    ...(announcement ? announcementLines(announcement) : []),
  ];
  return [
    ...(paragraphs.length > 0 ? [section(paragraphs.join("\n"))] : []),
    ...(effect ? effectBlocks(effect, APPROVAL_ROOM) : []),
    context(`${say.need(approval.need)} ${say.covers(code(approval.sha8, 20))}`),
  ];
}

/** What became of it, and of what; the request of a void question is gone. */
function ending(subject: ApprovalSubject): KnownBlock[] {
  const { effect, standing } = subject;
  const names = standing === "void" ? [] : (effect?.changes ?? []).map(changeBrief);
  return [section([...names.slice(0, APPROVAL_ROOM.changes), overLine(subject)].join("\n"))];
}

function overLine({ standing, approval, again }: ApprovalSubject): string {
  const { approval: say } = words;
  const { votes, brokenGlass } = approval;
  switch (standing) {
    case "granted":
      return say.overApproved();
    case "overridden":
      return say.overOverridden(
        esc(brokenGlass?.by.name ?? "", 80),
        esc(brokenGlass?.why ?? "", 500),
      );
    case "denied": {
      const denial = votes.find(({ vote }) => vote === "deny");
      const note = denial?.note === undefined ? null : escLines(denial.note, 500);
      return say.overDenied(esc(denial?.by.name ?? "", 80), note);
    }
    case "void":
      return voidLine(again);
    case "over":
      return overWithoutVote(approval.state);
    case "asked":
      return "";
  }
}

function overWithoutVote(state: ApprovalSubject["approval"]["state"]): string {
  const { approval: say } = words;
  if (state === "timed-out") return say.overTimedOut();
  return state === "too-few" ? say.overTooFew() : say.overGone();
}

function voidLine(again: ApprovalSubject["again"]): string {
  const { approval: say } = words;
  if (again === "request-changed") return say.overChanged();
  return again === "lapsed" ? say.overLapsed() : say.overAsked();
}

/** Where a decision stands, its line says all; votes of a later round are no matter of this message. */
function votesSoFar({ approval, reader, standing }: ApprovalSubject, look: Look): KnownBlock[] {
  const { approval: say } = words;
  const line = approvalLine(approval, look);
  if (standing === "granted") return [section(line)];
  if (standing !== "asked") return [];
  const mine = approval.votes.find(({ by }) => by.id === reader);
  return [
    section(mine ? `${say.youApproved(when(look, new Date(mine.at), "clock"))}\n${line}` : line),
  ];
}

function footer({ incident, startedBy }: ApprovalSubject): string[] {
  const { approval: say, paging } = words;
  const { room } = incident;
  return [
    say.startedBy(esc(startedBy.name, 80)),
    ...(room ? [paging.room(channelLink(room.channel))] : []),
  ];
}

// How an approval stands: who voted, who is still asked, and until when.
import type { ApprovalView } from "../../domain/runbook/view/describe-approval.ts";
import { words } from "../../words/words.ts";
import { authored, esc } from "../mrkdwn.ts";
import { type Look, nameText, when, whenDue } from "./look.ts";

const MOST_NAMES = 5;

export function approvalLine(view: ApprovalView, look: Look): string {
  const { approval: say } = words;
  const { brokenGlass } = view;
  if (brokenGlass) {
    const why = authored(brokenGlass.why, 300);
    return say.overridden(esc(brokenGlass.by.name, 80), clock(look, brokenGlass.at), why);
  }
  const votes = view.votes.map(({ vote, by, at }) => {
    const line = vote === "approve" ? say.vote : say.deniedBy;
    return line(esc(by.name, 80), clock(look, at));
  });
  const head = say.count(view.given, view.need);
  return [
    votes.length > 0 ? `${head}: ${votes.join(", ")}` : head,
    ...standing(view, look),
    ...(view.round > 1 ? [say.laterRound()] : []),
  ].join(" · ");
}

function standing(view: ApprovalView, look: Look): string[] {
  const { approval: say } = words;
  switch (view.state) {
    case "asked":
      return [
        waiting(view, look),
        ...(view.dueAt ? [say.until(whenDue(look, view.dueAt, view.askedAt))] : []),
        ...(view.exclude.includes("operator") ? [say.notOperator()] : []),
        ...(view.escalated ? [say.escalated()] : []),
      ];
    case "granted":
      return [say.granted(view.lapsesAt ? whenDue(look, view.lapsesAt, view.askedAt) : null)];
    case "lapsed":
      return [say.lapsed()];
    case "denied":
      return [];
    case "timed-out":
      return [say.timedOut()];
    case "too-few":
      return [say.tooFew(view.eligible?.length ?? 0)];
  }
}

/** By name: whoever may vote was asked in a direct message. */
function waiting(view: ApprovalView, look: Look): string {
  const { eligible, votes, from, need, given } = view;
  const { approval: say } = words;
  const left = (eligible ?? []).filter((user) => !votes.some(({ by }) => by.id === user));
  if (left.length === 0) return say.from(from.map((principal) => esc(principal, 60)).join(", "));
  const names = left.slice(0, MOST_NAMES).map((user) => nameText(look, user));
  const more = left.length - names.length;
  return say.waitsFor(need - given, names, more);
}

const clock = (look: Look, at: string): string => when(look, new Date(at), "clock");

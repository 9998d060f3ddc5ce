// The chapters of a post-mortem that tell what is left: what is open, action items, what nobody knows.
import { escapeMarkdown } from "./markdown.ts";
import { bullet, type DraftWords, type PostMortemFacts, text } from "./post-mortem-facts.ts";
import { inPlace, requestLine } from "./post-mortem-runs.ts";
import type { AppliedChange } from "./runbook/view/describe-changes.ts";
import { exactMoment } from "./zone-time.ts";

function uncertainRequests({ runs }: PostMortemFacts): AppliedChange[] {
  return runs.flatMap(({ view }) =>
    view.changes.filter(({ certainty }) => certainty === "unknown"),
  );
}

export function stillOpen(facts: PostMortemFacts, { say }: DraftWords): string[] {
  const { zone } = facts;
  const alerts = facts.alerts
    .filter(({ state }) => state === "firing")
    .map(({ title, startedAt }) =>
      say.openAlert(escapeMarkdown(title), exactMoment(startedAt, zone)),
    );
  const runs = facts.runs
    .filter(({ view }) => view.current)
    .map(({ number, view }) => say.openRun(number, escapeMarkdown(view.title)));
  const requests = uncertainRequests(facts).map((change) =>
    say.unknownRequest(requestLine(change, facts, say)),
  );
  const still = inPlace(facts)
    .filter(({ certainty }) => certainty === "done")
    .map((change) => say.stillInPlace(requestLine(change, facts, say)));
  const all = [...alerts, ...runs, ...requests, ...still];
  return all.length > 0 ? all.map(bullet) : [say.nothingOpen];
}

export function items(facts: PostMortemFacts, { say }: DraftWords): string[] {
  if (facts.actionItems.length === 0) return [say.ask(say.askItems)];
  return facts.actionItems.map(({ text: what, owner, dueOn, state }) => {
    const due = dueOn ? say.due(dueOn) : say.noDue;
    return bullet(
      say.item(text(facts, what) ?? "", escapeMarkdown(facts.nameOf(owner)), due, state),
    );
  });
}

export function notKnown(facts: PostMortemFacts, { say }: DraftWords): string[] {
  const { unknowns } = say;
  const { impact: seen, acknowledgedAt, mitigatedAt, lead } = facts.incident;
  const bare = facts.alerts.filter(({ value }) => !value);
  return [
    unknowns.cause,
    ...(seen ? [] : [unknowns.impact]),
    ...(facts.alerts.length > 0 ? [] : [unknowns.began]),
    ...(acknowledgedAt ? [] : [unknowns.acknowledged]),
    ...(mitigatedAt ? [] : [unknowns.mitigated]),
    ...(lead ? [] : [unknowns.lead]),
    ...bare.slice(0, 5).map(({ title }) => unknowns.noValue(escapeMarkdown(title))),
    ...uncertainRequests(facts).map((change) => unknowns.request(requestLine(change, facts, say))),
  ];
}

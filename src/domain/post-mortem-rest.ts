// The chapters of a post-mortem that tell what is left: changes, what is open, action items, what nobody knows.
import type { PostMortemWords } from "../words/en/post-mortem.ts";
import { escapeMarkdown } from "./markdown.ts";
import { bullet, type DraftWords, type PostMortemFacts, text } from "./post-mortem-facts.ts";
import { changeLine } from "./runbook/change-line.ts";
import type { RunView } from "./runbook/describe.ts";
import { exactMoment } from "./zone-time.ts";

export function changes(facts: PostMortemFacts, words: DraftWords): string[] {
  const { say } = words;
  const lines = facts.runs.flatMap(({ number, view }) => {
    const { state, outcome, startedBy, title } = view;
    const end = view.current
      ? say.running
      : words.outcome(state === "aborted" ? state : (outcome ?? "success"));
    const head = say.run(number, escapeMarkdown(title), end, escapeMarkdown(startedBy.name));
    return [
      bullet(head),
      ...view.changes.map((change) => `  ${bullet(requestLine(change, facts, say))}`),
    ];
  });
  const isChanged = facts.runs.some(({ view }) => view.changes.length > 0);
  return [
    ...(lines.length > 0 ? [lines.join("\n")] : []),
    ...(isChanged ? [] : [say.noChange]),
    say.ask(say.askChanged),
  ];
}

type Change = RunView["changes"][number];

function requestLine(
  { change, certainty, at }: Change,
  { zone }: PostMortemFacts,
  say: PostMortemWords,
): string {
  const { method, path, connection } = changeLine(change);
  const shown = `\`${path.replaceAll("`", "'")}\``;
  if (certainty === "unknown" || !at) return say.requestUnknown(method, shown, connection);
  return say.request(method, shown, connection, exactMoment(new Date(at), zone));
}

function uncertainRequests({ runs }: PostMortemFacts): Change[] {
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
  const all = [...alerts, ...runs, ...requests];
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

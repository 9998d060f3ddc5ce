// The chapters of a post-mortem that tell what the runs did: changes, steps with who and how long, approvals.
import type { PostMortemWords } from "../words/en/post-mortem.ts";
import { escapeMarkdown } from "./markdown.ts";
import {
  actorName,
  bullet,
  type DraftWords,
  type PostMortemFacts,
  text,
} from "./post-mortem-facts.ts";
import type { Json } from "./runbook/language/json.ts";
import { unescapeText } from "./runbook/language/sink.ts";
import { changeLine } from "./runbook/view/change-line.ts";
import type { StepLine } from "./runbook/view/describe.ts";
import type { AppliedChange } from "./runbook/view/describe-changes.ts";
import { isSettled } from "./runbook/view/settled-change.ts";
import type { TimelineEntry } from "./timeline.ts";
import { exactMoment } from "./zone-time.ts";

export function changes(facts: PostMortemFacts, words: DraftWords): string[] {
  const { say } = words;
  const lines = facts.runs.flatMap((run) => [
    bullet(runHead(run, words)),
    ...run.view.changes.map((change) => `  ${bullet(changeSentence(change, facts, say))}`),
  ]);
  const isChanged = facts.runs.some(({ view }) => view.changes.length > 0);
  return [
    ...(lines.length > 0 ? [lines.join("\n")] : []),
    ...(isChanged ? [] : [say.noChange]),
    say.ask(say.askChanged),
  ];
}

type Run = PostMortemFacts["runs"][number];

function runHead({ number, view }: Run, { say, outcome }: DraftWords): string {
  const { state, startedBy, title, undoOf } = view;
  const end = view.current
    ? say.running
    : outcome(state === "aborted" && !view.outcome ? state : (view.outcome ?? "success"));
  const head = say.run(number, escapeMarkdown(title), end, escapeMarkdown(startedBy.name));
  return undoOf ? say.undoes(head, undoOf.number) : head;
}

/** What was sent and when, and what became of it since. */
function changeSentence(
  change: AppliedChange,
  facts: PostMortemFacts,
  say: PostMortemWords,
): string {
  const by = change.by ? say.changedBy(escapeMarkdown(change.by.name)) : "";
  return `${requestLine(change, facts, say)}${fromTo(change)}${by}; ${fate(change, facts, say)}`;
}

/** Two requests to one address differ by this alone. */
function fromTo({ before, after }: AppliedChange): string {
  if (before === undefined || after === undefined) return "";
  return `, ${valueCode(before)} → ${valueCode(after)}`;
}

function valueCode(value: Json): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return `\`${text.slice(0, LONGEST_VALUE).replaceAll("`", "'")}\``;
}

const LONGEST_VALUE = 120;

export function requestLine(
  { change, certainty, at }: AppliedChange,
  { zone }: PostMortemFacts,
  say: PostMortemWords,
): string {
  const { method, path, connection } = changeLine(change);
  const shown = `\`${path.replaceAll("`", "'")}\``;
  if (certainty === "unknown" || !at) return say.requestUnknown(method, shown, connection);
  return say.request(method, shown, connection, exactMoment(new Date(at), zone));
}

function fate(
  { undo, left, irreversible, cannotUndo }: AppliedChange,
  facts: PostMortemFacts,
  say: PostMortemWords,
): string {
  const settled = undo?.state === "undone" ? undo : (left ?? undo);
  const at = settled?.at ? exactMoment(new Date(settled.at), facts.zone) : undefined;
  const by = settled?.by ? escapeMarkdown(settled.by.name) : undefined;
  if (undo?.state === "undone") return say.undone(at, by);
  if (left || undo?.state === "left") return say.left(at, by, text(facts, settled?.note ?? null));
  if (irreversible !== undefined) return say.irreversible(text(facts, irreversible) ?? "");
  return say.inPlace(text(facts, cannotUndo ?? null));
}

/** Changes that nobody has undone or left on purpose, and that something could undo. */
export function inPlace({ runs }: PostMortemFacts): AppliedChange[] {
  return runs.flatMap(({ view }) => view.changes.filter((change) => !isSettled(change)));
}

/** Who did what, from when to when. */
export function steps(facts: PostMortemFacts, words: DraftWords): string[] {
  return facts.runs.map((run) => {
    const { title } = run.view;
    const head = `**${words.say.stepsOf(run.number, escapeMarkdown(title))}**`;
    // The end takes no time and nobody; how the run ended is said elsewhere.
    const done = run.view.lines.filter(({ kind, mark, durationMs }) => {
      return kind !== "end" && mark !== "pending" && durationMs !== undefined;
    });
    const lines = done.map((line) => bullet(stepLine(line, facts, words)));
    return [head, "", ...(lines.length > 0 ? lines : [words.say.noStep])].join("\n");
  });
}

function stepLine(line: StepLine, facts: PostMortemFacts, words: DraftWords): string {
  const { say } = words;
  const { title, mark, by, choice } = line;
  const times = stepTimes(line, facts, words);
  const who = by ? escapeMarkdown(by.name) : say.nobody;
  const chosen = choice === undefined ? undefined : escapeMarkdown(choice);
  const name = escapeMarkdown(unescapeText(title));
  const step = say.step(name, say.marks[mark], by ? say.stepBy(who, chosen) : "", times);
  return `${step}${filledIn(line)}`;
}

function stepTimes(
  { mark, at, durationMs = 0 }: StepLine,
  { zone }: PostMortemFacts,
  { say, duration }: DraftWords,
): string {
  if (at === undefined) return "";
  // A step that has not ended says when it began.
  const isOver = mark !== "current" && mark !== "blocked";
  const from = new Date(Date.parse(at) - (isOver ? durationMs : 0));
  const to = new Date(from.getTime() + durationMs);
  return say.stepTimes(exactMoment(from, zone), exactMoment(to, zone), duration(durationMs));
}

/** What people filled in; what other systems answered is no story for people. */
function filledIn({ kind, output }: StepLine): string {
  if (kind !== "manual") return "";
  const values = Object.entries(output ?? {}).map(([name, value]) => {
    return `${escapeMarkdown(name)} ${escapeMarkdown(String(value).slice(0, LONGEST_VALUE))}`;
  });
  return values.length > 0 ? `: ${values.join(", ")}` : "";
}

type Approval = Extract<TimelineEntry, { kind: "run-approval" }>;

/** Empty where no run asked for one. What was overridden stands first: it is looked at by everybody. */
export function approvals(facts: PostMortemFacts, { say }: DraftWords): string[] {
  const told = facts.timeline.flatMap((item) => {
    return item.entry.kind === "run-approval" ? [{ ...item, entry: item.entry }] : [];
  });
  const line = ({ at, actor, entry }: (typeof told)[number]): string => {
    const when = exactMoment(at, facts.zone);
    const who = escapeMarkdown(actorName(facts, actor));
    const note = text(facts, entry.note);
    const step = escapeMarkdown(unescapeText(entry.title));
    return bullet(say.approval[entry.change]({ when, who, step, note, ...count(entry) }));
  };
  const overridden = told.filter(({ entry }) => entry.change === "overridden");
  const others = told.filter(({ entry }) => entry.change !== "overridden");
  return [...overridden, ...others].map(line);
}

const count = ({ count: given, need }: Approval) => ({ given, need });

// Drafts the post-mortem as Markdown from what was recorded; every number names what it was computed from.
import { escapeMarkdown } from "./markdown.ts";
import { bullet, type DraftWords, type PostMortemFacts, text } from "./post-mortem-facts.ts";
import { items, notKnown, stillOpen } from "./post-mortem-rest.ts";
import { approvals, changes, steps } from "./post-mortem-runs.ts";
import { fired, headTable, impact, story, times } from "./post-mortem-story.ts";
import { plainMoment } from "./zone-time.ts";

export function draftPostMortem(facts: PostMortemFacts, words: DraftWords): string {
  const { incident } = facts;
  const { say } = words;
  const heading = say.title(words.incident(incident.number), escapeMarkdown(incident.title));
  const parts = [
    `# ${heading}`,
    `> ${say.draft(plainMoment(facts.now, facts.zone))}`,
    ...(incident.isDrill ? [say.drill] : []),
    headTable(facts, words),
    chapter(say.summary, [text(facts, incident.closingText) ?? say.ask(say.askSummary)]),
    chapter(say.impact, impact(facts, words)),
    chapter(say.times, times(facts, words)),
    chapter(say.fired, fired(facts, words)),
    chapter(say.timeline, story(facts, words)),
    chapter(say.runs, changes(facts, words)),
    ...some(say.steps, steps(facts, words)),
    ...some(say.approvals, approvals(facts, words)),
    chapter(say.open, stillOpen(facts, words)),
    chapter(say.causes, say.askCauses.map(say.ask)),
    chapter(say.learned, say.askLearned.map(say.ask)),
    chapter(say.actionItems, items(facts, words)),
    chapter(say.notKnown, notKnown(facts, words).map(bullet)),
  ];
  return `${parts.join("\n\n")}\n`;
}

const chapter = (title: string, lines: readonly string[]): string =>
  `## ${title}\n\n${joinLines(lines)}`;

/** Left out where there is nothing to tell. */
const some = (title: string, lines: readonly string[]): string[] =>
  lines.length > 0 ? [chapter(title, lines)] : [];

/** List items stand close together, paragraphs apart. */
function joinLines(lines: readonly string[]): string {
  return lines
    .map((line, index) => {
      const next = lines[index + 1];
      if (next === undefined) return line;
      return isRow(line) && isRow(next) ? `${line}\n` : `${line}\n\n`;
    })
    .join("");
}

const isRow = (line: string): boolean => /^(- |\|)/.test(line);

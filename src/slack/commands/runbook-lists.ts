// `/runbook list | show`: the runbooks at hand, and one of them in words.

import type { Runbook } from "../../domain/runbook/format/format.ts";
import { isReviewOverdue } from "../../domain/runbook/format/warnings.ts";
import { countSteps } from "../../domain/runbook/view/step-number.ts";
import { findRunbook as findShelved } from "../../operations/runbook-shelf.ts";
import { words } from "../../words/words.ts";
import type { Answer } from "../answer.ts";
import { context, section } from "../blocks/elements.ts";
import { ACTIONS, type ActionId } from "../ids.ts";
import { esc } from "../mrkdwn.ts";
import type { Turn } from "../turn.ts";
import { actions, button } from "../views/parts.ts";
import { stacked } from "../views/timeline-lines.ts";
import { suggest, takeWord } from "./grammar.ts";

const MOST_LISTED = 20;

export async function listRunbooks(turn: Turn): Promise<void> {
  const say = words.command.runbooks;
  const shelved = turn.ctx.runbooks.list().slice(0, MOST_LISTED);
  if (shelved.length === 0) return await turn.say({ text: say.none() });
  const blocks = shelved.map(({ runbook: { id, title, steps } }) => ({
    ...section(say.line(id, esc(title, 200), countSteps(steps))),
    accessory: button({
      action: ACTIONS.showRunbook,
      part: id,
      value: { about: "runbook", slug: id, incident: null },
      text: say.show(),
      label: `${say.show()} ${title}`,
    }),
  }));
  await turn.say({ text: say.title(), blocks: [section(say.title()), ...blocks] });
}

export async function showRunbook(turn: Turn, rest: string): Promise<void> {
  const { word } = takeWord(rest);
  if (word === "") {
    return await turn.say({ text: words.command.runbooks.showUsage(turn.parts.names.runbook) });
  }
  const runbook = await findRunbook(turn, word);
  if (runbook) await turn.say(describeRunbook(runbook, turn));
}

/** Undefined where the person was told which ones are near. */
export async function findRunbook(turn: Turn, word: string): Promise<Runbook | undefined> {
  const slug = word.toLowerCase();
  const found = findShelved(turn.ctx.runbooks, slug);
  if (found) return found.runbook;
  const known = turn.ctx.runbooks.list().flatMap(({ runbook }) => namesOf(runbook));
  await turn.refuse({ code: "no-such-runbook", wanted: word, near: suggest(slug, known) });
  return undefined;
}

const namesOf = ({ id, triggers }: Runbook): readonly string[] => [
  id,
  ...triggers.flatMap((trigger) => ("command" in trigger ? [trigger.command] : [])),
];

export function describeRunbook(runbook: Runbook, turn: Turn): Answer {
  const say = words.command.runbooks;
  const { id, title, owner, review_by, steps, inputs } = runbook;
  const names = Object.keys(inputs);
  const isOverdue = isReviewOverdue(runbook, turn.ctx.clock.now());
  const lines = steps.map((step, index) =>
    say.step(index + 1, step.kind, esc(outline(("title" in step && step.title) || step.id), 150)),
  );
  const head = `*${esc(title, 200)}* \`${id}\``;
  const value = { about: "runbook", slug: id, incident: null } as const;
  const press = (action: ActionId, text: string) =>
    button({ action, value, text, label: `${text} ${title}` });
  return {
    text: head,
    blocks: [
      section(head),
      ...stacked(lines),
      context(
        [
          say.owner(esc(owner, 100)),
          ...(names.length > 0 ? [say.inputs(names)] : []),
          ...(isOverdue && review_by ? [say.reviewPast(review_by)] : []),
        ].join(" · "),
      ),
      actions([
        { ...press(ACTIONS.pickRunbook, say.run()), style: "primary" },
        press(ACTIONS.planRunbook, say.plan()),
        press(ACTIONS.drillRunbook, say.drill()),
      ]),
    ],
  };
}

/** A title before any run: what will be filled in stands by its name, `‹from›`. */
function outline(title: string): string {
  return title.replaceAll(/\{\{\s*[\w.]*?(\w+)\s*(?:\|[^}]*)?\}\}/g, "‹$1›");
}

// What runs wait for one person to do, on their Home tab: votes, steps that are theirs, decisions.

import type { KnownBlock } from "@slack/types";
import { unescapeText } from "../../domain/runbook/language/sink.ts";
import { numberOf } from "../../domain/runbook/view/step-number.ts";
import type { RunTask } from "../../operations/find-open-runs-awaiting.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, blockId } from "../ids.ts";
import { authored, esc } from "../mrkdwn.ts";
import { showInFull } from "./approval-buttons.ts";
import { markOf } from "./drill-mark.ts";
import { actions, button, context, section } from "./elements.ts";
import { channelUrl, incidentUrl, type Look, when } from "./look.ts";

const MOST_TASKS = 6;

export function homeTasks(tasks: readonly RunTask[], look: Look): KnownBlock[] {
  if (tasks.length === 0) return [];
  const { home } = words;
  const rest = tasks.length - MOST_TASKS;
  return [
    section(home.tasks()),
    ...tasks.slice(0, MOST_TASKS).flatMap((task) => taskBlocks(task, look)),
    ...(rest > 0 ? [context(home.moreTasks(rest))] : []),
  ];
}

function taskBlocks(task: RunTask, look: Look): KnownBlock[] {
  const { home, term, button: say } = words;
  const { run, runTitle, incident, step, since } = task;
  const title = step ? authored(step.title, 150) : esc(runTitle, 150);
  const name = term.incident(incident);
  const place = home.taskPlace(run.number, name, when(look, since));
  const sort = markOf(incident);
  const mark = sort === undefined ? "" : `${sort} · `;
  const room = incident.room && channelUrl(look, incident.room.channel);
  const number = numberOf(run.state.steps, step?.id);
  return [
    section(`${mark}${home.task(task.why, title)}\n${place}`),
    ...actions(blockId("home-task", run.number, step?.id ?? "", task.why, run.eventSeq), [
      button({
        action: ACTIONS.openLink,
        label: say.open(),
        spoken: say.spoken(say.open(), unescapeText(step?.title ?? runTitle)),
        value: { about: "incident", incident: incident.number, version: null },
        url: room ?? incidentUrl(look, incident.number),
      }),
      ...(task.why === "approve" && step ? [showInFull(run.number, { id: step.id, number })] : []),
    ]),
  ];
}

// `/runbook status`: where a run stands, in three lines and for one person.

import { unescapeText } from "../../domain/runbook/language/sink.ts";
import { type CurrentStep, describeRun, type RunView } from "../../domain/runbook/view/describe.ts";
import { findIncident } from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { section } from "../blocks/elements.ts";
import { ACTIONS } from "../ids.ts";
import { channelLink, date, esc, mention } from "../mrkdwn.ts";
import type { Turn } from "../turn.ts";
import { actions, button } from "../views/parts.ts";
import type { RunTarget } from "./find-run.ts";
import type { OnRun } from "./runbook-answers.ts";
import { valueNow } from "./runbook-answers.ts";

export const showStatus: OnRun = async (turn, target) => {
  const { run } = target;
  const incident = await findIncident(turn.ctx.db, run.incidentId);
  const where = incident
    ? [
        words.term.incident(incident),
        ...(incident.room ? [channelLink(incident.room.channel)] : []),
      ]
    : [];
  const text = [headLine(target, where), ...bodyLines(turn, target)].join("\n");
  const steps = button({
    action: ACTIONS.runSteps,
    value: valueNow(target, "done"),
    text: words.command.runs.allSteps(),
  });
  await turn.say({ text, blocks: [section(text), actions([steps])] });
};

function headLine({ run, runbook }: RunTarget, where: readonly string[]): string {
  const drill = run.state.mode === "drill" ? `${words.command.runs.drillMark()} ` : "";
  return `${drill}${[words.runMessage.head(run.number, esc(runbook.title, 200)), ...where].join(" · ")}`;
}

function bodyLines(turn: Turn, { run, runbook }: RunTarget): string[] {
  const view = describeRun(runbook, run.state, turn.ctx.clock.now());
  const { current, assignee } = view;
  const started = startedText(turn, view);
  if (!current) {
    const { outcome, state } = view;
    const said = outcome ? words.runMessage.ended(outcome) : words.command.runs.phase(state);
    return [`${said} · ${started}`];
  }
  const title = esc(unescapeText(current.title), 200);
  const theirs = current.assignee ?? assignee;
  const state = stateText(view, current);
  return [
    `${words.runMessage.progress(view.position, view.total)}: *${title}*`,
    ...(state ? [state] : []),
    [started, ...(theirs ? [words.command.runs.assigned(mention(theirs.to.id))] : [])].join(" · "),
  ];
}

function startedText({ ctx }: Turn, { startedBy, startedAt }: RunView): string {
  const at = date(new Date(startedAt), ctx.shop.zone);
  return words.runMessage.startedBy(mention(startedBy.id), at);
}

/** What a run waits for while it is held is beside the point. */
function stateText({ hold, state }: RunView, current: CurrentStep): string | null {
  const { runs } = words.command;
  if (hold) return runs.held(hold.code);
  if (state === "created") return runs.phase(state);
  if (!current.reason) return words.runMessage.state(current.state, current.kind);
  return words.runMessage.needsDecision(esc(words.run.reason(current.reason), 400));
}

// `/runbook status`: where a run stands, in three lines and for one person.
import { describeRun } from "../../domain/runbook/describe.ts";
import { unescapeText } from "../../domain/runbook/sink.ts";
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
        words.term.incident(incident.number),
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
  const { zone } = turn.ctx.shop;
  const view = describeRun(runbook, run.state, turn.ctx.clock.now());
  const say = words.command.runs;
  const { current, assignee, startedBy, startedAt } = view;
  const started = words.runMessage.startedBy(
    mention(startedBy.id),
    date(new Date(startedAt), zone),
  );
  if (!current) {
    return [
      [view.outcome ? words.runMessage.ended(view.outcome) : say.phase(view.state), started].join(
        " · ",
      ),
    ];
  }
  const title = esc(unescapeText(current.title), 200);
  const why = current.reason ? words.run.reason(current.reason) : null;
  const state = why
    ? words.runMessage.needsDecision(esc(why, 400))
    : words.runMessage.state(current.state, current.kind);
  const theirs = current.assignee ?? assignee;
  return [
    `${words.runMessage.progress(view.position, view.total)}: *${title}*`,
    [...(view.hold ? [say.held(view.hold.code)] : []), ...(state ? [state] : [])].join(" "),
    [started, ...(theirs ? [say.assigned(mention(theirs.to.id))] : [])].join(" · "),
  ].filter((line) => line !== "");
}

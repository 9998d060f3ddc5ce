// The buttons of a run: an answer counts at once, or after a form where it needs more than a click.
import { words } from "../../words/words.ts";
import { answerRun, findAskedRun, sayDenied } from "../answer-run.ts";
import { openModal } from "../open-modal.ts";
import { runRefusalText } from "../refusals.ts";
import { askFirst } from "../views/run-form.ts";
import { stepsView } from "../views/run-steps.ts";
import { confirmDone } from "./confirm-done.ts";
import type { OnClick } from "./on-click.ts";

export const actOnRunStep: OnClick = async (turn, { request, value }) => {
  if (value.about !== "run") return await turn.refuse({ code: "stale", what: "button" });
  const asked = await findAskedRun(turn, value.run);
  if (!asked) return await turn.refuse({ code: "no-such-run", wanted: String(value.run) });
  if (await askFirst(turn, asked, { value, said: {} })) return;
  const acted = await answerRun(turn, asked.run.id, value);
  if (!acted.ok) return await sayDenied(turn, acted);
  if (acted.notice) return await turn.say({ text: runRefusalText(turn, acted.notice) });
  await confirmDone(turn, request, words.command.runs.answered(value.action));
};

export const showSteps: OnClick = async (turn, { value }) => {
  if (value.about !== "run") return await turn.refuse({ code: "stale", what: "button" });
  const asked = await findAskedRun(turn, value.run);
  if (!asked) return await turn.refuse({ code: "no-such-run", wanted: String(value.run) });
  await openModal(turn, stepsView(asked.run));
};

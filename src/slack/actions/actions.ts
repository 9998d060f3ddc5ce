// Which button, menu or link was used, and who takes it from there.
import { useCommandText } from "../commands/commands.ts";
import { ACTIONS, type ActionId, readActionId, readValue } from "../ids.ts";
import type { ActionRequest } from "../request.ts";
import type { Turn } from "../turn.ts";
import { actOnItem } from "./action-item.ts";
import { actOnChange, showChanges } from "./change.ts";
import { replayDeadLetter, showDeadLetter } from "./delivery.ts";
import * as exception from "./exception.ts";
import * as freeze from "./freeze.ts";
import * as incident from "./incident.ts";
import type { OnClick } from "./on-click.ts";
import { answerThePage, escalatePage } from "./page.ts";
import { decideOnGo, sayHowItStands, voteOnGo } from "./readiness.ts";
import { actOnRunStep, showSteps } from "./run.ts";
import { drillRunbook, pickRunbook, planRunbook, showRunbookOf } from "./runbook.ts";

const useCommand: OnClick = async (turn, { value }) => {
  if (value.about === "command") await useCommandText(turn, value.text);
  else await turn.refuse({ code: "stale", what: "button" });
};

const onClick: Readonly<Record<ActionId, OnClick>> = {
  [ACTIONS.acknowledge]: incident.acknowledge,
  [ACTIONS.takeLead]: incident.takeLead,
  [ACTIONS.postUpdate]: incident.postUpdate,
  [ACTIONS.mitigated]: incident.mitigated,
  [ACTIONS.resolve]: incident.resolve,
  [ACTIONS.reopen]: incident.reopen,
  [ACTIONS.postMortem]: incident.showPostMortem,
  [ACTIONS.addActionItem]: incident.addActionItem,
  [ACTIONS.incidentMore]: incident.more,
  [ACTIONS.follow]: incident.followIt,
  [ACTIONS.unfollow]: incident.unfollowIt,
  [ACTIONS.details]: incident.showDetails,
  [ACTIONS.snoozeUpdate]: incident.snooze,
  [ACTIONS.stopReminders]: incident.stopReminders,
  [ACTIONS.declare]: incident.openDeclare,
  [ACTIONS.editIncident]: incident.edit,
  [ACTIONS.pickIncident]: useCommand,
  [ACTIONS.useCommand]: useCommand,
  [ACTIONS.tryAgain]: useCommand,
  [ACTIONS.pickRunbook]: pickRunbook,
  [ACTIONS.showRunbook]: showRunbookOf,
  [ACTIONS.planRunbook]: planRunbook,
  [ACTIONS.drillRunbook]: drillRunbook,
  [ACTIONS.actionItemAct]: actOnItem,
  [ACTIONS.changeAct]: actOnChange,
  [ACTIONS.showChanges]: showChanges,
  [ACTIONS.runAct]: actOnRunStep,
  [ACTIONS.runMore]: actOnRunStep,
  [ACTIONS.runSteps]: showSteps,
  [ACTIONS.pageAcknowledge]: answerThePage("acknowledge"),
  [ACTIONS.pagePassOn]: answerThePage("pass-on"),
  [ACTIONS.pageEscalate]: escalatePage,
  [ACTIONS.showDelivery]: showDeadLetter,
  [ACTIONS.replayDelivery]: replayDeadLetter,
  [ACTIONS.newFreeze]: freeze.openNewFreeze,
  [ACTIONS.freezeDeclare]: freeze.declareDraft,
  [ACTIONS.freezeDiscard]: freeze.discard,
  [ACTIONS.freezeApprove]: freeze.approveFreeze,
  [ACTIONS.freezeDeny]: freeze.denyFreeze,
  [ACTIONS.freezeDetails]: freeze.showFreeze,
  [ACTIONS.freezeLetGo]: freeze.letFreezeGo,
  [ACTIONS.freezePutBack]: freeze.putFreezeBack,
  [ACTIONS.freezeMore]: freeze.changeFreezeBy,
  [ACTIONS.askException]: exception.askException,
  [ACTIONS.exceptionApprove]: exception.approveException,
  [ACTIONS.exceptionDeny]: exception.denyException,
  [ACTIONS.exceptionRevoke]: exception.revoke,
  [ACTIONS.readinessSay]: sayHowItStands,
  [ACTIONS.readinessVote]: voteOnGo,
  [ACTIONS.readinessDecide]: decideOnGo,
  // The click opened an address; nothing is left to do.
  [ACTIONS.openLink]: async () => await Promise.resolve(),
};

export async function handleClick(turn: Turn, request: ActionRequest): Promise<void> {
  const action = readActionId(request.actionId);
  const read = readValue(request.value ?? undefined);
  if (!action || !read.ok) return await turn.refuse({ code: "stale", what: "button" });
  await onClick[action](turn, { request, value: read.value });
}

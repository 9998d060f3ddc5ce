// Which form was submitted, and who reads it.
import { CALLBACKS, type CallbackId } from "../ids.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { submitActionItem } from "./add-action-item.ts";
import { submitAddMessage } from "./add-message.ts";
import { submitNote } from "./add-note.ts";
import { submitRole } from "./assign-role.ts";
import { submitCancel } from "./cancel-incident.ts";
import { submitChangeItem } from "./change-action-item.ts";
import { submitPriority } from "./change-priority.ts";
import { lostForm } from "./change-view.ts";
import { submitDeclare } from "./declare-incident.ts";
import { submitEdit } from "./edit-incident.ts";
import { submitExceptionRevoke } from "./exception-revoke.ts";
import { submitExceptionVote } from "./exception-vote.ts";
import { submitFreezeChange } from "./freeze-change.ts";
import { submitFreezeVote } from "./freeze-vote.ts";
import { submitLeaveChange } from "./leave-change.ts";
import { submitPage } from "./page-someone.ts";
import { submitPickRunbook } from "./pick-runbook.ts";
import { submitUpdate } from "./post-update.ts";
import { submitReadinessDecide, submitReadinessGo } from "./readiness-decide.ts";
import { submitReadinessSay } from "./readiness-say.ts";
import { submitReadinessVote } from "./readiness-vote.ts";
import { submitResolve } from "./resolve-incident.ts";
import { submitRunAbort } from "./run-abort.ts";
import { submitRunAnnounce } from "./run-announce.ts";
import { submitRunAssign } from "./run-assign.ts";
import { submitRunCollect } from "./run-collect.ts";
import { submitRunGoTo } from "./run-go-to.ts";
import { submitRunNote } from "./run-note.ts";
import { submitRunType } from "./run-type.ts";
import { submitRunVote } from "./run-vote.ts";
import { submitStartRun } from "./start-run.ts";
import { submitException } from "./submit-exception.ts";
import { submitNewFreeze } from "./submit-new-freeze.ts";
import type { ViewAnswer } from "./view-answer.ts";

type Submit = (turn: Turn, view: SeenView) => Promise<ViewAnswer>;

const readers: Readonly<Partial<Record<CallbackId, Submit>>> = {
  [CALLBACKS.declare]: submitDeclare,
  [CALLBACKS.postUpdate]: submitUpdate,
  [CALLBACKS.changePriority]: submitPriority,
  [CALLBACKS.resolve]: submitResolve,
  [CALLBACKS.cancel]: submitCancel,
  [CALLBACKS.assignRole]: submitRole,
  [CALLBACKS.pageSomeone]: submitPage,
  [CALLBACKS.addNote]: submitNote,
  [CALLBACKS.addMessage]: submitAddMessage,
  [CALLBACKS.addActionItem]: submitActionItem,
  [CALLBACKS.changeActionItem]: submitChangeItem,
  [CALLBACKS.editIncident]: submitEdit,
  [CALLBACKS.pickRunbook]: submitPickRunbook,
  [CALLBACKS.startRun]: submitStartRun,
  [CALLBACKS.runNote]: submitRunNote,
  [CALLBACKS.runGoTo]: submitRunGoTo,
  [CALLBACKS.runType]: submitRunType,
  [CALLBACKS.runCollect]: submitRunCollect,
  [CALLBACKS.runAssign]: submitRunAssign,
  [CALLBACKS.runAbort]: submitRunAbort,
  [CALLBACKS.runAnnounce]: submitRunAnnounce,
  [CALLBACKS.runVote]: submitRunVote,
  [CALLBACKS.leaveChange]: submitLeaveChange,
  [CALLBACKS.newFreeze]: submitNewFreeze,
  [CALLBACKS.freezeChange]: submitFreezeChange,
  [CALLBACKS.freezeVote]: submitFreezeVote,
  [CALLBACKS.askException]: submitException,
  [CALLBACKS.exceptionVote]: submitExceptionVote,
  [CALLBACKS.exceptionRevoke]: submitExceptionRevoke,
  [CALLBACKS.readinessSay]: submitReadinessSay,
  [CALLBACKS.readinessVote]: submitReadinessVote,
  [CALLBACKS.readinessDecide]: submitReadinessDecide,
  [CALLBACKS.readinessGo]: submitReadinessGo,
};

export async function handleSubmission(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const submit = readers[view.callbackId as CallbackId];
  return submit ? await submit(turn, view) : lostForm();
}

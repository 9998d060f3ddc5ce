// The direct message to one approver, as their approval stands now.
import type { Incident } from "../../domain/incident.ts";
import { findRunStep } from "../../domain/runbook/state/find-step.ts";
import type { RunState } from "../../domain/runbook/state/run.ts";
import type { Person } from "../../domain/runbook/state/stamp.ts";
import { approvalView } from "../../domain/runbook/view/describe-approval.ts";
import { effectPreview } from "../../domain/runbook/view/describe-effect.ts";
import { countSteps, numberOf } from "../../domain/runbook/view/step-number.ts";
import { listPrincipals } from "../../operations/list-principals.ts";
import { readApproval } from "../../operations/read-approval.ts";
import { renderApproval } from "../blocks/approval-message.ts";
import type { ApprovalSubject } from "../blocks/approval-subject.ts";
import { markDrill } from "../blocks/drill-mark.ts";
import { type Courier, readLook } from "./courier.ts";
import { findUser } from "./find-user.ts";
import type { Picture } from "./picture.ts";
import { Pointless } from "./slack-failure.ts";

export async function drawApproval(courier: Courier, ref: string): Promise<Picture> {
  const found = await readApproval(courier.ctx, ref);
  if (!found) throw new Pointless(`approval ${ref} is gone`);
  const { run, runbook, incident, step, standing } = found;
  const { state } = run;
  const view = approvalView(findRunStep(runbook, state, step.id), step);
  if (!view) throw new Pointless(`approval ${ref} is gone`);
  const { lapsesAt, ...used } = view;
  // By when it has to be used is of no interest once it was.
  const approval = step.state === "ready" ? view : used;
  const reader = await findUser(courier, found.ref.user);
  const effect = effectPreview(runbook, state, step);
  const subject: ApprovalSubject = {
    run: run.number,
    version: run.eventSeq,
    title: runbook.title,
    incident,
    startedBy: state.startedBy,
    askedBy: lastToAct(state, step.id),
    step: {
      id: step.id,
      attempt: found.ref.attempt,
      number: numberOf(state.steps, step.id),
      total: countSteps(state.steps),
      title: step.title,
      ...(step.text === undefined ? {} : { text: step.text }),
    },
    ...(effect ? { effect } : {}),
    ...(step.announcement ? { announcement: step.announcement } : {}),
    approval,
    ...(found.approval.again ? { again: found.approval.again } : {}),
    standing,
    reader,
    mayOverride: await mayOverride(courier, incident, reader),
  };
  const look = await readLook(courier, approval.eligible ?? []);
  const place = { channel: reader, isDm: true };
  const drawn = markDrill(incident, renderApproval(subject, look));
  return { place, drawn, isPast: standing !== "asked" };
}

/** Judged again at the click; whoever may not is not tempted. */
async function mayOverride({ ctx }: Courier, incident: Incident, user: string): Promise<boolean> {
  return (await listPrincipals(ctx, incident, ctx.shop.breakGlass)).includes(user);
}

/** Whose answer brought the run to this step; before any answer whoever started it. */
function lastToAct({ steps, startedBy }: RunState, step: string): Person {
  const before = steps.slice(
    0,
    steps.findIndex(({ id }) => id === step),
  );
  const decisions = before.flatMap(({ decisions: made }) => made);
  const last = decisions.toSorted((a, b) => a.at.localeCompare(b.at)).at(-1);
  return last?.by ?? startedBy;
}

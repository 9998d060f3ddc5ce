// A modal's submission: corrections at once, the outcome in the form, a form that waits where it takes longer.
import type { ModalView } from "@slack/types";
import { releaseSlackRequest, settleSlackRequest } from "../operations/accept-slack-request.ts";
import { words } from "../words/words.ts";
import type { Ack } from "./ack.ts";
import { admit } from "./admit.ts";
import { explain } from "./explain.ts";
import type { SubmissionRequest } from "./request.ts";
import type { SlackParts } from "./turn.ts";
import { noticeView } from "./views/notice.ts";
import { handleSubmission } from "./views/submissions.ts";
import type { ViewAnswer } from "./views/view-answer.ts";

/** Slack waits 3 s: within this time the form shows what came of it, later it is told to wait. */
const PATIENCE_MS = 1_500;

export async function submit(
  parts: SlackParts,
  request: SubmissionRequest,
  ack: Ack,
): Promise<void> {
  const answering = answerSubmission(parts, request);
  const waited = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => waited.resolve(undefined), PATIENCE_MS);
  const inTime = await Promise.race([answering, waited.promise]);
  clearTimeout(timer);
  // Before the answer: the corrected form has the same key.
  if (inTime?.kind === "errors") await releaseSlackRequest(parts.deps, request.key);
  if (inTime) await ack(ackOf(inTime));
  else await ack({ response_action: "update", view: noticeOf(words.modal.working()) });
  const answer = await answering;
  if (!inTime) await show(parts, request, lateView(answer));
  if (inTime?.kind !== "errors") await settleSlackRequest(parts.deps, request.key);
  const later = answer.kind === "show" ? await answer.later?.() : undefined;
  if (later) await show(parts, request, later);
}

async function answerSubmission(
  parts: SlackParts,
  request: SubmissionRequest,
): Promise<ViewAnswer> {
  let isCommitted = false;
  try {
    const onCommit = () => {
      isCommitted = true;
    };
    const admitted = await admit(parts, request, onCommit);
    if (admitted.ok) return await handleSubmission(admitted.turn, request.view);
    return { kind: "show", view: noticeOf(words.refusal.person(admitted.why)) };
  } catch (error) {
    const text = await explain(parts, request, { error, isCommitted });
    return text ? { kind: "show", view: noticeOf(text) } : { kind: "close" };
  }
}

const noticeOf = (text: string): ModalView => noticeView(words.modal.notice.title(), text);

function ackOf(answer: ViewAnswer): unknown {
  switch (answer.kind) {
    case "close":
      // Alone it would close only the top of a stack of modals.
      return { response_action: "clear" };
    case "errors":
      return { response_action: "errors", errors: answer.errors };
    case "show":
      return { response_action: "update", view: answer.view };
  }
}

function lateView(answer: ViewAnswer): ModalView {
  switch (answer.kind) {
    case "close":
      return noticeOf(words.modal.done());
    case "errors":
      return noticeOf(Object.values(answer.errors).join("\n"));
    case "show":
      return answer.view;
  }
}

async function show(parts: SlackParts, request: SubmissionRequest, view: ModalView): Promise<void> {
  try {
    await parts.client.views.update({ view_id: request.view.id, view });
  } catch (error) {
    // The person has closed it: what they did stands all the same.
    parts.log.info({ err: error, key: request.key }, "A modal could not be updated.");
  }
}

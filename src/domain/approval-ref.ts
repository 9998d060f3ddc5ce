// What one approver's direct message is about: the step, its attempt and round, and the person.

export type ApprovalRef = {
  readonly runId: string;
  readonly step: string;
  readonly attempt: number;
  readonly round: number;
  /** Slack user id. */
  readonly user: string;
};

/** `runId/step/attempt/round/user`: none of them holds a slash. */
export function writeApprovalRef({ runId, step, attempt, round, user }: ApprovalRef): string {
  return [runId, step, attempt, round, user].join("/");
}

/** Throws where it was not written by `writeApprovalRef`. */
export function readApprovalRef(ref: string): ApprovalRef {
  const [runId = "", step = "", attempt = "", round = "", user = ""] = ref.split("/");
  if (!runId || !step || !user || !/^\d+$/.test(attempt) || !/^\d+$/.test(round)) {
    throw new Error(`${JSON.stringify(ref)} is not an approval's reference`);
  }
  return { runId, step, attempt: Number(attempt), round: Number(round), user };
}

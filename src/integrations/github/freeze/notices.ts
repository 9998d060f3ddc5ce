// What pull requests are told: our check on a commit, or where there can be none, one comment.
import { EXCEPTION_ACTION, FREEZE_CHECK } from "../../../domain/freeze/observed.ts";
import { commentsFormat, idFormat } from "./formats.ts";
import type { CheckNotice, CommentNotice } from "./freeze-github.ts";
import { GithubRefused } from "./refused.ts";
import type { Calling } from "./session.ts";

const CHECKS = { isChange: true, needs: "Checks: write" };

export async function writeCheck(calling: Calling, notice: CheckNotice): Promise<number> {
  const { octokit, at, ask } = calling;
  const { replaces, headSha: head_sha } = notice;
  const body = bodyOf(notice);
  if (replaces !== undefined) {
    const call = octokit.rest.checks.update({ ...at, check_run_id: replaces, ...body });
    const edited = await orGone(ask(call, idFormat, CHECKS));
    if (edited) return edited.id;
  }
  return (await ask(octokit.rest.checks.create({ ...at, head_sha, ...body }), idFormat, CHECKS)).id;
}

function bodyOf({ conclusion, title, summary, action, externalId }: CheckNotice) {
  return {
    name: FREEZE_CHECK,
    status: "completed" as const,
    conclusion,
    external_id: externalId,
    output: { title, summary },
    actions: action ? [{ ...action, identifier: EXCEPTION_ACTION }] : [],
  };
}

async function orGone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof GithubRefused && error.status === 404) return undefined;
    throw error;
  }
}

const COMMENTS = { isChange: true, needs: "Pull requests: write" };
/** Nobody sees it, and it tells our comment from all others. */
const MARK = "<!-- muster/freeze -->";
const PAGE = 100;
const MOST_PAGES = 5;

/** One comment that is edited, however often there is something new to say. */
export async function writeComment(
  calling: Calling,
  { pull, text, replaces }: CommentNotice,
  login: string,
): Promise<number> {
  const { octokit, at, ask } = calling;
  const body = `${MARK}\n${text}`;
  const known = replaces ?? (await findComment(calling, pull, login));
  if (known !== undefined) {
    const call = octokit.rest.issues.updateComment({ ...at, comment_id: known, body });
    const edited = await orGone(ask(call, idFormat, COMMENTS));
    if (edited) return edited.id;
  }
  const call = octokit.rest.issues.createComment({ ...at, issue_number: pull, body });
  return (await ask(call, idFormat, COMMENTS)).id;
}

/** A call whose answer was lost has left one already. */
async function findComment(
  { octokit, at, ask }: Calling,
  issue_number: number,
  login: string,
): Promise<number | undefined> {
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const call = octokit.rest.issues.listComments({ ...at, issue_number, per_page: PAGE, page });
    const comments = await ask(call, commentsFormat, { ...COMMENTS, isChange: false });
    const ours = comments.find(({ body, user }) => user === login && body?.startsWith(MARK));
    if (ours) return ours.id;
    if (comments.length < PAGE) return undefined;
  }
  return undefined;
}

// What became of one call to GitHub: its data, a refusal as it answered, or no answer at all.
import { type Answer, messageOf, readAnswer } from "../answer.ts";
import { IntegrationError } from "../integration-error.ts";
import type { Mask } from "../mask.ts";

type Response<T> = {
  readonly status: number;
  readonly headers: object;
  readonly data: T;
};

export type Answered<T> = (
  | { readonly ok: true; readonly data: T; readonly answer: Answer }
  /** Also a redirect: what was asked for is elsewhere, and nobody goes there. */
  | { readonly ok: false; readonly answer: Answer }
) & { readonly headers?: Headers };

/** In lower case. */
export type Headers = Readonly<Record<string, string | number | undefined>>;

/** Throws IntegrationError where no whole answer came. */
export async function answered<T>(call: Promise<Response<T>>, mask: Mask): Promise<Answered<T>> {
  try {
    const response = await call;
    const answer = toAnswer(response, mask);
    const headers = response.headers as Headers;
    if (response.status >= 300) return { ok: false, answer: explain(answer), headers };
    return { ok: true, data: response.data, answer, headers };
  } catch (error) {
    const response = refusalIn(error);
    if (response) {
      const headers = response.headers as Headers;
      return { ok: false, answer: explain(toAnswer(response, mask)), headers };
    }
    throw causeOf(error);
  }
}

/** Octokit throws what GitHub answers from 400 on, with the answer in the error. */
function refusalIn(error: unknown): Response<unknown> | undefined {
  const { response } = error as { readonly response?: Response<unknown> };
  return error instanceof Error && response && typeof response.status === "number"
    ? response
    : undefined;
}

/** Octokit wraps what its fetch throws. */
function causeOf(error: unknown): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof IntegrationError) return cause;
  }
  return error;
}

function toAnswer({ status, headers, data }: Response<unknown>, mask: Mask): Answer {
  const text = typeof data === "string" ? data : (JSON.stringify(data) ?? "");
  return readAnswer({ status, headers: headers as Readonly<Record<string, string>>, text }, mask);
}

const FIXES: Readonly<Record<number, string>> = {
  301: "The repository was renamed or moved: correct its name in muster.yml and the runbook.",
  401: "Correct GITHUB_TOKEN, or the app's id and key.",
  404: "It is not there, or the token may not see or do this.",
};

function explain(answer: Answer): Answer {
  const message = messageOf(answer);
  const fix = FIXES[answer.status];
  const excerpt = `GitHub answers ${answer.status}: ${message}${fix ? ` (${fix})` : ""}`;
  return { ...answer, excerpt };
}

// GitHub's no to something about a freeze: what kind of no, and what mends it.
import { type Answer, messageOf } from "../../answer.ts";
import { IntegrationError } from "../../integration-error.ts";

/**
 * - `plan`: GitHub sells it with another plan; `rights`: we may not, or it is gone; `gone`: it is not there
 * - `limit`: wait; `conflict`, `invalid`: it does not fit what is there; `archived`: nothing can be changed there
 * - `credentials`: the token is not taken; `away`: GitHub itself is in trouble
 */
export type RefusedKind =
  | "plan"
  | "rights"
  | "gone"
  | "limit"
  | "conflict"
  | "invalid"
  | "archived"
  | "credentials"
  | "away";

export class GithubRefused extends IntegrationError {
  readonly kind: RefusedKind;
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  constructor(message: string, kind: RefusedKind, answer: Refusal) {
    super(message, { isUnsent: answer.isUnsent ?? false });
    this.kind = kind;
    this.status = answer.status;
    this.retryAfterMs = answer.retryAfterMs;
  }
}

/** `isUnsent`: what was refused was only asked before what was meant. */
type Refusal = {
  readonly status: number;
  readonly retryAfterMs?: number;
  readonly isUnsent?: boolean;
};

/** What was tried: `needs` is the right it takes, as GitHub calls it. */
export type Tried = { readonly isChange: boolean; readonly needs: string };

export function refusedBy(answer: Answer, tried: Tried): GithubRefused {
  const kind = kindOf(answer, tried);
  const fix = fixOf(kind, tried);
  const said = messageOf(answer);
  const end = fix && !/[.!?]$/.test(said) ? "." : "";
  const message = `GitHub answers ${answer.status}: ${said}${end}${fix && ` ${fix}`}`;
  return new GithubRefused(message, kind, answer);
}

export function kindOf(answer: Answer, { isChange }: Tried): RefusedKind {
  const { status } = answer;
  if (status === 401) return "credentials";
  if (status === 403 || status === 429) return kindOfForbidden(answer);
  if (status === 404) return isChange ? "rights" : "gone";
  if (status === 301) return "gone";
  if (status === 405 || status === 409) return "conflict";
  return status >= 500 ? "away" : "invalid";
}

/** GitHub says by its words alone which of its reasons it is. */
function kindOfForbidden(answer: Answer): RefusedKind {
  const message = messageOf(answer);
  if (answer.status === 429 || answer.retryAfterMs !== undefined) return "limit";
  if (/rate limit|abuse detection/i.test(message)) return "limit";
  if (/upgrade to|make this repository public/i.test(message)) return "plan";
  return /archived/i.test(message) ? "archived" : "rights";
}

function fixOf(kind: RefusedKind, { needs }: Tried): string {
  switch (kind) {
    case "rights":
      return `It takes the right ${needs}, and GitHub answers so as well where the repository is gone.`;
    case "gone":
      return "It is gone or was renamed, or may not be seen.";
    case "credentials":
      return "Correct GITHUB_TOKEN, or the app's id and key.";
    case "plan":
    case "limit":
    case "conflict":
    case "invalid":
    case "archived":
    case "away":
      return "";
  }
}

/** May be another answer in a while, with nothing done about it. */
export const isPassing = ({ kind }: GithubRefused): boolean =>
  kind === "limit" || kind === "away" || kind === "credentials";

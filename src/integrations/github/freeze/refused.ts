// GitHub's no to something about a freeze: what kind of no, and what mends it.
import type { Answer } from "../../answer.ts";
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
  constructor(message: string, kind: RefusedKind, answer: Answer) {
    super(message, { isUnsent: false });
    this.kind = kind;
    this.status = answer.status;
    this.retryAfterMs = answer.retryAfterMs;
  }
}

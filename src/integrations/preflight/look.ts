// One look at one foreign system: the sentences that say what is wrong there; none where all is well.
import type { Answer } from "../answer.ts";
import type { Call, HttpCaller } from "../http-caller.ts";

/** How long all of one look may take. */
export const LOOK_MS = 5_000;

export type Faults = readonly string[];

/** Throws IntegrationError where no whole answer came. */
export async function get(
  caller: HttpCaller,
  path: string,
  call: Omit<Call, "method" | "path"> = {},
): Promise<Answer> {
  return await caller.call({ ...call, method: "GET", path, timeoutMs: LOOK_MS });
}

/** Undefined where the credentials were taken. */
export function refusedCredentials({ status }: Answer, baseUrl: string): string | undefined {
  if (status === 401) return `${baseUrl} answers 401. Correct its token or password.`;
  if (status === 403) return `${baseUrl} answers 403. Give its token or user the right to do this.`;
  return undefined;
}

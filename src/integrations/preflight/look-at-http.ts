// Whether an HTTP service answers, with the credentials it is given.
import type { HttpCaller } from "../http-caller.ts";
import { type Faults, get, refusedCredentials } from "./look.ts";

/** Without a path known to answer 2xx, only a refusal of the credentials says anything. */
export async function lookAtHttp(caller: HttpCaller): Promise<Faults> {
  const { baseUrl, checkPath } = caller.connection;
  const answer = await get(caller, checkPath ?? "");
  const refused = refusedCredentials(answer, `${baseUrl}${checkPath ?? ""}`);
  if (refused) return [refused];
  const { status } = answer;
  if (checkPath === null || (status >= 200 && status < 300)) return [];
  const what = `${baseUrl}${checkPath} answers ${status}.`;
  if (status < 400) return [`${what} Redirects are not followed: write the final address.`];
  return [`${what} Look at that system, or correct check in muster.yml.`];
}

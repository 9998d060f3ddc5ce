// Whether a Prometheus answers queries, with the credentials it is given.
import type { HttpCaller } from "../http-caller.ts";
import { type Faults, get, refusedCredentials } from "./look.ts";

export async function lookAtPrometheus(caller: HttpCaller): Promise<Faults> {
  const { baseUrl } = caller.connection;
  const answer = await get(caller, "/api/v1/query", { query: [["query", "vector(1)"]] });
  const refused = refusedCredentials(answer, baseUrl);
  if (refused) return [refused];
  const { status, json } = answer;
  if (status === 200 && (json as { readonly status?: unknown })?.status === "success") return [];
  if (status < 500) {
    const fix = "Correct base_url: the path /api/v1/query is added to it.";
    return [`${baseUrl} answers ${status}, and not as a Prometheus does. ${fix}`];
  }
  return [`${baseUrl} answers ${status}. Look at that system.`];
}

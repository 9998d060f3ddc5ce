// Whether the connections of muster.yml answer, with the credentials they are given.
import { isLoopback } from "../../config/loopback.ts";
import type { Connection } from "../../domain/connection.ts";
import { openHttpCaller } from "../../integrations/http-caller.ts";
import { IntegrationError } from "../../integrations/integration-error.ts";
import { bad, type Finding, ok, warn } from "../finding.ts";

/** A path that every Prometheus answers; for other APIs only their base is known. */
const PATHS = {
  http: "",
  prometheus: "/api/v1/query",
  unleash: "/api/admin/user",
  launchdarkly: "/api/v2/caller-identity",
} as const;

export async function checkConnections(
  connections: Readonly<Record<string, Connection>>,
  isRehearsing: boolean,
): Promise<readonly Finding[]> {
  return await Promise.all(
    Object.values(connections).map((connection) => checkOne(connection, isRehearsing)),
  );
}

async function checkOne(connection: Connection, isRehearsing: boolean): Promise<Finding> {
  const { name, kind, baseUrl } = connection;
  const part = `connection ${name}`;
  await using caller = openHttpCaller(connection);
  try {
    const query = kind === "prometheus" ? ([["query", "vector(1)"]] as const) : [];
    const { status } = await caller.call({ method: "GET", path: PATHS[kind], query, headers: {} });
    return judge(connection, part, status);
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    if (isRehearsing && isLoopback(new URL(baseUrl).hostname)) {
      return ok(part, "not there now; the rehearsal brings a sample shop for it");
    }
    const fix = `Look at the network, or correct base_url (${baseUrl}) in muster.yml.`;
    return bad(part, `${error.message}.`, fix);
  }
}

function judge({ kind, baseUrl }: Connection, part: string, status: number): Finding {
  if (status === 401 || status === 403) {
    return bad(part, `${baseUrl} answers ${status}.`, "Correct its token or password.");
  }
  if (status >= 300 && status < 400) {
    const fix = "Redirects are not followed: write the final address as base_url.";
    return warn(part, `${baseUrl} answers ${status}.`, fix);
  }
  if (status >= 500) return bad(part, `${baseUrl} answers ${status}.`, "Look at that system.");
  if (kind === "prometheus" && status === 404) {
    const fix = "Correct base_url: the path /api/v1/query is added to it.";
    return bad(part, `${baseUrl} has no Prometheus API.`, fix);
  }
  return ok(part, `${baseUrl} answers ${status}`);
}

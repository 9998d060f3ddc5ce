// The post-mortem draft of an incident: facts read, then rendered.
import type { Incident } from "../domain/incident.ts";
import type { Deps } from "./context.ts";

export async function writePostMortem(_deps: Deps, incident: Incident): Promise<string> {
  return await Promise.resolve(`# INC-${incident.number}\n`);
}

// Whether this Node can run Muster.
import { bad, type Finding, ok } from "../finding.ts";

const NEEDED = 24;

export function checkNode(version = process.versions.node): Finding {
  if (Number.parseInt(version, 10) >= NEEDED) return ok("node", version);
  const fix = `Run npm ci and then npm start (it brings Node ${NEEDED}), or install Node ${NEEDED}.`;
  return bad("node", `${version} is too old.`, fix);
}

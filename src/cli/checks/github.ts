// Whether GitHub lets Muster see the repositories of muster.yml.
import { OFF } from "../../integrations/github/github.ts";
import { lookAtRepository } from "../../integrations/preflight/look-at-github.ts";
import { inTime } from "../../integrations/preflight/look-at-uses.ts";
import type { Targets } from "../../integrations/targets.ts";
import { bad, type Finding, note, ok, warn } from "../finding.ts";

export async function checkGithub(
  { github }: Targets,
  isRehearsing: boolean,
): Promise<readonly Finding[]> {
  const { access, apiUrl, repositories } = github.settings;
  if (!access) {
    if (isRehearsing) {
      return [note("github", "not connected: the rehearsal brings a sample one.")];
    }
    return repositories.length > 0 ? [warn("github", OFF)] : [note("github", "not connected.")];
  }
  if (repositories.length === 0) {
    const fix = "List them as github.repositories in muster.yml.";
    return [warn("github", "it may touch no repository.", fix)];
  }
  const found = await Promise.all(
    repositories.map(async (repo): Promise<readonly Finding[]> => {
      const part = `github ${repo}`;
      const look = github.open(repo).then((client) => lookAtRepository(github, client));
      const faults = await inTime(look);
      if (faults.length === 0) return [ok(part, `can be seen through ${apiUrl}`)];
      return faults.map((fault) => bad(part, fault));
    }),
  );
  return found.flat();
}

// Whether GitHub lets Muster see the repositories of muster.yml, and how it could hold them in a freeze.
import type { HoldMode } from "../../domain/freeze/freeze.ts";
import type { FreezeSettings } from "../../domain/freeze/settings.ts";
import { OFF } from "../../integrations/github/github.ts";
import { lookAtRepository } from "../../integrations/preflight/look-at-github.ts";
import { inTime } from "../../integrations/preflight/look-at-uses.ts";
import type { Targets } from "../../integrations/targets.ts";
import { bad, type Finding, note, ok, warn } from "../finding.ts";

export async function checkGithub(
  { github, freeze }: Pick<Targets, "github" | "freeze">,
  isRehearsing: boolean,
  settings: FreezeSettings,
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
      if (faults.length > 0) return faults.map((fault) => bad(part, fault));
      const seen = ok(part, `can be seen through ${apiUrl}`);
      return [seen, ...(await checkFreeze(freeze, repo, settings))];
    }),
  );
  return found.flat();
}

const HELD: Readonly<Record<HoldMode, string>> = {
  app_check: "held by a required check",
  bot_merge: "held by a rule that only Muster's user passes",
  advisory: "not held, only told",
  none: "not held",
};

/** Not everybody freezes code: a lack of rights for it is no fault of a setup. */
async function checkFreeze(
  freeze: Targets["freeze"],
  repo: string,
  { branches, tags, deploys, workflows }: FreezeSettings,
): Promise<readonly Finding[]> {
  const part = `freeze ${repo}`;
  const files = deploys.includes("workflow") ? workflows : [];
  const wish = { branches, tags, deploys, workflows: files, now: new Date(0) };
  const says: Finding[] = [];
  const look = freeze.foresee(repo, wish).then(({ mode, findings }) => {
    says.push(note(part, [`would be ${HELD[mode]}.`, ...findings].join(" ")));
    return [];
  });
  const faults = await inTime(look);
  return [...says, ...faults.map((fault) => warn(part, fault))];
}

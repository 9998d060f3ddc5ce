// Tries everything Muster depends on and says, one line each, what is wrong and what to do.
import type { Config } from "../config/config.ts";
import { formatProblem } from "../config/problem.ts";
import { readConfig } from "../config/read-config.ts";
import { readEnvironment } from "../config/read-environment.ts";
import { targetSettings } from "../config/target-settings.ts";
import type { Runbook } from "../domain/runbook/format/format.ts";
import { openTargets } from "../integrations/targets.ts";
import { checkConnections } from "./checks/connections.ts";
import { checkDatabase } from "./checks/database.ts";
import { checkGithub } from "./checks/github.ts";
import { checkNode } from "./checks/node.ts";
import { checkRunbooks } from "./checks/runbooks.ts";
import { checkSlack, readManifest } from "./checks/slack.ts";
import { checkUses } from "./checks/uses.ts";
import { bad, type Finding, formatFindings, note, ok } from "./finding.ts";
import type { Surroundings } from "./verb.ts";

export async function runDoctor(surroundings: Surroundings): Promise<number> {
  const { say } = surroundings;
  const findings = await examine(surroundings);
  for (const line of formatFindings(findings)) say(line);
  const broken = findings.filter(({ verdict }) => verdict === "bad").length;
  say("");
  say(broken === 0 ? "Ready to start." : `${broken} to put right.`);
  return broken === 0 ? 0 : 1;
}

async function examine({ env, cwd }: Surroundings): Promise<readonly Finding[]> {
  const read = await readConfig(env, cwd);
  const { environment } = readEnvironment(env, cwd);
  // The database does not hang on muster.yml: a mistake there should not hide one here.
  const database = await checkDatabase(environment);
  if (!read.ok) {
    const problems = read.problems.map((problem) => bad("configuration", formatProblem(problem)));
    return [checkNode(), ...problems, database];
  }
  const { config } = read;
  const { shop, hooks } = config;
  const [runbooks, slack] = await Promise.all([
    checkRunbooks({ ...config, cwd, routes: shop.routes, allows: shop }),
    examineSlack(config),
  ]);
  return [
    checkNode(),
    ok(
      "configuration",
      `${config.configFile}: ${hooks.length} hooks, ${shop.routes.length} routes`,
    ),
    ...runbooks.findings,
    database,
    ...slack,
    ...(await examineTargets(config, runbooks.runbooks)),
  ];
}

async function examineTargets(
  config: Config,
  runbooks: readonly Runbook[],
): Promise<readonly Finding[]> {
  await using targets = openTargets(targetSettings(config));
  const isRehearsing = config.slack === null;
  const [connections, github] = await Promise.all([
    checkConnections(targets, isRehearsing),
    checkGithub(targets, isRehearsing, config.shop.freeze),
  ]);
  const uses = await checkUses(targets, runbooks, connections.sound);
  return [...connections.findings, ...github, ...uses];
}

const MANIFEST = new URL("../../manifest.yml", import.meta.url);

async function examineSlack(config: Config): Promise<readonly Finding[]> {
  const { slack, slackApiUrl, url, shop } = config;
  if (!slack) {
    return [note("slack", "SLACK_BOT_TOKEN is not set: the rehearsal workspace will start.")];
  }
  const manifest = await readManifest(MANIFEST);
  return await checkSlack({
    ...{ slack, slackApiUrl, url, manifest, announceChannel: shop.announceChannel },
  });
}

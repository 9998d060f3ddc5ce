// Wires the one HTTP server: hooks, Slack, health, metrics, pages.
import type { RequestListener } from "node:http";
import type { Logger } from "pino";
import type { Config } from "./config/config.ts";
import { isLoopback } from "./config/loopback.ts";
import type { Metrics } from "./metrics.ts";
import type { Context } from "./operations/context.ts";
import { writePostMortem } from "./operations/write-post-mortem.ts";
import type { GithubIntake } from "./start-github-intake.ts";
import type { Intake } from "./start-intake.ts";
import type { SlackWiring } from "./start-slack.ts";
import type { Database } from "./storage/database.ts";
import { readFreezeFigures } from "./storage/freeze-figures.ts";
import { readLedgerFigures } from "./storage/ledger-figures.ts";
import { pageRoutes } from "./web/pages/routes.ts";
import { createServer, type WebServer } from "./web/server.ts";

export type ServerParts = {
  readonly config: Config;
  readonly ctx: Context;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly database: Database;
  readonly slack: SlackWiring;
  readonly intake: Intake;
  readonly github: GithubIntake;
  readonly rehearsal: RequestListener | undefined;
};

export async function startServer(parts: ServerParts): Promise<WebServer> {
  const { config, ctx, log, metrics, database, slack, intake, github, rehearsal } = parts;
  metrics.watchLedger(async () => await readLedgerFigures(ctx.db, ctx.clock.now()));
  metrics.watchFreezes(async () => await readFreezeFigures(ctx.db, ctx.clock.now()));
  const { listener } = slack.app;
  return await createServer({
    host: config.host,
    port: config.port,
    log,
    metrics,
    checks: { database: database.ping, slack: slack.check },
    hooks: intake.routes,
    github: github.routes,
    pages: pageRoutes({
      ctx: { ...ctx, actor: { type: "muster", via: "page" } },
      access: {
        password: config.pagesPassword,
        isLocal: isLoopback(config.host) && isLoopback(new URL(config.url).hostname),
      },
      isRehearsing: rehearsal !== undefined,
      writePostMortem: async (incident) => await writePostMortem(ctx, incident),
    }),
    ...(listener && { slackEvents: listener }),
    ...(rehearsal && { rehearsal }),
  });
}

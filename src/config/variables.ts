// Every environment variable Muster reads: the one list behind reading, README and `help`.

export type Variable = {
  readonly name: string;
  /** Markdown, one line. */
  readonly meaning: string;
  /** What holds where it is not set; Markdown. */
  readonly fallback: string;
};

export const variables = [
  {
    name: "DATABASE_URL",
    meaning:
      "`postgres://user:password@host:port/database`, a PostgreSQL server shared by all replicas",
    fallback: "an embedded PostgreSQL with its data in `MUSTER_DATA_DIR`",
  },
  { name: "MUSTER_DATA_DIR", meaning: "folder of the embedded database", fallback: "`./data`" },
  {
    name: "MUSTER_CONFIG",
    meaning: "the shop's configuration: teams, services, routes, hooks, connections",
    fallback: "`./muster.yml`",
  },
  { name: "MUSTER_RUNBOOKS", meaning: "folder of the runbooks", fallback: "`./runbooks`" },
  { name: "HOST", meaning: "address to listen on", fallback: "`127.0.0.1`" },
  { name: "PORT", meaning: "port to listen on", fallback: "`3000`" },
  {
    name: "MUSTER_URL",
    meaning: "public base URL of Muster, for links",
    fallback: "`http://HOST:PORT`",
  },
  {
    name: "MUSTER_PAGES_PASSWORD",
    meaning:
      "password of Muster's own pages (any user name). Without it they answer only on this machine: `HOST` and `MUSTER_URL` on loopback",
    fallback: "none",
  },
  {
    name: "SLACK_BOT_TOKEN",
    meaning: "bot token, `xoxb-…`",
    fallback: "**the rehearsal workspace starts**",
  },
  {
    name: "SLACK_SIGNING_SECRET",
    meaning: "HTTP mode: verifies `POST /slack/events`",
    fallback: "needed unless `SLACK_APP_TOKEN` is set",
  },
  {
    name: "SLACK_APP_TOKEN",
    meaning: "app-level token, `xapp-…`: Socket Mode instead of HTTP",
    fallback: "HTTP mode",
  },
  {
    name: "SLACK_API_URL",
    meaning: "base of Slack's Web API",
    fallback: "`https://slack.com/api/`",
  },
  {
    name: "GITHUB_TOKEN",
    meaning: "token for GitHub; or set the next two",
    fallback: "GitHub features say so and stay off",
  },
  {
    name: "GITHUB_APP_ID",
    meaning: "number of the GitHub App: what a freeze holds by a check",
    fallback: "",
  },
  { name: "GITHUB_APP_PRIVATE_KEY", meaning: "its private key (PEM)", fallback: "" },
  {
    name: "GITHUB_API_URL",
    meaning: "base of GitHub's REST API",
    fallback: "`https://api.github.com`",
  },
  {
    name: "GITHUB_WEBHOOK_SECRET",
    meaning: "verifies GitHub's deliveries to `POST /github/events`",
    fallback: "none is taken: no button on pull requests, merge queues wait",
  },
  {
    name: "LOG_LEVEL",
    meaning: "`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`",
    fallback: "`info`",
  },
] as const satisfies readonly Variable[];

export type VariableName = (typeof variables)[number]["name"];

export const variableNames: readonly VariableName[] = variables.map(({ name }) => name);

/** The table of the README. */
export function renderVariableTable(): string {
  const rows = variables.map(
    ({ name, meaning, fallback }) => `| \`${name}\` | ${meaning} | ${fallback} |`,
  );
  return ["| variable | meaning | without it |", "|---|---|---|", ...rows].join("\n");
}

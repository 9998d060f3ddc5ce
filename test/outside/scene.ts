// Muster as a process of its own between a Slack and foreign systems that know nothing of it.
import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { connect } from "../../src/storage/connect.ts";
import { createTestDatabase } from "../support/database.ts";
import { makeTestFolder } from "../support/folder.ts";
import { type MusterProcess, startProcess } from "../support/muster-process.ts";
import type { Thing } from "./block-rules.ts";
import { type ForeignPeer, openForeignPeer } from "./foreign-peer.ts";
import { openSlackPeer, SIGNING_SECRET, type SlackPeer, TOKEN } from "./slack-peer.ts";
import { APP, type Member, type Said, TEAM } from "./slack-workspace.ts";

export const SECRETS = {
  ROUTING_TOKEN: "routing-admin-secret-4711",
  UNLEASH_TOKEN: "user:unleash-secret-4712",
  LD_TOKEN: "api-launchdarkly-secret-4713",
  PROM_PASSWORD: "prometheus-secret-4714",
  GITHUB_TOKEN: "ghp_githubsecret4715githubsecret4715abcd",
};

export type Scene = AsyncDisposable & {
  readonly slack: SlackPeer;
  readonly foreign: ForeignPeer;
  readonly muster: MusterProcess;
  command(user: string, line: string, channel?: string): Promise<string>;
  /** Presses a button of a message by its label; the payload is kept to be sent again. */
  click(user: string, label: string | RegExp, within?: RegExp): Promise<Thing>;
  replay(payload: Thing): Promise<Response>;
  submit(user: string, values?: Thing): Promise<Thing | undefined>;
  until<T>(what: string, look: () => T | undefined | false | null): Promise<T>;
  /** All that any message says now. */
  shown(): string;
  /** Declares an incident; its channel, once its card stands there. */
  incident(user: string, line: string): Promise<string>;
  /** The newest message of a run. */
  run(number?: number): Said | undefined;
  /** Waits until what was only told to one person, since `from`, says so. */
  whispered(words: RegExp, from?: number): Promise<string>;
  /** Every row of every table, as text. */
  dump(): Promise<readonly string[]>;
  /** Sets Muster's clock, and Slack's with it, so far ahead of the machine's. */
  setAhead(ms: number): void;
  /** As after a loss of power: killed, and started once `meanwhile` is over. */
  restart(meanwhile?: () => void): Promise<void>;
};

export type SceneWish = {
  readonly runbooks: Readonly<Record<string, string>>;
  readonly withheld?: readonly string[];
  readonly extraSettings?: string;
  /** All of `muster.yml`, instead of the usual. */
  readonly settings?: string;
  readonly env?: Readonly<Record<string, string>>;
};

const PEOPLE: readonly Member[] = [
  ...[{ id: "U0ANNA" }, { id: "U0PIOTR" }, { id: "U0BEA" }, { id: "U0OLA" }],
  ...[{ id: "U0VICTIM" }, { id: "U0GUEST", isGuest: true }],
];

const PATIENCE_MS = 120_000;

export async function openScene(wish: SceneWish): Promise<Scene> {
  await using stack = new AsyncDisposableStack();
  const slack = stack.use(await openSlackPeer(PEOPLE, wish.withheld ?? []));
  const foreign = stack.use(await openForeignPeer());
  const database = stack.use(await createTestDatabase());
  const folder = stack.use(await makeTestFolder());
  const runbooks = join(folder.path, "runbooks");
  await mkdir(runbooks);
  for (const [name, text] of Object.entries(wish.runbooks)) {
    await writeFile(join(runbooks, `${name}.yml`), text);
  }
  const config = join(folder.path, "muster.yml");
  await writeFile(config, wish.settings ?? settings(foreign.url, wish.extraSettings));
  const env = {
    ...(wish.env ? {} : SECRETS),
    DATABASE_URL: database.url,
    MUSTER_CONFIG: config,
    MUSTER_RUNBOOKS: runbooks,
    MUSTER_DATA_DIR: join(folder.path, "data"),
    SLACK_BOT_TOKEN: TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
    GITHUB_API_URL: `${foreign.url}/github`,
    LOG_LEVEL: "debug",
    ...wish.env,
  };
  let muster = await startProcess({ env });
  stack.defer(async () => await muster.kill());
  const stop = stack.move();

  async function until<T>(what: string, look: () => T | undefined | false | null): Promise<T> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = look();
      if (found !== undefined && found !== false && found !== null) return found;
      if (Date.now() > end) {
        throw new Error(`waited for ${what}. There is:\n${shown()}\n${slack.whispers.join("\n")}`);
      }
      await Promise.race([slack.called(), new Promise((done) => setTimeout(done, 100))]);
    }
  }

  const shown = () =>
    slack.said
      .map(({ channel, text, blocks }) => `${channel}: ${text}\n  ${readable(blocks)}`)
      .join("\n");

  const trigger = () => ({ trigger_id: `${randomUUID()}.1` });
  const sender = (user: string) => ({
    team: { id: TEAM, domain: "shop" },
    user: { id: user, username: user.slice(2).toLowerCase(), team_id: TEAM },
    api_app_id: APP,
    token: "verification",
  });

  async function command(user: string, line: string, channel = "C0INCIDENTS"): Promise<string> {
    const [name = "", ...words] = line.split(" ");
    const body = new URLSearchParams({
      ...{ command: name, text: words.join(" "), team_id: TEAM, user_id: user },
      ...{ channel_id: channel, api_app_id: APP, ...trigger(), token: "v" },
      response_url: slack.responseUrl(),
    });
    const response = await slack.send(muster.url, body);
    return `${response.status} ${await response.text()}`;
  }

  return {
    ...{ slack, foreign, until, shown, command },
    get muster() {
      return muster;
    },
    setAhead: (ms) => {
      slack.setAhead(ms);
      if (muster.isRunning()) muster.setAhead(ms);
    },
    restart: async (meanwhile) => {
      await muster.kill();
      meanwhile?.();
      muster = await startProcess({ env, aheadMs: slack.aheadMs() });
    },
    incident: async (user, line) => {
      await command(user, `/incident new ${line}`);
      const card = await until("the card", () =>
        slack.said.find(({ channel, text }) => channel.startsWith("C0NEW") && /^INC-/.test(text)),
      );
      return card.channel;
    },
    run: (number = 1) =>
      slack.said.findLast(({ text, channel }) => {
        return channel.startsWith("C0") && text.startsWith(`Run ${number}, `);
      }),
    whispered: async (words, from = 0) =>
      await until(`a whisper ${words}`, () =>
        slack.whispers.slice(from).find((one) => words.test(one)),
      ),
    click: async (user, label, within = /./) => {
      const { message, block, element, value } = await until(`a button ${label}`, () =>
        findElement(slack.said, label, within),
      );
      const payload: Thing = {
        type: "block_actions",
        ...sender(user),
        ...trigger(),
        response_url: slack.responseUrl(),
        container: { type: "message", message_ts: message.ts, channel_id: message.channel },
        channel: { id: message.channel, name: "x" },
        message: { ts: message.ts, text: message.text, type: "message", user: "U0MUSTER" },
        actions: [
          {
            ...{
              type: element["type"],
              action_id: element["action_id"],
              block_id: block["block_id"],
            },
            ...{ action_ts: `${Date.now()}.1`, ...value },
          },
        ],
      };
      const response = await slack.send(muster.url, payload);
      if (response.status !== 200) throw new Error(`a click was answered ${response.status}`);
      return payload;
    },
    replay: async (payload) => await slack.send(muster.url, { ...payload, ...trigger() }),
    submit: async (user, values = {}) => {
      const view = slack.views.at(-1);
      const payload = {
        ...{ type: "view_submission", ...sender(user), ...trigger(), response_urls: [] },
        view: { ...view, hash: `${Date.now()}.s`, state: { values: stateOf(view, values) } },
      };
      const response = await slack.send(muster.url, payload);
      const text = await response.text();
      const answer = text ? (JSON.parse(text) as Thing) : undefined;
      if (answer?.["view"]) slack.show(answer["view"] as Thing);
      return answer;
    },
    dump: async () => await dump(database.url),
    [Symbol.asyncDispose]: async () => await stop.disposeAsync(),
  };
}

async function dump(url: string): Promise<readonly string[]> {
  const sql = connect(url, { max: 1, name: "outside" });
  try {
    const tables = await sql<{ schema: string; name: string }[]>`
      select table_schema as schema, table_name as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
    const rows: string[] = [];
    for (const { schema, name } of tables) {
      const found =
        await sql`select row_to_json(t)::text as row from ${sql(schema)}.${sql(name)} t`;
      rows.push(...found.map(({ row }) => `${name} ${String(row)}`));
    }
    return rows;
  } finally {
    await sql.end();
  }
}

type FoundElement = {
  readonly message: Said;
  readonly block: Thing;
  readonly element: Thing;
  readonly value: Thing;
};

const has = (text: string, wanted: string | RegExp): boolean =>
  typeof wanted === "string" ? text === wanted : wanted.test(text);

/** Newest message first. */
function findElement(
  said: readonly Said[],
  label: string | RegExp,
  within: RegExp,
): FoundElement | undefined {
  const messages = said
    .toReversed()
    .filter(({ channel, text, blocks }) => within.test(`${channel} ${text} ${readable(blocks)}`));
  for (const message of messages) {
    const [found] = message.blocks.flatMap((block) =>
      elementsOf(block).flatMap((element) => {
        const value = valueIn(element, label);
        return value ? [{ message, block, element, value }] : [];
      }),
    );
    if (found) return found;
  }
  return undefined;
}

const elementsOf = ({ elements = [], accessory = [] }: Thing): readonly Thing[] =>
  [elements, accessory].flat() as Thing[];

function valueIn(element: Thing, label: string | RegExp): Thing | undefined {
  const labelOf = (thing: Thing) => String((thing["text"] as Thing | undefined)?.["text"] ?? "");
  if (element["type"] === "button" && has(labelOf(element), label))
    return { value: element["value"] };
  const options = (element["options"] ?? []) as Thing[];
  const option = options.find((each) => has(labelOf(each), label));
  return option && { selected_option: option };
}

/** Every input of a view with what stands in it; `values` by block id. */
function stateOf(view: Thing | undefined, values: Thing): Thing {
  const inputs = ((view?.["blocks"] ?? []) as Thing[]).filter((each) => each["type"] === "input");
  const states = inputs.map((block) => {
    const { action_id: action, ...element } = block["element"] as Thing;
    const id = String(block["block_id"]);
    return [id, { [String(action)]: stateOfElement(element, values[id]) }];
  });
  return Object.fromEntries(states) as Thing;
}

function stateOfElement(element: Thing, typed: unknown): Thing {
  const type = String(element["type"]);
  if (type === "multi_static_select" || type === "checkboxes") {
    const initial = element["initial_options"] ?? [];
    const several = Array.isArray(typed) ? typed.map((one) => optionOf(element, one)) : initial;
    return { type, selected_options: several };
  }
  if (type === "datetimepicker") {
    return { type, selected_date_time: typed ?? element["initial_date_time"] ?? null };
  }
  if (!type.includes("select") && type !== "radio_buttons") {
    return { type, value: typed ?? element["initial_value"] ?? null };
  }
  const chosen = typed === undefined ? element["initial_option"] : optionOf(element, typed);
  return { type, selected_option: chosen ?? null };
}

const optionOf = ({ options }: Thing, value: unknown): Thing | undefined =>
  ((options ?? []) as Thing[]).find((each) => each["value"] === value) ?? { value };

export function readable(thing: unknown): string {
  if (Array.isArray(thing)) return thing.map(readable).filter(Boolean).join(" | ");
  if (typeof thing !== "object" || thing === null) return "";
  const one = thing as Thing;
  if (typeof one["text"] === "string") return one["text"];
  return ["text", "fields", "elements", "accessory", "options", "label", "element"]
    .map((key) => readable(one[key]))
    .filter(Boolean)
    .join(" / ");
}

function settings(foreign: string, extra = ""): string {
  return `
slack: { announce: incidents }
teams:
  payments: { title: Payments, on_call: [U0ANNA, U0PIOTR] }
  web: { title: Web, on_call: [U0PIOTR, U0BEA] }
default_team: payments
groups:
  payments-leads: [U0ANNA, U0PIOTR]
  web-leads: [U0PIOTR, U0BEA]
  business-owners: [U0OLA]
services: { checkout: { title: Checkout, team: payments } }
hooks: { generic: { auth: none }, alertmanager: { auth: none } }
connections:
  routing-admin: { kind: http, base_url: "${foreign}/routing", token: "\${ROUTING_TOKEN}", timeout: 3s, key_ttl: 1d }
  edge-admin: { kind: http, base_url: "${foreign}/edge", timeout: 3s }
  shop-public: { kind: http, base_url: "${foreign}/shop", timeout: 3s }
  prod: { kind: prometheus, base_url: "${foreign}/prom", user: muster, password: "\${PROM_PASSWORD}", timeout: 3s }
  unleash: { kind: unleash, base_url: "${foreign}/unleash", token: "\${UNLEASH_TOKEN}", timeout: 3s }
  launchdarkly: { kind: launchdarkly, base_url: "${foreign}/ld", token: "\${LD_TOKEN}", timeout: 3s }
github: { repositories: [shop/web], environments: [production] }
${extra}`;
}

// A shop with release managers, repositories and a campaign, in a real workspace; what GitHub answers is handed in.
import { isNull } from "drizzle-orm";
import type { FrozenRepository } from "../../../src/domain/freeze/repository.ts";
import type { Found } from "../../../src/domain/freeze/repository-action.ts";
import type { Shop } from "../../../src/domain/shop.ts";
import { recordPreflight } from "../../../src/operations/freezes/record-preflight.ts";
import { recordReconciled } from "../../../src/operations/freezes/record-reconciled.ts";
import { findFreezeByNumber } from "../../../src/storage/freezes.ts";
import { slackRequests } from "../../../src/storage/tables/records.ts";
import { testShop } from "../../support/operations.ts";
import { samplePreflight, sampleRepository } from "../freeze-samples.ts";
import { readable } from "../readable.ts";
import { openSlackBench, type SlackBench } from "../slack-bench.ts";

export const REPOSITORIES = ["shop/checkout", "shop/legacy", "shop/web"];

export const freezeShop: Shop = {
  ...testShop,
  groups: { "release-managers": ["U0ANNA", "U0BOB"] },
  repositories: REPOSITORIES,
  services: {
    checkout: {
      name: "checkout",
      title: "Checkout",
      repositories: ["shop/checkout", "shop/web"],
      team: "payments",
    },
  },
  freeze: {
    ...testShop.freeze,
    managers: ["group:release-managers"],
    approval: { need: 1, from: ["group:release-managers"] },
    exceptions: { need: 1, from: ["group:release-managers"], validForMinutes: 720 },
  },
  campaigns: {
    "black-friday": {
      name: "black-friday",
      title: "Black Friday",
      startsAt: "2026-11-29T23:00:00.000Z",
      endsAt: "2026-12-02T23:00:00.000Z",
      zone: "Europe/Warsaw",
      services: ["checkout"],
      readiness: [],
    },
  },
};

export type FreezeScene = SlackBench & {
  /** Types `/freeze …` and gives the answer that only this person sees. */
  type(user: string, text: string): Promise<string>;
  /** Types it, and gives the form that opens. */
  form(user: string, text: string): Promise<{ text: string; id: string }>;
  /** Messages in #releases, threads included, as text. */
  releases(): string[];
  /** Direct messages from Muster. */
  dms(user: string): string[];
  /** Presses a button of a direct message or of #releases, the latest that has it. */
  press(user: string, label: RegExp, where?: "dm" | "releases"): Promise<void>;
  /** The same, and gives the form that opens. */
  formBy(
    user: string,
    label: RegExp,
    where?: "dm" | "releases",
  ): Promise<{ text: string; id: string }>;
  /** GitHub is looked at: each repository of the freeze is found as `state`. */
  readBack(
    states: Readonly<Record<string, FrozenRepository["state"]>>,
    found?: readonly Found[],
  ): Promise<void>;
  preflight(number: number): Promise<void>;
  /** Whatever people did is carried out. */
  answered(): Promise<void>;
};

export async function openFreezeScene(shop: Partial<Shop> = {}): Promise<FreezeScene> {
  const bench = await openSlackBench({ change: { shop: { ...freezeShop, ...shop } } });
  const { slack } = bench;
  const inChannel = (id: string) =>
    slack.state.messages(id).flatMap(({ ts }) => slack.state.thread(id, ts));
  const textOf = ({ text, blocks }: { text: string; blocks: unknown }) =>
    readable({ text, blocks: blocks as never });

  const dmOf = (user: string) =>
    slack.state.channels.filter(({ kind, members }) => kind === "im" && members.includes(user));
  const releasesId = () => slack.state.channels.find(({ name }) => name === "releases")?.id;
  const messagesOf = (user: string, where: "dm" | "releases") => {
    const id = releasesId();
    const ids = where === "dm" ? dmOf(user).map((each) => each.id) : id ? [id] : [];
    return ids.flatMap((channel) => inChannel(channel).map((message) => ({ channel, message })));
  };

  async function click(user: string, label: RegExp, where: "dm" | "releases") {
    const found = messagesOf(user, where)
      .flatMap(({ channel, message }) =>
        buttonsOf(message.blocks).map((each) => ({ channel, ts: message.ts, ...each })),
      )
      .filter(({ text }) => label.test(text))
      .at(-1);
    if (!found) throw new Error(`no button ${label} in ${where} of ${user}`);
    const { channel, ts, actionId } = found;
    return await slack.as(user).click(channel, ts, { actionId });
  }

  async function answered(): Promise<void> {
    const { db } = bench.bench.ctx;
    await bench.eventually(async () => {
      const open = await db.$count(slackRequests, isNull(slackRequests.settledAt));
      return open === 0 ? true : undefined;
    });
  }

  async function readBack(
    states: Readonly<Record<string, FrozenRepository["state"]>>,
    found: readonly Found[] = [],
  ): Promise<void> {
    for (const [repository, state] of Object.entries(states)) {
      const now = bench.bench.clock.now().toISOString();
      const body = sampleRepository(repository, state, { observedAt: now, since: now });
      await recordReconciled(bench.bench.ctx, repository, body, found);
    }
    await bench.settle();
  }

  return {
    ...bench,
    readBack,
    async type(user, text) {
      const answer = await bench.answerTo(user, (person) =>
        person.command(bench.general, "/freeze", text),
      );
      await bench.settle();
      return answer.text;
    },
    async form(user, text) {
      return await bench.modalOf(user, (person) => person.command(bench.general, "/freeze", text));
    },
    releases: () => messagesOf("", "releases").map(({ message }) => textOf(message)),
    dms: (user) => messagesOf(user, "dm").map(({ message }) => textOf(message)),
    async press(user, label, where = "dm") {
      const outcome = await click(user, label, where);
      if (!outcome.ok) throw new Error(`Slack showed: ${outcome.shown}`);
      await answered();
      await bench.settle();
    },
    async formBy(user, label, where = "dm") {
      return await bench.modalOf(user, async () => await click(user, label, where));
    },
    answered,
    async preflight(number) {
      const freeze = await findFreezeByNumber(bench.bench.ctx.db, number);
      if (!freeze) throw new Error(`FRZ-${number} is not there`);
      for (const repository of freeze.scope.repositories) {
        await recordPreflight(bench.bench.ctx, freeze.id, samplePreflight(repository));
      }
      await bench.settle();
    },
  };
}

function buttonsOf(blocks: unknown): { text: string; actionId: string }[] {
  if (Array.isArray(blocks)) return blocks.flatMap(buttonsOf);
  if (typeof blocks !== "object" || blocks === null) return [];
  const node = blocks as Record<string, unknown>;
  if (node["type"] === "button") {
    const { text } = node["text"] as { text: string };
    return [{ text, actionId: String(node["action_id"]) }];
  }
  return Object.values(node).flatMap(buttonsOf);
}

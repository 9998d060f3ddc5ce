// Tells an incident of the sample shop from outside: people press what they see, time passes for everybody.
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import type { Sql } from "postgres";
import type { Trouble } from "../../src/rehearsal/shop/types.ts";
import type { InputValue, Message, Outcome, Use } from "../../src/rehearsal/slack/types.ts";
import { connect } from "../../src/storage/connect.ts";
import { findButton, type Stage, type StageOptions, setStage, until, userId } from "./stage.ts";

export type Story = AsyncDisposable & {
  readonly stage: Stage;
  /** Breaks the shop and waits until its own alerting has opened the first incident. */
  trouble(trouble: Trouble): Promise<Message>;
  /** Time for Muster and for the shop, until it holds; at most two hours of theirs. */
  pass(holds: () => boolean, what: string, stepSeconds?: number): Promise<void>;
  passSeconds(seconds: number): Promise<void>;
  /** Comes into the channel of the incident. */
  joins(user: string): Promise<void>;
  /** The message of the run that people see last; its number counts from 1. */
  run(number?: number): RunOnStage;
};

export type RunOnStage = {
  /** Its message as it is now. */
  message(): Message | undefined;
  /** Waits, without time passing, until its message holds this. */
  shows(text: string | RegExp): Promise<Message>;
  /** Waits, without time passing, until its sentence says this: the step it is at, or how it ended. */
  at(standing: string): Promise<void>;
  /** Lets time pass until its sentence says this; in longer steps where it looks that seldom. */
  passTo(standing: string, stepSeconds?: number): Promise<void>;
  /** Waits for the button and presses it; with `form`, fills in and sends the form that opens. */
  press(user: string, label: string, form?: Form): Promise<Outcome>;
  /** The same in the menu behind the three dots. */
  choose(user: string, label: string, form?: Form): Promise<Outcome>;
  /** Presses Approve, or another button, in the newest question that was sent to this person. */
  vote(user: string, label?: string, form?: Form): Promise<Outcome>;
};

export type Form = Readonly<Record<string, InputValue>>;

/** The channel of the first incident. */
export const ROOM = /^inc-1-/;

/** As often as the shipped runbooks look while something recovers. */
const STEP_SECONDS = 15;
/** All traffic that the shop's figures still know of: more of the same tells no more. */
const WINDOW_SECONDS = 20;
const LONGEST_SECONDS = 2 * 3_600;
/** A message is edited once a second at most; what takes longer than this waits for something else. */
const EDIT_MS = 3_000;
const GLANCE_MS = 250;

export async function tellStory(options: StageOptions = {}): Promise<Story> {
  const stage = await setStage(options);
  const sql = connect(stage.databaseUrl, { max: 1, name: "muster test" });
  const { slack, shop } = stage;
  shop.alertTo(`${stage.muster.url}/hooks/alertmanager`);

  /** As `until`, of a message: people wait for the next edit of it, which goes by everybody's clock. */
  async function see(holds: () => boolean, what: string, otherwise?: () => string): Promise<void> {
    for (let waited = 0; waited < EDIT_MS && !holds(); waited += GLANCE_MS) {
      await stage.clock.forward(GLANCE_MS);
      await wait(20);
    }
    await until(holds, what, otherwise);
  }

  async function step(seconds: number): Promise<void> {
    await stage.clock.forward(seconds * 1_000);
    await shop.tick(Math.min(seconds, WINDOW_SECONDS));
    await until(() => isQuiet(sql, stage.clock.now()), "everything that is due to be done");
  }

  async function pass(holds: () => boolean, what: string, seconds = STEP_SECONDS): Promise<void> {
    for (let passed = 0; !holds(); passed += seconds) {
      assert.ok(passed < LONGEST_SECONDS, `two hours passed without ${what}`);
      await step(seconds);
    }
  }

  function run(number = 1): RunOnStage {
    const head = `*Run ${number} · `;
    const message = () =>
      slack.state.channels
        .filter(({ name }) => /^(?:inc|drill|plan)-/.test(name))
        .flatMap(({ id }) => slack.state.messages(id))
        .findLast(({ blocks }) => JSON.stringify(blocks).includes(head));
    const isShown = (text: string | RegExp) => {
      const now = message();
      return now !== undefined && holdsText(now, text);
    };
    const isAt = (standing: string) => message()?.text.includes(standing) ?? false;
    const act = async (user: string, find: (message: Message) => Use | undefined, form?: Form) => {
      const what = `something to press for ${user}`;
      await see(
        () => {
          const now = message();
          return now !== undefined && find(now) !== undefined;
        },
        what,
        () => drawn(message()),
      );
      const now = message();
      const use = now && find(now);
      assert.ok(now && use);
      const person = slack.as(userId(stage, user));
      return await fillIn(await person.click(now.channelId, now.ts, use), user, form);
    };
    const fillIn = async (clicked: Outcome, user: string, form?: Form): Promise<Outcome> => {
      assert.ok(clicked.ok, JSON.stringify(clicked));
      if (!form) return clicked;
      const id = userId(stage, user);
      // On a busy machine the word that an earlier form is being worked on may still be open.
      const open = () => {
        const view = slack.state.views(id).at(-1);
        return view?.content.type === "modal" && view.content.submit ? view : undefined;
      };
      await see(() => open() !== undefined, `a form for ${user}`);
      const submitted = await slack.as(id).submitView(open()?.id ?? "", form);
      assert.ok(submitted.ok, JSON.stringify(submitted));
      return submitted;
    };
    return {
      message,
      async shows(text) {
        await see(
          () => isShown(text),
          `run ${number} to show ${text}`,
          () => drawn(message()),
        );
        const shown = message();
        assert.ok(shown);
        return shown;
      },
      at: async (standing) =>
        await see(
          () => isAt(standing),
          `run ${number} at “${standing}”`,
          () => drawn(message()),
        ),
      passTo: async (standing, seconds) =>
        await pass(() => isAt(standing), `run ${number} at “${standing}”`, seconds),
      press: async (user, label, form) =>
        await act(user, ({ blocks }) => findButton(blocks, label), form),
      choose: async (user, label, form) =>
        await act(user, ({ blocks }) => findChoice(blocks, label), form),
      async vote(user, label = "Approve", form?: Form) {
        const find = () =>
          slack.state.channels
            .filter(({ kind, members }) => kind === "im" && members.includes(userId(stage, user)))
            .flatMap(({ id }) => slack.state.messages(id))
            .findLast(({ blocks }) => findButton(blocks, label) !== undefined);
        await see(() => find() !== undefined, `${user} to be asked for an approval`);
        const asked = find();
        assert.ok(asked);
        const outcome = await fillIn(await stage.click(user, asked, label), user, form);
        // The question loses its buttons once the vote is kept: time may pass only then.
        const isAsked = () =>
          findButton(slack.state.message(asked.channelId, asked.ts)?.blocks, label) !== undefined;
        await see(() => !isAsked(), `the vote of ${user} to be taken`);
        return outcome;
      },
    };
  }

  return {
    stage,
    async trouble(trouble) {
      shop.break(trouble);
      await pass(() => slack.state.channels.some(({ name }) => ROOM.test(name)), "an incident");
      return await stage.expectMessage(ROOM, "Suggested runbook");
    },
    pass,
    async passSeconds(seconds) {
      for (let passed = 0; passed < seconds; passed += STEP_SECONDS) await step(STEP_SECONDS);
    },
    async joins(user) {
      await slack.as(userId(stage, user)).join(stage.channelId(ROOM));
    },
    run,
    async [Symbol.asyncDispose]() {
      await sql.end({ timeout: 1 });
      await stage[Symbol.asyncDispose]();
    },
  };
}

/** Nothing is owed by now, and no timer that is due is still to fire. */
async function isQuiet(sql: Sql, now: Date): Promise<boolean> {
  const [row] = await sql<{ many: number }[]>`
    select (select count(*) from outbox where state in ('owed', 'sent') and due_at <= ${now})::int
      + (select count(*) from timers where fired_at is null and fire_at <= ${now})::int as many`;
  return row?.many === 0;
}

type Menu = {
  readonly type?: string;
  readonly block_id?: string;
  readonly elements?: readonly {
    readonly type?: string;
    readonly action_id?: string;
    readonly options?: readonly {
      readonly text: { readonly text: string };
      readonly value: string;
    }[];
  }[];
};

function findChoice(blocks: unknown, label: string): Use | undefined {
  return (blocks as readonly Menu[])
    .flatMap(({ block_id, elements = [] }) =>
      elements.flatMap(({ type, action_id = "", options = [] }) =>
        (type === "overflow" ? options : []).map((option) => ({ block_id, action_id, option })),
      ),
    )
    .filter(({ option }) => option.text.text === label)
    .map(({ block_id, action_id, option }) => ({
      actionId: action_id,
      ...(block_id ? { blockId: block_id } : {}),
      selectedOption: option.value,
    }))
    .at(0);
}

function holdsText({ text, blocks }: Message, wanted: string | RegExp): boolean {
  const all = `${text}\n${JSON.stringify(blocks)}`;
  return typeof wanted === "string" ? all.includes(wanted) : wanted.test(all);
}

function drawn(message: Message | undefined): string {
  if (!message) return "There is no message of it.";
  const texts = JSON.stringify(message.blocks).matchAll(/"text":("(?:[^"\\]|\\.)*")/g);
  return [message.text, ...[...texts].map(([, text = ""]) => JSON.parse(text) as string)].join(
    "\n",
  );
}

// Freezes and lifts many repositories with Muster's own parts, under a clock that jumps from one due moment to the next.
import { type FreezeWorld, openFreezeWorld } from "../../test/jobs/freeze/freeze-world.ts";

export type Call = {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
};

export type Frozen = {
  readonly repositories: number;
  readonly pulls: number;
  readonly startsAt: number;
  readonly endsAt: number;
  /** When the last repository was read back as frozen, and as open again. */
  readonly activeAt: number;
  readonly liftedAt: number;
  /** The same commits frozen once more: from the start until the last one was read back. */
  readonly againMs: number;
  /** Everything that GitHub was asked for the first freeze, oldest first. */
  readonly calls: readonly Call[];
  /** Wall time that it took. */
  readonly wallMs: number;
};

export type FreezeWish = { readonly repositories: number; readonly pulls: number };

const MINUTE_MS = 60_000;
const LEAD_MS = 30 * MINUTE_MS;
const LOOK_MS = 1_000;
const PATIENCE_MS = 24 * 60 * MINUTE_MS;

export async function freezeMany({ repositories, pulls }: FreezeWish): Promise<Frozen> {
  await using stack = new AsyncDisposableStack();
  const names = Array.from({ length: repositories }, (_, at) => `shop/r${at + 1}`);
  const world = await openFreezeWorld(
    {
      after: (dispose) =>
        stack.defer(async () => {
          await (dispose as () => Promise<void>)();
        }),
    },
    { repositories: names, isJudged: false },
  );
  const { github, clock } = world;
  for (const [at, name] of names.entries()) {
    const many = Math.floor(pulls / repositories) + (at < pulls % repositories ? 1 : 0);
    github.addRepository({ name, pulls: many });
  }
  const journal = openJournal(world);
  const since = performance.now();
  const now = () => clock.now().getTime();
  const startsAt = now() + LEAD_MS;
  // GitHub's hour for messages, 450 of it used, and a little for whoever comes late.
  const tellMs = Math.ceil((pulls / 450) * 60 + 15) * MINUTE_MS;
  const { id, endsAt } = await world.declare({
    startsAt: new Date(startsAt).toISOString(),
    minutes: tellMs / MINUTE_MS,
  });
  if (endsAt === null) throw new Error("a freeze without an end");
  await world.pass(startsAt - now());
  journal.read();
  const activeAt = await until(world, { id, state: "active" });
  await passReading(world, journal, Date.parse(endsAt));
  const liftedAt = await until(world, { id, state: "lifted" });
  await passReading(world, journal, now() + tellMs);
  const calls = journal.read();
  const againMs = await freezeAgain(world);
  world.expectClean();
  const wallMs = performance.now() - since;
  const times = { startsAt, endsAt: Date.parse(endsAt), activeAt, liftedAt, againMs };
  return { repositories, pulls, ...times, calls, wallMs };
}

type Journal = { readonly read: () => readonly Call[] };

/** GitHub's own keeps the last 20 000 calls only. */
function openJournal({ github }: FreezeWorld): Journal {
  const kept: Call[] = [];
  let last: unknown;
  return {
    read: () => {
      const all = github.calls();
      const fresh = all.slice(last === undefined ? 0 : all.lastIndexOf(last as never) + 1);
      last = all.at(-1);
      kept.push(...fresh.map(({ at, ...call }) => ({ ...call, at: Date.parse(at) })));
      return kept;
    },
  };
}

const READ_EVERY_MS = 10 * MINUTE_MS;

async function passReading({ clock, pass }: FreezeWorld, journal: Journal, moment: number) {
  for (;;) {
    journal.read();
    const left = moment - clock.now().getTime();
    if (left <= 0) return;
    await pass(Math.min(left, READ_EVERY_MS));
  }
}

/** What was told to be free again passes until it is told otherwise: that comes before it is called held. */
async function freezeAgain(world: FreezeWorld): Promise<number> {
  const startsAt = world.clock.now().getTime() + LEAD_MS;
  const wish = { startsAt: new Date(startsAt).toISOString(), minutes: 24 * 60 };
  const { id } = await world.declare(wish);
  await world.pass(LEAD_MS);
  return (await until(world, { id, state: "active" })) - startsAt;
}

type Wait = { readonly id: string; readonly state: string };

async function until(world: FreezeWorld, { id, state }: Wait): Promise<number> {
  const now = () => world.clock.now().getTime();
  for (const from = now(); (await world.freeze(id)).state !== state; ) {
    if (now() - from > PATIENCE_MS) throw new Error(`a day passed without ${state}`);
    await world.pass(LOOK_MS);
  }
  return now();
}

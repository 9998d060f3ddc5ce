// Freezes and lifts many repositories with Muster's own parts, under a clock that jumps from one due moment to the next.
import { openFreezeWorld } from "../../test/jobs/freeze/freeze-world.ts";

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
  /** Everything that GitHub was asked, oldest first. */
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
  const since = performance.now();
  const now = () => clock.now().getTime();
  const startsAt = now() + LEAD_MS;
  const hours = Math.ceil(pulls / 450) + 2;
  const { id, endsAt } = await world.declare({
    startsAt: new Date(startsAt).toISOString(),
    minutes: hours * 60,
  });
  if (endsAt === null) throw new Error("a freeze without an end");
  const stateOf = async () => (await world.freeze(id)).state;
  async function until(state: string): Promise<number> {
    for (const from = now(); (await stateOf()) !== state; ) {
      if (now() - from > PATIENCE_MS) throw new Error(`a day passed without ${state}`);
      await world.pass(LOOK_MS);
    }
    return now();
  }
  await world.pass(startsAt - now());
  const activeAt = await until("active");
  await world.pass(Date.parse(endsAt) - now());
  const liftedAt = await until("lifted");
  await world.pass((hours - 1) * 60 * MINUTE_MS);
  world.expectClean();
  const calls = github.calls().map(({ at, ...call }) => ({ ...call, at: Date.parse(at) }));
  const wallMs = performance.now() - since;
  const times = { startsAt, endsAt: Date.parse(endsAt), activeAt, liftedAt };
  return { repositories, pulls, ...times, calls, wallMs };
}

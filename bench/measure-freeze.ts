// What freezing and lifting costs in calls to GitHub, and how long it takes until the last repository is really held.
import { fewestCalls } from "./freeze/fewest-calls.ts";
import { type Call, type Frozen, freezeMany } from "./freeze/freeze-many.ts";
import { quantile } from "./quantile.ts";
import type { Row } from "./table.ts";

const REPOSITORIES = [1, 50, 200] as const;
const PULLS = 500;

export async function measureFreeze(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const repositories of REPOSITORIES) {
    rows.push(...rowsOf(await freezeMany({ repositories, pulls: PULLS })));
  }
  return rows;
}

export function rowsOf(frozen: Frozen): readonly Row[] {
  const { repositories, pulls, calls, startsAt, endsAt, activeAt, liftedAt } = frozen;
  const fewest = fewestCalls(repositories, pulls);
  const what = `${repositories} ${repositories === 1 ? "repository" : "repositories"}, ${pulls} pull requests`;
  const counted = countCalls(calls);
  const start = spread(calls.filter(isCheck("POST")).map(({ at }) => at - startsAt));
  const end = spread(calls.filter(isCheck("PATCH")).map(({ at }) => at - endsAt));
  return [
    {
      what: `${what}: changes to GitHub, from staging to lift`,
      figure: `${counted.rules} of rules, ${counted.checks} checks`,
      peer: `${fewest.rules} and ${fewest.checks}`,
      ratio: (counted.rules + counted.checks) / (fewest.rules + fewest.checks),
      ...bar(counted.rules + counted.checks, fewest.rules + fewest.checks, 1),
    },
    {
      what: "  all calls that count for GitHub's hour",
      figure: `${counted.all} (and ${counted.unchanged} answered “not changed”)`,
      peer: `fewest ${fewest.all}`,
      ratio: counted.all / fewest.all,
    },
    {
      what: "  from the start until the last one is read back as held",
      figure: seconds(activeAt - startsAt),
      peer: `at one change a second ${seconds(fewest.holdMs)}`,
      ...(fewest.holdMs > 0 && { ratio: (activeAt - startsAt) / fewest.holdMs }),
    },
    {
      what: "  from the end until the last one is read back as open",
      figure: seconds(liftedAt - endsAt),
      peer: `at one change a second ${seconds(fewest.holdMs)}`,
    },
    {
      what: "  the same commits frozen again: until held, and nothing of before lets them through",
      figure: seconds(frozen.againMs),
      peer: `at one change a second ${seconds(fewest.holdMs + pulls * 1_000)}`,
      ratio: frozen.againMs / (fewest.holdMs + pulls * 1_000),
    },
    {
      what: "  a pull request is told it is held / free again, half / last",
      figure: `${start} / ${end}`,
    },
    {
      what: "  changes less than a second apart / calls that GitHub refused for its limits",
      figure: `${tooClose(calls)} / ${calls.filter(({ status }) => status === 403 || status === 429).length}`,
    },
    {
      what: "  most calls in an hour / most changes in an hour",
      figure: `${busiestHour(calls.filter(counts))} / ${busiestHour(calls.filter(isChange))}`,
      peer: "GitHub allows 5000 calls",
    },
  ];
}

/** Fewer than the fewest were counted wrong. */
function bar(value: number, fewest: number, most: number) {
  return { bar: `≤ ${most.toFixed(2)}`, holds: value >= fewest && value / fewest <= most };
}

const isToken = ({ path }: Call): boolean => path.endsWith("/access_tokens");
const isChange = (call: Call): boolean => call.method !== "GET" && !isToken(call);
const isCheck =
  (method: string) =>
  (call: Call): boolean =>
    call.method === method && call.path.includes("/check-runs");
const NOT_MODIFIED = 304;
const counts = (call: Call): boolean => call.status !== NOT_MODIFIED && !isToken(call);

function countCalls(calls: readonly Call[]) {
  const changes = calls.filter(isChange);
  return {
    rules: changes.filter(({ path }) => path.includes("/rulesets")).length,
    checks: changes.filter(({ path }) => path.includes("/check-runs")).length,
    all: calls.filter(counts).length,
    unchanged: calls.filter(({ status }) => status === NOT_MODIFIED).length,
  };
}

const APART_MS = 1_000;

function tooClose(calls: readonly Call[]): number {
  const times = calls.filter(isChange).map(({ at }) => at);
  return times.filter((at, index) => index > 0 && at - (times[index - 1] ?? 0) < APART_MS).length;
}

const HOUR_MS = 3_600_000;

function busiestHour(calls: readonly Call[]): number {
  let first = 0;
  return calls.reduce((most, { at }, last) => {
    while ((calls[first]?.at ?? at) <= at - HOUR_MS) first += 1;
    return Math.max(most, last - first + 1);
  }, 0);
}

function spread(ms: readonly number[]): string {
  if (ms.length === 0) return "never";
  return `${seconds(quantile(ms, 0.5))} … ${seconds(Math.max(...ms))}`;
}

function seconds(ms: number): string {
  const whole = Math.round(ms / 1000);
  if (whole < 120) return `${whole} s`;
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

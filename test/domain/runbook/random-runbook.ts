// Makes runbooks at random: every kind of step, jumps, approvals, ways back; each can be read without a fault.
import fc from "fast-check";
import { runbookOf } from "./play.ts";

/** What one step is made of; the same genes give the same step. */
export type Gene = {
  readonly kind: (typeof KINDS)[number];
  readonly dice: number;
  readonly jump: number;
  readonly isApproved: boolean;
};

export type Genome = {
  readonly genes: readonly Gene[];
  readonly onAbort: "ask" | "rollback" | "leave";
  readonly hasDeadline: boolean;
};

const KINDS = [
  "manual",
  "choice",
  "check",
  "wait",
  "http",
  "flag",
  "redeploy",
  "dispatch",
  "freeze",
  "freeze-look",
  "undo",
  "announce",
  "end",
] as const;

const weights: Readonly<Partial<Record<Gene["kind"], number>>> = {
  http: 4,
  flag: 3,
  redeploy: 2,
  dispatch: 2,
  freeze: 2,
  undo: 4,
};

const gene: fc.Arbitrary<Gene> = fc.record({
  kind: fc.oneof(
    ...KINDS.map((kind) => ({ weight: weights[kind] ?? 1, arbitrary: fc.constant(kind) })),
  ),
  dice: fc.nat({ max: 999 }),
  jump: fc.nat({ max: 99 }),
  isApproved: fc.boolean(),
});

export const genomes: fc.Arbitrary<Genome> = fc.record({
  genes: fc.array(gene, { minLength: 3, maxLength: 10 }),
  onAbort: fc.constantFrom("ask", "ask", "rollback", "leave"),
  hasDeadline: fc.boolean(),
});

export function runbookFrom({ genes, onAbort, hasDeadline }: Genome) {
  const steps = genes.map((each, index) => `${textOf(each, index, genes)}\n`).join("");
  const runbook = runbookOf(
    `${steps}  - {id: last, kind: end, outcome: success}\n`,
    `on_abort: ${onAbort}\n${hasDeadline ? "deadline: 1h\n" : ""}`,
  );
  return runbook;
}

const pick = <T>(from: readonly [T, ...T[]], by: number): T => from[by % from.length] ?? from[0];

function textOf(gene: Gene, index: number, genes: readonly Gene[]): string {
  const body = bodyOf(gene, index, genes);
  // An end is passed by or taken; nobody can tell from the file.
  const isSometimes = gene.dice % 7 === 0 || (gene.kind === "end" && gene.dice % 3 === 0);
  const when = isSometimes ? `    when: inputs.from ${gene.dice % 2 ? "!=" : "=="} 'stripe'\n` : "";
  const approval =
    gene.isApproved && gene.kind !== "end" && gene.kind !== "freeze-look"
      ? `    approval: {need: ${1 + (gene.dice % 2)}, from: [any_responder], exclude: [operator], timeout: 10m, escalate_after: 5m, valid_for: 5m}\n`
      : "";
  return `  - id: s${index}\n    title: Step ${index}\n${when}${approval}${body}`;
}

/** Forward, or out. */
function target({ jump }: Gene, index: number, { length }: readonly Gene[]): string {
  const ahead = index + 1 + (jump % (length - index));
  return ahead >= length ? pick(["last", "end"], jump) : `s${ahead}`;
}

function bodyOf(gene: Gene, index: number, genes: readonly Gene[]): string {
  const { dice } = gene;
  const goto = `{goto: ${target(gene, index, genes)}}`;
  const route = pick(["ask", "ask", "next", "ask", "next", "abort", goto], dice);
  switch (gene.kind) {
    case "manual":
      return `    kind: manual\n    timeout: 10m\n    on_timeout: ${pick(["ask", "remind", "escalate", "next", goto], dice)}\n    on_fail: ${route}\n`;
    case "choice":
      return `    kind: choice\n    timeout: 5m\n    on_timeout: ${pick(["ask", "escalate"], dice)}\n    options: [{value: a, label: A}, {value: b, label: B, goto: ${target(gene, index, genes)}}]\n`;
    case "check":
      return `    kind: check\n    run: ${pick(["auto", "click"], dice)}\n    pass: rate > 90\n    on_fail: ${route}\n    on_unknown: ${pick(["ask", goto], dice)}\n`;
    case "wait":
      return pick(
        [
          "    kind: wait\n    for: 1m\n",
          "    kind: wait\n    at: 2026-11-29T17:00Z\n    follows: FRZ-7\n",
          `    kind: wait\n    until: rate > 90\n    hold: 30s\n    every: 15s\n    timeout: 5m\n    on_timeout: ${route}\n`,
        ],
        dice,
      );
    case "http":
      return httpOf(gene, index, route);
    case "flag":
      return flagOf(gene, index, route);
    case "redeploy":
      return `    kind: github\n    op: rollback_deployment\n    repo: acme/shop\n    environment: production\n    wait: 5m\n    on_fail: ${route}\n    run: ${runOf(dice)}\n    outputs: {sha: {type: string}}\n    rehearse: {sha: aaa}\n    ${pick(["undo: auto", "irreversible: no way back"], dice)}\n`;
    case "dispatch":
      return `    kind: github\n    op: dispatch\n    repo: acme/shop\n    workflow: go.yml\n    ref: main\n    inputs: {n: "${index}"}\n    wait: 5m\n    on_fail: ${route}\n    run: ${runOf(dice)}\n    undo: {op: dispatch, inputs: {n: "-${index}"}, valid_for: 10m}\n`;
    case "freeze":
      return `    kind: freeze\n    op: declare\n    repos: [shop/web]\n    starts_at: 2026-11-26T18:00+01:00\n    hours: 72\n    deploys: merges_only\n    run: ${runOf(dice)}\n    on_fail: ${route}\n    outputs: {freeze_id: {type: string}}\n    rehearse: {freeze_id: FRZ-0}\n    ${pick(["undo: auto", "undo: auto", "irreversible: it ends by itself"], dice)}\n`;
    case "freeze-look":
      return `    kind: freeze\n    run: ${runOf(dice)}\n    on_fail: ${route}\n${pick(LOOKS, dice)}`;
    case "undo":
      return undoOf(gene, index, genes);
    case "announce":
      return `    kind: announce\n    run: ${pick(["auto", "click"], dice)}\n    to: [incident]\n    text: "Hello {{ inputs.from }}"\n`;
    case "end":
      return dice % 3 === 0
        ? "    kind: end\n    outcome: failed\n"
        : bodyOf({ ...gene, kind: "manual" }, index, genes);
  }
}

const LOOKS = [
  "    op: preflight\n    repos: [shop/web]\n    outputs: {ok: {type: integer}}\n    rehearse: {ok: 1}\n",
  "    op: assert\n    freeze: FRZ-7\n    state: active\n    within: 10m\n",
  "    op: assert\n    freeze: FRZ-7\n    state: lifted\n    within: 10m\n",
  "    op: report\n    freeze: FRZ-7\n",
] as const;

const runOf = (dice: number): string => pick(["click", "click", "auto"], dice >> 3);

function httpOf({ dice }: Gene, index: number, route: string): string {
  if (dice % 9 === 0)
    return "    kind: http\n    connection: routing\n    method: GET\n    path: /v1/state\n    outputs: {n: {pointer: /n, type: integer}}\n    rehearse: {n: 1}\n";
  const repeat = pick(["safe", "keyed", "probe", "never"], dice >> 1);
  const probe =
    repeat === "probe"
      ? "    probe: {http: routing, path: /log, pointer: /there, equals: true}\n"
      : "";
  const verify =
    dice % 2
      ? "    verify: {http: routing, path: /v1/x, pointer: /pct, equals: 100, within: 5s}\n"
      : "";
  const retry = dice % 3 ? '    retry: {max: 1, on: [network, "429", 5xx]}\n' : "";
  const onlyIf =
    dice % 4
      ? `, only_if: {http: routing, path: /v1/x, pointer: /revision, equals: "{{ steps.s${index}.output.n }}"}`
      : "";
  // Every third one has the very same undo as the others.
  const undo =
    dice % 5
      ? `    undo: {path: ${dice % 3 ? "/v1/back" : `/v1/back/${index}`}, body: {pct: 0}, valid_for: 10m${onlyIf}}\n`
      : "    irreversible: mails are out\n";
  return `    kind: http\n    connection: routing\n    method: PUT\n    path: /v1/routes/${index}\n    body: {pct: 100}\n    repeat: ${repeat}\n    run: ${runOf(dice)}\n    on_fail: ${route}\n    outputs: {n: {pointer: /n, type: integer}}\n    rehearse: {n: 1}\n${probe}${verify}${retry}${undo}`;
}

function flagOf({ dice }: Gene, index: number, route: string): string {
  const set = pick(['"off"', '"on"', "{variation: blue}"], dice);
  const verify = dice % 2 ? `    verify: {flag_state: ${set}, within: 5s}\n` : "";
  const undo = pick(["auto", '{set: "on", valid_for: 10m}'], dice >> 2);
  return `    kind: flag\n    connection: unleash\n    project: shop\n    env: production\n    flag: f${index % 2}\n    set: ${set}\n    run: ${runOf(dice)}\n    on_fail: ${route}\n    undo: ${undo}\n${verify}`;
}

/** Of the effects before it that say how they are undone; without any it is a manual step. */
function undoOf(gene: Gene, index: number, genes: readonly Gene[]): string {
  const before = genes.slice(0, index).flatMap((each, place) => {
    const text = bodyOf(each, place, genes);
    return text.includes("undo:") ? [`s${place}`] : [];
  });
  const chosen = before.filter((_, place) => (gene.dice >> place) % 2 === 0 || place === 0);
  if (chosen.length === 0) return bodyOf({ ...gene, kind: "manual" }, index, genes);
  return `    kind: flag\n    run: ${runOf(gene.dice)}\n    on_fail: ask\n    undoes: [${chosen.join(", ")}]\n`;
}

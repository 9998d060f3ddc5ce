// The short form in which a button carries its value, and what earlier versions wrote.
import { z } from "zod";
import { actionSchema, codeOf, codeSchema } from "./action-codes.ts";
import type { ExceptionValue, FreezeValue, ReadinessValue, RunValue, Value } from "./ids.ts";

const v = z.literal(1);
const count = z.int().min(0);
const sha8 = z.string().regex(/^[0-9a-f]{8}$/);

const moreSchema = z.enum([
  "take-lead",
  "change-priority",
  "page-someone",
  "add-note",
  "edit",
  "cancel",
]);

const runObject = z.strictObject({
  v,
  r: count,
  s: z.string(),
  a: count,
  x: actionSchema,
  o: z.string().optional(),
  t: z.string().optional(),
  h: sha8.optional(),
  u: z.string().optional(),
});
/** `[1, run, step, attempt, action]`, then the request's sha where a vote is meant. */
const runTuple = z.tuple([v, count, z.string(), count, codeSchema]);
const votingTuple = z.tuple([v, count, z.string(), count, codeSchema, sha8]);

const verbSchema = z.enum(["extend", "shorten", "lift", "cancel"]);

const written = z.union([
  z.strictObject({ v, i: count, n: count.optional(), x: moreSchema.optional() }),
  runObject,
  z.strictObject({ v, r: count, s: z.string(), d: z.enum(["undo", "leave", "show"]) }),
  z.strictObject({ v, k: z.uuid(), d: z.enum(["finish", "reopen", "change"]) }),
  z.strictObject({ v, p: z.uuid() }),
  z.strictObject({ v, d: z.uuid() }),
  z.strictObject({
    v,
    b: z.string(),
    i: count.optional(),
    m: z.enum(["drill", "plan"]).optional(),
  }),
  z.strictObject({
    v,
    f: count,
    q: z.uuid().optional(),
    g: count.optional(),
    w: verbSchema.optional(),
    o: z.string().optional(),
  }),
  z.strictObject({ v, e: count, w: z.enum(["approve", "deny"]).optional() }),
  z.strictObject({
    v,
    y: z.string(),
    w: z.enum(["go", "no-go"]).optional(),
    h: sha8.optional(),
  }),
  z.strictObject({ v, c: z.string() }),
  z.strictObject({ v }),
  runTuple,
  votingTuple,
]);

export function packValue(value: Value): z.input<typeof written> {
  switch (value.about) {
    case "incident":
      return {
        v: 1,
        i: value.incident,
        ...(value.version !== null && { n: value.version }),
        ...(value.more && { x: value.more }),
      };
    case "run":
      return packRun(value);
    case "change":
      return { v: 1, r: value.run, s: value.step, d: value.do };
    case "action-item":
      return { v: 1, k: value.item, d: value.do };
    case "page":
      return { v: 1, p: value.page };
    case "delivery":
      return { v: 1, d: value.delivery };
    case "runbook":
      return {
        v: 1,
        b: value.slug,
        ...(value.incident !== null && { i: value.incident }),
        ...(value.mode && { m: value.mode }),
      };
    case "freeze":
      return packFreeze(value);
    case "exception":
      return { v: 1, e: value.exception, ...(value.vote && { w: value.vote }) };
    case "readiness":
      return {
        v: 1,
        y: value.board,
        ...(value.vote && { w: value.vote }),
        ...(value.seen && { h: value.seen }),
      };
    case "command":
      return { v: 1, c: value.text };
    case "nothing":
      return { v: 1 };
  }
}

function packFreeze(value: FreezeValue): z.input<typeof written> {
  const { freeze, proposal, page, verb, repository } = value;
  return {
    v: 1,
    f: freeze,
    ...(proposal !== undefined && { q: proposal }),
    ...(page !== undefined && { g: page }),
    ...(verb && { w: verb }),
    ...(repository !== undefined && { o: repository }),
  };
}

function packRun(value: RunValue): z.input<typeof runObject> {
  return {
    v: 1,
    r: value.run,
    s: value.step,
    a: value.attempt,
    x: value.action,
    ...(value.option !== undefined && { o: value.option }),
    ...(value.target !== undefined && { t: value.target }),
    ...(value.sha8 !== undefined && { h: value.sha8 }),
    ...(value.to !== undefined && { u: value.to }),
  };
}

/** A menu's option holds 75 characters: no option, target or person fits in, a vote's sha does. */
export function packOption({ run, step, attempt, action, sha8: sha }: RunValue): unknown {
  return [1, run, step, attempt, codeOf(action), ...(sha === undefined ? [] : [sha])];
}

/** Undefined for what no version of ours wrote. */
export function unpackValue(packed: unknown): Value | undefined {
  const read = written.safeParse(packed);
  if (!read.success) return undefined;
  const from = read.data;
  if (Array.isArray(from)) return unpackTuple(from);
  if ("f" in from) return unpackFreeze(from);
  if ("e" in from) return unpackException(from);
  if ("y" in from) return unpackReadiness(from);
  return unpackOther(from);
}

type PackedOther = Exclude<
  z.output<typeof written>,
  readonly unknown[] | { readonly f: number } | { readonly e: number } | { readonly y: string }
>;

function unpackOther(from: PackedOther): Value {
  if ("x" in from && "r" in from) return unpackRun(from);
  if ("r" in from) return { about: "change", run: from.r, step: from.s, do: from.d };
  if ("k" in from) return { about: "action-item", item: from.k, do: from.d };
  if ("p" in from) return { about: "page", page: from.p };
  if ("d" in from) return { about: "delivery", delivery: from.d };
  if ("b" in from) {
    const { b: slug, i: incident = null, m: mode } = from;
    return { about: "runbook", slug, incident, ...(mode && { mode }) };
  }
  if ("c" in from) return { about: "command", text: from.c };
  if ("i" in from) {
    const { i: incident, n: version = null, x: more } = from;
    return { about: "incident", incident, version, ...(more && { more }) };
  }
  return { about: "nothing" };
}

function unpackTuple(from: z.output<typeof runTuple> | z.output<typeof votingTuple>): RunValue {
  const [, run, step, attempt, action, sha] = from;
  const vote = sha === undefined ? {} : { sha8: sha };
  return { about: "run", run, step, attempt, action, ...vote };
}

function unpackException({
  e: exception,
  w: vote,
}: Extract<z.output<typeof written>, { readonly e: number }>): ExceptionValue {
  return { about: "exception", exception, ...(vote && { vote }) };
}

function unpackReadiness({
  y: board,
  w: vote,
  h: seen,
}: Extract<z.output<typeof written>, { readonly y: string }>): ReadinessValue {
  return { about: "readiness", board, ...(vote && { vote }), ...(seen && { seen }) };
}

type PackedFreeze = Extract<z.output<typeof written>, { readonly f: number }>;

function unpackFreeze(from: PackedFreeze): FreezeValue {
  const { f: freeze, q: proposal, g: page, w: verb, o: repository } = from;
  return {
    about: "freeze",
    freeze,
    ...(proposal !== undefined && { proposal }),
    ...(page !== undefined && { page }),
    ...(verb && { verb }),
    ...(repository !== undefined && { repository }),
  };
}

function unpackRun(from: z.output<typeof runObject>): RunValue {
  const { r: run, s: step, a: attempt, x: action, o: option, t: target, h: sha, u: to } = from;
  return {
    about: "run",
    run,
    step,
    attempt,
    action,
    ...(option !== undefined && { option }),
    ...(target !== undefined && { target }),
    ...(sha !== undefined && { sha8: sha }),
    ...(to !== undefined && { to }),
  };
}

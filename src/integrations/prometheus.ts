// One instant query to a Prometheus-compatible server: a single fresh number, or why there is none.
import { z } from "zod";
import type { Reading } from "../domain/runbook/run.ts";
import type { HttpCaller } from "./http-caller.ts";
import { IntegrationError } from "./integration-error.ts";

const sample = z.tuple([z.number(), z.string()]);
const answer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("success"),
    data: z.discriminatedUnion("resultType", [
      z.object({ resultType: z.literal("vector"), result: z.array(z.object({ value: sample })) }),
      z.object({ resultType: z.literal("scalar"), result: sample }),
      z.object({ resultType: z.literal("matrix"), result: z.array(z.unknown()) }),
      z.object({ resultType: z.literal("string"), result: z.tuple([z.number(), z.string()]) }),
    ]),
  }),
  z.object({ status: z.literal("error"), errorType: z.string(), error: z.string() }),
]);

/** A series by its name, with or without labels: only these have a sample of an age of their own. */
const SELECTOR = /^\s*[a-zA-Z_:][\w:]*\s*(?:\{[^{}]*\})?\s*$/;

export async function queryPrometheus(caller: HttpCaller, promql: string): Promise<Reading> {
  if (!SELECTOR.test(promql)) return await query(caller, promql);
  const [reading, time] = await Promise.all([
    query(caller, promql),
    query(caller, `timestamp(${promql})`),
  ]);
  return reading.ok ? withAge(reading, time) : reading;
}

/**
 * An instant query says when it was asked, up to five minutes after the sample that it answers with.
 * Where a server knows no timestamp(), the moment of asking is all there is; any other failure leaves
 * the age open.
 */
function withAge(reading: Extract<Reading, { ok: true }>, time: Reading): Reading {
  if (!time.ok) {
    if (time.detail?.startsWith(NOT_UNDERSTOOD)) return reading;
    return failed(`the age of its sample could not be read (${time.detail ?? time.cause})`);
  }
  const sampled = new Date(Number(time.value) * 1000).toISOString();
  return { ...reading, at: sampled < reading.at ? sampled : reading.at };
}

/** What Prometheus calls a query that it cannot parse. */
const NOT_UNDERSTOOD = "bad_data: ";

async function query(caller: HttpCaller, promql: string): Promise<Reading> {
  try {
    const { json, status, excerpt } = await caller.call({
      method: "GET",
      path: "/api/v1/query",
      query: [["query", promql]],
    });
    const read = answer.safeParse(json);
    if (read.data?.status === "error") {
      return failed(`${read.data.errorType}: ${read.data.error}`);
    }
    // A proxy may put an older answer under a failure or a redirect: only a success answers.
    if (!read.success || status !== 200) {
      return failed(`answered ${status}: ${excerpt.slice(0, 200)}`);
    }
    return readData(read.data.data);
  } catch (error) {
    if (error instanceof IntegrationError) return failed(error.message);
    throw error;
  }
}

const failed = (detail: string): Reading => ({ ok: false, cause: "query-error", detail });

type Answered = Extract<z.infer<typeof answer>, { status: "success" }>["data"];

function readData(data: Answered): Reading {
  if (data.resultType === "scalar") return readSample(data.result);
  if (data.resultType !== "vector") {
    return { ok: false, cause: "wrong-type", detail: `a ${data.resultType}, not one number` };
  }
  const [first, ...others] = data.result;
  if (!first) return { ok: false, cause: "no-data" };
  if (others.length > 0) {
    return { ok: false, cause: "many-series", detail: `${data.result.length} series` };
  }
  return readSample(first.value);
}

function readSample([seconds, text]: z.infer<typeof sample>): Reading {
  const value = Number(text);
  if (!Number.isFinite(value)) return { ok: false, cause: "not-a-number", detail: text };
  return { ok: true, value, at: new Date(seconds * 1000).toISOString() };
}

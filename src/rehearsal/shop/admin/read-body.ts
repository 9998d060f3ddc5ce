// Reads the JSON body of a changing request; what is wrong with it is quoted in the answer.
import { z } from "zod";
import { type Answer, refusal } from "../answer.ts";
import { type Call, parseJson } from "../call.ts";

export type BodyReading<Body> =
  | { readonly ok: true; readonly body: Body }
  | { readonly ok: false; readonly answer: Answer };

export function readBody<Body>({ body }: Call, shape: z.ZodType<Body>): BodyReading<Body> {
  const parsed = parseJson(body);
  if (!parsed.ok) {
    return { ok: false, answer: refusal(400, `the body is not JSON: ${body.slice(0, 80)}`) };
  }
  const read = shape.safeParse(parsed.value);
  if (read.success) return { ok: true, body: read.data };
  const message = `${z.prettifyError(read.error)}; got ${JSON.stringify(parsed.value)}`;
  return { ok: false, answer: refusal(422, message) };
}

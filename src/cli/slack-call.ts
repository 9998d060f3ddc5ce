// One call to Slack's Web API for doctor, with the headers of the answer that clients keep to themselves.
import { request } from "undici";
import { z } from "zod";

const answer = z.looseObject({ ok: z.boolean(), error: z.string().optional() });

export type SlackAnswer = {
  readonly body: z.output<typeof answer>;
  /** Granted to the token, where Slack says so. */
  readonly scopes?: readonly string[];
  /** Slack's time of the answer. */
  readonly date?: Date;
};

const TIMEOUT_MS = 10_000;

/** Rejects where no answer of Slack's kind comes. */
export async function callSlack(
  apiUrl: string,
  token: string,
  method: string,
  params: Readonly<Record<string, string>> = {},
): Promise<SlackAnswer> {
  const response = await request(new URL(method, apiUrl), {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams(params).toString(),
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });
  const body = answer.parse(await response.body.json());
  const scopes = one(response.headers["x-oauth-scopes"])
    ?.split(",")
    .map((scope) => scope.trim());
  const date = new Date(one(response.headers["date"]) ?? Number.NaN);
  return {
    body,
    ...(scopes && { scopes }),
    ...(!Number.isNaN(date.getTime()) && { date }),
  };
}

const one = (header: string | string[] | undefined): string | undefined =>
  typeof header === "string" ? header : header?.[0];

// The format of one connection in muster.yml: what each kind of foreign system needs and may say.
import { z } from "zod";
import { connectionKinds } from "../domain/connection.ts";
import { pathSchema } from "../domain/runbook/format/scalars.ts";
import { duration, httpUrl, secret, strict, text } from "./values.ts";

const timeout = duration.prefault("10s");

const credentials = {
  token: secret.optional(),
  header: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,60}$/, { error: "write a header's name, such as X-Api-Key" })
    .optional(),
  user: text(200).optional(),
  password: secret.optional(),
};

/** Where drills really send what they change, and what proves Muster there: never the production secret. */
const rehearsal = {
  rehearsal_base_url: httpUrl.optional(),
  rehearsal_token: secret.optional(),
};

const http = strict({
  kind: z.literal("http"),
  base_url: httpUrl,
  ...credentials,
  check: pathSchema.optional(),
  timeout,
  key_ttl: duration.optional(),
  ...rehearsal,
});

const prometheus = strict({
  kind: z.literal("prometheus"),
  base_url: httpUrl,
  ...credentials,
  timeout,
});

const unleash = strict({
  kind: z.literal("unleash"),
  base_url: httpUrl,
  token: secret,
  timeout,
  ...rehearsal,
});

const launchdarkly = strict({
  kind: z.literal("launchdarkly"),
  base_url: httpUrl.prefault("https://app.launchdarkly.com"),
  token: secret,
  timeout,
  ...rehearsal,
});

export const connectionFormat = z.discriminatedUnion(
  "kind",
  [http, prometheus, unleash, launchdarkly],
  { error: `write one of ${connectionKinds.join(", ")}` },
);

export type ConnectionFile = z.output<typeof connectionFormat>;

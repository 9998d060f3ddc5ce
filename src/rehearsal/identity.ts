// Keeps the rehearsal's tokens and ports over restarts, so that links and tokens given out stay good.
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { newPrivateKey } from "./shop/github/start-github.ts";

const identity = z.object({
  botToken: z.string(),
  appToken: z.string(),
  signingSecret: z.string(),
  // Rehearsals of earlier versions know only the app's own tokens.
  unleashToken: z.string().default(() => `user:${secret()}`),
  launchDarklyToken: z.string().default(() => `api-${secret()}`),
  githubToken: z.string().default(() => `rehearsal_${secret()}`),
  githubAppKey: z.string().default(newPrivateKey),
  githubWebhookSecret: z.string().default(secret),
  slackPort: z.number().int(),
  shopPort: z.number().int(),
});

export type Identity = z.infer<typeof identity>;

const fileName = "rehearsal.json";

/** `given` goes before what is stored: making a key takes long for a test. */
export function loadIdentity(
  dir: string,
  given: Pick<Partial<Identity>, "githubAppKey">,
): Identity {
  mkdirSync(dir, { recursive: true });
  const stored = identity.safeParse({ ...asFields(readStored(join(dir, fileName))), ...given });
  return stored.success ? stored.data : newIdentity(given);
}

export function saveIdentity(dir: string, value: Identity): void {
  writeFileSync(join(dir, fileName), `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 });
}

function newIdentity(given: Pick<Partial<Identity>, "githubAppKey">): Identity {
  return identity.parse({
    ...given,
    botToken: `xoxb-rehearsal-${secret()}`,
    appToken: `xapp-1-A0REHEARSAL-${secret()}`,
    signingSecret: secret(),
    slackPort: 0,
    shopPort: 0,
  });
}

function asFields(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

function secret(): string {
  return randomBytes(16).toString("hex");
}

function readStored(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Absent the first time; damaged by hand otherwise: a new identity does as well.
    return undefined;
  }
}

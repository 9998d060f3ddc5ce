// Decides who calls: Muster's app by a token it signed, its installation, the user of a token, or nobody.
import { createPublicKey, randomBytes, verify } from "node:crypto";
import { z } from "zod";
import type { Answer } from "../../answer.ts";
import { isSame, parseJson } from "../../call.ts";
import { badCredentials, error } from "../errors.ts";
import type { Access } from "../hub/hub-types.ts";
import { type Actor, app, appActor, personOf, tokenLogin } from "../hub/people.ts";

export type Caller =
  | { readonly kind: "token"; readonly actor: Actor }
  | {
      readonly kind: "installation";
      readonly actor: Actor;
      readonly permissions: Readonly<Record<string, Access>>;
    }
  | { readonly kind: "app" }
  | { readonly kind: "nobody" };

export type Credentials = {
  callerOf(authorization: string | undefined): Caller | { readonly refused: Answer };
  issue(permissions: Readonly<Record<string, Access>>): {
    readonly token: string;
    readonly expiresAt: number;
  };
  /** All of the installation stop to work, as they do when it is suspended or removed. */
  revokeAll(): void;
};

const tokenMs = 3_600_000;
const longestJwtSeconds = 600;

type Issued = {
  readonly expiresAt: number;
  readonly permissions: Readonly<Record<string, Access>>;
};

export function openCredentials(options: {
  readonly token: string;
  /** PEM; asked for when the first app calls. */
  readonly privateKey: () => string;
  /** Clients sign by the clock of their machine. */
  readonly now: () => Date;
}): Credentials {
  const issued = new Map<string, Issued>();
  const nowMs = () => options.now().getTime();
  return {
    callerOf: (authorization) => {
      if (authorization === undefined) return { kind: "nobody" };
      const [, given = ""] = /^(?:Bearer|token)\s+(.+)$/i.exec(authorization) ?? [];
      if (isSame(given, options.token)) return { kind: "token", actor: personOf(tokenLogin) };
      const known = issued.get(given);
      if (known && known.expiresAt > nowMs()) {
        return { kind: "installation", actor: appActor(), permissions: known.permissions };
      }
      if (given.split(".").length !== 3) return { refused: badCredentials() };
      const refusal = judgeJwt(given, options.privateKey(), nowMs() / 1000);
      return refusal ? { refused: refusal } : { kind: "app" };
    },
    issue: (permissions) => {
      const token = `ghs_${randomBytes(27).toString("base64url")}`;
      const expiresAt = nowMs() + tokenMs;
      issued.set(token, { expiresAt, permissions });
      return { token, expiresAt };
    },
    revokeAll: () => issued.clear(),
  };
}

const header = z.object({ alg: z.literal("RS256") });
const claims = z.object({
  iss: z.union([z.number(), z.string()]).optional(),
  iat: z.number().int().optional(),
  exp: z.number().int().optional(),
});

export const undecoded = (): Answer => error(401, "A JSON web token could not be decoded");

function judgeJwt(jwt: string, privateKey: string, now: number): Answer | undefined {
  const [head = "", body = "", signature = ""] = jwt.split(".");
  const read = claims.safeParse(decode(body));
  if (!header.safeParse(decode(head)).success || !read.success) return undecoded();
  const key = createPublicKey(privateKey);
  const isOurs = verify(
    "RSA-SHA256",
    Buffer.from(`${head}.${body}`),
    key,
    Buffer.from(signature, "base64url"),
  );
  const { iss, iat, exp } = read.data;
  if (String(iss) !== String(app.id) && iss !== app.clientId) {
    const isNumber = iss !== undefined && /^\d+$/.test(String(iss));
    if (isNumber) return error(404, "Integration not found");
    return error(401, "'Issuer' claim ('iss') must be an Integer");
  }
  if (!isOurs) return undecoded();
  return judgeTimes({ iat, exp }, now);
}

function judgeTimes(
  { iat, exp }: { readonly iat: number | undefined; readonly exp: number | undefined },
  now: number,
): Answer | undefined {
  if (iat === undefined || iat > now) {
    const message =
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
    return error(401, message);
  }
  if (exp === undefined || exp <= now) {
    const message =
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
    return error(401, message);
  }
  if (exp - now > longestJwtSeconds) {
    return error(401, "'Expiration time' claim ('exp') is too far in the future");
  }
  return undefined;
}

function decode(part: string): unknown {
  const parsed = parseJson(Buffer.from(part, "base64url").toString("utf8"));
  return parsed.ok ? parsed.value : undefined;
}

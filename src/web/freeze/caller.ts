// Decides whose programs may ask about freezes: whoever has a token, or anybody at this machine where none is configured.
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { admit, type PageAccess } from "../pages/access.ts";

export type CallerAccess = {
  /** `freeze.token` of muster.yml. */
  readonly tokens: readonly string[];
  readonly isLocal: PageAccess["isLocal"];
};

export type Caller =
  /** The token it came with is what its answers are signed by. */
  | { readonly admission: "allowed"; readonly token: string | null }
  | { readonly admission: "wants-token" | "closed" };

/** `inQuery`: for programs that cannot send a header. */
export function admitCaller(
  { tokens, isLocal }: CallerAccess,
  headers: IncomingHttpHeaders,
  inQuery?: string,
): Caller {
  if (tokens.length === 0) {
    const admission = admit({ password: null, isLocal }, headers);
    return admission === "allowed" ? { admission, token: null } : { admission: "closed" };
  }
  const given = /^bearer\s+(\S+)$/i.exec(headers.authorization?.trim() ?? "")?.[1] ?? inQuery;
  const token = given && tokens.find((each) => timingSafeEqual(sha256(each), sha256(given)));
  return token ? { admission: "allowed", token } : { admission: "wants-token" };
}

/** Digests are of one length: the time taken says nothing. */
const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

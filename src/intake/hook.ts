// A hook as the configuration names it: which sender speaks there and how it proves itself.
import type { SourceName } from "./sources.ts";

export type HookAuth =
  /** Only while Muster listens on loopback. */
  | { readonly kind: "none" }
  /** In the path, as Bearer token or as Basic password. Two secrets may be valid while one is changed. */
  | { readonly kind: "token"; readonly secrets: readonly string[] }
  /** The sender's own signature; the header names only where they differ from the sender's default. */
  | {
      readonly kind: "signature";
      readonly secrets: readonly string[];
      readonly header?: string;
      readonly timestampHeader?: string;
    };

export type Hook = {
  readonly name: string;
  readonly source: SourceName;
  readonly auth: HookAuth;
  /** The service its alerts belong to where no route says otherwise. */
  readonly service?: string;
};

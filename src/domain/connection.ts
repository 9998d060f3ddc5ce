// A connection: a foreign system that runbooks read from or act on, and how Muster proves itself there.

export type ConnectionAuth =
  | { readonly kind: "none" }
  | { readonly kind: "bearer"; readonly token: string }
  | { readonly kind: "basic"; readonly user: string; readonly password: string }
  | { readonly kind: "header"; readonly name: string; readonly value: string };

export type Connection = {
  readonly name: string;
  /** `http`: any HTTP API, for requests and reads. `prometheus`: its query API, for metrics only. */
  readonly kind: "http" | "prometheus";
  /** No slash at the end; may hold a path. */
  readonly baseUrl: string;
  readonly auth: ConnectionAuth;
  /** How long one call may take. */
  readonly timeoutMs: number;
  /** How long the other side remembers an `Idempotency-Key`; null where it does not. */
  readonly keyTtlMs: number | null;
};

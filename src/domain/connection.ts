// A connection: a foreign system that runbooks read from or act on, and how Muster proves itself there.

/**
 * `http`: any HTTP API, for requests and reads. `prometheus`: its query API, for metrics only.
 * `unleash`, `launchdarkly`: feature flags, one at a time.
 */
export const connectionKinds = ["http", "prometheus", "unleash", "launchdarkly"] as const;
export type ConnectionKind = (typeof connectionKinds)[number];

export type ConnectionAuth =
  | { readonly kind: "none" }
  | { readonly kind: "bearer"; readonly token: string }
  | { readonly kind: "basic"; readonly user: string; readonly password: string }
  | { readonly kind: "header"; readonly name: string; readonly value: string };

export type Connection = {
  readonly name: string;
  readonly kind: ConnectionKind;
  /** No slash at the end; may hold a path. */
  readonly baseUrl: string;
  readonly auth: ConnectionAuth;
  /** Where drills really send changes; null: they are answered without any call. */
  readonly rehearsal: RehearsalAddress | null;
  /** A path that answers 2xx while all is well, for `http`; null: none is known. */
  readonly checkPath: string | null;
  /** How long one call may take. */
  readonly timeoutMs: number;
  /** How long the other side remembers an `Idempotency-Key`; null where it does not. */
  readonly keyTtlMs: number | null;
};

export function kindsOf(
  connections: Readonly<Record<string, Connection>>,
): Readonly<Record<string, ConnectionKind>> {
  return Object.fromEntries(Object.values(connections).map(({ name, kind }) => [name, kind]));
}

/** Has credentials of its own: those of production never go to another host. */
export type RehearsalAddress = { readonly baseUrl: string; readonly auth: ConnectionAuth };

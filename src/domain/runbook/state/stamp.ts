// Who and when, as a run writes them down.

/** ISO 8601 in UTC, as `Date.toISOString` writes it; a string because a run's state is stored as JSON. */
export type Instant = string;

export type Person = { readonly id: string; readonly name: string };

// What tells an effect's own deployment or workflow run from all others.

/** `id`: GitHub's own, from its answer. `effectId`: ours, which was sent along. */
export type Mark = { readonly id: number } | { readonly effectId: string };

export const NOTHING = { id: null, sha: null, url: null, conclusion: null };

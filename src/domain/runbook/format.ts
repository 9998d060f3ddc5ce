// The file format `muster: 1`: what a runbook may say, as the reader hands it on.
export type Runbook = { readonly id: string };

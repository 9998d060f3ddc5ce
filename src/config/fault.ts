// Something wrong in muster.yml that has not been given its line yet.
import type { Path } from "./yaml-source.ts";

export type Fault = { readonly path: Path; readonly message: string };

// Says which Muster this is.
import { readFile } from "node:fs/promises";
import type { Surroundings } from "./verb.ts";

const PACKAGE = new URL("../../package.json", import.meta.url);

export async function runVersion({ say }: Surroundings): Promise<number> {
  const { version } = JSON.parse(await readFile(PACKAGE, "utf8")) as { version: string };
  say(`muster ${version}, node ${process.versions.node}`);
  return 0;
}

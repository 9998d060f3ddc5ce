// Makes commit ids out of what a commit is of.
import { createHash } from "node:crypto";

export function shaOf(...parts: readonly (string | number)[]): string {
  return createHash("sha1").update(parts.join(" ")).digest("hex");
}

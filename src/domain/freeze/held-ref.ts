// Whether a git reference is among what a freeze holds, by the patterns of its scope.
import type { FreezeScope } from "./freeze.ts";

/**
 * `ref` as CI knows it: `refs/heads/main`, `main`, `refs/tags/v1`, `refs/pull/7/merge`, a commit, or null for the
 * repository as a whole. Where it does not say which branch it is for, it is held: a wrong "open" costs more than a
 * wrong "frozen".
 */
export function heldRef(
  ref: string | null,
  scope: Pick<FreezeScope, "branches" | "tags">,
  defaultBranch: string | null,
): boolean {
  if (ref === null || ref === "" || isCommit(ref) || ref.startsWith("refs/pull/")) return true;
  if (ref.startsWith("refs/tags/")) return scope.tags.some((pattern) => fits(pattern, ref));
  const full = ref.startsWith("refs/heads/") ? ref : `refs/heads/${ref}`;
  return scope.branches.some((pattern) => {
    if (pattern === "~ALL") return true;
    if (pattern !== "~DEFAULT_BRANCH") return fits(pattern, full);
    return defaultBranch === null || full === `refs/heads/${defaultBranch}`;
  });
}

const isCommit = (ref: string): boolean => /^[0-9a-f]{40}([0-9a-f]{24})?$/i.test(ref);

/**
 * As GitHub's rulesets match (Ruby's fnmatch of path names): `*` stays within one part of the name, and so does `**`
 * unless a slash follows, which goes over any number of parts. `release/**` leaves `release/2026/47` open.
 */
function fits(pattern: string, ref: string): boolean {
  const parts = pattern.split(/(\*\*\/?|\*|\?)/);
  const source = parts.map((part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "*" || part === "**") return "[^/]*";
    if (part === "?") return "[^/]";
    return part.replaceAll(/[\\^$.|+()[\]{}]/g, "\\$&");
  });
  return new RegExp(`^${source.join("")}$`).test(ref);
}

// Decides whether a ref is meant by a ruleset's condition, by fnmatch with FNM_PATHNAME as GitHub has it.
import type { Ruleset } from "./hub-types.ts";

export type RefOf = {
  /** `refs/heads/main` */
  readonly ref: string;
  readonly defaultBranch: string;
};

export function isMeant({ conditions }: Ruleset, at: RefOf): boolean {
  const { include, exclude } = conditions.ref_name;
  const matches = (pattern: string) => isMatch(pattern, at);
  return include.some(matches) && !exclude.some(matches);
}

function isMatch(pattern: string, { ref, defaultBranch }: RefOf): boolean {
  if (pattern === "~ALL") return true;
  if (pattern === "~DEFAULT_BRANCH") return ref === `refs/heads/${defaultBranch}`;
  return toExpression(pattern).test(ref);
}

/** One star stops at a slash, `**` with a slash goes through any number of folders. */
function toExpression(pattern: string): RegExp {
  const source = pattern.replaceAll(
    /\*\*\/|\*\*|\*|\?|\[!?[^\]]+\]|\\(.)|[.+^${}()|\]\\[]/g,
    (token, escaped: string | undefined) => {
      if (escaped !== undefined) return `\\${escaped}`;
      if (token === "**/") return "(?:[^/]+/)*";
      if (token === "**" || token === "*") return "[^/]*";
      if (token === "?") return "[^/]";
      if (token.startsWith("[") && token.length > 1) return token.replace(/^\[!/, "[^");
      return `\\${token}`;
    },
  );
  return new RegExp(`^${source}$`);
}

/** What GitHub refuses as a pattern: neither a wildcard name nor a whole ref of the target's kind. */
export function isPattern(pattern: string, target: Ruleset["target"]): boolean {
  if (pattern === "~ALL") return true;
  if (target === "tag") return pattern.startsWith("refs/tags/") && pattern.length > 10;
  if (pattern === "~DEFAULT_BRANCH") return true;
  return pattern.startsWith("refs/heads/") && pattern.length > 11;
}

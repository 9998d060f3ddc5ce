// Which branches and tags a ruleset's patterns mean, by GitHub's rules for them.

/** `ref` in full: `refs/heads/main`. GitHub matches as fnmatch does with paths: `*` stays within a part, `**` does not. */
export function coversRef(
  patterns: readonly string[],
  ref: string,
  defaultBranch: string | null,
): boolean {
  return patterns.some((pattern) => {
    if (pattern === "~ALL") return true;
    if (pattern === "~DEFAULT_BRANCH") return ref === `refs/heads/${defaultBranch}`;
    return matches(pattern, ref);
  });
}

export const coversBranch = (
  patterns: readonly string[],
  branch: string,
  defaultBranch: string | null,
): boolean => coversRef(patterns, `refs/heads/${branch}`, defaultBranch);

function matches(pattern: string, ref: string): boolean {
  const source = pattern.replaceAll(/\*\*\/|\*\*|\*|\?|[.+^${}()|[\]\\]/g, (found) => {
    switch (found) {
      case "**/":
        return "(?:.*/)?";
      case "**":
        return ".*";
      case "*":
        return "[^/]*";
      case "?":
        return "[^/]";
      default:
        return `\\${found}`;
    }
  });
  return new RegExp(`^${source}$`).test(ref);
}

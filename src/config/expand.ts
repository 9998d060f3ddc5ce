// Decides what `${VAR}` and `${VAR:-default}` in a configuration value become.

export type Expansion = {
  readonly text: string;
  /** Variables that are not set and have no default. */
  readonly missing: readonly string[];
  readonly used: readonly string[];
  /** A `${` that is no variable. */
  readonly malformed?: string;
};

const REFERENCE = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}|\$\{[^}]*\}?/g;
const ALONE = /^\$\{[A-Za-z_][A-Za-z0-9_]*(:-)?\}$/;

/** `$${` stands for `${` itself. An empty variable counts as not set, as in a shell's `:-`. */
export function expand(text: string, env: Readonly<Record<string, string | undefined>>): Expansion {
  const missing: string[] = [];
  const used: string[] = [];
  let malformed: string | undefined;
  const expanded = text.replace(REFERENCE, (whole, name?: string, fallback?: string) => {
    if (whole === "$${") return "${";
    if (name === undefined) {
      malformed ??= whole;
      return "";
    }
    used.push(name);
    const value = env[name] || fallback;
    if (value === undefined) missing.push(name);
    return value ?? "";
  });
  return { text: expanded, missing, used, ...(malformed !== undefined && { malformed }) };
}

/** True where the text is one variable and nothing else: the only way a secret may be written. */
export function isOneVariable(text: string): boolean {
  return ALONE.test(text.trim());
}

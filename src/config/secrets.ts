// Finds secrets that stand in muster.yml itself instead of in the environment.
import type { ConfigProblem } from "./problem.ts";
import { pathText } from "./schema-problems.ts";
import { member, namesIn, type Path, type YamlSource } from "./yaml-source.ts";

const SECRETS: Readonly<Record<string, readonly string[]>> = {
  hooks: ["token", "signature"],
  connections: ["token", "password", "rehearsal_token"],
};

/** Never quotes what it finds. */
export function findLiteralSecrets(source: YamlSource, file: string): readonly ConfigProblem[] {
  const named = Object.entries(SECRETS).flatMap(([section, keys]) =>
    namesIn(source.value, section).flatMap((name) => keys.map((key) => [section, name, key])),
  );
  return [...named, ["freeze", "token"]].flatMap((place) =>
    textsAt(source.value, place)
      .filter((path) => !source.isFromEnvironment(path))
      .map((path) => ({ file, ...source.placeOf(path), message: message(path) })),
  );
}

function message(path: Path): string {
  const names = path.slice(path[0] === "freeze" ? 0 : 1).filter((part) => typeof part === "string");
  const variable = names
    .join("_")
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "_");
  return (
    `${pathText(path)}: a secret stands in the file itself. ` +
    `Set an environment variable to it, such as ${variable}, and write \${${variable}} here (without a default).`
  );
}

/** The path itself, or those of its list's items. */
function textsAt(value: unknown, path: readonly string[]): readonly Path[] {
  const found = path.reduce(member, value);
  if (Array.isArray(found)) return found.map((_, index) => [...path, index]);
  return found === undefined ? [] : [path];
}

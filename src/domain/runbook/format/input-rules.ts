// Rules of single values that people give: a default is one that would be accepted.
import type { Input } from "./input-format.ts";
import { checkInput } from "./input-value.ts";
import { type Fault, type Path, quote } from "./problem.ts";

export function checkDefaults(
  inputs: Readonly<Record<string, Input>>,
  path: Path,
): readonly Fault[] {
  return Object.entries(inputs).flatMap(([name, input]): Fault[] => {
    if (input.default === undefined) return [];
    const checked = checkInput(input, input.default);
    if (checked.ok) return [];
    const message = `the default ${quote(input.default)} is refused by its own rules (${checked.code})`;
    return [{ path: [...path, name, "default"], message }];
  });
}

/** Fields of a form in the middle of a run: rules across fields are for the inputs at the start. */
export function checkFields(fields: Readonly<Record<string, Input>>, path: Path): readonly Fault[] {
  const rules = Object.entries(fields).flatMap(([name, field]) =>
    (["check", "warn_if"] as const)
      .filter((key) => field[key] !== undefined)
      .map((key): Fault => {
        const message = `'${key}' is for the inputs of a run; here take type, min, max, values and pattern`;
        return { path: [...path, name, key], on: "key", message };
      }),
  );
  return [...checkDefaults(fields, path), ...rules];
}

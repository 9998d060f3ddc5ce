// Rules of a runbook's head: defaults that would be accepted, triggers that set inputs which exist.
import type { Allowances } from "./allowances.ts";
import type { Head } from "./format.ts";
import { checkDefaults } from "./input-rules.ts";
import type { Fault } from "./problem.ts";
import { listedRepository, repositoriesIn } from "./repository-rules.ts";

export function checkHead(head: Head, allows?: Allowances): readonly Fault[] {
  return [
    ...checkDefaults(head.inputs, ["inputs"]),
    ...checkRepositories(head, allows),
    ...checkSets(head),
  ];
}

function checkRepositories(head: Head, allows: Allowances | undefined): readonly Fault[] {
  if (!allows) return [];
  return Object.entries(head.inputs).flatMap(([name, input]): Fault[] => {
    const isRepo = input.type === "repo" || input.type === "repo_list";
    if (!isRepo || typeof input.default !== "string") return [];
    return repositoriesIn(input.default).flatMap((repo): Fault[] => {
      const message = listedRepository(repo, allows.repositories);
      return message === undefined ? [] : [{ path: ["inputs", name, "default"], message }];
    });
  });
}

function checkSets(head: Head): readonly Fault[] {
  return head.triggers.flatMap((trigger, index) =>
    Object.keys("set" in trigger ? trigger.set : {})
      .filter((name) => !Object.hasOwn(head.inputs, name))
      .map(
        (name): Fault => ({
          path: ["triggers", index, "set", name],
          on: "key",
          message: `no input '${name}' to set; there are ${Object.keys(head.inputs).join(", ") || "none"}`,
        }),
      ),
  );
}

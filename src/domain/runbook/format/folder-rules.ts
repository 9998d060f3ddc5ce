// Rules between the runbooks of one folder: suggested ones exist, and no command starts two of them.

import { nearest } from "../language/nearest.ts";
import type { Runbook } from "./format.ts";
import { type Fault, quote } from "./problem.ts";

/** `others`: the other runbooks of the folder; `ids`: those of all files, also of broken ones. */
export function checkAmong(
  runbook: Runbook,
  others: readonly Runbook[],
  ids: readonly string[],
): readonly Fault[] {
  return [...checkSuggestions(runbook, ids), ...checkCommands(runbook, others, ids)];
}

function checkSuggestions(runbook: Runbook, ids: readonly string[]): readonly Fault[] {
  return runbook.steps.flatMap((step, index) =>
    step.kind === "end"
      ? step.suggest.flatMap((id, position): Fault[] => {
          const path = ["steps", index, "suggest", position];
          if (id === runbook.id) return [{ path, message: `${quote(id)} is this runbook itself` }];
          if (ids.includes(id)) return [];
          const guess = nearest(id, ids);
          const hint = guess ? `did you mean '${guess}'?` : `there are ${ids.join(", ")}`;
          return [{ path, message: `there is no runbook ${quote(id)}; ${hint}` }];
        })
      : [],
  );
}

function checkCommands(
  runbook: Runbook,
  others: readonly Runbook[],
  ids: readonly string[],
): readonly Fault[] {
  const own = commandsOf(runbook);
  return runbook.triggers.flatMap((trigger, index): Fault[] => {
    if (!("command" in trigger)) return [];
    const { command } = trigger;
    const path = ["triggers", index, "command"];
    const isOther = command !== runbook.id && ids.includes(command);
    if (isOther) return [{ path, message: `${quote(command)} is the id of another runbook` }];
    const owner = others.find((other) => commandsOf(other).includes(command));
    if (owner) return [{ path, message: `${quote(command)} starts ${quote(owner.id)} already` }];
    const isTwice = own.indexOf(command) < own.lastIndexOf(command);
    return isTwice ? [{ path, message: `${quote(command)} stands in two triggers` }] : [];
  });
}

function commandsOf({ triggers }: Runbook): readonly string[] {
  return triggers.flatMap((trigger) => ("command" in trigger ? [trigger.command] : []));
}

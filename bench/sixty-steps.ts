// A runbook of as many steps as one may have, each done by one click, beside those that ship.
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const SIXTY_STEPS = { slug: "sixty-steps", steps: 60 } as const;

const SHIPPED = fileURLToPath(new URL("../runbooks/", import.meta.url));

/** Copies what ships into the folder, and adds the long one. */
export async function writeRunbooks(folder: string): Promise<void> {
  await cp(SHIPPED, folder, { recursive: true });
  await writeFile(join(folder, `${SIXTY_STEPS.slug}.yml`), longRunbook());
}

function longRunbook(): string {
  const steps = Array.from({ length: SIXTY_STEPS.steps }, (_, index) => {
    const number = index + 1;
    return `  - {id: s${number}, kind: manual, title: Step ${number}, timeout: 1h}\n`;
  });
  return `muster: 1
id: ${SIXTY_STEPS.slug}
title: Sixty steps
owner: group:managers
permissions:
  start: [any_responder]
  operate: [any_responder]
  abort: [any_responder]
steps:
${steps.join("")}`;
}

// Whether a workflow can be started by Muster, and its run be found afterwards.
import { parse } from "yaml";
import { z } from "zod";
import { answered } from "../github/answered.ts";
import type { RepoClient } from "../github/github.ts";
import type { Faults } from "./look.ts";

export async function lookAtWorkflow(client: RepoClient, workflow: string): Promise<Faults> {
  const { octokit, at, mask } = client;
  const got = await answered(
    octokit.rest.actions.getWorkflow({ ...at, workflow_id: workflow }),
    mask,
  );
  const name = `${at.owner}/${at.repo}`;
  if (!got.ok) return [`The workflow ${workflow} of ${name}: ${got.answer.excerpt}`];
  const { state, path } = got.data;
  if (state !== "active") {
    return [`The workflow ${workflow} of ${name} is ${state.replaceAll("_", " ")}. Enable it.`];
  }
  return await lookAtFile(client, path);
}

const workflowFormat = z.object({
  on: z.union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())]),
  "run-name": z.string().optional(),
});
const dispatchFormat = z.object({ inputs: z.record(z.string(), z.unknown()).optional() });

/** A file that may not be read, or is not understood, is no fault: the rest can still work. */
async function lookAtFile({ octokit, at, mask }: RepoClient, path: string): Promise<Faults> {
  const mediaType = { format: "raw" };
  const got = await answered(octokit.rest.repos.getContent({ ...at, path, mediaType }), mask);
  const text: unknown = got.ok ? got.data : undefined;
  const read =
    typeof text === "string" ? workflowFormat.safeParse(parseQuietly(text)).data : undefined;
  return read ? lookAtWords(read, path) : [];
}

function lookAtWords(workflow: z.output<typeof workflowFormat>, path: string): Faults {
  const events = eventsOf(workflow.on);
  if (!Object.hasOwn(events, "workflow_dispatch")) {
    return [`${path} cannot be started: it is not 'on: workflow_dispatch'. Add that.`];
  }
  const { inputs = {} } = dispatchFormat.safeParse(events["workflow_dispatch"] ?? {}).data ?? {};
  const faults: string[] = [];
  if (!Object.hasOwn(inputs, "effect_id")) {
    faults.push(
      `${path} declares no input effect_id: GitHub will refuse to start it. Add it under on.workflow_dispatch.inputs.`,
    );
  }
  if (!workflow["run-name"]?.includes("inputs.effect_id")) {
    faults.push(
      `The runs of ${path} cannot be told apart. Write 'run-name: … \${{ inputs.effect_id }}' in it.`,
    );
  }
  return faults;
}

/** `on: push`, `on: [push]` and `on: { push: … }` in one form. */
function eventsOf(on: z.output<typeof workflowFormat>["on"]): Readonly<Record<string, unknown>> {
  if (typeof on === "string") return { [on]: null };
  return Array.isArray(on) ? Object.fromEntries(on.map((event) => [event, null])) : on;
}

function parseQuietly(text: string): unknown {
  try {
    return parse(text);
  } catch {
    // GitHub itself says so better.
    return undefined;
  }
}

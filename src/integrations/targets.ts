// All foreign systems that runs may change or read, behind one door: connections of muster.yml, and GitHub.
import type { Connection } from "../domain/connection.ts";
import type { GithubSettings } from "../domain/github.ts";
import type {
  Change,
  Dispatch,
  EffectRef,
  ForeignChange,
  ForeignRead,
  Read,
  Redeployment,
} from "../domain/runbook/state/change.ts";
import type { ReadAnswer } from "../domain/runbook/state/run-event.ts";
import type { Answer } from "./answer.ts";
import { type FlagClient, openFlagClient } from "./flags/flag-client.ts";
import { createDeployment, readDeployment, readDeployments } from "./github/deployments.ts";
import { dispatchWorkflow, readWorkflowRun } from "./github/dispatches.ts";
import { type FreezeGithub, openFreezeGithub } from "./github/freeze/freeze-github.ts";
import { type Github, openGithub } from "./github/github.ts";
import type { Mark } from "./github/mark.ts";
import { type HttpCaller, openHttpCaller } from "./http-caller.ts";
import { IntegrationError, unsent } from "./integration-error.ts";

/** `rehearsal`: the address for drills, where the connection has one. */
export type Place = "production" | "rehearsal";

export type Targets = AsyncDisposable & {
  readonly connections: Readonly<Record<string, Connection>>;
  readonly github: Github;
  readonly freeze: FreezeGithub;
  find(connection: string, at?: Place): HttpCaller | undefined;
  /** True where a drill really calls. */
  hasRehearsal(request: Change | Read): boolean;
  /** Throws IntegrationError where no whole answer came. */
  send(
    change: ForeignChange,
    sending: { readonly effectId: string; readonly at: Place },
  ): Promise<Answer>;
  /** `idOf` gives the id of an effect of the same run. */
  read(
    read: ForeignRead,
    reading: { readonly idOf: (effect: EffectRef) => string; readonly at: Place },
  ): Promise<ReadAnswer>;
};

export type TargetSettings = {
  readonly connections: Readonly<Record<string, Connection>>;
  readonly github: GithubSettings;
};

export function openTargets({ connections, github: settings }: TargetSettings): Targets {
  const opened = new AsyncDisposableStack();
  const production = new Map<string, HttpCaller>();
  const rehearsal = new Map<string, HttpCaller>();
  for (const [name, connection] of Object.entries(connections)) {
    production.set(name, opened.use(openHttpCaller(connection)));
    if (!connection.rehearsal) continue;
    rehearsal.set(name, opened.use(openHttpCaller({ ...connection, ...connection.rehearsal })));
  }
  const github = opened.use(openGithub(settings));
  const find = (name: string, at: Place = "production") =>
    (at === "production" ? production : rehearsal).get(name);
  return {
    connections,
    github,
    freeze: openFreezeGithub(github),
    find,
    hasRehearsal: (request) => "connection" in request && rehearsal.has(request.connection),
    send: async (change, { effectId, at }) => {
      switch (change.kind) {
        case "http":
          return await callHttp(need(find, change.connection, at), change, effectId);
        case "flag":
          return await needFlags(find, change.connection, at).set(change, change.set, effectId);
        case "redeploy":
        case "dispatch":
          return await sendToGithub(github, change, effectId);
      }
    },
    read: async (read, { idOf, at }) => await answerRead({ find, github }, read, { idOf, at }),
    [Symbol.asyncDispose]: async () => await opened.disposeAsync(),
  };
}

async function sendToGithub(
  github: Github,
  change: Redeployment | Dispatch,
  effectId: string,
): Promise<Answer> {
  return change.kind === "redeploy"
    ? await createDeployment(github, change, effectId)
    : await dispatchWorkflow(github, change, effectId);
}

type Find = Targets["find"];

async function answerRead(
  { find, github }: { readonly find: Find; readonly github: Github },
  read: ForeignRead,
  { idOf, at }: Parameters<Targets["read"]>[1],
): Promise<ReadAnswer> {
  try {
    switch (read.kind) {
      case "http": {
        const { status, json } = await callHttp(need(find, read.connection, at), read);
        return { ok: true, status, ...(json !== undefined && { json }) };
      }
      case "flag-state":
        return await needFlags(find, read.connection, at).read(read);
      case "deployments":
        return await readDeployments(github, read);
      case "deployment":
        return await readDeployment(github, read, markOf(read, idOf));
      case "workflow-run":
        return await readWorkflowRun(github, read, markOf(read, idOf));
    }
  } catch (error) {
    if (error instanceof IntegrationError) return { ok: false, message: error.message };
    throw error;
  }
}

/** GitHub's own id where its answer told it, else the mark that was sent along. */
function markOf(
  { id, effect }: Extract<Read, { kind: "deployment" | "workflow-run" }>,
  idOf: (effect: EffectRef) => string,
): Mark {
  return id === undefined ? { effectId: idOf(effect) } : { id };
}

async function callHttp(
  caller: HttpCaller,
  { method, path, query, headers, body }: Extract<Change, { kind: "http" }>,
  effectId?: string,
): Promise<Answer> {
  return await caller.call({
    ...{ method, path, query },
    headers: { ...headers, ...(effectId !== undefined && { "idempotency-key": effectId }) },
    ...(body !== undefined && { body }),
  });
}

function need(find: Find, name: string, at: Place): HttpCaller {
  const caller = find(name, at);
  if (caller) return caller;
  throw unsent(`There is no connection ${name} in muster.yml.`);
}

function needFlags(find: Find, name: string, at: Place): FlagClient {
  const caller = need(find, name, at);
  const client = openFlagClient(caller);
  if (client) return client;
  throw unsent(
    `The connection ${name} is of kind ${caller.connection.kind}: it keeps no feature flags.`,
  );
}

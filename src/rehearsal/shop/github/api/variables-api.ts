// Answers requests for the variables that the repository's workflows read.
import { z } from "zod";
import { ok } from "../../answer.ts";
import type { Change } from "../../service.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import type { Variable } from "../hub/hub-types.ts";
import { answerPage } from "../paging.ts";
import { stamp } from "../repository.ts";
import { changed, done, type RepositoryRoute, readBody, type Visit } from "./route.ts";

const path = "/repos/{owner}/{repo}/actions/variables";
const page = "/actions/variables";
const reads = ["actions_variables:read"] as const;
const writes = ["actions_variables:write"] as const;

export const variableRoutes: readonly RepositoryRoute[] = [
  {
    ...{ method: "GET", path, page: `${page}#list-repository-variables` },
    needs: reads,
    run: list,
  },
  {
    ...{ method: "POST", path, page: `${page}#create-a-repository-variable` },
    needs: writes,
    run: create,
  },
  {
    ...{ method: "GET", path: `${path}/{name}`, needs: reads, run: get },
    page: `${page}#get-a-repository-variable`,
  },
  {
    ...{ method: "PATCH", path: `${path}/{name}`, needs: writes, run: update },
    page: `${page}#update-a-repository-variable`,
  },
  {
    ...{ method: "DELETE", path: `${path}/{name}`, needs: writes, run: remove },
    page: `${page}#delete-a-repository-variable`,
  },
];

const draft = z.strictObject({ name: z.string(), value: z.string() });
const patch = z.strictObject({ name: z.string().optional(), value: z.string().optional() });

/** GitHub keeps names in capitals. */
const keyOf = (name: string) => name.toUpperCase();
const nameForm = /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/i;
const mostBytes = 48 * 1024;

const draw = ({ name, value, createdAt, updatedAt }: Variable) => ({
  ...{ name, value, created_at: stamp(createdAt), updated_at: stamp(updatedAt) },
});

function list({ repository, call }: Visit): Change {
  const found = Object.values(repository.variables);
  return done(
    answerPage(call, found, (shown) => ({
      total_count: found.length,
      variables: shown.map(draw),
    })),
  );
}

function create(visit: Visit): Change {
  const { hub, repository } = visit;
  const read = readBody(visit, draft);
  if (!read.ok) return done(read.answer);
  const name = keyOf(read.body.name);
  if (!nameForm.test(name)) {
    const message =
      "Variable names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). Spaces are not allowed. Cannot start with a number. Cannot start with GITHUB_ prefix.";
    return done(invalid(message, visit.page));
  }
  if (Buffer.byteLength(read.body.value) > mostBytes) {
    return done(invalid("Variable value is too large (maximum is 48 KB)", visit.page));
  }
  if (repository.variables[name]) {
    return done(conflict("Already exists - Variable already exists", visit.page));
  }
  const at = hub.now();
  const variable = { name, value: read.body.value, createdAt: at, updatedAt: at };
  hub.put(repository, "variables", name, variable);
  return changed(
    { status: 201, body: {} },
    `${name} is ${read.body.value} in ${repository.facts.name}`,
  );
}

function get({ repository, params, page: at }: Visit): Change {
  const found = repository.variables[keyOf(params["name"] ?? "")];
  return done(found ? ok(draw(found)) : notFound(at));
}

function update(visit: Visit): Change {
  const { hub, repository, params } = visit;
  const found = repository.variables[keyOf(params["name"] ?? "")];
  if (!found) return done(notFound(visit.page));
  const read = readBody(visit, patch);
  if (!read.ok) return done(read.answer);
  const value = read.body.value ?? found.value;
  hub.put(repository, "variables", found.name, { ...found, value, updatedAt: hub.now() });
  return changed({ status: 204 }, `${found.name} is ${value} in ${repository.facts.name}`);
}

function remove({ hub, repository, params, page: at }: Visit): Change {
  const found = repository.variables[keyOf(params["name"] ?? "")];
  if (!found) return done(notFound(at));
  hub.put(repository, "variables", found.name, null);
  return changed({ status: 204 }, `${found.name} is gone from ${repository.facts.name}`);
}

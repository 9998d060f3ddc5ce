// Makes the files of test/fixtures/github anew: the operations Muster calls, out of GitHub's own description.
//   npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz
//   node test/support/extract-github-openapi.ts package
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { argv } from "node:process";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Fields = { readonly [key: string]: Json };

/** What runs need, and what freezing code will. */
const OPERATIONS = new Set([
  "repos/get",
  "repos/get-content",
  "repos/create-deployment",
  "repos/get-deployment",
  "repos/list-deployments",
  "repos/list-deployment-statuses",
  "actions/create-workflow-dispatch",
  "actions/list-workflow-runs",
  "actions/get-workflow-run",
  "actions/get-workflow",
  "actions/enable-workflow",
  "actions/disable-workflow",
  "actions/create-repo-variable",
  "actions/update-repo-variable",
  "actions/review-custom-gates-for-run",
  "apps/get-repo-installation",
  "apps/create-installation-access-token",
  "checks/create",
  "checks/update",
  "checks/list-for-ref",
  "issues/create-comment",
  "pulls/list",
  "pulls/get",
  "pulls/merge",
  "repos/create-deployment-protection-rule",
  "repos/get-repo-rulesets",
  "repos/get-repo-ruleset",
  "repos/create-repo-ruleset",
  "repos/update-repo-ruleset",
  "repos/delete-repo-ruleset",
  "git/get-ref",
  "repos/get-branch-rules",
  "repos/get-repo-rule-suites",
  "repos/list-activities",
  "repos/list-pull-requests-associated-with-commit",
  "repos/get-all-environments",
  "repos/get-all-deployment-protection-rules",
  "repos/disable-deployment-protection-rule",
  "actions/get-repo-variable",
  "apps/get-authenticated",
  "apps/list-webhook-deliveries",
  "apps/redeliver-webhook-delivery",
  "users/get-authenticated",
  "issues/list-comments",
  "issues/update-comment",
]);

/** For readers, not for judges. */
const PROSE = new Set([
  "description",
  "summary",
  "example",
  "examples",
  "externalDocs",
  "x-github",
  "x-octokit",
  "tags",
]);

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const fields = (value: Json | undefined): Fields => (isFields(value) ? value : {});

/** A property may be named as the prose is. */
function withoutProse(value: Json, isNames = false): Json {
  if (Array.isArray(value)) return value.map((each: Json) => withoutProse(each));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => isNames || !PROSE.has(key))
      .map(([key, each]) => [key, withoutProse(each, !isNames && key === "properties")]),
  );
}

function refsIn(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each: Json) => refsIn(each));
  if (!isFields(value)) return [];
  const own = typeof value["$ref"] === "string" ? [value["$ref"]] : [];
  return [...own, ...Object.values(value).flatMap(refsIn)];
}

/** Everything that the kept paths refer to, and what that refers to. */
function componentsFor(all: Fields, paths: Json): Json {
  const kept: Record<string, Record<string, Json>> = {};
  const open = [...refsIn(paths)];
  for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
    const [, , kind = "", name = ""] = ref.split("/");
    if (kept[kind]?.[name] !== undefined) continue;
    const component = withoutProse(fields(fields(all["components"])[kind])[name] ?? null);
    kept[kind] = { ...kept[kind], [name]: component };
    open.push(...refsIn(component));
  }
  return kept;
}

/** GitHub's first example of each answer. */
function examplesOf(all: Fields, operation: Fields): Json {
  const resolve = (value: Json | undefined): Fields => {
    const ref = fields(value)["$ref"];
    if (typeof ref !== "string") return fields(value);
    const [, , kind = "", name = ""] = ref.split("/");
    return fields(fields(fields(all["components"])[kind])[name]);
  };
  const entries = Object.entries(fields(operation["responses"])).flatMap(([status, response]) => {
    const content = fields(fields(resolve(response)["content"])["application/json"]);
    const [first] = Object.values(fields(content["examples"]));
    const value = resolve(first)["value"];
    return value === undefined ? [] : [[status, value] as const];
  });
  return Object.fromEntries(entries);
}

const [, , folder = ""] = argv;
const all = JSON.parse(await readFile(join(folder, "generated/api.github.com.json"), "utf8"));
const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
const paths: Record<string, Json> = {};
const answers: Record<string, Json> = {};
const left = new Set(OPERATIONS);
for (const [path, methods] of Object.entries(fields(all.paths))) {
  const kept = Object.entries(fields(methods)).filter(([, operation]) =>
    left.delete(String(fields(operation)["operationId"])),
  );
  for (const [, operation] of kept) {
    answers[String(fields(operation)["operationId"])] = examplesOf(all, fields(operation));
  }
  if (kept.length > 0) paths[path] = withoutProse(Object.fromEntries(kept));
}
if (left.size > 0) throw new Error(`not in ${folder}: ${[...left].join(", ")}`);
const origin = `@octokit/openapi ${version}, generated/api.github.com.json`;
const extract = { openapi: all.openapi, info: { title: "GitHub v3 REST API", origin }, paths };
await write("openapi.json", { ...extract, components: componentsFor(all, paths) });
await write("answers.json", answers);

async function write(name: string, json: unknown): Promise<void> {
  const file = new URL(`../fixtures/github/${name}`, import.meta.url);
  await writeFile(file, `${JSON.stringify(json, null, 1)}\n`);
}

// Answers requests for the repository's files: its workflows, raw or wrapped as GitHub wraps them.
import { createHash } from "node:crypto";
import { type Answer, ok } from "../answer.ts";
import type { Call } from "../call.ts";
import type { ShopCore } from "../shop-core.ts";
import { notFound, pages } from "./errors.ts";
import { webName } from "./hub/open-hub.ts";
import { resolveRef } from "./release.ts";
import type { Place } from "./repository.ts";
import { findWorkflow, type Workflow, workflows } from "./workflow.ts";

const folder = ".github/workflows";

export function readContents(core: ShopCore, call: Call, place: Place): Answer {
  const path = call.path.slice(6).join("/");
  const ref = call.url.searchParams.get("ref") ?? "main";
  if (!resolveRef(core.state().releases, ref)) {
    return notFound(pages.contents);
  }
  const name = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : "";
  if (place.facts.name !== webName) return notFound(pages.contents);
  const workflow = findWorkflow(workflows, name);
  if (!workflow || workflow.file !== name) return notFound(pages.contents);
  const text = renderWorkflow(workflow);
  const accept = call.headers.accept ?? "";
  if (/application\/vnd\.github(\.v3)?\.raw(\+json)?/.test(accept)) {
    return {
      status: 200,
      text,
      headers: { "content-type": "application/vnd.github.raw; charset=utf-8" },
    };
  }
  return ok(drawFile(path, text, { ref, place }));
}

function drawFile(
  path: string,
  text: string,
  { ref, place }: { readonly ref: string; readonly place: Place },
) {
  const sha = createHash("sha1")
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest("hex");
  const url = `${place.api}/repos/${place.facts.name}/contents/${path}?ref=${ref}`;
  const git = `${place.api}/repos/${place.facts.name}/git/blobs/${sha}`;
  const html = `${place.web}/${place.facts.name}/blob/${ref}/${path}`;
  return {
    name: path.slice(path.lastIndexOf("/") + 1),
    path,
    sha,
    size: Buffer.byteLength(text),
    url,
    html_url: html,
    git_url: git,
    download_url: `${place.web}/raw/${place.facts.name}/${ref}/${path}`,
    type: "file",
    content: Buffer.from(text).toString("base64"),
    encoding: "base64",
    _links: { self: url, git, html },
  };
}

/** The workflow as its file would say it. */
function renderWorkflow({ name, inputs }: Workflow): string {
  const trigger = inputs ? ["  workflow_dispatch:", ...renderInputs(inputs)] : ["  deployment:"];
  return [
    `name: ${name}`,
    ...(inputs?.["effect_id"] ? [runName] : []),
    "on:",
    ...trigger,
    "jobs:",
    "  work:",
    "    runs-on: ubuntu-latest",
    "    steps:",
    "      - uses: actions/checkout@v5",
    "      - run: ./ci/work.sh",
    "",
  ].join("\n");
}

const input = (name: string) => `\${{ inputs.${name} }}`;
const runName = `run-name: ${input("flag")} ${input("state")} in ${input("environment")} (${input("effect_id")})`;

function renderInputs(inputs: NonNullable<Workflow["inputs"]>): readonly string[] {
  const lines = Object.entries(inputs).flatMap(([name, { isRequired, options, fallback }]) => [
    `      ${name}:`,
    `        required: ${isRequired}`,
    `        type: ${options ? "choice" : "string"}`,
    ...(options ? [`        options: ${JSON.stringify(options)}`] : []),
    ...(fallback === undefined ? [] : [`        default: ${JSON.stringify(fallback)}`]),
  ]);
  return lines.length === 0 ? [] : ["    inputs:", ...lines];
}

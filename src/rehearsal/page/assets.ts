// Serves the page's own files: its TypeScript with the types stripped, its styles, and the libraries it imports.
import { readdir, readFile } from "node:fs/promises";
import { createRequire, stripTypeScriptTypes } from "node:module";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

export type Asset = { readonly type: string; readonly content: Buffer | string };

const clientFolder = fileURLToPath(new URL("client/", import.meta.url));
const require = createRequire(import.meta.url);

/** Bare imports of the client, and the file in each package that a browser can load. */
const libraries = {
  preact: ["preact", "dist/preact.mjs"],
  "preact/hooks": ["preact", "hooks/dist/hooks.mjs"],
  gemoji: ["gemoji", "index.js"],
  "markdown-it": ["markdown-it", "dist/browser/markdown-it.esm.min.mjs"],
  echarts: ["echarts", "dist/echarts.esm.min.mjs"],
} as const;

/** For `<script type="importmap">`. */
export const importMap = {
  imports: Object.fromEntries(
    Object.keys(libraries).map((name) => [name, `/rehearsal/library/${name}`]),
  ),
};

/** Every module of the client, so that the browser can ask for all of them at once. */
export async function listClientModules(): Promise<readonly string[]> {
  const names = await readdir(clientFolder, { recursive: true });
  return names
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `/rehearsal/client/${name.replaceAll("\\", "/")}`);
}

const clientFile = /^(?:[a-z-]+\/)?[a-z-]+\.(?:ts|css|svg)$/;
const types: Readonly<Record<string, string>> = {
  ".ts": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

export async function readClientFile(name: string): Promise<Asset | undefined> {
  if (!clientFile.test(name)) return undefined;
  const source = await readIfThere(join(clientFolder, name));
  if (source === undefined) return undefined;
  const extension = extname(name);
  const content = extension === ".ts" ? stripTypes(source.toString("utf8")) : source;
  return { type: types[extension] ?? "text/plain", content };
}

export async function readLibrary(name: string): Promise<Asset | undefined> {
  const place = Object.entries(libraries).find(([bare]) => bare === name)?.[1];
  if (!place) return undefined;
  const folder = dirname(require.resolve(`${place[0]}/package.json`));
  return {
    type: "text/javascript; charset=utf-8",
    content: await readFile(join(folder, place[1])),
  };
}

function stripTypes(source: string): string {
  const { emitWarning } = process;
  // Node calls this function experimental once per process; it does what running .ts files does.
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source, { mode: "strip" });
  } finally {
    process.emitWarning = emitWarning;
  }
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

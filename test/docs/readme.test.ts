// What the README says of the project is so: files, variables, packages, commands, examples.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { expand } from "../../src/config/expand.ts";
import { formatProblem } from "../../src/config/problem.ts";
import { readShopFile } from "../../src/config/read-shop-file.ts";
import { readRunbook } from "../../src/domain/runbook/format/read.ts";
import { writeStatement } from "../../src/web/freeze/statement.ts";
import { command } from "../../src/words/en/command.ts";
import { delivery, understood } from "../intake/deliveries.ts";
import { makeTestFolder } from "../support/folder.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const isThere = (path: string): boolean => existsSync(new URL(path, root));
const readme = read("README.md");

/** The fenced examples in one language. */
function examples(language: string): readonly string[] {
  const fenced = readme.matchAll(/^ *```(\w+)\n(.*?)^ *```$/gms);
  return [...fenced].filter(([, of]) => of === language).map(([, , text = ""]) => text);
}

for (const page of ["README.md", "CHANGELOG.md", "runbooks/README.md"]) {
  test(`every file that ${page} links to exists`, () => {
    const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = ""]) => to);
    const own = links.filter((to) => !/^https?:/.test(to));
    const folder = page.replace(/[^/]*$/, "");
    assert.deepEqual(
      own.filter((to) => !isThere(`${folder}${to}`)),
      [],
    );
  });
}

test("every file and folder that the README names exists", () => {
  const named = readme.matchAll(/`((?:src|test|bench|runbooks|docs|drizzle)\/[\w./-]*)`/g);
  const paths = [...named].map(([, path = ""]) => path);
  assert.ok(paths.includes("src/domain/"));
  assert.deepEqual(
    paths.filter((path) => !isThere(path)),
    [],
  );
});

type Package = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Rows of packages: `| \`name\`, \`name\` | licence | … |`. */
function listedPackages(): ReadonlyMap<string, string> {
  const table = /\| package \| licence .*?\n\n/s.exec(readme)?.[0] ?? "";
  const rows = table.split("\n").map((row) => row.split("|").map((cell) => cell.trim()));
  return new Map(
    rows.flatMap(([, names = "", licence = ""]) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => [name, licence] as const),
    ),
  );
}

test("the README lists the packages of package.json, no more and no fewer", () => {
  const of = JSON.parse(read("package.json")) as Package;
  const declared = ["dependencies", "optionalDependencies", "devDependencies"].flatMap((kind) =>
    Object.keys(of[kind] ?? {}),
  );
  assert.deepEqual([...listedPackages().keys()].sort(), declared.sort());
});

test("the README names each package's own licence", () => {
  const wrong = [...listedPackages()].filter(([name, licence]) => {
    const file = `node_modules/${name}/package.json`;
    // Of the optional ones only this platform's are there.
    return isThere(file) && (JSON.parse(read(file)) as { license: string }).license !== licence;
  });
  assert.deepEqual(wrong, []);
});

test("the README has every command that `help` lists", () => {
  const { incident, runbook, oncall, freeze } = command.help;
  const helps = [
    ...[incident("/incident"), runbook("/runbook")],
    ...[oncall("/oncall"), freeze("/freeze")],
  ];
  const usages = helps
    .flatMap((help) => [...help.matchAll(/^`\/\w+ (.+?)` {2}/gm)])
    .flatMap(([, usage = ""]) => usage.split(", "));
  assert.ok(usages.includes("ack") && usages.includes("let-go [FRZ-n]"));
  assert.deepEqual(
    usages.filter((usage) => !readme.includes(`\`${usage.replaceAll("|", "\\|")}\``)),
    [],
  );
});

test("what the README's curl sends to the generic hook is one alert, firing", () => {
  const [example = ""] = examples("sh").filter((text) => text.includes("/hooks/generic"));
  const body = /-d '(.*?)'/s.exec(example)?.[1] ?? "";
  const { signals, note } = understood(delivery("generic", { body: Buffer.from(body) }));
  assert.equal(note, undefined);
  assert.deepEqual(
    signals.map(({ state, priority, labels }) => [state, priority, labels["service"]]),
    [["firing", "P1", "search"]],
  );
});

test("the README's command for verifying an answer finds the signature that Muster wrote", async () => {
  const [line = ""] = examples("sh").filter((text) => text.includes("answer.txt"));
  await using folder = await makeTestFolder();
  const asOf = "2026-11-27T18:00:00Z";
  const nothing = { until: null, freezes: [], next: null, exception: null, windows: [] };
  const verdict = {
    ...{ ...nothing, repository: "example/shop", ref: "main", sha: null, asOf, observedAt: null },
    ...({ frozen: false, mayPass: true, enforced: false, mode: "none", state: "open" } as const),
  };
  const answer = writeStatement(verdict, "t0ken");
  await writeFile(join(folder.path, "answer.txt"), answer);
  const options = {
    cwd: folder.path,
    env: { PATH: "/usr/local/bin:/usr/bin:/bin", FREEZE_TOKEN: "t0ken" },
  };
  const { stdout } = await promisify(execFile)("sh", ["-c", line], options);
  assert.equal(`signature sha256=${stdout.split(" ")[0]}`, answer.trim().split("\n").at(-1));
});

test("the options of the script for CI that the README writes are its options", () => {
  const script = read("ci/check-freeze.sh");
  const used = [...readme.matchAll(/check-freeze\.sh (--.*)$/gm)].flatMap(([, rest = ""]) => [
    ...rest.matchAll(/--[a-z-]+/g),
  ]);
  assert.ok(used.length >= 6);
  for (const [option] of used) assert.ok(script.includes(`    --${option.slice(2)}) `), option);
});

test("what the README's signed delivery says is understood", () => {
  const body = examples("sh").flatMap((text) => [...text.matchAll(/^body='(.*)'$/gm)])[0]?.[1];
  const { signals } = understood(delivery("generic", { body: Buffer.from(body ?? "") }));
  assert.deepEqual(
    signals.map(({ title, priority }) => [title, priority]),
    [["Checkout deployment failed", "P2"]],
  );
});

test("the README's examples of muster.yml can be read", () => {
  const own = examples("yaml").filter((text) => text.startsWith("# muster.yml"));
  assert.ok(own.length >= 2);
  for (const text of own) {
    const names = expand(text, {}).missing;
    const env = Object.fromEntries(names.map((name) => [name, "secret"]));
    const { problems } = readShopFile(text, "README.md", {
      ...{ env, isOnLoopback: false, url: "https://muster.example.com" },
    });
    assert.equal(problems.map(formatProblem).join("\n"), "");
  }
});

test("the README's example of a step belongs to a runbook that can be read", () => {
  const [step = ""] = examples("yaml").filter((text) => text.startsWith("  - id:"));
  const gateway = "{type: enum, values: [stripe, payu], required: true}";
  const text = [
    "muster: 1",
    "id: example",
    "title: Example",
    "owner: group:payments-leads",
    `inputs: {from: ${gateway}, to: ${gateway}}`,
    `steps:\n${step}`,
    "  - {id: done, kind: end, title: Done, outcome: success}",
  ].join("\n");
  const result = readRunbook(text, "runbooks/example.yml", { "routing-admin": "http" });
  assert.equal(result.ok ? "" : result.problems.map(formatProblem).join("\n"), "");
});

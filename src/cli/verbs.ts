// The list of verbs; each one's code is loaded only when it is asked for.
import type { Verb } from "./verb.ts";

export const verbs: readonly Verb[] = [
  {
    name: "start",
    usage: "",
    meaning: "runs everything (the default)",
    run: async (_args, { env, cwd, stop }) => {
      const { runStart } = await import("./start.ts");
      return await runStart({ env, cwd, stop });
    },
  },
  {
    name: "lint",
    usage: "[files]",
    meaning: "checks runbooks and muster.yml (all of them where none is named)",
    run: async (args, surroundings) => {
      const { runLint } = await import("./lint.ts");
      return await runLint(args, surroundings);
    },
  },
  {
    name: "rehearse",
    usage: "<runbook>",
    meaning: "walks every path of runbooks with nothing sent (--quiet, --path 3, input=value)",
    run: async (args, surroundings) => {
      const { runRehearse } = await import("./rehearse.ts");
      return await runRehearse(args, surroundings);
    },
  },
  {
    name: "schema",
    usage: "",
    meaning: "prints the JSON Schema of runbooks, for editors",
    run: async (_args, surroundings) => {
      const { runSchema } = await import("./schema.ts");
      return runSchema(surroundings);
    },
  },
  {
    name: "doctor",
    usage: "",
    meaning: "tries database, Slack, runbooks and connections, and says what to do",
    run: async (_args, surroundings) => {
      const { runDoctor } = await import("./doctor.ts");
      return await runDoctor(surroundings);
    },
  },
  {
    name: "migrate",
    usage: "",
    meaning: "brings the database's tables up to date",
    run: async (_args, surroundings) => {
      const { runMigrate } = await import("./migrate.ts");
      return await runMigrate(surroundings);
    },
  },
  {
    name: "version",
    usage: "",
    meaning: "shows the version",
    run: async (_args, surroundings) => {
      const { runVersion } = await import("./version.ts");
      return await runVersion(surroundings);
    },
  },
];

const SHORT: Readonly<Record<string, string>> = { "-v": "version", "--version": "version" };

export function findVerb(name: string): Verb | undefined {
  const long = SHORT[name] ?? name;
  return verbs.find((verb) => verb.name === long);
}

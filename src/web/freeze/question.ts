// Reads what a program asks about a repository, or says which parameter is wrong and what to write instead.
import { nearest } from "../../domain/runbook/language/nearest.ts";
import { words } from "../../words/words.ts";

export type Question = {
  /** As muster.yml writes it. */
  readonly repository: string;
  /** The branch or tag that is to be merged into or deployed from. */
  readonly ref: string | null;
  /** The commit that wants to pass. */
  readonly sha: string | null;
  /** Answer 423 where it may not pass. */
  readonly fails: boolean;
};

export type Misasked = {
  readonly status: 400 | 404;
  readonly parameter: string;
  readonly message: string;
};

export type ReadQuestion =
  | { readonly ok: true; readonly question: Question }
  | { readonly ok: false; readonly fault: Misasked };

export const isCommit = (text: string): boolean => SHA.test(text);

type Query = Readonly<Record<string, unknown>>;

const PARAMETERS = ["repo", "ref", "sha", "format", "fail"] as const;
type Parameter = (typeof PARAMETERS)[number];
const isParameter = (name: string): boolean => PARAMETERS.some((each) => each === name);

const REPOSITORY = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;
/** Of git's own rules those that keep a name on one line and within itself. */
const REF = /^[^\s\p{Cc}~^:?*[\\]{1,255}$/u;
const SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i;

export function readQuestion(query: Query, repositories: readonly string[]): ReadQuestion {
  const fault =
    parameterFault(query) ?? PARAMETERS.map((name) => valueFault(name, query)).find(Boolean);
  if (fault) return { ok: false, fault };
  const repo = given(query, "repo");
  const repository = repositories.find((each) => each.toLowerCase() === repo.toLowerCase());
  if (repository === undefined) {
    const message = words.freezeApi.notListed(repo, nearest(repo, repositories));
    return { ok: false, fault: { status: 404, parameter: "repo", message } };
  }
  const [ref, sha] = [given(query, "ref"), given(query, "sha").toLowerCase()];
  const fails = given(query, "fail") === "1";
  return { ok: true, question: { repository, ref: ref || null, sha: sha || null, fails } };
}

const given = (query: Query, name: string): string => String(query[name] ?? "").trim();

const misasked = (parameter: string, message: string): Misasked => ({
  ...{ status: 400, parameter, message },
});

function parameterFault(query: Query): Misasked | undefined {
  const { freezeApi: say } = words;
  const twice = PARAMETERS.find((name) => Array.isArray(query[name]));
  if (twice) return misasked(twice, say.twice(twice));
  const strange = Object.keys(query).find((name) => !isParameter(name));
  if (strange === undefined) return undefined;
  return misasked(strange, say.unknownParameter(strange, nearest(strange, PARAMETERS)));
}

function valueFault(name: Parameter, query: Query): Misasked | undefined {
  const { freezeApi: say } = words;
  const value = given(query, name);
  if (value === "") return name === "repo" ? misasked(name, say.noRepository()) : undefined;
  switch (name) {
    case "repo":
      return REPOSITORY.test(value) ? undefined : misasked(name, say.badRepository(value));
    case "ref":
      return REF.test(value) ? undefined : misasked(name, say.badRef(value));
    case "sha":
      return isCommit(value) ? undefined : misasked(name, say.badSha(value));
    case "format":
      return choiceFault(name, value, ["json", "plain"]);
    case "fail":
      return choiceFault(name, value, ["0", "1"]);
  }
}

function choiceFault(
  name: Parameter,
  value: string,
  choices: readonly string[],
): Misasked | undefined {
  if (choices.includes(value)) return undefined;
  return misasked(name, words.freezeApi.badChoice(name, value, choices));
}

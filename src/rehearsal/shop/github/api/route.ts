// The form of GitHub's endpoints: a method, a path, the permission it takes, and what it does.
import type { z } from "zod";
import type { Answer } from "../../answer.ts";
import { type Call, parseJson } from "../../call.ts";
import type { Change } from "../../service.ts";
import { invalid, notJson } from "../errors.ts";
import type { Repository } from "../hub/hub-types.ts";
import type { Hub } from "../hub/open-hub.ts";
import type { Actor } from "../hub/people.ts";
import type { Address, Place } from "../repository.ts";
import type { Caller, Credentials } from "./credentials.ts";

/** `checks:write`; several: any of them will do. */
export type Need = `${string}:${"read" | "write"}`;

type Common = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** `/repos/{owner}/{repo}/pulls/{number}`; a last `{+rest}` takes any number of parts. */
  readonly path: string;
  /** Below https://docs.github.com/rest */
  readonly page: string;
};

/** About one repository, which is there and which the caller may see. */
export type RepositoryRoute = Common & {
  readonly needs: readonly Need[];
  /** Only a GitHub App may. */
  readonly isForApps?: true;
  readonly run: (visit: Visit) => Change;
};

/** Not about a repository. */
export type PlainRoute = Common & { readonly run: (visit: PlainVisit) => Change };

export type PlainVisit = {
  readonly hub: Hub;
  readonly call: Call;
  readonly params: Readonly<Record<string, string>>;
  readonly page: string;
  readonly address: Address;
  readonly caller: Caller;
  readonly credentials: Credentials;
};

export type Visit = Omit<PlainVisit, "address" | "caller"> & {
  readonly place: Place;
  readonly repository: Repository;
  /** Who acts. */
  readonly actor: Actor;
};

export const done = (answer: Answer): Change => ({ answer, entries: [] });

/** Something became different; what, is on record already. */
export const changed = (answer: Answer, event?: string): Change => ({
  answer,
  entries: [],
  isChanged: true,
  ...(event === undefined ? {} : { event }),
});

export type BodyReading<Body> =
  | { readonly ok: true; readonly body: Body }
  | { readonly ok: false; readonly answer: Answer };

/** Refuses in GitHub's manner what its description of the endpoint does not allow. */
export function readBody<Schema extends z.ZodType>(
  { call, page }: Pick<PlainVisit, "call" | "page">,
  schema: Schema,
): BodyReading<z.output<Schema>> {
  const parsed = parseJson(call.body === "" ? "{}" : call.body);
  if (!parsed.ok) return { ok: false, answer: notJson() };
  const read = schema.safeParse(parsed.value);
  if (read.success) return { ok: true, body: read.data };
  const [issue] = read.error.issues;
  return { ok: false, answer: invalid(`Invalid request.\n\n${describe(issue)}`, page) };
}

function describe(issue: z.core.$ZodIssue | undefined): string {
  if (!issue) return "";
  const name = issue.path.at(-1);
  const isMissing = issue.code === "invalid_type" && issue.input === undefined;
  if (isMissing && typeof name === "string") return `"${name}" wasn't supplied.`;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => `"${key}" is not a permitted key.`).join("\n");
  }
  return `Invalid property /${issue.path.join("/")}: ${issue.message}.`;
}

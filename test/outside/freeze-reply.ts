// The shapes of GitHub's answers: its own examples, changed; refusals, pages.
import { readFileSync } from "node:fs";
import type { GithubCall } from "../support/github-openapi.ts";
import type { Fields, Repository, World } from "./freeze-world.ts";

export type Answer = {
  readonly status: number;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Asker = {
  readonly isApp: boolean;
  readonly now: number;
  giveToken(): Fields;
};

export type Asked = GithubCall & { readonly operation: string };

export type Question = {
  readonly world: World;
  readonly repository: Repository;
  readonly call: Asked;
  readonly asker: Asker;
  /** The path behind the repository. */
  readonly rest: string;
  readonly body: Fields;
};

const file = new URL("../fixtures/github/answers.json", import.meta.url);
const examples = JSON.parse(readFileSync(file, "utf8")) as Readonly<
  Record<string, Readonly<Record<string, unknown>>>
>;

export function example(operation: string, status = "200", key?: string): Fields {
  const found = examples[operation]?.[status];
  const value = key === undefined ? found : (found as Fields)[key];
  return (Array.isArray(value) ? value[0] : value) as Fields;
}

export const ok = (json: unknown, status = 200): Answer => ({ status, json });
export const done: Answer = { status: 204 };
export const refuse = (status: number, message: string): Answer => ({
  status,
  json: { message, documentation_url: "https://docs.github.com/rest", status: String(status) },
});
export const missing = refuse(404, "Not Found");

/** https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export function paged({ call }: Question, all: readonly unknown[], wrap?: string): Answer {
  const size = Number(call.query["per_page"] ?? "30");
  const page = Number(call.query["page"] ?? "1");
  const part = all.slice((page - 1) * size, page * size);
  const query = new URLSearchParams({ ...call.query, page: String(page + 1) });
  const link = `<https://api.github.com${call.path}?${query.toString()}>; rel="next"`;
  return {
    ...ok(wrap ? { total_count: all.length, [wrap]: part } : part),
    ...(page * size < all.length && { headers: { link } }),
  };
}

// Answers requests for check runs: only a GitHub App may make them, and only its own may it change.
import { z } from "zod";
import { type Answer, ok } from "../../answer.ts";
import type { Change } from "../../service.ts";
import { forbidden, invalid, notFound, validationFailed } from "../errors.ts";
import { changeCheck, createCheck } from "../hub/change-check.ts";
import type { CheckRun } from "../hub/hub-types.ts";
import { resolveSha } from "../hub/resolve-sha.ts";
import { answerPage } from "../paging.ts";
import { drawCheck } from "./draw-check.ts";
import { changed, done, type RepositoryRoute, readBody, type Visit } from "./route.ts";

const base = "/repos/{owner}/{repo}";

export const checkRoutes: readonly RepositoryRoute[] = [
  {
    ...{ method: "POST", path: `${base}/check-runs`, needs: ["checks:write"], isForApps: true },
    ...{ page: "/checks/runs#create-a-check-run", run: create },
  },
  {
    ...{ method: "PATCH", path: `${base}/check-runs/{id}`, needs: ["checks:write"] },
    ...{ isForApps: true, page: "/checks/runs#update-a-check-run", run: update },
  },
  {
    ...{ method: "GET", path: `${base}/check-runs/{id}`, needs: ["checks:read"] },
    ...{ page: "/checks/runs#get-a-check-run", run: get },
  },
  {
    ...{ method: "GET", path: `${base}/commits/{ref}/check-runs`, needs: ["checks:read"] },
    ...{ page: "/checks/runs#list-check-runs-for-a-git-reference", run: list },
  },
];

/** In characters; a longer one is refused. */
const mostText = 65_535;
const text = z.string();
const conclusions = [
  ...["action_required", "cancelled", "failure", "neutral"],
  ...["success", "skipped", "stale", "timed_out"],
] as const;

const output = z.strictObject({
  title: z.string(),
  summary: text,
  text: text.optional(),
  annotations: z.array(z.unknown()).max(50).optional(),
  images: z.array(z.unknown()).optional(),
});
const action = z.strictObject({
  label: z.string(),
  description: z.string(),
  identifier: z.string(),
});
const fields = {
  name: z.string(),
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  status: z.enum(["queued", "in_progress", "completed"]).optional(),
  started_at: z.iso.datetime({ offset: true }).optional(),
  conclusion: z.enum(conclusions).optional(),
  completed_at: z.iso.datetime({ offset: true }).optional(),
  output: output.optional(),
  actions: z.array(action).optional(),
};
const draft = z.strictObject({ ...fields, head_sha: z.string() });
const patch = z.strictObject({ ...fields, name: fields.name.optional() });

type Given = z.output<typeof patch>;

function create(visit: Visit): Change {
  const { hub, repository, page, place } = visit;
  const read = readBody(visit, draft);
  if (!read.ok) return done(read.answer);
  const { head_sha: headSha } = read.body;
  const wrong = objections(read.body);
  if (wrong) return done(refuse(wrong, page));
  if (!resolveSha(hub, repository, headSha)) {
    return done(invalid(`No commit found for SHA: ${headSha}`, page));
  }
  const check = createCheck(hub, repository, { ...fill(read.body, hub.now()), headSha });
  const now = hub.find(place.facts.name) ?? repository;
  return changed({ status: 201, body: drawCheck(hub, now, check, place) });
}

function update(visit: Visit): Change {
  const { hub, repository, params, page, place, actor } = visit;
  const found = repository.checks[params["id"] ?? ""];
  if (!found) return done(notFound(page));
  if (found.appId !== actor.appId) {
    return done(
      forbidden(
        "Invalid app_id `" +
          actor.appId +
          "` - check run can only be modified by the GitHub App that created it.",
        page,
      ),
    );
  }
  const read = readBody(visit, patch);
  if (!read.ok) return done(read.answer);
  const wrong = objections(read.body);
  if (wrong) return done(refuse(wrong, page));
  const filled = fill({ ...keep(found), ...read.body }, hub.now());
  const check = changeCheck(hub, repository, { ...found, ...filled });
  return changed(ok(drawCheck(hub, repository, check, place)));
}

function keep(found: CheckRun): Given {
  const { title, summary, text: more } = found.output;
  return {
    name: found.name,
    external_id: found.externalId,
    status: found.status,
    started_at: new Date(found.startedAt).toISOString(),
    ...(found.detailsUrl === null ? {} : { details_url: found.detailsUrl }),
    ...(title === null || summary === null
      ? {}
      : { output: { title, summary, ...(more === null ? {} : { text: more }) } }),
    actions: [...found.actions],
  };
}

type Filled = Omit<CheckRun, "id" | "headSha" | "appId">;

function fill(given: Given, now: number): Filled {
  const { conclusion } = given;
  const isDone = conclusion !== undefined || given.completed_at !== undefined;
  return {
    name: given.name ?? "",
    status: isDone ? "completed" : (given.status ?? "queued"),
    conclusion: conclusion ?? null,
    externalId: given.external_id ?? "",
    detailsUrl: given.details_url ?? null,
    output: { title: null, summary: null, text: null, ...shownOf(given) },
    actions: given.actions ?? [],
    startedAt: momentOf(given.started_at, now),
    completedAt: isDone ? momentOf(given.completed_at, now) : null,
  };
}

const momentOf = (text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : Date.parse(text);

function shownOf({ output: shown }: Given): Partial<CheckRun["output"]> {
  if (!shown) return {};
  const { title, summary, text: more } = shown;
  return { title, summary, ...(more === undefined ? {} : { text: more }) };
}

const refuse = ({ message, isTooLong }: Objection, page: string): Answer =>
  isTooLong ? invalid(message, page) : validationFailed([message], page);

type Objection = { readonly message: string; readonly isTooLong: boolean };

function objections(given: Given): Objection | undefined {
  const long = (value: string | undefined, most: number): Objection | undefined =>
    (value?.length ?? 0) > most
      ? {
          message: `Invalid request.\n\nOnly ${most} characters are allowed; ${value?.length} were supplied.`,
          isTooLong: true,
        }
      : undefined;
  const { output: shown, actions = [] } = given;
  if (given.status === "completed" && given.conclusion === undefined) {
    const message = 'Invalid request.\n\nMissing required key "conclusion".';
    return { message, isTooLong: true };
  }
  if (given.conclusion === "stale") {
    return { message: "Conclusion stale can only be set by GitHub", isTooLong: false };
  }
  if (actions.length > 3) {
    const message = `Invalid request.\n\nNo more than 3 items are allowed; ${actions.length} were supplied.`;
    return { message, isTooLong: true };
  }
  return [
    long(shown?.summary, mostText),
    long(shown?.text, mostText),
    ...actions.flatMap((each) => [
      long(each.label, 20),
      long(each.description, 40),
      long(each.identifier, 20),
    ]),
  ].find((each) => each !== undefined);
}

function get({ hub, repository, params, page, place }: Visit): Change {
  const found = repository.checks[params["id"] ?? ""];
  return done(found ? ok(drawCheck(hub, repository, found, place)) : notFound(page));
}

/** The newest of each name and app, unless all are asked for. */
function list({ hub, repository, params, call, page, place }: Visit): Change {
  const sha = resolveSha(hub, repository, params["ref"] ?? "");
  if (!sha) return done(invalid(`No commit found for SHA: ${params["ref"]}`, page));
  const query = call.url.searchParams;
  const name = query.get("check_name");
  const appId = query.get("app_id");
  const status = query.get("status");
  const all = Object.values(repository.checks)
    .filter(({ headSha }) => headSha === sha)
    .filter((each) => name === null || each.name === name)
    .filter((each) => appId === null || String(each.appId) === appId)
    .filter((each) => status === null || each.status === status)
    .toSorted((a, b) => b.id - a.id);
  const isNewest = (each: CheckRun, index: number) =>
    all.findIndex((other) => other.name === each.name && other.appId === each.appId) === index;
  const found = query.get("filter") === "all" ? all : all.filter(isNewest);
  return done(
    answerPage(call, found, (shown) => ({
      total_count: found.length,
      check_runs: shown.map((each) => drawCheck(hub, repository, each, place)),
    })),
  );
}

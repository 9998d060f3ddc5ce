// What GitHub answers about repositories, pull requests, merges and comments.
import { type Answer, example, missing, ok, paged, type Question, refuse } from "./freeze-reply.ts";
import { BOT, type Fields, MUSTERS_APP, mergeAs, mergeOf, type Pull } from "./freeze-world.ts";

const pullJson = (operation: string, pull: Pull, repository: string): Fields => {
  const whole = example(operation);
  return {
    ...whole,
    ...{ number: pull.number, id: pull.number, title: pull.title, state: pull.state },
    html_url: `https://github.com/${repository}/pull/${pull.number}`,
    user: { ...(whole["user"] as Fields), login: pull.author },
    head: { ...(whole["head"] as Fields), sha: pull.sha, ref: `b${pull.number}` },
    base: { ...(whole["base"] as Fields), ref: pull.base },
    merge_commit_sha: mergeOf(pull),
    merged_at: pull.mergedBy ? "2026-11-22T10:00:00Z" : null,
    ...(operation === "pulls/get" && {
      merged: pull.mergedBy !== undefined,
      merged_by: pull.mergedBy ? { ...(whole["user"] as Fields), login: pull.mergedBy } : null,
    }),
    requested_teams: [],
    auto_merge: pull.isAutoMerge
      ? {
          ...{ enabled_by: whole["user"], merge_method: "squash" },
          ...{ commit_title: "t", commit_message: "m" },
        }
      : null,
  };
};

const numberIn = (rest: string): number => Number(/^\/(?:pulls|issues)\/(\d+)/.exec(rest)?.[1]);

export function answerPulls(question: Question): Answer | undefined {
  const { repository, call, asker, rest, body } = question;
  const number = numberIn(rest);
  const pull = repository.pulls.find((each) => each.number === number);
  switch (call.operation) {
    case "repos/get": {
      const { source: _, parent: __, ...whole } = example("repos/get");
      const { isPrivate, isArchived, defaultBranch, id, name: full_name } = repository;
      const may = !asker.isApp;
      return ok({
        ...whole,
        ...{ id, full_name, name: full_name.split("/")[1], language: null, private: isPrivate },
        ...{ archived: isArchived, default_branch: defaultBranch },
        permissions: { admin: may, maintain: may, push: may, triage: may, pull: may },
      });
    }
    case "pulls/list": {
      const { state = "open", base } = call.query;
      const found = repository.pulls.filter(
        (each) => (state === "all" || each.state === state) && (!base || each.base === base),
      );
      return paged(
        question,
        found.toReversed().map((each) => pullJson("pulls/list", each, repository.name)),
      );
    }
    case "pulls/get":
      return pull ? ok(pullJson("pulls/get", pull, repository.name)) : missing;
    case "pulls/merge": {
      if (!pull) return missing;
      if (body["sha"] !== undefined && body["sha"] !== pull.sha) {
        return refuse(409, "Head branch was modified. Review and try the merge again.");
      }
      const actor = asker.isApp
        ? { type: "Integration", id: MUSTERS_APP }
        : { type: "User", id: BOT.id };
      const said = mergeAs(repository, number, BOT.login, actor);
      return said ? refuse(405, said) : ok(example("pulls/merge"));
    }
    case "repos/list-pull-requests-associated-with-commit": {
      const of = rest.split("/")[2];
      const found = repository.pulls.filter((each) => each.sha === of || mergeOf(each) === of);
      return paged(
        question,
        found.map((each) => pullJson("pulls/list", each, repository.name)),
      );
    }
    default:
      return answerComments(question);
  }
}

const comment = (id: number, text: string) => ({
  ...example("issues/create-comment", "201"),
  ...{ id, body: text, user: { ...(example("users/get-authenticated") as object), ...BOT } },
});

function answerComments(question: Question): Answer | undefined {
  const { world, repository, call, rest, body } = question;
  const pull = repository.pulls.find((each) => each.number === numberIn(rest));
  switch (call.operation) {
    case "issues/create-comment": {
      const made = { id: world.nextId(), body: String(body["body"]) };
      pull?.comments.push(made);
      return ok(comment(made.id, made.body), 201);
    }
    case "issues/list-comments":
      return paged(
        question,
        (pull?.comments ?? []).map((each) => comment(each.id, each.body)),
      );
    case "issues/update-comment": {
      const id = Number(rest.split("/").at(-1));
      const found = repository.pulls
        .flatMap(({ comments }) => comments)
        .find((each) => each.id === id);
      if (!found) return missing;
      found.body = String(body["body"]);
      return ok(comment(id, found.body));
    }
    default:
      return undefined;
  }
}

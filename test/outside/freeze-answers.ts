// Who may ask GitHub what: apps, tokens and the repository that a call is about.
import { answerDeployments } from "./freeze-deployments.ts";
import { answerPulls } from "./freeze-pulls.ts";
import {
  type Answer,
  type Asked,
  type Asker,
  example,
  missing,
  ok,
  type Question,
  refuse,
} from "./freeze-reply.ts";
import { answerRules } from "./freeze-rules.ts";
import { BOT, type Fields, MUSTERS_APP, type World } from "./freeze-world.ts";

const PERMISSIONS = {
  ...{ administration: "write", checks: "write", pull_requests: "write", contents: "read" },
  ...{ metadata: "read", actions: "write", actions_variables: "write", deployments: "write" },
  merge_queues: "read",
};

export function answerFreeze(world: World, call: Asked, asker: Asker): Answer {
  const [, name = "", rest = ""] = /^\/repos\/([^/]+\/[^/]+)(.*)$/.exec(call.path) ?? [];
  if (!name) return answerApps(call, asker);
  const repository = world.repositories.find((each) => each.name === name && !each.isHidden);
  if (!repository) return missing;
  if (call.operation === "apps/get-repo-installation") {
    const events = ["check_run", "pull_request"];
    return ok({
      ...example(call.operation),
      ...{ id: 77, app_id: MUSTERS_APP, permissions: PERMISSIONS, events },
    });
  }
  const body = (call.body ?? {}) as Fields;
  const question: Question = { world, repository, call, asker, rest, body };
  return answerRules(question) ?? answerPulls(question) ?? answerDeployments(question) ?? missing;
}

function answerApps({ operation }: Asked, asker: Asker): Answer {
  switch (operation) {
    case "apps/get-authenticated":
      return ok({ ...example(operation), id: MUSTERS_APP, permissions: PERMISSIONS });
    case "apps/list-webhook-deliveries":
      return ok([]);
    case "apps/create-installation-access-token":
      return ok({ ...asker.giveToken(), permissions: PERMISSIONS }, 201);
    case "users/get-authenticated":
      return asker.isApp
        ? refuse(403, "Resource not accessible by integration")
        : ok({ ...example(operation), ...BOT });
    default:
      return missing;
  }
}

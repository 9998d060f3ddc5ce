// English: how an effect is named where it failed.
import type { Effect } from "../../domain/effect.ts";
import type { FreezeTask } from "../../domain/freeze/task.ts";
import type { ProjectionKind } from "../../domain/projection.ts";

const painted: Readonly<Record<ProjectionKind, string>> = {
  card: "the incident's card",
  announcement: "the announcement",
  run: "a run's message",
  page: "a page",
  approval: "a request for approval",
  "still-changed": "the list of what is still changed",
  "freeze-draft": "a freeze that is being prepared",
  "freeze-post": "a freeze's message",
  "freeze-vote": "a request to approve a freeze",
  exception: "an exception from a freeze",
  "exception-vote": "a request to approve an exception",
  "exception-why": "a question why an exception is needed",
  readiness: "the readiness board",
};

const tasks: Readonly<Record<FreezeTask["do"], string>> = {
  reconcile: "bringing a repository to what its freezes want",
  preflight: "looking whether a repository can be frozen",
  "tell-pulls": "telling pull requests about a freeze",
  "tell-pull": "telling a pull request about a freeze",
  "find-pull": "finding the commit of an exception",
  merge: "merging an exception",
  "answer-queue": "answering a merge queue",
  "answer-gate": "answering a deployment's gate",
  watch: "looking for what passed by a freeze",
};

export const effect = {
  name: (of: Effect): string => {
    switch (of.kind) {
      case "open-channel":
        return "opening the incident channel";
      case "invite":
        return "inviting people to the channel";
      case "set-topic":
        return "setting the channel topic";
      case "set-purpose":
        return "setting the channel purpose";
      case "bookmark":
        return `adding the bookmark “${of.title}”`;
      case "pin-card":
        return "pinning the incident card";
      case "paint":
        return `updating ${painted[of.projection]}`;
      case "post":
        return `posting a message (${of.message.kind})`;
      case "upload-post-mortem":
        return "uploading the post-mortem draft";
      case "publish-home":
        return "publishing a Home tab";
      case "run":
        return "carrying out a step of a run";
      case "freeze":
        return `${tasks[of.task.do]} (${of.task.repository})`;
    }
  },
};

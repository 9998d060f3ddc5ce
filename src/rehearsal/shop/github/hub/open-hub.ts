// Owns the way to GitHub's memory: every read and every change of it goes through here.
import { randomUUID } from "node:crypto";
import type { ShopCore } from "../../shop-core.ts";
import { drawEvent } from "../hooks/draw-event.ts";
import type { Address } from "../repository.ts";
import type {
  Commit,
  Delivery,
  HubState,
  Installation,
  Repository,
  TableName,
  Tables,
} from "./hub-types.ts";
import { shaOf } from "./sha.ts";

export type Hub = {
  readonly core: ShopCore;
  now(): number;
  state(): HubState;
  /** GitHub does not tell names apart by case. */
  find(name: string): Repository | undefined;
  put<Name extends TableName>(
    repository: Repository,
    table: Name,
    key: string | number,
    value: Tables[Name] | null,
  ): void;
  setInstallation(installation: Installation): void;
  newId(): number;
  /** The commit at the head of a branch. */
  headOf(repository: Repository, branch: string): string | undefined;
  /** Puts a commit on top of a branch that is there, or makes the branch. */
  commit(repository: Repository, branch: string, draft: CommitDraft): Commit;
  /** Has the app told of it; the body is drawn when it is asked for. */
  emit(event: HubEvent): void;
  record(delivery: Delivery): void;
  readonly hookOf: "app" | "repository";
  /** Where this GitHub is reached, for what it sends by itself. */
  readonly address: () => Address;
  onDelivery(listener: (delivery: Delivery) => void): void;
};

export type CommitDraft = {
  readonly author: string;
  readonly message: string;
  readonly parent?: string;
  /** Where it was made before: the branch is set to it. */
  readonly sha?: string;
};

export type HubEvent = {
  readonly event: string;
  readonly action: string | null;
  readonly repository: Repository | null;
  /** Login of who caused it. */
  readonly by: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** What the shop runs comes from its commits. */
export const webName = "shop/web";

export type HubOptions = {
  readonly address: () => Address;
  /** Whose webhook it is: repositories have one of their own where no app is installed. */
  readonly hookOf: "app" | "repository";
};

/** Only apps hear of these. */
const appEvents: readonly string[] = [
  "check_run",
  "deployment_protection_rule",
  "installation",
  "installation_repositories",
];

export function openHub(core: ShopCore, { address, hookOf }: HubOptions): Hub {
  const listeners: ((delivery: Delivery) => void)[] = [];
  const state = () => core.state().github;
  const now = () => core.now().getTime();
  const newId = () => {
    const id = state().lastId + 1;
    core.record({ kind: "github-id", id });
    return id;
  };
  const find = (name: string) => state().repositories[name.toLowerCase()];
  const fresh = ({ facts }: Repository) => find(facts.name);
  const record = (delivery: Delivery) => {
    core.record({ kind: "github-delivery", delivery });
    if (delivery.statusCode === null) for (const listener of listeners) listener(delivery);
  };
  const put: Hub["put"] = (repository, table, key, value) => {
    const { name } = repository.facts;
    core.record({ kind: "github", repository: name, table, key: String(key), value });
  };
  const headOf: Hub["headOf"] = (repository, branch) => {
    const { name, defaultBranch } = repository.facts;
    // A bad release is among them as well.
    if (name === webName && branch === defaultBranch)
      return core.state().releases.commits.at(-1)?.sha;
    return fresh(repository)?.branches[branch];
  };
  const hub: Hub = {
    core,
    now,
    state,
    find,
    put,
    newId,
    headOf,
    record,
    setInstallation: (installation) => core.record({ kind: "github-installation", installation }),
    commit: (repository, branch, { author, message, parent, sha: made }) => {
      const before = parent ?? headOf(repository, branch) ?? null;
      const sha = made ?? shaOf(repository.facts.name, branch, newId());
      const commit: Commit = { sha, parent: before, author, message, at: now() };
      put(repository, "commits", sha, commit);
      const { name, defaultBranch } = repository.facts;
      if (name === webName && branch === defaultBranch) {
        const [title = message] = message.split("\n");
        const release = { sha, tag: "", title, author, at: now(), isBad: false, isGreen: true };
        core.record({ kind: "commit", commit: release });
      } else {
        put(repository, "branches", branch, sha);
      }
      return commit;
    },
    emit: (event) => {
      const isHeard =
        hookOf === "app"
          ? isToldToApp(state().installation, event)
          : !appEvents.includes(event.event);
      if (isHeard) record(newDelivery(hub, event));
    },
    hookOf,
    address,
    onDelivery: (listener) => void listeners.push(listener),
  };
  return hub;
}

/** Of a repository only while the app is installed there, and not suspended. */
function isToldToApp({ isRemoved, isSuspended, withheld }: Installation, event: HubEvent): boolean {
  if (event.repository === null) return true;
  return !isRemoved && !isSuspended && !withheld?.includes(event.repository.facts.name);
}

/** Ids of deliveries are of their own, and high. */
const firstDelivery = 20_000_000_000;

function newDelivery(hub: Hub, event: HubEvent): Delivery {
  return {
    id: firstDelivery + hub.newId(),
    guid: randomUUID(),
    event: event.event,
    action: event.action,
    repositoryId: event.repository?.facts.id ?? null,
    body: JSON.stringify(drawEvent(hub, event)),
    at: hub.now(),
    isRedelivery: false,
    statusCode: null,
    durationMs: 0,
  };
}

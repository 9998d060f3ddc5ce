// Owns how each journal entry changes what GitHub remembers.
import type {
  Delivery,
  HubEntry,
  HubState,
  Repository,
  RepositoryFacts,
  TableName,
} from "./hub-types.ts";

/** GitHub itself keeps them for some days; enough for a rehearsal. */
const keptDeliveries = 500;

export function emptyRepository(facts: RepositoryFacts): Repository {
  return {
    facts,
    branches: {},
    tags: {},
    commits: {},
    pulls: {},
    rulesets: {},
    checks: {},
    comments: {},
    variables: {},
    workflows: {},
    suites: {},
    pushes: {},
    queue: {},
    gates: {},
    runs: {},
  };
}

export function applyHubEntry(state: HubState, entry: HubEntry): HubState {
  switch (entry.kind) {
    case "github": {
      const repository = state.repositories[entry.repository];
      if (!repository) return state;
      const table = withKey(repository, entry);
      const repositories = { ...state.repositories, [entry.repository]: table };
      return { ...state, repositories };
    }
    case "github-seed": {
      const { repository } = entry;
      const repositories = { ...state.repositories, [repository.facts.name]: repository };
      return { ...state, repositories };
    }
    case "github-installation":
      return { ...state, installation: entry.installation };
    case "github-delivery":
      return { ...state, deliveries: withDelivery(state.deliveries, entry.delivery) };
    case "github-id":
      return { ...state, lastId: Math.max(state.lastId, entry.id) };
  }
}

function withKey(
  repository: Repository,
  { table, key, value }: Extract<HubEntry, { kind: "github" }>,
): Repository {
  const rows: Readonly<Record<string, unknown>> = repository[table];
  if (value !== null) return replaced(repository, table, { ...rows, [key]: value });
  const { [key]: _, ...others } = rows;
  return replaced(repository, table, others);
}

function replaced(repository: Repository, table: TableName, rows: unknown): Repository {
  return { ...repository, [table]: rows };
}

/** Takes the place of what was known of the same attempt. */
function withDelivery(deliveries: readonly Delivery[], delivery: Delivery): readonly Delivery[] {
  const isKnown = deliveries.some(({ id }) => id === delivery.id);
  if (!isKnown) return [...deliveries, delivery].slice(-keptDeliveries);
  return deliveries.map((each) => (each.id === delivery.id ? delivery : each));
}

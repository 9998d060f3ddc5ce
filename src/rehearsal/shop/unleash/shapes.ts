// Draws the shop's flags as Unleash's admin API does: features, their environments, strategies, variants.
import {
  type Environment,
  environments,
  type Flag,
  type FlagSetting,
  flagProject,
  type Strategy,
  type Variant,
} from "../flags/flag.ts";

const kinds: Readonly<Record<Environment, string>> = {
  development: "development",
  production: "production",
};

/** `GET …/features/:feature`; variants of environments only when they are asked for. */
export function drawFeature(flag: Flag, withVariants: boolean) {
  return {
    environments: environments.map((environment, index) =>
      drawInFeature(environment, flag.settings[environment], { index, withVariants }),
    ),
    name: flag.name,
    favorite: false,
    impressionData: false,
    description: flag.description,
    project: flagProject,
    stale: false,
    lastSeenAt: null,
    createdAt: new Date(flag.createdAt).toISOString(),
    type: flag.type,
    variants: mergedVariants(flag),
    archived: false,
    dependencies: [],
    children: [],
    links: [],
    collaborators: { users: [] },
  };
}

function drawInFeature(
  environment: Environment,
  setting: FlagSetting,
  { index, withVariants }: { readonly index: number; readonly withVariants: boolean },
) {
  return {
    name: environment,
    lastSeenAt: null,
    ...(withVariants ? { variants: byName(setting.variants) } : {}),
    enabled: setting.enabled,
    yes: 0,
    no: 0,
    type: kinds[environment],
    sortOrder: index,
    strategies: setting.strategies.map(drawStrategy),
  };
}

/** `GET …/environments/:environment`: here `name` is the feature's. */
export function drawEnvironment(flag: Flag, environment: Environment) {
  const { enabled, strategies } = flag.settings[environment];
  const drawn = strategies.map((strategy) => ({
    featureName: flag.name,
    ...drawStrategy(strategy),
  }));
  return { name: flag.name, environment, enabled, strategies: drawn };
}

export function drawStrategy(strategy: Strategy) {
  const { id, name, title, disabled, sortOrder, constraints, parameters, segments, variants } =
    strategy;
  return {
    id,
    name,
    title,
    disabled,
    sortOrder,
    constraints,
    parameters,
    variants: byName(variants).map(({ overrides: _, ...variant }) => variant),
    segments,
  };
}

export function byName(variants: readonly Variant[]): readonly Variant[] {
  return variants.toSorted((a, b) => a.name.localeCompare(b.name));
}

function mergedVariants({ settings }: Flag): readonly Variant[] {
  const merged = new Map<string, Variant>();
  for (const environment of environments) {
    for (const variant of byName(settings[environment].variants)) merged.set(variant.name, variant);
  }
  return [...merged.values()];
}

/** `GET /api/admin/user`: whose token it is, and what that may do. */
export function drawCaller(isReadOnly: boolean) {
  const permissions = ["UPDATE_FEATURE_ENVIRONMENT", "UPDATE_FEATURE_ENVIRONMENT_VARIANTS"];
  const granted = environments.flatMap((environment) =>
    permissions.map((permission) => ({ permission, project: flagProject, environment })),
  );
  return {
    user: {
      id: 7,
      isAPI: false,
      name: "Muster",
      username: "muster",
      accountType: "Service Account",
      imageUrl: "",
      permissions: [],
    },
    permissions: isReadOnly ? [] : granted,
    feedback: [],
    splash: {},
  };
}

/** `GET /api/admin/environments/project/:project`; a project without flags is unknown here. */
export function drawEnvironments(flags: readonly Flag[]) {
  const shown = flags.length === 0 ? [] : environments;
  return {
    version: 1,
    environments: shown.map((environment, sortOrder) => ({
      name: environment,
      type: kinds[environment],
      enabled: true,
      protected: false,
      sortOrder,
      projectApiTokenCount: 1,
      projectEnabledToggleCount: flags.filter(({ settings }) => settings[environment].enabled)
        .length,
    })),
  };
}

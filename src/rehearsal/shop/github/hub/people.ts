// Who there is on GitHub: the team, the token's user, the apps, and what each may do.

export type Role = "admin" | "write" | "read";

export type Actor = {
  readonly login: string;
  readonly id: number;
  readonly role: Role;
  readonly isOrganizationAdmin: boolean;
  /** Set where an app acts. */
  readonly appId?: number;
};

export const owner = "shop";

/** Muster's own app. */
export const app = {
  id: 441_107,
  slug: "muster",
  clientId: "Iv23liRehearsalMuster",
  name: "Muster",
  login: "muster[bot]",
} as const;

/** GitHub's own, which runs the workflows. */
export const actionsApp = { id: 15_368, slug: "github-actions", name: "GitHub Actions" } as const;

export const tokenLogin = "muster-bot";

/** RepositoryRole ids of rulesets: 2 maintain, 4 write, 5 admin. */
export const roleIds: Readonly<Record<number, readonly Role[]>> = {
  2: ["admin"],
  4: ["admin", "write"],
  5: ["admin"],
};

const roles: Readonly<Record<string, Role>> = {
  [tokenLogin]: "admin",
  "anna-dev": "write",
  "piotr-dev": "write",
  "bea-dev": "admin",
  "marek-support": "read",
};

export const logins = Object.keys(roles);

export function personOf(login: string): Actor {
  return {
    login,
    id: idOf(login),
    role: roles[login] ?? "read",
    isOrganizationAdmin: login === "bea-dev",
  };
}

/** The app where it acts by itself. */
export function appActor(): Actor {
  return {
    login: app.login,
    id: idOf(app.login),
    role: "write",
    isOrganizationAdmin: false,
    appId: app.id,
  };
}

export function idOf(login: string): number {
  return [...login].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_999_991, 7);
}

/** Whether a bypass actor or a rule may name this user. */
export function isKnownUser(id: number): boolean {
  return logins.some((login) => idOf(login) === id);
}

// Makes the workspace's users from the people it is given, and finds them.
import type { AppSettings, PersonSettings, User } from "../types.ts";

export function createUsers(
  app: AppSettings,
  people: readonly PersonSettings[],
): ReadonlyMap<string, User> {
  const users = [...people.map((person) => toUser(person, app.teamId)), botUser(app)];
  return new Map(users.map((user) => [user.id, user]));
}

function toUser(person: PersonSettings, teamId: string): User {
  return {
    title: "",
    isAdmin: false,
    isRestricted: false,
    isUltraRestricted: false,
    isBot: false,
    deleted: false,
    teamId,
    ...person,
  };
}

function botUser(app: AppSettings): User {
  return toUser(
    {
      id: app.botUserId,
      name: app.botName.toLowerCase(),
      realName: app.botName,
      email: "",
      tz: "America/Los_Angeles",
      isBot: true,
    },
    app.teamId,
  );
}

export function isGuest(user: User): boolean {
  return user.isRestricted || user.isUltraRestricted;
}

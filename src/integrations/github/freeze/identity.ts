// Who Muster is at GitHub: the app whose check is required, or the user who alone may update.
import type { Enforcer } from "../../../domain/freeze/observed.ts";
import { unsent } from "../../integration-error.ts";
import { answered } from "../answered.ts";
import { type Github, OFF } from "../github.ts";
import { appFormat, userFormat } from "./formats.ts";
import { refusedBy } from "./refused.ts";
import type { Calling } from "./session.ts";

export type Identity = {
  enforcer(calling: Pick<Calling, "octokit" | "ask">): Promise<Enforcer>;
  /** As GitHub shows it where we act: `muster[bot]`, or the token's user. */
  login(calling: Pick<Calling, "octokit" | "ask">): Promise<string>;
};

const TRIED = { isChange: false, needs: "Metadata: read" };

/** Asked once; a failure is asked again the next time. */
export function openIdentity(github: Github): Identity {
  const { access } = github.settings;
  const user = once(async ({ octokit, ask }: Pick<Calling, "octokit" | "ask">) => {
    const found = await ask(octokit.rest.users.getAuthenticated(), userFormat, TRIED);
    return { userId: found.id, login: found.login };
  });
  const app = once(async () => await readApp(github));
  return {
    enforcer: async (calling) => {
      if (access?.kind !== "app") return { mode: "bot_merge", ...(await user(calling)) };
      // GITHUB_APP_ID may be the app's client id as well, and a required check takes the number.
      const appId = Number(access.appId);
      return { mode: "app_check", appId: Number.isInteger(appId) ? appId : (await app()).id };
    },
    login: async (calling) =>
      access?.kind === "app" ? `${(await app()).slug}[bot]` : (await user(calling)).login,
  };
}

async function readApp(github: Github): Promise<{ readonly id: number; readonly slug: string }> {
  const app = github.openApp();
  if (!app) throw unsent(OFF);
  const got = await answered(app.octokit.rest.apps.getAuthenticated(), app.mask);
  if (!got.ok) throw refusedBy(got.answer, TRIED);
  return appFormat.parse(got.data);
}

function once<A extends unknown[], T>(ask: (...args: A) => Promise<T>) {
  let known: T | undefined;
  return async (...args: A): Promise<T> => {
    known ??= await ask(...args);
    return known;
  };
}

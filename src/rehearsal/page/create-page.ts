// Owns `/` and `/rehearsal/*`: the page, its files, its live stream and what people do on it.
import { randomBytes } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { readText } from "../read-text.ts";
import type { Shop } from "../shop/types.ts";
import type { Slack } from "../slack/types.ts";
import { type Asset, listClientModules, readClientFile, readLibrary } from "./assets.ts";
import { carryOut } from "./carry-out.ts";
import { openEventStream } from "./event-stream.ts";
import { guard } from "./guard.ts";
import { readAct } from "./read-act.ts";
import { renderShell, shellHeaders } from "./shell.ts";
import { type ShopHistory, watchShop } from "./shop-history.ts";
import type { ActResult, CommandHelp, PageLink } from "./wire.ts";

export type PageOptions = {
  readonly slack: Slack;
  readonly shop: Shop;
  readonly commands: readonly CommandHelp[];
  readonly isDmReadOnly: boolean;
  /** Pages of the app itself, shown in the side panel. */
  readonly links?: readonly PageLink[];
  readonly clock?: { now(): Date };
};

export type Page = Disposable & {
  /** Answers 404 for a path that is not its own. */
  readonly listener: RequestListener;
};

type Deps = PageOptions & {
  readonly history: ShopHistory;
  readonly streams: Set<() => void>;
};

const maxBodyBytes = 256 * 1024;

export function createPage(options: PageOptions): Page {
  const clock = options.clock ?? { now: () => new Date() };
  const history = watchShop(options.shop, () => clock.now());
  const deps = { ...options, history, streams: new Set<() => void>() };
  return {
    listener: (req, res) => {
      answer(deps, req, res).catch((error: unknown) => {
        if (res.headersSent) res.destroy();
        else sendJson(res, 500, { ok: false, shown: `The workspace failed: ${String(error)}` });
      });
    },
    [Symbol.dispose]: () => {
      history[Symbol.dispose]();
      for (const end of deps.streams) end();
    },
  };
}

async function answer(deps: Deps, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const guarding = guard(req);
  if (!guarding.ok) return sendJson(res, 403, { ok: false, shown: guarding.why });
  const url = new URL(req.url ?? "/", "http://page");
  if (req.method === "POST") return answerPost(deps, url, req, res);
  if (req.method !== "GET" && req.method !== "HEAD") return sendNothing(res, 405);
  if (url.pathname === "/") return sendShell(res);
  if (url.pathname === "/rehearsal/events") return openStream(deps, url, res);
  const [, root, folder = "", ...rest] = url.pathname.split("/");
  if (root !== "rehearsal") return sendNothing(res, 404);
  const name = rest.join("/");
  if (folder === "client") return sendAsset(res, await readClientFile(name));
  if (folder === "library") return sendAsset(res, await readLibrary(name));
  if (folder === "files") return sendFile(deps, res, name);
  sendNothing(res, 404);
}

async function answerPost(
  deps: Deps,
  { pathname }: URL,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  if (pathname !== "/rehearsal/act") return sendNothing(res, 404);
  const body = await readText(req, maxBodyBytes);
  if (body === undefined) {
    return sendJson(res, 413, { ok: false, shown: `more than ${maxBodyBytes} bytes` });
  }
  const reading = readAct(body);
  if (!reading.ok) return sendJson(res, 400, { ok: false, shown: reading.why });
  try {
    sendJson(res, 200, await carryOut(deps, reading.request.as, reading.request.act));
  } catch (error) {
    // What a client would not let this person do; the sentence says why.
    sendJson(res, 409, {
      ok: false,
      shown: error instanceof Error ? error.message : String(error),
    });
  }
}

/** A browser that has never been here, or remembers someone who left, starts as the first person. */
function openStream(deps: Deps, url: URL, res: ServerResponse): void {
  const { users } = deps.slack.state;
  const people = users.filter((user) => !user.isBot && !user.deleted);
  const me = people.find(({ id }) => id === url.searchParams.get("as")) ?? people[0];
  if (!me) {
    sendJson(res, 404, { ok: false, shown: "nobody lives in this workspace" });
    return;
  }
  const end = openEventStream({ ...deps, links: deps.links ?? [] }, me.id, res);
  deps.streams.add(end);
  res.on("close", () => deps.streams.delete(end));
}

async function sendShell(res: ServerResponse): Promise<void> {
  const nonce = randomBytes(16).toString("base64");
  const modules = await listClientModules();
  res.writeHead(200, shellHeaders(nonce)).end(renderShell(nonce, modules));
}

/** Text is shown, anything else is downloaded; nothing in a file may run as part of the page. */
function sendFile({ slack }: Deps, res: ServerResponse, fileId: string): void {
  const file = slack.state.file(fileId);
  const content = slack.state.fileContent(fileId);
  if (!file || !content) {
    sendNothing(res, 404);
    return;
  }
  const isText = file.mimetype.startsWith("text/");
  const name = encodeURIComponent(file.name);
  res.writeHead(200, {
    "content-type": isText ? "text/plain; charset=utf-8" : "application/octet-stream",
    "content-disposition": `${isText ? "inline" : "attachment"}; filename*=UTF-8''${name}`,
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  res.end(content);
}

function sendAsset(res: ServerResponse, asset: Asset | undefined): void {
  if (!asset) {
    sendNothing(res, 404);
    return;
  }
  res.writeHead(200, {
    "content-type": asset.type,
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
  });
  res.end(asset.content);
}

function sendJson(res: ServerResponse, status: number, body: ActResult): void {
  res.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  res.end(JSON.stringify(body));
}

function sendNothing(res: ServerResponse, status: number): void {
  res.writeHead(status).end();
}

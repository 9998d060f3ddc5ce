// Owns logging: JSON lines on stdout, readable lines on a terminal, never a secret.
import process from "node:process";
import { type DestinationStream, type Logger, pino } from "pino";
import { prettyFactory } from "pino-pretty";

export type CreateLog = {
  readonly level: string;
  readonly isTerminal: boolean;
  /** For tests; stdout otherwise. */
  readonly to?: DestinationStream;
};

export function createLog({ level, isTerminal, to }: CreateLog): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secretPaths, censor: "•••" },
    hooks: { streamWrite: maskText },
  };
  if (isTerminal) return pino(options, prettyTo(to ?? process.stdout));
  return to ? pino(options, to) : pino(options);
}

/** A failed query is told by its cause and its text; its parameters may be anybody's data. */
function describeError(error: Error): unknown {
  const { params: _, ...told } = pino.stdSerializers.err(error) as Record<string, unknown>;
  const cut = (text: unknown) =>
    typeof text === "string" ? text.replace(/\nparams: .*/g, "") : text;
  return { ...told, message: cut(told["message"]), stack: cut(told["stack"]) };
}

const names = [
  "authorization",
  "cookie",
  "password",
  "secret",
  "secrets",
  "signature",
  "signingSecret",
  "token",
  "botToken",
  "appToken",
  "privateKey",
  "databaseUrl",
  "response_url",
  '["x-slack-signature"]',
  '["set-cookie"]',
];

/** At the top, and up to three levels down. */
const secretPaths = names.flatMap((name) => {
  const member = name.startsWith("[") ? name : `.${name}`;
  return [name, `*${member}`, `*.*${member}`, `*.*.*${member}`];
});

const SLACK_TOKEN = /\bx(?:ox[a-z]|app)(?:\.xox[a-z])?-[\w-]+/g;
const HOOK_SECRET = /(\/hooks\/[^/\s"?]+\/)[^/\s"?]+/g;
const RESPONSE_URL = /(\/(?:commands|actions|services)\/)[A-Z]\w+\/[^\s"]+/g;
const URL_PASSWORD = /(:\/\/[^:/@\s"]*:)[^@/\s"]+@/g;

/** Secrets inside texts, such as an error's message that quotes an address. */
export function maskText(line: string): string {
  return line
    .replace(SLACK_TOKEN, "•••")
    .replace(HOOK_SECRET, "$1•••")
    .replace(RESPONSE_URL, "$1•••")
    .replace(URL_PASSWORD, "$1•••@");
}

function prettyTo(to: DestinationStream): DestinationStream {
  const render = prettyFactory({
    colorize: to === process.stdout,
    translateTime: "SYS:HH:MM:ss",
  });
  return { write: (line) => void to.write(render(line)) };
}

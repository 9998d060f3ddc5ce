// Slack over Socket Mode: two connections whose refreshes do not coincide, each brought back whatever happens to it.
import { setTimeout as wait } from "node:timers/promises";
import { type App, type Logger, type Receiver, SocketModeReceiver } from "@slack/bolt";

export type SocketReceiver = {
  readonly receiver: Receiver;
  /** Connections that Slack has said hello to. */
  connected(): number;
};

/** Slack refreshes a connection every few hours; those opened a minute apart never go together. */
const STAGGER_MS = 60_000;
const FIRST_BACKOFF_MS = 250;
/** A connection that lived this long was no failure. */
const HEALTHY_MS = 10_000;
const LONGEST_BACKOFF_MS = 30_000;
const HELLO_MS = 15_000;
const STOP_MS = 6_000;

export type SocketOptions = {
  readonly appToken: string;
  readonly apiUrl?: string;
  readonly logger: Logger;
  readonly staggerMs?: number;
};

export function createSocketReceiver(options: SocketOptions): SocketReceiver {
  const { logger, staggerMs = STAGGER_MS } = options;
  const stopping = new AbortController();
  const sockets = [openSocket(options), openSocket(options)];
  let loops: Promise<void>[] = [];

  return {
    connected: () => sockets.filter((socket) => socket.isConnected()).length,
    receiver: {
      init: (app: App) => {
        for (const socket of sockets) socket.receiver.init(app);
      },
      async start() {
        const delays = sockets.map((_, index) => index * staggerMs);
        loops = sockets.map((socket, index) =>
          keepConnected(socket, { logger, stopping: stopping.signal, delayMs: delays[index] ?? 0 }),
        );
        const stopped = new Promise<void>((resolve) => {
          stopping.signal.addEventListener("abort", () => resolve(), { once: true });
        });
        await Promise.race([sockets[0]?.firstHello, stopped]);
      },
      async stop() {
        stopping.abort();
        const closed = Promise.allSettled([...sockets.map((each) => each.close()), ...loops]);
        await Promise.race([closed, wait(STOP_MS, undefined, { ref: false })]);
      },
    },
  };
}

type Socket = {
  readonly receiver: SocketModeReceiver;
  readonly firstHello: Promise<void>;
  isConnected(): boolean;
  /** Resolves when the connection, once made, is gone. Rejects where it was not made. */
  live(): Promise<void>;
  close(): Promise<void>;
};

/**
 * The client's own reconnecting waits 5 s and more before it tries, and ends the process when
 * apps.connections.open fails: it stays off, and every promise is awaited here.
 */
function openSocket({ appToken, apiUrl, logger }: SocketOptions): Socket {
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    processEventErrorHandler: ({ error }) => {
      logger.error(`A payload from Slack was not taken; Slack may send it again. ${error.message}`);
      return Promise.resolve(false);
    },
    installerOptions: {
      clientOptions: {
        ...(apiUrl && { slackApiUrl: apiUrl }),
        retryConfig: { retries: 0 },
        timeout: 10_000,
      },
    },
  });
  const { client } = receiver;
  const hello = Promise.withResolvers<void>();
  let isConnected = false;
  client.on("connected", () => {
    isConnected = true;
    hello.resolve();
  });
  client.on("close", () => {
    isConnected = false;
  });
  return {
    receiver,
    firstHello: hello.promise,
    isConnected: () => isConnected,
    async live() {
      const gone = Promise.withResolvers<void>();
      client.once("disconnected", gone.resolve);
      // A socket that never says hello is as deaf as none.
      const patience = setTimeout(() => void client.disconnect(), HELLO_MS).unref();
      try {
        await client.start();
      } finally {
        clearTimeout(patience);
      }
      await gone.promise;
    },
    close: async () => {
      await client.disconnect();
    },
  };
}

async function keepConnected(
  socket: Socket,
  options: { readonly logger: Logger; readonly stopping: AbortSignal; readonly delayMs: number },
): Promise<void> {
  const { logger, stopping, delayMs } = options;
  let backoff = FIRST_BACKOFF_MS;
  await pause(delayMs, stopping);
  while (!stopping.aborted) {
    const begun = performance.now();
    try {
      await socket.live();
    } catch (error) {
      if (!stopping.aborted) logger.warn(`A Socket Mode connection failed: ${error}`);
    }
    // One that Slack refreshed is followed by the next at once; one that hardly lived is not hurried.
    if (performance.now() - begun > HEALTHY_MS) {
      backoff = FIRST_BACKOFF_MS;
      continue;
    }
    await pause(backoff, stopping);
    backoff = Math.min(backoff * 2, LONGEST_BACKOFF_MS);
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // Aborted means that the receiver is stopping: there is nothing left to wait for.
  await wait(ms, undefined, { signal }).catch(() => undefined);
}

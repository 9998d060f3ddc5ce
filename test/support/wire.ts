// A line between Muster and its database that can be cut and mended.
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";

export type Wire = AsyncDisposable & {
  /** The same database by way of this line. */
  readonly url: string;
  /** Every connection breaks, and no new one comes about. */
  cut(): void;
  mend(): void;
};

/** `url`: a database on a unix socket, as the tests' own server is. */
export async function openWire(url: string): Promise<Wire> {
  const { pathname, searchParams: query } = new URL(url);
  const path = join(query.get("host") ?? "", `.s.PGSQL.${query.get("port") ?? "5432"}`);
  const sockets = new Set<Socket>();
  let isCut = false;

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // A line that breaks is what this is for.
    socket.on("error", () => socket.destroy());
  }
  const server = createServer((near) => {
    keep(near);
    if (isCut) return void near.destroy();
    const far = connect(path);
    keep(far);
    near.pipe(far).pipe(near);
    near.once("close", () => far.destroy());
    far.once("close", () => near.destroy());
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  const user = encodeURIComponent(query.get("user") ?? "");
  const password = encodeURIComponent(query.get("password") ?? "");
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `postgres://${user}:${password}@127.0.0.1:${port}${pathname}`,
    cut,
    mend: () => {
      isCut = false;
    },
    async [Symbol.asyncDispose]() {
      cut();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}
